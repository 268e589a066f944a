"""Many rows at once: keys taken before they are written, and the fastest way each database takes rows in."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

BATCH = 5_000
Row = Sequence[object]


@transaction.atomic
def take_ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Keys for `count` new rows, which nobody else gets, whether or not the rows are ever written."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        # SQLite: a transaction is the only writer; the next key is the one after what the sequence says.
        cursor.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
        if last is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 0)", [table])
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        return range((last or 0) + 1, (last or 0) + count + 1)


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Row], **same: object) -> None:
    """Write rows given as values in the order of `names` (attribute names, `column_id`).

    `same` are values that every row has; what is not named has its default. Without `id` the database gives it. A
    UUID may be given as its 32 digits, which travel between processes in a quarter of the time.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    left = set(fields) - set(names) - {model._meta.pk.attname if model._meta.pk else ""}
    constants = {name: same[name] if name in same else fields[name].get_default() for name in sorted(left)}
    columns = [str(fields[name].column) for name in (*names, *constants)]
    writers = [_writer(fields[name]) for name in names]
    fixed = [_write(_writer(fields[name]), value) for name, value in constants.items()]
    (_copy if connection.vendor == "postgresql" else _execute)(
        model._meta.db_table, columns, _batches(rows, writers), fixed
    )


def _batches(rows: Iterable[Row], writers: Sequence["Writer | None"]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows as the driver takes them, converted a column at a time: most columns need nothing."""
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        columns = list(zip(*batch, strict=True))
        for place, writer in enumerate(writers):
            if writer is not None:
                columns[place] = _converted(columns[place], writer)
        yield list(zip(*columns, strict=True))


def _converted(values: Iterable[object], writer: "Writer") -> tuple[object, ...]:
    """Each object once: the day, the instant, the list of many rows is often one and the same."""
    made: dict[int, object] = {}
    found = []
    for value in values:
        at = id(value)
        if at not in made:
            made[at] = _write(writer, value)
        found.append(made[at])
    return tuple(found)


def _execute(
    table: str, columns: Sequence[str], batches: Iterable[list[tuple[Any, ...]]], fixed: Sequence[object]
) -> None:
    """SQLite: one prepared statement, in which what every row has is written out."""
    quote = connection.ops.quote_name
    named = ", ".join(map(quote, columns))
    marks = ", ".join([*["%s"] * (len(columns) - len(fixed)), *map(_literal, fixed)])
    statement = f"INSERT INTO {quote(table)} ({named}) VALUES ({marks})"  # noqa: S608  names and constants of ours
    with connection.cursor() as cursor:
        for batch in batches:
            cursor.executemany(statement, batch)


def _copy(
    table: str, columns: Sequence[str], batches: Iterable[list[tuple[Any, ...]]], fixed: Sequence[object]
) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor, cursor.copy(
        f"COPY {quote(table)} ({', '.join(map(quote, columns))}) FROM STDIN"
    ) as stream:  # fmt: skip
        for batch in batches:
            for row in batch:
                stream.write_row([*row, *fixed])


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool | int):
        return str(int(value))
    return "'" + str(value).replace("'", "''").replace("%", "%%") + "'"


Writer = Callable[[Any], object]


def _writer(field: "models.Field[Any, Any]") -> Writer | None:
    """How a value of the field is handed to this database's driver; None: as it is."""
    if isinstance(field, models.JSONField):
        return json.dumps
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.UUIDField):
        return _hex
    if isinstance(field, models.DateTimeField):
        return _instant
    return date.isoformat if isinstance(field, models.DateField) else None


def _write(writer: Writer | None, value: object) -> object:
    return value if writer is None or value is None else writer(value)


def _instant(value: datetime) -> str:
    """As Django writes an instant into SQLite: in UTC, without a zone."""
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _hex(value: UUID | str) -> str:
    return value if isinstance(value, str) else value.hex
