"""The first agency of an installation: entered once, from the machine itself, never from a page."""

import uuid
from datetime import date

from gongkai.agencies import errors
from gongkai.agencies.models import Agency, AgencyName
from gongkai.agencies.services._shared import checked_code, checked_region, checked_slug, happened, not_in_future
from gongkai.agencies.services.tree import NewAgency
from gongkai.audit.services import act, record
from gongkai.kit import clock


@act("agency.found", "登记首个机关")
def found(new: NewAgency, *, on: date) -> Agency:
    """The agency at the root of the directory. Raises AGY-1060 when there is an agency already."""
    not_in_future(on)
    if Agency.objects.exists():
        raise errors.AlreadyFounded()
    key = uuid.uuid4()
    agency = Agency(
        key=key,
        name=new.name.strip(),
        kind=new.kind,
        short_name=new.short_name.strip(),
        uscc=checked_code(new.uscc),
        region=checked_region(new.region),
        slug=checked_slug(new.slug, key),
        has_rulemaking_power=new.has_rulemaking_power,
        established_on=on,
        version=1,
        changed_by="系统初始化",
        changed_at=clock.now(),
    )
    made: Agency = Agency.objects.add_root(instance=agency)
    AgencyName.objects.create(agency=made, name=made.name, since=on)
    happened(made, "established", on, "系统初始化")
    record(made, by=None, on=on, changes={"名称": ("", made.name)})
    return made
