"""What is registered cannot be deleted, by any statement: every kept table is tried."""

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.kit import keep
from tests.builders import an_agency


@pytest.mark.django_db
@pytest.mark.parametrize("model", sorted(keep.kept_models(), key=str), ids=lambda model: model.__name__)
def test_every_kept_table_has_its_triggers(model: type) -> None:
    table, verbs = model._meta.db_table, keep.kept_models()[model]  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table]
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        there = {name for (name,) in cursor.fetchall()}

    assert there >= {f"{table}_no_{verb.lower()}" for verb in verbs}


@pytest.mark.django_db
def test_a_registered_row_survives_every_statement() -> None:
    agency = an_agency()

    with pytest.raises(DatabaseError, match="AUD-1001"), transaction.atomic():
        agency.delete()
    with pytest.raises(DatabaseError, match="AUD-1001"), transaction.atomic():
        type(agency).objects.all().delete()
    with pytest.raises(DatabaseError, match="AUD-1001"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agencies_agency")
    assert type(agency).objects.filter(pk=agency.pk).exists()
