"""Finding agencies: by key, by address, by what a clerk writes; their place in the tree and their names."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Length, RowNumber, Substr
from django.http import Http404

from gongkai.agencies import errors
from gongkai.agencies.models import ACTIVE, Agency
from gongkai.kit.access import Clerk
from gongkai.statute.errors import GongkaiError
from gongkai.statute.identifiers import credit_code
from gongkai.statute.vocab.roles import Perm

PAGE = 50
SHOWN_BELOW = 12
"""How many subordinates of a line are shown at once under it; the rest stand on its own page."""
_STEP: int = Agency.steplen
_LIKENESSES = 5


def is_empty() -> bool:
    """Whether no agency is entered yet."""
    return not Agency.objects.exists()


def agency_by_key(key: UUID | str) -> Agency:
    """The agency of a public key; 404 when there is none."""
    return _one(key=key)


def agency_by_slug(slug: str) -> Agency:
    """The agency at a public address; 404 when there is none."""
    return _one(slug=slug)


def agency_by_id(pk: int) -> Agency:
    """The agency of a clerk; 404 when there is none."""
    return _one(pk=pk)


def still_there(pk: int) -> None:
    """Nothing more is done in the name of an agency that has ended. Raises AGY-1015."""
    agency = _one(pk=pk)
    if agency.state != ACTIVE:
        raise errors.NotActive(agency=agency.name, day=agency.ended_on, state=agency.get_state_display())


def _one(**wanted: object) -> Agency:
    found: Agency | None = (
        Agency.objects.select_related("successor", "government", "seat_government", "reviewer")
        .filter(**wanted)
        .first()
    )
    if found is None:
        raise Http404
    return found


def subtree(path: str) -> "QuerySet[Agency]":
    """The agency of a path and all below it, in the order of the tree."""
    found: QuerySet[Agency] = Agency.objects.filter(path__startswith=path).order_by("path")
    return found


def ancestors(agency: Agency) -> list[Agency]:
    """Those above, the highest first."""
    return list(Agency.objects.get_ancestors(agency)) if agency.depth > 1 else []


def choices_for(clerk: Clerk) -> list[tuple[int, str]]:
    """The agencies a clerk may look into, as a form wants them: the own, and those below for a supervisor."""
    if not clerk.can(Perm.SUBORDINATES_READ):
        return [(clerk.agency_id, clerk.agency)]
    base = len(clerk.agency_path)
    rows = subtree(clerk.agency_path).values_list("pk", "name", "path")
    return [(pk, "　" * ((len(path) - base) // _STEP) + name) for pk, name, path in rows]


def named(text: str) -> Agency:
    """The agency that a clerk means: by key, credit code, address or full name. Raises AGY-1028, AGY-1029."""
    wanted = text.strip()
    found = list(Agency.objects.filter(_meant(wanted)).order_by("path")[:3])
    active = [agency for agency in found if agency.state == ACTIVE]
    if len(active) == 1:
        (only,) = active
        return _typed(only)
    if len(found) > 1:
        count = Agency.objects.filter(_meant(wanted)).count()
        raise errors.AgencyAmbiguous(value=wanted, count=count)
    if not found:
        alike = Agency.objects.filter(name__contains=wanted, state=ACTIVE).order_by("path") if wanted else []
        names = "、".join(agency.name for agency in alike[:_LIKENESSES])
        raise errors.AgencyNotFound(value=wanted[:50], like=f"名称相近的有：{names}。" if names else "")
    return _typed(found[0])


def _typed(agency: Agency) -> Agency:
    """The manager of the tree carries no types."""
    return agency


def _meant(wanted: str) -> Q:
    meant = Q(name=wanted) | Q(slug=wanted)
    try:
        return Q(key=UUID(wanted))
    except ValueError:
        pass  # not a key; a code, an address or a name then
    try:
        return meant | Q(uscc=credit_code(wanted))
    except GongkaiError:
        return meant


def name_on(agency: Agency, day: date) -> str:
    """What the agency was called on a day; before the first name known, that one."""
    names = sorted(agency.names.all(), key=lambda name: (name.since or date.min, name.pk))
    if not names:
        return str(agency.name)
    borne = [name for name in names if name.since is None or name.since <= day]
    return str((borne or names[:1])[-1].name)


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree with the first of those directly below it, and how many they are."""

    agency: Agency
    below: tuple[Agency, ...]
    count: int


def level(at: Agency | None, ended: bool) -> "QuerySet[Agency]":
    """Those directly below an agency, or the roots."""
    found: QuerySet[Agency] = Agency.objects.get_children(at) if at else Agency.objects.filter(depth=1)
    return (found if ended else found.filter(state=ACTIVE)).order_by("path")


def everywhere(ended: bool) -> "QuerySet[Agency]":
    """Every agency of the directory, in the order of the tree."""
    found: QuerySet[Agency] = Agency.objects.order_by("path")
    return found if ended else found.filter(state=ACTIVE)


def superiors(agencies: list[Agency]) -> dict[int, list[Agency]]:
    """Those above each, the highest first; one query for all of them."""
    wanted = {
        agency.pk: [agency.path[:end] for end in range(_STEP, len(agency.path), _STEP)] for agency in agencies
    }
    paths = {path for above in wanted.values() for path in above}
    known = {one.path: one for one in Agency.objects.filter(path__in=paths).only("path", "key", "name")}
    return {pk: [known[path] for path in above] for pk, above in wanted.items()}


def branches(page: list[Agency], ended: bool) -> list[Branch]:
    """The lines of a page with what stands below each: one query whatever the size of the tree."""
    if not page:
        return []
    length = len(page[0].path)
    parent = Substr("path", 1, length)
    rows = (
        Agency.objects.filter(depth=page[0].depth + 1)
        .annotate(above=parent)
        .filter(above__in=[agency.path for agency in page if agency.numchild])
    )
    if not ended:
        rows = rows.filter(state=ACTIVE)
    rows = rows.annotate(
        place=Window(RowNumber(), partition_by=F("above"), order_by=F("path").asc()),
        count=Window(Count("pk"), partition_by=F("above")),
    ).filter(place__lte=SHOWN_BELOW)
    below: dict[str, list[Agency]] = {}
    for row in rows.order_by("path"):
        below.setdefault(row.above, []).append(row)
    return [
        Branch(
            agency, tuple(below.get(agency.path, ())), below[agency.path][0].count if agency.path in below else 0
        )
        for agency in page
    ]


def search(text: str, ended: bool) -> "QuerySet[Agency]":
    """Agencies by a part of a present or former name, or by the beginning of a code."""
    wanted = text.strip()
    hit = Q(name__contains=wanted) | Q(short_name__contains=wanted) | Q(slug=wanted.lower())
    if re.fullmatch(r"[0-9A-Za-z]{2,18}", wanted):
        hit |= Q(uscc__startswith=wanted.upper()) | Q(region__startswith=wanted)
    hit |= Q(pk__in=Agency.objects.filter(names__name__contains=wanted).values("pk"))
    found: QuerySet[Agency] = Agency.objects.filter(hit)
    if not ended:
        found = found.filter(state=ACTIVE)
    return found.order_by(Length("name"), "path")


def in_words(agencies: list[Agency]) -> dict[int, str]:
    """Where each stands, as the names above it, in one query for all of them."""
    return {pk: " › ".join(one.name for one in above) for pk, above in superiors(agencies).items()}
