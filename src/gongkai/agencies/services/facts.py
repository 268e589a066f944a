"""What is registered of an agency: its facts, its guide, and a reviewer other than the law's table gives."""

from dataclasses import asdict, dataclass
from datetime import date

from gongkai.agencies import errors
from gongkai.agencies.models import Agency
from gongkai.agencies.services._shared import (
    Changes,
    checked_code,
    checked_region,
    checked_slug,
    differences,
    locked,
    mark,
    must_be_active,
    must_be_fresh,
    must_be_government,
    not_in_future,
    set_values,
)
from gongkai.audit.services import act, record
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.law.instruments import OGI, RECONSIDERATION

_MARKED = ["version", "changed_by", "changed_at"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What identifies and classifies an agency."""

    kind: str
    short_name: str = ""
    uscc: str = ""
    region: str = ""
    slug: str = ""
    government: Agency | None = None
    seat_government: Agency | None = None
    has_rulemaking_power: bool = False


@dataclass(frozen=True, slots=True)
class GuideData:
    """What article 12 asks for, as the disclosure office writes it."""

    office_name: str = ""
    address: str = ""
    postcode: str = ""
    hours: str = ""
    telephone: str = ""
    fax: str = ""
    mail: str = ""
    website: str = ""
    guide_classification: str = ""
    guide_arrangement: str = ""
    guide_access: str = ""


@act("agency.edit", "修改机关资料")
def edit(agency: Agency, facts: Facts, *, version: int, by: Clerk) -> Agency:
    """Correct what is registered. Raises AGY-1001 to 1003, 1011 to 1013, 1015, 1023, 1024."""
    row = locked(agency.pk)
    must_be_fresh(row, version)
    must_be_active(row)
    must_be_government(facts.government, "所属人民政府")
    must_be_government(facts.seat_government, "所在地人民政府")
    values: dict[str, object] = {
        "kind": facts.kind,
        "short_name": facts.short_name.strip(),
        "uscc": checked_code(facts.uscc, row.pk),
        "region": checked_region(facts.region),
        "slug": checked_slug(facts.slug, row.key, row.pk) if facts.slug.strip() else row.slug,
        "government": facts.government,
        "seat_government": facts.seat_government,
        "has_rulemaking_power": facts.has_rulemaking_power,
    }
    changes = _take(row, values, by)
    record(row, by=by, changes=changes)
    return row


@act("agency.guide", "修改公开指南资料")
def edit_guide(data: GuideData, *, version: int, by: Clerk) -> Agency:
    """The disclosure office keeps its own agency's guide up to date (条例第十二条). Raises AGY-1015, 1023."""
    row = locked(by.agency_id)
    must_be_fresh(row, version)
    must_be_active(row)
    values: dict[str, object] = {
        name: str(value).replace("\r\n", "\n").strip() for name, value in asdict(data).items()
    }
    day = clock.today()
    changes = _take(row, values | {"guide_updated_on": day}, by)
    record(row, by=by, on=day, cite=OGI(12), changes=changes)
    return row


@act("agency.reviewer", "另定复议机关")
def set_reviewer(
    agency: Agency, *, reviewer: Agency | None, basis: str, on: date, version: int, by: Clerk
) -> Agency:
    """Set or lift a reviewer that a special provision names. Raises AGY-1015, 1016, 1023, 1026."""
    row = locked(agency.pk)
    must_be_fresh(row, version)
    must_be_active(row)
    not_in_future(on)
    if reviewer is not None:
        must_be_active(reviewer)
        if not basis.strip():
            raise errors.BasisMissing()
    changes = _take(row, {"reviewer": reviewer, "reviewer_basis": basis.strip() if reviewer else ""}, by)
    record(row, by=by, on=on, cite=RECONSIDERATION(), changes=changes, note=basis.strip())
    return row


def _take(row: Agency, values: dict[str, object], by: Clerk) -> Changes:
    changes = differences(row, values)
    set_values(row, values)
    mark(row, by)
    row.save(update_fields=[*values, *_MARKED])
    return changes
