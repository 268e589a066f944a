"""The narrow table of entries, alike on both engines."""

from collections.abc import Sequence

from django.db import connection

from gongkai.kit.search.documents import Plan, Prepared, Value
from gongkai.kit.search.ready import NAMES, Entry

COLUMNS = 'e.number, e.agency, e."column", e.year, e.kind, e.validity'
PARTED = chr(31)  # between values that the database hands over as one text: rows are dear, texts are cheap
PLACES = ", ".join(["%s"] * 9)


def insert(rows: Sequence[Entry]) -> None:
    """Write the rows."""
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO search_entry ({NAMES}) VALUES ({PLACES})", rows)  # noqa: S608


def delete(documents: Sequence[Prepared]) -> None:
    """Remove the rows."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM search_entry WHERE number = %s", [(prepared.number,) for prepared in documents]
        )


def clear() -> None:
    """Remove all rows."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_entry")


def entitled(plan: Plan, title_digest: int, limit: int | None) -> list[int]:
    """The newest documents with this title that pass the filters; what is excluded is not looked at."""
    statement = "SELECT number FROM search_entry WHERE title_digest = %s AND number >= %s AND number < %s"
    parameters: list[Value] = [title_digest, plan.low, plan.high]
    for name, values in plan.facets.items():
        statement += f' AND "{name}" IN ({", ".join(["%s"] * len(values))})'
        parameters += values
    statement += " ORDER BY number DESC"
    if limit is not None:
        statement += " LIMIT %s"
        parameters.append(limit)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [number for (number,) in cursor.fetchall()]
