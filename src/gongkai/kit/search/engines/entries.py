"""The narrow table of entries, alike on both engines."""

from collections.abc import Sequence

from django.db import connection

from gongkai.kit.search.documents import Plan, Prepared, Value
from gongkai.kit.search.ready import NAMES, Entry

COLUMNS = 'e.number, e.agency, e."column", e.year, e.kind, e.validity'
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


def entitled(plan: Plan, title_digest: int, limit: int, *, find: str) -> list[int]:
    """The newest documents with this title that pass the filters; `find` is the database's function for a place."""
    conditions = ["e.title_digest = %s", "e.number >= %s", "e.number < %s"]
    parameters: list[Value] = [title_digest, plan.low, plan.high]
    for name, values in plan.facets.items():
        conditions.append(f'e."{name}" IN ({", ".join(["%s"] * len(values))})')
        parameters += values
    for phrase in plan.without:
        conditions.append(f"{find}(f.body, %s) = 0")
        parameters.append(phrase)
    text = "JOIN search_folded f ON f.number = e.number" if plan.without else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.number FROM search_entry e {text} WHERE {' AND '.join(conditions)}"  # noqa: S608
            " ORDER BY e.number DESC LIMIT %s",
            [*parameters, limit],
        )
        return [number for (number,) in cursor.fetchall()]
