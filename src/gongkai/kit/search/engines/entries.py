"""The narrow table of entries, alike on both engines."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from gongkai.kit.search.documents import FACETS, Plan, Prepared, digest
from gongkai.kit.search.models import Entry

COLUMNS = 'e.number, e.agency, e."column", e.year, e.kind, e.validity'
PARTED = chr(31)  # between values that the database hands over as one text: rows are dear, texts are cheap
NAMES = 'number, key, date, title_digest, agency, "column", year, kind, validity'
PLACES = ", ".join(["%s"] * 9)


def values(prepared: Prepared) -> tuple[int | str | date, ...]:
    """The row of a document, in the order of NAMES."""
    document = prepared.document
    facets = (getattr(document, name) for name in FACETS)
    return prepared.number, document.key, document.date, digest(prepared.title), *facets


def insert(documents: Sequence[Prepared]) -> None:
    """Write the rows."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO search_entry ({NAMES}) VALUES ({PLACES})",  # noqa: S608
            [values(prepared) for prepared in documents],
        )


def delete(documents: Sequence[Prepared]) -> None:
    """Remove the rows."""
    Entry.objects.filter(number__in=[prepared.number for prepared in documents]).delete()


def clear() -> None:
    """Remove all rows."""
    Entry.objects.all().delete()


def entitled(plan: Plan, title_digest: int, limit: int | None) -> list[int]:
    """The newest documents with this title that pass the filters; what is excluded is not looked at."""
    found = Entry.objects.filter(title_digest=title_digest, number__gte=plan.low, number__lt=plan.high)
    for name, values in plan.facets.items():
        found = found.filter(**{f"{name}__in": list(values)})
    return list(found.order_by("-number").values_list("number", flat=True)[:limit])
