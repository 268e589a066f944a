"""索引号: allotted when an item becomes public, in that transaction, from one locked counter row, never reused."""

from collections.abc import Mapping
from datetime import date

from gongkai.audit.services import act, record
from gongkai.disclosures.models import Item, NumberCounter, NumberScheme
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.statute.identifiers import DEFAULT_TEMPLATE, FIELDS, IndexTemplate, index_template
from gongkai.statute.vocab.roles import Perm

STATED = ("agency", "place", "department", "category", "group")
"""Fields of a template that the agency states itself; the others are known."""


@act("numbering.configure", "设置索引号规则")
def configure(template: str, values: Mapping[str, str], *, by: Clerk) -> NumberScheme:
    """How the agency's numbers are made from now on; numbers given stay. Raises AGY-1006, AGY-1007."""
    if not by.can(Perm.CHAIN_CONFIGURE):
        raise NotYourDuty(post=by.post)
    checked = index_template(template)
    kept = {name: values.get(name, "").strip() for name in STATED if name in checked.fields}
    checked.render(1, _example() | kept)
    scheme = NumberScheme.objects.select_for_update().filter(agency=by.agency_id).first()
    old = scheme.template if scheme else DEFAULT_TEMPLATE
    scheme = scheme or NumberScheme(agency_id=by.agency_id)
    scheme.template, scheme.values = checked.text, kept
    scheme.save()
    record(scheme, by=by, changes={"template": (old, checked.text)})
    return scheme


def number_for(item: Item, on: date) -> str:
    """The agency's next number; called in the transaction that makes an item public. Raises AGY-1007, AGY-1008."""
    template, values = _scheme(item, on)
    counter = _locked_counter(item.agency_id, _series(template, values))
    number = ""
    while not number or Item.objects.filter(index_number=number).exists():  # a ledger may have brought it along
        counter.last += 1
        number = template.render(counter.last, values)
    counter.save(update_fields=["last"])
    return number


def scheme_of(agency_id: int) -> NumberScheme:
    """The agency's scheme, or the default one unsaved."""
    found = NumberScheme.objects.filter(agency=agency_id).first()
    return found or NumberScheme(agency_id=agency_id, template=DEFAULT_TEMPLATE)


def _scheme(item: Item, on: date) -> tuple[IndexTemplate, dict[str, str]]:
    scheme, agency = scheme_of(item.agency_id), item.agency
    formed = item.formed_on or on
    known = {
        "uscc": agency.uscc,
        "org": agency.uscc[8:17],
        "region": agency.region[:6],
        "year": f"{on:%Y}",
        "month": f"{on:%m}",
        "date": f"{formed:%Y%m%d}",
    }
    return index_template(scheme.template), known | dict(scheme.values)


def _series(template: IndexTemplate, values: Mapping[str, str]) -> str:
    """The series in which a serial number runs on: the template and the values with which it restarts."""
    return "|".join([template.text, *(values.get(name, "") for name in template.restarts_with)])


def _locked_counter(agency_id: int, series: str) -> NumberCounter:
    """The agency's counter, locked. Agencies whose templates tell them not apart take numbers in turn."""
    rows = _locked_series(series)
    if agency_id not in rows:
        NumberCounter.objects.bulk_create(
            [NumberCounter(agency_id=agency_id, series=series)], ignore_conflicts=True
        )
        rows = _locked_series(series)
    found = rows[agency_id]
    found.last = max(row.last for row in rows.values())
    return found


def _locked_series(series: str) -> dict[int, NumberCounter]:
    locked = NumberCounter.objects.select_for_update().filter(series=series).order_by("pk")
    return {row.agency_id: row for row in locked}


def _example() -> dict[str, str]:
    """Values with which a template is tried before it is kept; what the agency states has none."""
    tried = {
        "uscc": "11370812004339255B",
        "org": "004339255",
        "region": "370812",
        "year": "2026",
        "month": "01",
        "date": "20260101",
    }
    return {name: tried.get(name, "") for name in FIELDS}
