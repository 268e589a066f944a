"""`gongkai setup`: the first agency and the first three officers. Done once; a second time it says so."""

import re
from typing import TYPE_CHECKING

import click

from gongkai.cli.chinese import ChineseCommand, CommandError
from gongkai.statute.vocab import AgencyKind
from gongkai.statute.vocab.roles import ROLE

if TYPE_CHECKING:
    from gongkai.kit.access import Clerk

_OFFICERS = {"system": "system_administrator", "security": "security_administrator", "auditor": "auditor"}
_OFFICER = re.compile(r"(?P<login>[A-Za-z0-9][A-Za-z0-9._-]{1,63}):(?P<name>.{1,64})")


class OfficerMalformed(CommandError):
    """An officer is given as login and name."""

    code = "CLI-1011"
    text = "“{given}”不对。"
    hint = "请写成“登录名:姓名”，登录名用字母、数字、点、横线和下划线，例如 xitong:张三。"


class OfficersNotApart(CommandError):
    """三员 are three people."""

    code = "CLI-1012"
    text = "三员的登录名“{logins}”中有相同的。"
    hint = "系统管理员、安全管理员、安全审计员须由三个人分别担任。"


@click.command(cls=ChineseCommand)
@click.option("--agency", prompt="机关名称", help="最上级机关的名称，例如 前进区人民政府。")
@click.option(
    "--kind",
    type=click.Choice([kind.code for kind in AgencyKind]),
    default="county",
    show_default=True,
    help="机关类别的代码，默认 county（县级人民政府）。",
)
@click.option("--system", prompt="系统管理员（登录名:姓名）", help="系统管理员，写成“登录名:姓名”。")
@click.option("--security", prompt="安全管理员（登录名:姓名）", help="安全管理员，写成“登录名:姓名”。")
@click.option("--auditor", prompt="安全审计员（登录名:姓名）", help="安全审计员，写成“登录名:姓名”。")
def setup(agency: str, kind: str, system: str, security: str, auditor: str) -> int:
    """首次使用：建立最上级机关，任命系统管理员、安全管理员、安全审计员。

    三个人的临时口令只显示这一次，首次登录时必须更换。已经设立过的，不再改动。

    \b
    例：gongkai setup --agency 前进区人民政府 --system xitong:张三 --security anquan:李四 --auditor shenji:王五
    """
    people = {
        _OFFICERS[option]: _parsed(given)
        for option, given in (("system", system), ("security", security), ("auditor", auditor))
    }
    logins = [login for login, _ in people.values()]
    if len({login.lower() for login in logins}) != len(logins):
        raise OfficersNotApart(logins="、".join(logins))
    passwords = _install(agency, kind, people)
    if passwords is None:
        click.echo("已经设立过三员，没有改动。需要更换人员的，请由安全管理员在“人员”页办理。")
        return 0
    click.echo(f"已建立“{agency}”，任命三员。临时口令只显示这一次：")
    for code, (login, name) in people.items():
        click.echo(f"  {ROLE[code].label}  {name}  登录名 {login}  临时口令 {passwords[login]}")
    return 0


def _parsed(given: str) -> tuple[str, str]:
    found = _OFFICER.fullmatch(given.replace("：", ":").strip())
    if found is None:
        raise OfficerMalformed(given=given)
    return found["login"], found["name"].strip()


def _install(agency: str, kind: str, people: dict[str, tuple[str, str]]) -> dict[str, str] | None:
    """The temporary passwords by login; None when there are officers already."""
    from gongkai.cli.serve import prepare

    prepare()
    from gongkai.accounts import selectors, services
    from gongkai.agencies.selectors import directory
    from gongkai.agencies.services import tree
    from gongkai.kit import clock

    if selectors.officers_exist():
        return None
    if not directory.subtree("").exists():
        new = tree.NewAgency(name=agency, kind=kind)
        there = tree.establish(new, on=clock.today(), basis="系统初始化", by=_machine())
    else:
        there = directory.named(agency)
    founders = [services.Founder(role, login, name) for role, (login, name) in people.items()]
    return services.install_officers(there.pk, founders, on=clock.today())


def _machine() -> "Clerk":
    """Who sits at the machine itself: before there is anybody else."""
    from gongkai.kit.access import Clerk
    from gongkai.statute.vocab.roles import Perm

    return Clerk(
        person_id=0,
        person="系统初始化",
        post_id=0,
        post="",
        role="",
        agency_id=0,
        agency="",
        agency_path="",
        may=frozenset({Perm.AGENCY_MANAGE}),
    )
