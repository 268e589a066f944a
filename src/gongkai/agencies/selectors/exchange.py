"""The directory as plain lines, for the export and for the comparison with a file."""

from datetime import date

from django.db.models import Max

from gongkai.agencies.exchange.fields import FIELDS, REFERENCES
from gongkai.agencies.exchange.model import Line
from gongkai.agencies.models import Agency, AgencyEvent

_STEP: int = Agency.steplen
_COLUMNS = tuple(field.code for field in FIELDS if field.code not in (*REFERENCES, "key"))
_POINTERS = tuple(code for code in REFERENCES if code != "superior")


def lines(path: str = "") -> dict[str, Line]:
    """Every agency of the tree, or of a part of it, by key, in the order of the tree: one query."""
    names = ("path", "pk", "key", *_COLUMNS, *(f"{code}_id" for code in _POINTERS))
    rows = list(Agency.objects.order_by("path").values(*names))
    keys = {row["pk"]: str(row["key"]) for row in rows}
    above = {row["path"]: str(row["key"]) for row in rows}
    found: dict[str, Line] = {}
    for row in rows:
        if not row["path"].startswith(path):
            continue
        line: Line = {"key": str(row["key"])}
        for field in FIELDS:
            if field.code in _COLUMNS:
                line[field.code] = row[field.code]
            elif field.code == "superior":
                line["superior"] = above.get(row["path"][:-_STEP], "")
            elif field.code != "key":
                line[field.code] = keys.get(row[f"{field.code}_id"], "")
        found[str(row["key"])] = line
    return found


def last_days() -> dict[str, date]:
    """The day of the last event of each agency, by key."""
    rows = AgencyEvent.objects.values_list("agency__key").annotate(last=Max("on")).order_by()
    return {str(key): last for key, last in rows}
