"""What the acts share: locking, dates, codes, and the mark of who changed a row."""

import re
import uuid
from datetime import date

from django.db import models

from gongkai.agencies import errors
from gongkai.agencies.models import ACTIVE, Agency, AgencyEvent, AgencyName
from gongkai.audit.selectors import last_by
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.identifiers import credit_code, division
from gongkai.statute.vocab import AgencyKind
from gongkai.statute.vocab.agencies import PEOPLES_GOVERNMENTS

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
Changes = dict[str, tuple[object, object]]


def lock_tree() -> None:
    """One change of the tree after the other: places in it are worked out from what is there."""
    list(Agency.objects.select_for_update(no_key=True).filter(depth=1).order_by("pk").values_list("pk"))


def locked(pk: int) -> Agency:
    """The agency with its row locked."""
    found: Agency = Agency.objects.select_for_update().get(pk=pk)
    return found


def must_be_active(agency: Agency) -> None:
    """Raises AGY-1015."""
    if agency.state != ACTIVE:
        raise errors.NotActive(agency=agency.name, day=agency.ended_on, state=agency.get_state_display())


def not_in_future(day: date) -> None:
    """Raises AGY-1016."""
    if day > clock.today():
        raise errors.DateInFuture(day=day)


def after_history(agency: Agency, day: date) -> None:
    """The register is continued, never rewritten: nothing before the last event. Raises AGY-1016, AGY-1017."""
    not_in_future(day)
    if agency.established_on and day < agency.established_on:
        raise errors.DateBeforeHistory(day=day, agency=agency.name, what="设立日期", earlier=agency.established_on)
    last = agency.events.order_by("-on", "-pk").first()
    if last is not None and day < last.on:
        raise errors.DateBeforeHistory(
            day=day, agency=agency.name, what=f"“{last.get_kind_display()}”", earlier=last.on
        )


def checked_code(text: str, but: int | None = None) -> str:
    """The canonical credit code, free to be used; empty stays empty. Raises AGY-1001, AGY-1002, AGY-1011."""
    if not text.strip():
        return ""
    value = credit_code(text)
    other = Agency.objects.filter(uscc=value).exclude(pk=but).first()
    if other is not None:
        raise errors.CreditCodeTaken(value=value, agency=other.name)
    return value


def checked_region(text: str) -> str:
    """The code of the division; empty stays empty. Raises AGY-1003."""
    return division(text).code if text.strip() else ""


def checked_slug(text: str, key: uuid.UUID, but: int | None = None) -> str:
    """The address, made from the key where none is given. Raises AGY-1012, AGY-1013."""
    value = text.strip()
    if not value:
        return free_slug(key)
    if not SLUG.fullmatch(value):
        raise errors.SlugForm(value=value)
    other = Agency.objects.filter(slug=value).exclude(pk=but).first()
    if other is not None:
        raise errors.SlugTaken(value=value, agency=other.name)
    return value


def made_slug(key: uuid.UUID, length: int = 10) -> str:
    """An address made of the public key."""
    return f"a{key.hex[-length:]}"


def free_slug(key: uuid.UUID) -> str:
    """An address that nobody has."""
    short = made_slug(key)
    return short if not Agency.objects.filter(slug=short).exists() else made_slug(key, 32)


def must_be_government(agency: Agency | None, role: str) -> None:
    """Raises AGY-1024."""
    if agency is not None and AgencyKind(agency.kind) not in PEOPLES_GOVERNMENTS:
        raise errors.NotAGovernment(agency=agency.name, kind=agency.get_kind_display(), role=role)


def must_be_fresh(agency: Agency, version: int) -> None:
    """Raises AGY-1023 when somebody changed it since the form was shown."""
    if agency.version != version:
        raise errors.Stale(
            agency=agency.name,
            who=last_by(agency),
            when=agency.changed_at or "此前",
        )


def mark(agency: Agency, by: Clerk) -> None:
    """Who changed the row, and that it changed."""
    agency.version += 1
    agency.changed_by = f"{by.agency}{by.post}（{by.person}）"[:200]
    agency.changed_at = clock.now()


def differences(row: models.Model, values: dict[str, object]) -> Changes:
    """The fields whose value changes, by their label, with the old and the new value."""
    found: Changes = {}
    for name, value in values.items():
        old = getattr(row, name)
        if old != value:
            label = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column of ours
            found[label] = (old, value)
    return found


def set_values(row: models.Model, values: dict[str, object]) -> None:
    """Take over values."""
    for name, value in values.items():
        setattr(row, name, value)


def keep_names(agency: Agency) -> None:
    """The name it bears now is written down before it takes another."""
    if not agency.names.exists():
        AgencyName.objects.create(agency=agency, name=agency.name, since=agency.established_on)


def happened(
    agency: Agency, kind: str, on: date, basis: str = "", other: Agency | None = None, detail: str = ""
) -> AgencyEvent:
    """One line of its history."""
    return AgencyEvent.objects.create(
        agency=agency, kind=kind, on=on, basis=basis, other=other, detail=detail[:400]
    )
