"""The list of acts: code of the audit entry, name, who may do it, the provision it rests on."""

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING, Any

from reference_parts.markdown import table
from reference_parts.reach import named, reached

if TYPE_CHECKING:
    from gongkai.audit.services import Act


@dataclass(frozen=True, slots=True)
class Listed:
    """One act, with what is read from the code about it: `own` are the words that its function itself names."""

    code: str
    label: str
    perms: tuple[str, ...]
    verbs: frozenset[object]
    own: frozenset[object]
    cites: tuple[str, ...]


@cache
def acts() -> tuple[Listed, ...]:
    """Every act of every service, by code."""
    from gongkai.audit.services import ACTS

    doing = {_function(act.function): act for act in ACTS.values()}
    by_page = _pages(doing.keys())
    return tuple(_listed(act, function, by_page) for function, act in sorted(doing.items(), key=_by_code))


def _by_code(pair: tuple[FunctionType, "Act"]) -> str:
    return str(pair[1].code)


def _function(name: str) -> FunctionType:
    module, _, function = name.rpartition(".")
    found: Any = getattr(importlib.import_module(module), function)
    return found.__wrapped__


def _listed(act: "Act", function: FunctionType, by_page: dict[FunctionType, frozenset[str]]) -> Listed:
    """Who may do it: as its operation in the API says, else as the service asks, else as its pages ask."""
    from gongkai.site.api import OPERATIONS
    from gongkai.statute.disclosures import MOVES, ItemVerb
    from gongkai.statute.law.cite import Cite
    from gongkai.statute.vocab import Term
    from gongkai.statute.vocab.roles import Perm

    found = reached(function)
    operations = {operation.id: operation.may for operation in OPERATIONS}
    asked = {str(value) for value in found if isinstance(value, Perm)}
    perms = {str(perm) for perm in operations.get(act.code, ())} or asked or by_page.get(function, frozenset())
    verbs = frozenset(value for value in found if isinstance(value, ItemVerb))
    cites = [str(value) for value in found if isinstance(value, Cite)]
    cites += [str(move.cite) for move in MOVES if move.verb in verbs and move.cite]
    own = frozenset(value for value in named(function) if isinstance(value, Term))
    return Listed(
        act.code, act.label, tuple(p for p in Perm if p in perms), verbs, own, tuple(dict.fromkeys(cites))
    )


def _pages(doing: Iterable[FunctionType]) -> dict[FunctionType, frozenset[str]]:
    """The permissions of the pages from which an act is reached."""
    known = frozenset(doing)
    found: dict[FunctionType, frozenset[str]] = {}
    for view in _views():
        for value in reached(view, stop=known.__contains__):
            if isinstance(value, FunctionType) and value in known:
                found[value] = found.get(value, frozenset()) | view.access
    return found


def _views() -> Iterator[Any]:
    """Every view of ours that asks for a permission."""
    from django.urls import URLPattern, get_resolver

    waiting = list(get_resolver().url_patterns)
    while waiting:
        pattern = waiting.pop()
        if not isinstance(pattern, URLPattern):
            waiting += pattern.url_patterns
        elif isinstance(getattr(pattern.callback, "access", None), frozenset):
            yield pattern.callback


def roles_with(perms: Iterable[str]) -> str:
    """The roles whose posts have one of these permissions."""
    from gongkai.statute.vocab.roles import ROLES

    wanted = set(perms)
    return "、".join(role.label for role in ROLES if wanted & set(role.may))


def page() -> str:
    """Every act, one line each."""
    rows = (
        (f"`{a.code}`", a.label, "<br>".join(f"`{p}`" for p in a.perms), roles_with(a.perms), "<br>".join(a.cites))
        for a in acts()
    )
    return (
        f"# 操作\n\n共 {len(acts())} 项。每项操作在一个事务里完成，在审计记录里留下一条，编号永久不变。"
        "“权限”是办理所需的，几种并列时有其中一种即可；没有写权限的，由平台自动办理，或者由登录的人为自己办理。"
        "“依据”没有写的，是本平台自己的规定。\n\n"
        + table("编号", "操作", "权限", "有此权限的角色", "依据", rows=rows)
    )
