"""Reading links: which of a text do not open and why, what visits found, what does not open in public."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F, Q, QuerySet

from gongkai.disclosures.models import Attachment, Item, LinkTarget, LinkUse, Revision
from gongkai.disclosures.models.items import PUBLISHED, WITHDRAWN
from gongkai.disclosures.selectors.own_pages import NO_SUCH_FILE, Lead, is_own, own_leads
from gongkai.kit.access import Clerk
from gongkai.statute.vocab.roles import Perm
from gongkai.statute.wording import Known, LinkVerdict, PageText, addresses, is_elsewhere
from gongkai.statute.written import written

PAGE = 50
NOT_LOADED = "在其他网站上，本平台的页面不加载"
NEWER = "请改为链接到现行的信息，或者去掉链接。"


def known_of(page: PageText, item: Item, revision: Revision) -> Known:
    """What does not open of a text's addresses, and why: own pages by the records, others by the last visit."""
    found = addresses(page)
    shown = {picture.src for picture in page.pictures}
    leads = own_leads(found.keys() | shown)
    own = {href: verdict for href, lead in leads.items() if (verdict := _own_verdict(lead, item, revision))}
    links = {href: verdict for href, verdict in own.items() if href in found}
    for target in _targets(found.keys() - leads.keys()):
        if target.state == LinkTarget.DEAD:
            links[target.address] = LinkVerdict("PC-23", target.problem)
    pictures = {src: own[src].problem for src in shown & own.keys()}
    pictures |= dict.fromkeys(filter(is_elsewhere, shown - leads.keys()), NOT_LOADED)
    return Known(links, pictures)


def _own_verdict(lead: Lead, reader: Item, revision: Revision) -> LinkVerdict | None:
    """Why a page of this platform does not open for the public; a text may always speak of itself."""
    if lead.problem:
        return LinkVerdict("PC-22", lead.problem, "请核对网址后改正，或者去掉链接。")
    if lead.item is None:
        return None
    if lead.item.pk == reader.pk:
        gone = lead.file is not None and not _holds(lead.file, revision.number)
        return LinkVerdict("PC-22", NO_SUCH_FILE, NEWER) if gone else None
    if lead.item.state == WITHDRAWN:
        return LinkVerdict("PC-22", f"这条信息{_withdrawn(lead.item)}", NEWER)
    if lead.item.state != PUBLISHED or lead.item.public is None:
        return LinkVerdict("PC-22", "这条信息没有公开", "请等它发布以后再发布本条，或者去掉链接。")
    if lead.file is not None and not _holds(lead.file, lead.item.public.number):
        return LinkVerdict("PC-22", NO_SUCH_FILE, NEWER)
    return None


def _holds(file: Attachment, number: int) -> bool:
    return file.from_revision <= number and (file.until_revision is None or number <= file.until_revision)


def _targets(hrefs: Iterable[str]) -> QuerySet[LinkTarget]:
    return LinkTarget.objects.filter(digest__in=[digest_of(href) for href in hrefs if is_elsewhere(href)])


def digest_of(href: str) -> str:
    """By which an address is known."""
    return hashlib.sha256(href.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Visits:
    """What visits found of a text's links to elsewhere, to be told beside the text."""

    total: int
    dead: tuple[str, ...]
    unsure: tuple[str, ...]
    waiting: int
    since: datetime | None

    def __str__(self) -> str:
        """3 条外部链接中 1 条打不开（404），检查于 2026-07-01 10:00。"""
        parts = []
        if self.dead:
            parts.append(f"{len(self.dead)} 条打不开（{'、'.join(dict.fromkeys(self.dead))}）")
        if self.unsure:
            parts.append(f"{len(self.unsure)} 条没有检查成（{'、'.join(dict.fromkeys(self.unsure))}）")
        if self.waiting:
            parts.append(
                f"{self.waiting} 条等候检查" if settings.GONGKAI.link_check else f"{self.waiting} 条没有检查"
            )
        said = f"{self.total} 条外部链接" + (f"中 {'，'.join(parts)}" if parts else "都能打开")
        when = f"，检查于 {written(self.since)}" if self.since else ""
        return f"{said}{when}。"


def visits(page: PageText) -> Visits | None:
    """The last visits to a text's links elsewhere; None where it has none."""
    found = [href for href in addresses(page) if is_elsewhere(href) and not is_own(href)]
    if not found:
        return None
    known = {target.address: target for target in _targets(found)}
    seen = [known[href] for href in found if href in known and known[href].checked_at]
    return Visits(
        total=len(found),
        dead=tuple(target.problem for target in seen if target.state == LinkTarget.DEAD),
        unsure=tuple(target.problem for target in seen if target.state == LinkTarget.UNSURE),
        waiting=len(found) - len(seen),
        since=min((target.checked_at for target in seen if target.checked_at), default=None),
    )


@dataclass(frozen=True, slots=True)
class Broken:
    """A link of a public text that does not open, and why."""

    use: LinkUse
    problem: str
    checked_at: datetime | None


def broken(by: Clerk) -> QuerySet[LinkUse]:
    """The links of public texts that do not open, of the own agency, for a supervisor of all below as well."""
    uses = LinkUse.objects.filter(item__state=PUBLISHED, revision=F("item__public"))
    if by.can(Perm.SUBORDINATES_READ):
        uses = uses.filter(item__agency__path__startswith=by.agency_path)
    else:
        uses = uses.filter(item__agency=by.agency_id)
    closed = ~Q(points_to=None) & ~Q(points_to__state=PUBLISHED) & ~Q(points_to=F("item"))
    shown = F("points_to__public__number")
    lost = Q(points_to__state=PUBLISHED) & (Q(file__until_revision__lt=shown) | Q(file__from_revision__gt=shown))
    found = uses.filter(Q(target__state=LinkTarget.DEAD) | closed | lost | ~Q(problem=""))
    return found.select_related(
        "item__agency", "item__column__owner", "item__drafter", "target", "points_to"
    ).order_by("-item__published_on", "id")


def explained(uses: Iterable[LinkUse]) -> list[Broken]:
    """Each with its reason."""
    return [_explained(use) for use in uses]


def _explained(use: LinkUse) -> Broken:
    if use.target is not None:
        return Broken(use, use.target.problem, use.target.checked_at)
    if use.problem:
        return Broken(use, use.problem, None)
    if use.points_to is not None and use.points_to.state == WITHDRAWN:
        return Broken(use, f"指向的信息{_withdrawn(use.points_to)}", None)
    if use.points_to is not None and use.points_to.state != PUBLISHED:
        return Broken(use, "指向的信息没有公开", None)
    return Broken(use, NO_SUCH_FILE, None)


def _withdrawn(item: Item) -> str:
    return f"已于 {written(item.withdrawn_on)} 撤回" if item.withdrawn_on else "已经撤回"
