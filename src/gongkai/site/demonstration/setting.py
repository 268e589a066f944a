"""The agencies and the people of the demonstration, entered by its own officers through the services."""

from collections.abc import Mapping
from datetime import date

from gongkai.accounts import services as accounts
from gongkai.accounts.selectors import posts_of
from gongkai.accounts.services.demonstration import create_demonstration_person
from gongkai.agencies.selectors.directory import agency_by_slug
from gongkai.agencies.services import facts, tree
from gongkai.kit.access import Clerk
from gongkai.site.demonstration import agencies
from gongkai.site.demonstration.agencies import Office
from gongkai.site.demonstration.people import ACCOUNTS, Account
from gongkai.statute.identifiers.credit_code import check_character, organisation_check
from gongkai.statute.vocab.roles import ROLE

SINCE = date(2022, 1, 1)
REGION = "219901"  # no region bears it


def credit_code_of(office: Office) -> str:
    """A well-formed code that no agency bears."""
    organisation = f"{office.serial:08d}"
    first = f"11{REGION}{organisation}{organisation_check(organisation)}"
    return first + check_character(first)


def enter_agencies(administrator: Clerk) -> None:
    """The departments and subdistricts of the district."""
    district = agency_by_slug(agencies.DISTRICT.slug)
    for office in (*agencies.DEPARTMENTS, *agencies.SUBDISTRICTS):
        new = tree.NewAgency(
            name=office.name, kind=office.kind, superior=district, uscc=credit_code_of(office), region=REGION,
            slug=office.slug, government=district,
        )  # fmt: skip
        tree.establish(new, on=SINCE, basis="演示数据", by=administrator)


def enter_people(security: Clerk, today: date) -> dict[str, dict[str, Clerk]]:
    """The accounts with their posts; who acts in which role, by agency."""
    acting: dict[str, dict[str, Clerk]] = {}
    for account in ACCOUNTS:
        if ROLE[account.role].officer:
            continue
        person = _account(account, security)
        acting.setdefault(account.agency, {}).setdefault(account.role, posts_of(person, today)[0])
    return acting


def write_guides(teams: Mapping[str, Mapping[str, Clerk]]) -> None:
    """What article 12 asks of the guide, for each agency that has a disclosure officer."""
    for slug, team in teams.items():
        if officer := team.get("disclosure_officer"):
            agency = agency_by_slug(slug)
            facts.edit_guide(_guide(agency.name), version=agency.version, by=officer)


def _account(account: Account, security: Clerk) -> int:
    agency = agency_by_slug(account.agency)
    person = create_demonstration_person(login=account.login, name=account.name, agency_id=agency.pk, by=security)
    title = f"{account.name.removesuffix('甲').removesuffix('乙')}"
    post = accounts.create_post(
        agency_id=agency.pk, office=account.office, title=title, role=account.role, by=security
    )
    accounts.appoint(post.pk, person_id=person.pk, since=SINCE, by=security)
    return person.pk


def _guide(name: str) -> facts.GuideData:
    return facts.GuideData(
        office_name=f"{name}政务公开办公室",
        address=f"前进区中心路1号{name}",
        postcode="100000",
        hours="工作日 8:30—11:30，13:30—17:00（法定节假日除外）",
        telephone="0000-12345678",
        fax="无",
        mail="gongkai@example.gov.cn",
        website="https://www.example.gov.cn",
        guide_classification="按公开主体、条例第二十条和第二十一条的事项分类。",
        guide_arrangement="每条信息有唯一的索引号，目录列出索引号、名称、内容概述和生成日期，可以检索。",
        guide_access="可以在本平台检索、查阅和下载，也可以到政务公开专区和国家档案馆、公共图书馆查阅；"
        "没有主动公开的，可以依法申请公开。",
    )
