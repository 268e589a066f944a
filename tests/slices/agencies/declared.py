"""What the directory of agencies declares: everyone signed in reads it, the system administrator changes it."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from gongkai.agencies.models import Agency, GroupMember, LeadingGroup
from gongkai.agencies.services import facts, groups, imports, tree
from gongkai.kit import clock
from gongkai.kit.access import SIGNED_IN, Clerk
from gongkai.statute.vocab.roles import Perm
from tests.builders import an_agency
from tests.world import Address, World

MANAGE = frozenset({Perm.AGENCY_MANAGE})
GUIDE = frozenset({Perm.GUIDE_EDIT})
GROUP = frozenset({Perm.LEADING_GROUP_EDIT})
DAY = date(2026, 3, 1)


def a_group(by: Clerk, *, since: date = DAY, heads: tuple[str, ...] = ("主任甲",)) -> LeadingGroup:
    """A leading group of the clerk's agency."""
    members = [groups.Membership("head", head, "办事处主任") for head in heads]
    members.append(groups.Membership("member", "经办人甲", "党政办公室主任"))
    return groups.establish(
        groups.GroupFacts("港湾街道政务公开工作领导小组", "党政办公室"), members, on=since, by=by
    )


def officer(world: World) -> Clerk:
    return world.clerks["disclosure_officer"]


def administrator(world: World) -> Clerk:
    return world.clerks["system_administrator"]


def a_source(**more: Any) -> imports.Source:
    """A file with one new agency."""
    line = {"name": "前进区港湾社区服务中心", "kind": "authorized", "superior": "港湾街道办事处"} | more
    data = json.dumps({"schema": "gongkai.agencies/1", "agencies": [line]}).encode()
    return imports.Source(data, "名录.json", DAY, "前编办〔2026〕1号")


def _import(world: World) -> None:
    source = a_source()
    imports.apply(source, seen=imports.dry_run(source).fingerprint, by=administrator(world))


def _heir(world: World) -> Agency:
    return an_agency("前进区海岸街道办事处", under=world.district)


def the_group(world: World) -> LeadingGroup:
    """The group that the agency has, or a new one."""
    return LeadingGroup.objects.filter(agency=world.agency.pk, until=None).first() or a_group(officer(world))


def _member(world: World) -> GroupMember:
    return the_group(world).members.filter(part="member", until=None)[0]


ACTS: dict[str, Callable[[World], object]] = {
    "agency.establish": lambda world: tree.establish(
        tree.NewAgency("前进区教育局", "department", world.district), on=DAY, basis="文", by=administrator(world)
    ),
    "agency.rename": lambda world: tree.rename(
        world.agency, name="港湾新街道办事处", short_name="", on=DAY, basis="文", by=administrator(world)
    ),
    "agency.move": lambda world: tree.move(
        world.agency,
        superior=Agency.objects.get_parent(world.elsewhere),
        on=DAY,
        basis="文",
        by=administrator(world),
    ),
    "agency.merge": lambda world: tree.merge(
        world.agency, into=_heir(world), on=DAY, basis="文", by=administrator(world)
    ),
    "agency.abolish": lambda world: tree.abolish(
        world.agency, successor=None, on=DAY, basis="文", by=administrator(world)
    ),
    "agency.edit": lambda world: facts.edit(
        world.agency, facts.Facts("subdistrict", "港湾街道"), version=1, by=administrator(world)
    ),
    "agency.guide": lambda world: facts.edit_guide(facts.GuideData("办公室"), version=1, by=officer(world)),
    "agency.reviewer": lambda world: facts.set_reviewer(
        world.agency, reviewer=world.district, basis="文", on=DAY, version=1, by=administrator(world)
    ),
    "agency.import": _import,
    "group.establish": lambda world: a_group(officer(world)),
    "group.amend": lambda world: groups.amend(
        a_group(officer(world)), groups.GroupFacts("新名称"), by=officer(world)
    ),
    "group.appoint": lambda world: groups.appoint(
        a_group(officer(world)), groups.Membership("deputy", "副主任甲", "副主任"), on=DAY, by=officer(world)
    ),
    "group.release": lambda world: groups.release(_member(world), on=clock.today(), by=officer(world)),
}


def _key(world: World) -> dict[str, Any]:
    return {"key": world.agency.key}


def _group(world: World, **more: Any) -> dict[str, Any]:
    return {"pk": the_group(world).pk} | more


def _digest(world: World) -> dict[str, Any]:
    from gongkai.kit import store

    return {"digest": store.put(a_source().data)}


def stated() -> str:
    """The parameters by which a preview is asked for."""
    return urlencode({"name": "名录.json", "on": DAY.isoformat(), "basis": "文"})


BOTH = ("GET", "POST")
ADDRESSES = [
    Address("agencies:tree", SIGNED_IN),
    Address("agencies:establish", MANAGE, methods=BOTH),
    Address("agencies:export", SIGNED_IN, lambda world: {"kind": "json"}),
    Address("agencies:template", SIGNED_IN),
    Address("agencies:import", MANAGE, methods=BOTH),
    Address("agencies:preview", MANAGE, _digest, methods=BOTH),
    Address("agencies:agency", SIGNED_IN, _key),
    Address("agencies:edit", MANAGE, _key, methods=BOTH),
    Address("agencies:rename", MANAGE, _key, methods=BOTH),
    Address("agencies:move", MANAGE, _key, methods=BOTH),
    Address("agencies:merge", MANAGE, _key, methods=BOTH),
    Address("agencies:abolish", MANAGE, _key, methods=BOTH),
    Address("agencies:reviewer", MANAGE, _key, methods=BOTH),
    Address("agencies:group", SIGNED_IN, _key),
    Address("agencies:guide", GUIDE, methods=BOTH),
    Address("agencies:own_group", SIGNED_IN),
    Address("agencies:group_new", GROUP, methods=BOTH),
    Address("agencies:group_edit", GROUP, _group, methods=BOTH, own=True),
    Address("agencies:group_appoint", GROUP, _group, methods=BOTH, own=True),
    Address("agencies:group_notice", SIGNED_IN, partial(_group, kind="html")),
    Address("agencies:group_release", GROUP, lambda world: {"pk": _member(world).pk}, methods=BOTH, own=True),
]
