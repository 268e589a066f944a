"""What is registered stays: triggers in the database refuse deletion, and change where a row is a record.

The rule holds from every entrance — the platform, a shell, the database's own client — because the database itself
refuses. Triggers are set after each migration (Django remakes tables on SQLite and loses them).
"""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

Model = TypeVar("Model", bound=type[models.Model])
_KEPT: dict[type[models.Model], tuple[str, ...]] = {}


def kept(model: Model) -> Model:
    """Rows of this model may be changed by its services and never deleted."""
    _KEPT[model] = ("DELETE",)
    return model


def record(model: Model) -> Model:
    """Rows of this model are records: written once, neither changed nor deleted."""
    _KEPT[model] = ("DELETE", "UPDATE")
    return model


def kept_models() -> dict[type[models.Model], tuple[str, ...]]:
    """The models and what the database refuses on each."""
    return dict(_KEPT)


def guard(connection: BaseDatabaseWrapper, application: str) -> None:
    """Set the triggers on every table of an application that is there."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in _statements(connection, application, there):
            cursor.execute(statement)


def unguard(connection: BaseDatabaseWrapper) -> None:
    """Lift the triggers. For tests that empty the database between two of them, and for nothing else."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model, verbs in _KEPT.items():
            table = model._meta.db_table
            if table in there:
                for verb in _verbs(connection, verbs):
                    on = f" ON {table}" if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, verb)}{on}")


def _verbs(connection: BaseDatabaseWrapper, verbs: Iterable[str]) -> list[str]:
    return [*verbs, "TRUNCATE"] if connection.vendor == "postgresql" else list(verbs)


def _name(table: str, verb: str) -> str:
    return f"{table}_no_{verb.lower()}"


def _statements(connection: BaseDatabaseWrapper, application: str, there: set[str]) -> Iterable[str]:
    postgres = connection.vendor == "postgresql"
    if postgres:
        yield (
            "CREATE OR REPLACE FUNCTION gongkai_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'AUD-1001: % of a registered row in % is refused', TG_OP, TG_TABLE_NAME; END $$"
        )
    for model, verbs in _KEPT.items():
        table = model._meta.db_table
        if model._meta.app_label != application or table not in there:
            continue
        for verb in _verbs(connection, verbs):
            name = _name(table, verb)
            if postgres:
                each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
                yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
                yield (
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                    f"FOR EACH {each} EXECUTE FUNCTION gongkai_kept()"
                )
            else:
                yield (
                    f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {verb} ON {table} BEGIN "
                    f"SELECT RAISE(ABORT, 'AUD-1001: {verb} of a registered row in {table} is refused'); END"
                )
