"""The workspace's navigation, declared once: what is offered, and to whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from gongkai.kit.access import Clerk, clerk_of
from gongkai.statute.vocab.roles import Perm


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its words, the name of its address, and who is offered it (any of; nobody named is everybody)."""

    label: str
    name: str
    may: frozenset[Perm] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together."""

    label: str
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Line:
    """An entry as a page shows it."""

    label: str
    address: str
    current: bool = False
    above: bool = False


def _entry(label: str, name: str, *may: Perm) -> Entry:
    return Entry(label, name, frozenset(may))


# fmt: off
WORK: tuple[Group, ...] = (
    Group("主动公开", (
        _entry("信息", "disclosures:items", Perm.DISCLOSURE_READ),
        _entry("台账导入", "disclosures:ledgers", Perm.DISCLOSURE_IMPORT),
        _entry("栏目", "disclosures:columns", Perm.DISCLOSURE_READ),
        _entry("栏目更新监测", "disclosures:freshness", Perm.DISCLOSURE_READ),
        _entry("公开时限", "disclosures:duty", Perm.DISCLOSURE_READ),
        _entry("规范性文件登记簿", "disclosures:register", Perm.DISCLOSURE_READ),
        _entry("不予公开评估", "disclosures:withheld", Perm.DISCLOSURE_READ),
        _entry("活动和培训", "disclosures:activities", Perm.DISCLOSURE_READ),
        _entry("信息查阅点", "disclosures:points", Perm.DISCLOSURE_READ),
        _entry("渠道推送", "disclosures:deliveries", Perm.DISCLOSURE_READ),
        _entry("渠道", "disclosures:channels", Perm.CHANNEL_MANAGE),
        _entry("用语表", "disclosures:wordings", Perm.DISCLOSURE_READ),
        _entry("审查流程", "disclosures:chains", Perm.CHAIN_CONFIGURE),
        _entry("索引号规则", "disclosures:numbering", Perm.CHAIN_CONFIGURE),
    )),
    Group("机关", (
        _entry("机关名录", "agencies:tree"),
        _entry("公开指南资料", "agencies:guide", Perm.GUIDE_EDIT),
        _entry("领导小组", "agencies:own_group"),
    )),
    Group("管理", (
        _entry("人员", "accounts:people", Perm.PEOPLE_MANAGE),
        _entry("岗位", "accounts:posts", Perm.PEOPLE_MANAGE),
        _entry("角色和权限", "accounts:roles", Perm.PEOPLE_MANAGE),
        _entry("审计记录", "audit:entries", Perm.AUDIT_READ),
        _entry("导出和核验", "audit:chains", Perm.AUDIT_READ),
    )),
)
# fmt: on


def offered(request: HttpRequest) -> dict[str, object]:
    """Context of every page: the groups and lines for the visitor's post, and the line that the page belongs to.

    That is the longest whose address the page's begins with; `above` says that the page lies beneath it.
    """
    clerk = clerk_of(request)
    if clerk is None:
        return {"work_groups": [], "work_here": None}
    shown = [(group.label, lines) for group in WORK if (lines := [*_lines(group.entries, clerk)])]
    under = [line for _, lines in shown for line in lines if request.path.startswith(line.address)]
    here = max(under, key=lambda line: len(line.address), default=None)
    if here:
        here.current, here.above = True, request.path != here.address
    return {"work_groups": [{"label": label, "lines": lines} for label, lines in shown], "work_here": here}


def _lines(entries: tuple[Entry, ...], clerk: Clerk) -> Iterator[Line]:
    return (Line(entry.label, reverse(entry.name)) for entry in entries if not entry.may or clerk.can(*entry.may))
