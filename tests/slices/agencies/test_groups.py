"""The leading group: who was responsible on any day, and the notice that says so."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from gongkai.agencies import selectors
from gongkai.agencies.letters import notice
from gongkai.agencies.models import Agency, LeadingGroup
from gongkai.agencies.services import groups
from gongkai.kit.access import Clerk
from tests.builders import a_clerk, an_agency, sign_in
from tests.slices.agencies.declared import DAY, a_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return an_agency("前进区港湾街道办事处")


@pytest.fixture
def by(agency: Agency) -> Clerk:
    return a_clerk(agency, "disclosure_officer")


def heads(agency: Agency, day: date) -> list[str]:
    found = selectors.leading_group_on(agency, day)
    return [member.person for member in found.members if member.part == "head"] if found else []


def test_a_new_group_ends_the_former_the_day_before(agency: Agency, by: Clerk) -> None:
    first = a_group(by, since=date(2022, 3, 1))

    a_group(by, since=DAY, heads=("主任乙",))

    assert heads(agency, date(2022, 2, 28)) == []
    assert heads(agency, date(2026, 2, 28)) == ["主任甲"]
    assert heads(agency, DAY) == ["主任乙"]
    assert LeadingGroup.objects.get(pk=first.pk).until == date(2026, 2, 28)
    with pytest.raises(Exception, match="AGY-1032"):
        groups.amend(first, groups.GroupFacts("改名"), by=by)


def test_a_group_does_not_begin_before_the_former_did(by: Clerk) -> None:
    a_group(by, since=DAY)

    with pytest.raises(Exception, match="AGY-1031"):
        a_group(by, since=DAY)


def test_people_come_and_go_and_the_days_know_it(agency: Agency, by: Clerk) -> None:
    group = a_group(by, since=DAY)
    deputy = groups.appoint(group, groups.Membership("deputy", "副主任甲", "副主任"), on=date(2026, 4, 1), by=by)
    groups.release(deputy, on=date(2026, 5, 31), by=by)

    def there(day: date) -> bool:
        found = selectors.leading_group_on(agency, day)
        return found is not None and any(member.person == "副主任甲" for member in found.members)

    assert [there(date(2026, month, 15)) for month in (3, 4, 5, 6)] == [False, True, True, False]
    with pytest.raises(Exception, match="AGY-1033"):
        groups.release(deputy, on=date(2026, 6, 1), by=by)
    with pytest.raises(Exception, match="AGY-1034"):
        groups.appoint(group, groups.Membership("member", "某", "某"), on=date(2020, 1, 1), by=by)


def test_a_group_has_a_head_at_all_times(by: Clerk) -> None:
    with pytest.raises(Exception, match="AGY-1035"):
        groups.establish(groups.GroupFacts("组"), [groups.Membership("member", "某", "某")], on=DAY, by=by)
    group = a_group(by, heads=("主任甲", "书记甲"))
    first, last = group.members.filter(part="head")
    groups.release(first, on=DAY, by=by)

    with pytest.raises(Exception, match="AGY-1035"):
        groups.release(last, on=DAY, by=by)


def test_one_person_is_not_appointed_twice(by: Clerk) -> None:
    group = a_group(by)

    with pytest.raises(Exception, match="AGY-1036"):
        groups.appoint(group, groups.Membership("head", "主任甲", "办事处主任"), on=DAY, by=by)


@pytest.mark.parametrize(("first", "words"), [(True, "关于成立"), (False, "关于调整")])
def test_the_notice_says_which_it_is(by: Clerk, first: bool, words: str) -> None:
    if not first:
        a_group(by, since=date(2022, 3, 1))

    letter = notice(a_group(by, heads=("主任乙",)))

    assert words in letter.one_title
    assert letter.signature == "前进区港湾街道办事处"
    assert letter.dated == "2026年3月1日"
    assert any("停止执行" in getattr(block, "text", "") for block in letter.blocks) is not first


def test_the_notice_is_a_document_a_page_and_a_print_view(client: object, by: Clerk) -> None:
    group = a_group(by)
    visitor = sign_in(client, by)  # type: ignore[arg-type]

    def fetched(kind: str) -> bytes:
        answer = visitor.get(reverse("agencies:group_notice", kwargs={"pk": group.pk, "kind": kind}))
        assert answer.status_code == 200
        return answer.content

    document = zipfile.ZipFile(io.BytesIO(fetched("docx"))).read("word/document.xml").decode()
    assert "主任甲" in document
    assert "特此通知。" in document
    assert fetched("pdf").startswith(b"%PDF")
    assert "主任甲" in fetched("html").decode()
    assert visitor.get(reverse("agencies:group_notice", kwargs={"pk": group.pk, "kind": "exe"})).status_code == 404


def test_the_page_reorganises_the_group_from_its_present_members(client: object, agency: Agency, by: Clerk) -> None:
    a_group(by, since=date(2022, 3, 1))
    visitor = sign_in(client, by)  # type: ignore[arg-type]
    assert "主任甲" in visitor.get(reverse("agencies:group_new")).content.decode()
    given = {
        "name": "领导小组",
        "on": "2026-03-01",
        "members-TOTAL_FORMS": "2",
        "members-INITIAL_FORMS": "0",
        "members-0-part": "head",
        "members-0-person": "主任丙",
        "members-0-position": "主任",
        "members-1-part": "member",
    }

    half = visitor.post(reverse("agencies:group_new"), given | {"members-1-person": "只有姓名"})
    assert half.status_code == 422
    assert visitor.post(reverse("agencies:group_new"), given).status_code == 302

    assert heads(agency, DAY) == ["主任丙"]


def test_anyone_signed_in_sees_who_was_responsible_on_a_day(client: object, agency: Agency, by: Clerk) -> None:
    a_group(by, since=date(2022, 3, 1))
    a_group(by, heads=("主任乙",))
    visitor = sign_in(client, a_clerk(an_agency(), "handler"))  # type: ignore[arg-type]

    page = visitor.get(reverse("agencies:group", kwargs={"key": agency.key}), {"on": "2025-01-01"})

    assert "主任甲" in page.content.decode()
    assert "增补成员" not in page.content.decode()
