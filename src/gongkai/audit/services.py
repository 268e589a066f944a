"""Recording acts. An act is a service function under `@act`: one transaction, exactly one entry."""

from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.db import OperationalError, models, transaction
from django.utils.crypto import salted_hmac

from gongkai.audit.chain import canonical, digest, merkle_root
from gongkai.audit.errors import DayNotOver
from gongkai.audit.models import Chain, Entry, Seal
from gongkai.audit.selectors import begins
from gongkai.audit.sending import acted
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.kit.errors import Busy
from gongkai.kit.waiting import is_busy

Given = ParamSpec("Given")
Made = TypeVar("Made")
Change = tuple[object, object]
PLATFORM = 0
"""The chain of what the platform does by itself, and of agencies that are not yet there."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that can be done, as it is listed: its permanent code and its name in Chinese."""

    code: str
    label: str
    function: str


@dataclass(slots=True)
class _Running:
    act: Act
    entries: int = 0
    entry: Entry | None = None


ACTS: dict[str, Act] = {}
_running: ContextVar[_Running | None] = ContextVar("act", default=None)


def act(code: str, label: str) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Make a service function an act: one transaction and exactly one entry, or nothing. Raises POR-1503."""

    def wrap(function: Callable[Given, Made]) -> Callable[Given, Made]:
        if code in ACTS:
            raise ValueError(f"two acts are called {code}")
        declared = ACTS[code] = Act(code, label, f"{function.__module__}.{function.__qualname__}")

        @wraps(function)
        def acting(*args: Given.args, **kwargs: Given.kwargs) -> Made:
            if _running.get() is not None:
                raise ValueError(f"{code} is called inside another act")
            running = _Running(declared)
            token = _running.set(running)
            try:
                with transaction.atomic():
                    made = function(*args, **kwargs)
                    if running.entries != 1 or running.entry is None:
                        raise ValueError(f"{code} wrote {running.entries} entries instead of one")
                    acted(running.entry)
                return made
            except OperationalError as error:
                if is_busy(error):  # a form can then be shown again with all that was typed into it
                    raise Busy() from error
                raise
            finally:
                _running.reset(token)

        return acting

    return wrap


def record(
    subject: models.Model,
    *,
    by: Clerk | None,
    agency: models.Model | None = None,
    on: date | None = None,
    cite: object = "",
    changes: Mapping[str, Change] | None = None,
    personal: Iterable[str] = (),
    rows: Iterable[str] | None = None,
    note: str = "",
) -> Entry:
    """Write the one entry of the running act. `by` is None for what the platform does by itself, `agency` that in
    whose name it does so: the entry stands in its chain.

    `changes` maps a field's name to its old and new value; those in `personal` are kept as keyed digests only, so
    that erasure does not break the chain. `rows` are the lines of a bulk act: their Merkle root is kept.
    ValueError outside an act.
    """
    running = _running.get()
    if running is None:
        raise ValueError("record() is called inside an act only")
    running.entries += 1
    hidden = set(personal)
    lines = None if rows is None else list(rows)
    whose, name = (by.agency_id, by.agency) if by else (agency.pk, str(agency)) if agency else (PLATFORM, "")
    subject_type, subject_id = subject._meta.label_lower, str(subject.pk)
    body: dict[str, object] = {
        "act": running.act.code,
        "label": running.act.label,
        "agency": whose,
        "agency_name": name,
        "person": by.person_id if by else None,
        "person_name": by.person if by else "",
        "post": by.post_id if by else None,
        "post_name": by.post if by else "",
        "on_behalf_of": by.on_behalf_of if by else "",
        "subject": [subject_type, subject_id],
        "subject_name": str(subject)[:200],
        "on": on.isoformat() if on else None,
        "cite": str(cite),
        "changes": {
            name: [_shown(value, name in hidden) for value in change] for name, change in (changes or {}).items()
        },
        "note": note,
        "rows": None if lines is None else {"count": len(lines), "root": merkle_root(lines, _algorithm())},
    }
    chain = _locked_chain(whose, name)
    entry = _next(chain, body)
    entry.act, entry.person_id = running.act.code, by.person_id if by else None
    entry.subject_type, entry.subject_id = subject_type, subject_id
    entry.save(force_insert=True)
    running.entry = entry
    chain.length, chain.head = entry.number, entry.digest
    chain.save(update_fields=["length", "head"])
    return entry


@transaction.atomic
def seal(day: date) -> Seal:
    """Seal all chains at the end of a day, once: the length and head of each, chained to the seal before.

    Not an act: what it writes is itself the record. DayNotOver before the next day has begun in Shanghai.
    """
    if found := Seal.objects.filter(day=day).first():
        return found
    at = clock.now()
    if at < begins(day + timedelta(days=1)):
        raise DayNotOver(day=day)
    chains = Chain.objects.select_for_update().order_by("agency")
    heads = {str(chain.agency): [chain.length, chain.head] for chain in chains}
    last = Seal.objects.order_by("-day").first()
    previous, algorithm = last.digest if last else "", _algorithm()
    if last and last.day > day:
        raise ValueError(f"{day} lies before the last seal, {last.day}")
    body = canonical({"day": day.isoformat(), "sealed_at": at.isoformat(), "heads": heads})
    return Seal.objects.create(
        day=day,
        sealed_at=at,
        heads=body,
        algorithm=algorithm,
        previous=previous,
        digest=digest(previous, body, algorithm),
    )


def _next(chain: Chain, body: dict[str, object]) -> Entry:
    """The entry that follows the chain's head."""
    at, number, algorithm = clock.now(), chain.length + 1, _algorithm()
    text = canonical(body | {"number": number, "recorded_at": at.isoformat()})
    return Entry(
        chain=chain,
        number=number,
        recorded_at=at,
        body=text,
        algorithm=algorithm,
        digest=digest(chain.head, text, algorithm),
    )


def _locked_chain(agency: int, label: str) -> Chain:
    """The agency's chain with its row locked: entries of one agency follow one another."""
    found = Chain.objects.select_for_update().filter(agency=agency).first()
    if found is None:
        Chain.objects.bulk_create([Chain(agency=agency, label=label)], ignore_conflicts=True)
        found = Chain.objects.select_for_update().get(agency=agency)
    return found


def _algorithm() -> str:
    return str(settings.GONGKAI.audit_hash)


def _shown(value: object, hidden: bool) -> object:
    if value is None or isinstance(value, bool | int):
        return value if not hidden or value is None else _keyed(value)
    return _keyed(value) if hidden else str(value)


def _keyed(value: object) -> str:
    """A digest by which an equal value can be recognised and no value be read."""
    return "keyed:" + salted_hmac("gongkai.audit.personal", str(value), algorithm="sha256").hexdigest()
