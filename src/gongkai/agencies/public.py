"""What the public site reads of agencies: nothing here is anybody's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.agencies.models import ACTIVE, Agency

LISTED = ("path", "depth", "slug", "name", "short_name", "kind", "uscc", "region")


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the tree that a site shows: everything, or one agency and those below it."""

    root: Agency | None = None

    @property
    def path(self) -> str:
        """What the paths of the agencies of the scope begin with."""
        return str(self.root.path) if self.root else ""

    def holds(self, agency: Agency) -> bool:
        """Whether the agency is shown."""
        return str(agency.path).startswith(self.path)


def scope(slug: str) -> Scope:
    """The scope that begins at an agency; an empty slug is the whole tree. LookupError when there is none such."""
    if not slug:
        return Scope()
    found = Agency.objects.filter(slug=slug).first()
    if found is None:
        raise LookupError(slug)
    return Scope(found)


def by_slug(slug: str, within: Scope) -> Agency | None:
    """The agency at an address, as far as the site shows it; those that have ended keep their pages."""
    found: Agency | None = Agency.objects.filter(slug=slug).order_by().first()
    return found if found and within.holds(found) else None


def by_id(agency_id: int) -> Agency:
    """An agency that something points to."""
    found: Agency = Agency.objects.get(pk=agency_id)
    return found


def named(ids: Iterable[int]) -> dict[int, Agency]:
    """Agencies by id with their names, for the lines of a list."""
    found = Agency.objects.filter(pk__in=set(ids)).order_by().only("slug", "name", "short_name")
    return {agency.pk: agency for agency in found}


def listed(within: Scope, limit: int | None = None) -> Sequence[Agency]:
    """The agencies in existence with what a list shows, in the order of the tree."""
    found = Agency.objects.filter(state=ACTIVE, path__startswith=within.path).order_by("path").only(*LISTED)
    return list(found[:limit] if limit else found)


def within(path: str) -> QuerySet[Agency]:
    """The agencies of a part of the tree, for what lies above to join to."""
    return Agency.objects.filter(path__startswith=path)  # type: ignore[no-any-return]  # treebeard's manager


def all_of(within: Scope) -> Sequence[Agency]:
    """All agencies of the scope, those that have ended too."""
    return list(Agency.objects.filter(path__startswith=within.path).order_by("path"))


def superior(agency: Agency) -> Agency | None:
    """The next above."""
    found: Agency | None = Agency.objects.get_parent(agency)
    return found


def below(agency: Agency) -> Sequence[Agency]:
    """Those directly below that exist."""
    return list(Agency.objects.get_children(agency).filter(state=ACTIVE))
