"""The workspace's navigation, declared once: what is offered, and to whom."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from gongkai.kit.access import clerk_of
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


def _entry(label: str, name: str, *may: Perm) -> Entry:
    return Entry(label, name, frozenset(may))


# fmt: off
WORK: tuple[Group, ...] = (
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
    """Context of every page: the groups and lines for the visitor's post, the current one marked."""
    clerk = clerk_of(request)
    if clerk is None:
        return {"work_groups": []}
    groups = []
    for group in WORK:
        lines = [
            {"label": entry.label, "address": address, "current": request.path.startswith(address)}
            for entry in group.entries
            if not entry.may or clerk.can(*entry.may)
            for address in [reverse(entry.name)]
        ]
        if lines:
            groups.append({"label": group.label, "lines": lines})
    return {"work_groups": groups}
