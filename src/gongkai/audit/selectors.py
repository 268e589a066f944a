"""Reading the chains: an auditor sees those of the own agency and below; at the root also the platform's."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from gongkai.audit import verify
from gongkai.audit.models import Chain, Entry, Seal
from gongkai.kit.access import Clerk
from gongkai.kit.clock import SHANGHAI

PLATFORM = 0
"""The chain of what the platform does by itself."""
KEYED = "keyed:"


@dataclass(frozen=True, slots=True)
class Changed:
    """A field with its old and new value; `masked` where a personal value is kept as a keyed digest only."""

    field: str
    old: object
    new: object
    masked: bool


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it is shown."""

    key: int
    chain: int
    number: int
    recorded_at: datetime
    act: str
    label: str
    person_id: int | None
    person: str
    post: str
    agency: str
    on_behalf_of: str
    subject: tuple[str, str]
    subject_name: str
    on: str
    cite: str
    note: str
    rows: int | None
    root: str
    changes: tuple[Changed, ...]
    algorithm: str
    digest: str

    @property
    def doer(self) -> str:
        """Who acted, by name and post."""
        return f"{self.person}（{self.post}）" if self.post else self.person or "系统"

    @property
    def subject_kind(self) -> str:
        """What the subject is, in Chinese where its model still exists."""
        try:
            return str(apps.get_model(self.subject[0])._meta.verbose_name)
        except (LookupError, ValueError):
            return self.subject[0]

    def field_label(self, field: str) -> str:
        """A field's name in Chinese where its model still has it."""
        try:
            return str(apps.get_model(self.subject[0])._meta.get_field(field).verbose_name)
        except (LookupError, ValueError, AttributeError, FieldDoesNotExist):
            return field

    @property
    def labelled(self) -> list[tuple[str, Changed]]:
        """The changes with the names of their fields."""
        return [(self.field_label(change.field), change) for change in self.changes]


def shown(entry: Entry) -> Recorded:
    """An entry, read from its body."""
    body: dict[str, Any] = json.loads(entry.body)
    rows = body.get("rows") or {}
    return Recorded(
        key=entry.pk,
        chain=entry.chain_id,
        number=entry.number,
        recorded_at=entry.recorded_at,
        act=entry.act,
        label=body["label"],
        person_id=entry.person_id,
        person=body["person_name"],
        post=body["post_name"],
        agency=body["agency_name"],
        on_behalf_of=body["on_behalf_of"],
        subject=(entry.subject_type, entry.subject_id),
        subject_name=body["subject_name"],
        on=body["on"] or "",
        cite=body["cite"],
        note=body["note"],
        rows=rows.get("count"),
        root=rows.get("root", ""),
        changes=tuple(
            Changed(name, old, new, any(str(value).startswith(KEYED) for value in (old, new)))
            for name, (old, new) in body["changes"].items()
        ),
        algorithm=entry.algorithm,
        digest=entry.digest,
    )


def history_of(model_label: str, pk: object, limit: int = 200) -> list[Recorded]:
    """What happened to one thing, the latest first. For its own page: who may see the thing may see this."""
    entries = Entry.objects.filter(subject_type=model_label.lower(), subject_id=str(pk)).order_by("-id")
    return [shown(entry) for entry in entries[:limit]]


def last_by(subject: models.Model) -> str:
    """Who acted last on a thing, by name and post: for the refusal of one who was slower."""
    for entry in history_of(subject._meta.label_lower, subject.pk, limit=1):
        return entry.doer
    return "他人"


def chains(by: Clerk) -> QuerySet[Chain]:
    """The chains that an auditor sees."""
    agencies = apps.get_model("agencies", "Agency")
    mine = Q(agency__in=agencies.objects.filter(path__startswith=by.agency_path).values("pk"))
    if agencies.objects.filter(pk=by.agency_id, depth=1).exists():
        mine |= Q(agency=PLATFORM)
    return Chain.objects.filter(mine).order_by("agency")


def all_chains() -> list[Chain]:
    """Every chain, for who sits at the machine itself."""
    return list(Chain.objects.order_by("agency"))


def chain(pk: int, by: Clerk) -> Chain:
    """One of these chains; 404 for others."""
    return get_object_or_404(chains(by), pk=pk)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an auditor looks for; empty is not asked."""

    since: date | None = None
    until: date | None = None
    person: str = ""
    act: str = ""
    subject_type: str = ""
    subject_id: str = ""
    chain: int | None = None


def entries(by: Clerk, asked: Asked) -> QuerySet[Entry]:
    """The entries an auditor asks for, the latest first."""
    found = Entry.objects.filter(chain__in=chains(by).values("pk")).select_related("chain").order_by("-id")
    if asked.chain is not None:
        found = found.filter(chain=asked.chain)
    if asked.since:
        found = found.filter(recorded_at__gte=begins(asked.since))
    if asked.until:
        found = found.filter(recorded_at__lt=begins(asked.until + timedelta(days=1)))
    if asked.act:
        found = found.filter(act=asked.act)
    if asked.subject_type:
        found = found.filter(subject_type=asked.subject_type)
    if asked.subject_id:
        found = found.filter(subject_id=asked.subject_id)
    if asked.person:
        people = apps.get_model("accounts", "Person").objects
        ids = people.filter(Q(name__contains=asked.person) | Q(login__contains=asked.person)).values("pk")
        found = found.filter(person_id__in=ids)
    return found


def entry(pk: int, by: Clerk) -> Recorded:
    """One entry; 404 when it is of a chain the auditor does not see."""
    return shown(get_object_or_404(Entry.objects.filter(chain__in=chains(by).values("pk")), pk=pk))


def subject_types(by: Clerk) -> list[tuple[str, str]]:
    """The kinds of subjects that have entries, to choose from."""
    found = Entry.objects.filter(chain__in=chains(by).values("pk")).values_list("subject_type", flat=True)
    pairs = [(label, _kind(label)) for label in sorted(set(found.order_by().distinct()))]
    return sorted(pairs, key=lambda pair: pair[1])


def seals(limit: int = 30) -> list[Seal]:
    """The latest seals."""
    return list(Seal.objects.order_by("-day")[:limit])


def begins(day: date) -> datetime:
    """The instant at which a day begins in Shanghai."""
    return datetime.combine(day, time(), tzinfo=SHANGHAI)


def export(of: list[Chain], since: date | None = None, until: date | None = None) -> Iterator[str]:
    """Chains and the seals over them as lines of JSON; `verify.verify` proves them without this system.

    A period takes the entries recorded on its days, and the seals set by the end of the last of them.
    """
    end = begins(until + timedelta(days=1)) if until else None
    stretches = [_stretch(one, begins(since) if since else None, end) for one in of]
    sealed = Seal.objects.order_by("day")
    sealed = sealed.filter(sealed_at__lt=end) if end else sealed
    if since:
        sealed = sealed.filter(sealed_at__gte=begins(since))
    first = sealed.first()
    yield verify.line(
        type="export",
        format=verify.FORMAT,
        chains=[stretch.header for stretch in stretches],
        whole=since is None and until is None and len(of) == Chain.objects.count(),
        previous_seal=first.previous if first else "",
    )
    count = 0
    for stretch in stretches:
        rows = Entry.objects.filter(chain=stretch.chain, number__gte=stretch.first, number__lte=stretch.last)
        values = rows.order_by("number").values_list("number", "algorithm", "digest", "body")
        for number, algorithm, digest, body in values.iterator(chunk_size=2000):
            count += 1
            yield verify.line(type="entry", chain=stretch.chain.agency, number=number, algorithm=algorithm,
                              digest=digest, body=body)  # fmt: skip
    number_of_seals = 0
    for seal in sealed.iterator():
        number_of_seals += 1
        yield verify.line(type="seal", day=seal.day.isoformat(), algorithm=seal.algorithm, previous=seal.previous,
                          digest=seal.digest, heads=seal.heads)  # fmt: skip
    yield verify.line(type="end", entries=count, seals=number_of_seals)


def proven(of: list[Chain], *, published: str = "") -> verify.Verdict:
    """The chains proven as they stand in the database; what the lists are sorted and found by is proven as well."""
    verdict = verify.examine(export(of), published=published)
    return replace(verdict, problems=(*verdict.problems, *_astray(of)))


def _astray(of: list[Chain]) -> Iterator[verify.Problem]:
    """Entries whose columns do not say what their body says: they would be looked for in vain, or shown wrongly."""
    columns = ("chain__agency", "number", "recorded_at", "act", "person_id", "subject_type", "subject_id", "body")
    rows = Entry.objects.filter(chain__in=[one.pk for one in of]).order_by("chain", "number").values_list(*columns)
    for agency, number, at, act, person, kind, key, body in rows.iterator(chunk_size=2000):
        try:
            told = json.loads(body)
            same = (
                datetime.fromisoformat(told["recorded_at"]), told["act"], told["person"], told["subject"]
            ) == (at, act, person, [kind, key])  # fmt: skip
        except (ValueError, KeyError, TypeError):
            continue  # a body that is not as it was written is named by the proof itself
        if not same:
            said = f"第 {number} 条的时间、事项、办理人或者对象与它的内容不符，数据库里的检索列被改动。"
            yield verify.Problem(verify.ASTRAY, said, agency, number)


@dataclass(frozen=True, slots=True)
class _Stretch:
    chain: Chain
    first: int
    last: int
    previous: str

    @property
    def header(self) -> dict[str, object]:
        return {
            "chain": self.chain.agency,
            "name": self.chain.label,
            "first": self.first,
            "last": self.last,
            "previous": self.previous,
        }


def _stretch(one: Chain, since: datetime | None, end: datetime | None) -> _Stretch:
    numbers = Entry.objects.filter(chain=one).order_by("number")
    last = numbers.filter(recorded_at__lt=end).last() if end else numbers.last()
    opening = numbers.filter(recorded_at__gte=since).first() if since else numbers.first()
    last_number = max(last.number if last else 0, 0 if end else one.length)  # what was cut off is missed at once
    first_number = opening.number if opening else last_number + 1
    before = numbers.filter(number=first_number - 1).first()
    return _Stretch(one, first_number, max(last_number, first_number - 1), before.digest if before else "")


def _kind(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def last_sealed_day() -> date | None:
    """The latest day that is sealed."""
    latest = Seal.objects.order_by("-day").first()
    return latest.day if latest else None
