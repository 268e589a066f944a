"""The acts on the tree keep what was before, and refuse what cannot be."""

from datetime import date

import pytest
from django.urls import reverse

from gongkai.agencies import selectors
from gongkai.agencies.models import Agency
from gongkai.agencies.services import facts, tree
from tests.builders import a_clerk, a_term, an_agency, sign_in
from tests.slices.agencies.declared import DAY

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 1)


@pytest.fixture
def district() -> Agency:
    return an_agency("前进区人民政府", kind="county", under=an_agency("临江市人民政府", kind="city"))


@pytest.fixture
def by(district: Agency) -> object:
    return a_clerk(district, "system_administrator")


def established(district: Agency, by: object, name: str = "前进区旧港街道办事处", **more: object) -> Agency:
    new = tree.NewAgency(name, more.pop("kind", "subdistrict"), district, **more)  # type: ignore[arg-type]
    return tree.establish(new, on=date(2020, 1, 1), basis="文", by=by)  # type: ignore[arg-type]


def again(agency: Agency) -> Agency:
    return selectors.agency_by_key(agency.key)


def test_a_name_belongs_to_its_days(district: Agency, by: object) -> None:
    agency = established(district, by)

    tree.rename(agency, name="前进区港湾街道办事处", short_name="港湾", on=DAY, basis="文", by=by)  # type: ignore[arg-type]

    assert selectors.name_on(again(agency), date(2026, 2, 28)) == "前进区旧港街道办事处"
    assert selectors.name_on(again(agency), DAY) == "前进区港湾街道办事处"
    assert selectors.name_on(again(agency), date(2010, 1, 1)) == "前进区旧港街道办事处"
    assert again(agency).key == agency.key


def test_history_goes_forward_only(district: Agency, by: object) -> None:
    agency = established(district, by)
    tree.rename(agency, name="新名街道办事处", short_name="", on=LATER, basis="文", by=by)  # type: ignore[arg-type]

    with pytest.raises(Exception, match="AGY-1017"):
        tree.rename(agency, name="再名街道办事处", short_name="", on=DAY, basis="文", by=by)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="AGY-1016"):
        tree.rename(agency, name="再名街道办事处", short_name="", on=date(2999, 1, 1), basis="文", by=by)  # type: ignore[arg-type]


def test_a_merged_agency_hands_on_those_below_it(district: Agency, by: object) -> None:
    old, new = established(district, by), established(district, by, "前进区港湾街道办事处")
    child = established(old, by, "旧港街道执法队", kind="internal")

    tree.merge(old, into=new, on=DAY, basis="文", by=by)  # type: ignore[arg-type]

    assert (again(old).state, again(old).successor) == ("merged", new)
    assert Agency.objects.get_parent(again(child)) == new
    assert Agency.objects.find_problems() == ([], [], [], [], [])
    assert selectors.reviewer_of(again(old)).instead_of == old.name
    with pytest.raises(Exception, match="AGY-1015"):
        tree.rename(old, name="又名", short_name="", on=DAY, basis="文", by=by)  # type: ignore[arg-type]


def test_nobody_is_left_without_a_superior(district: Agency, by: object) -> None:
    old = established(district, by)
    child = established(old, by, "旧港街道执法队", kind="internal")

    with pytest.raises(Exception, match="AGY-1021"):
        tree.abolish(old, successor=None, on=DAY, basis="文", by=by)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="AGY-1022"):
        tree.merge(old, into=child, on=DAY, basis="文", by=by)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="AGY-1018"):
        tree.move(old, superior=child, on=DAY, basis="文", by=by)  # type: ignore[arg-type]


def test_a_preview_changes_nothing_and_says_what_would(district: Agency, by: object) -> None:
    old, new = established(district, by), established(district, by, "前进区港湾街道办事处")
    a_term(old)

    seen = tree.preview_end(old, state="merged", successor=new, on=DAY, basis="文", by=by)  # type: ignore[arg-type]

    assert again(old).state == "active"
    assert any("已并入" in line for line in seen.does)
    assert any("1 个岗位" in line for line in seen.remains)


def test_a_move_names_the_reviewer_before_and_after(district: Agency, by: object) -> None:
    agency = established(district, by)
    other = an_agency("青山区人民政府", kind="county")

    seen = tree.preview_move(agency, superior=other, on=DAY, basis="文", by=by)  # type: ignore[arg-type]

    assert any("由“前进区人民政府”变为“青山区人民政府”" in line for line in seen.does)
    assert Agency.objects.get_parent(again(agency)) == district


@pytest.mark.parametrize(
    ("kind", "name", "expected", "cite"),
    [
        ("subdistrict", "港湾街道办事处", "前进区人民政府", "第二十四条第一款第（三）项"),
        ("department", "前进区财政局", "前进区人民政府", "第二十四条第一款第（一）项"),
        ("township", "河口镇人民政府", "前进区人民政府", "第二十四条第一款第（二）项"),
        ("department", "前进区司法局", "前进区人民政府或者临江市司法局", "第二十八条"),
    ],
)
def test_the_reviewer_follows_the_table_of_the_law(
    district: Agency, by: object, kind: str, name: str, expected: str, cite: str
) -> None:
    an_agency("临江市司法局", kind="department", under=Agency.objects.get(name="临江市人民政府"))

    found = selectors.reviewer_of(established(district, by, name, kind=kind))

    assert found.words == expected
    assert cite in found.authorities[0].reason


def test_another_reviewer_needs_its_provision(district: Agency, by: object) -> None:
    agency = established(district, by)
    other = an_agency("临江市财政局", kind="department")

    with pytest.raises(Exception, match="AGY-1026"):
        facts.set_reviewer(agency, reviewer=other, basis=" ", on=DAY, version=1, by=by)  # type: ignore[arg-type]
    facts.set_reviewer(agency, reviewer=other, basis="某条例第三条", on=DAY, version=1, by=by)  # type: ignore[arg-type]

    (authority,) = selectors.reviewer_of(again(agency)).authorities
    assert (authority.agency, authority.reason) == (other, "某条例第三条")


def test_codes_and_addresses_are_borne_once(district: Agency, by: object) -> None:
    established(district, by, uscc="11370812004339255B", slug="gangwan")

    with pytest.raises(Exception, match="AGY-1011"):
        established(district, by, "另一街道办事处", uscc="1137 0812 0043 3925 5b")
    with pytest.raises(Exception, match="AGY-1012"):
        established(district, by, "另一街道办事处", slug="gangwan")
    with pytest.raises(Exception, match="AGY-1002"):
        established(district, by, "另一街道办事处", uscc="113708120043392550")


def test_a_stale_form_loses_nothing_and_says_who_was_first(client: object, district: Agency, by: object) -> None:
    agency = established(district, by)
    visitor = sign_in(client, by)  # type: ignore[arg-type]
    address = reverse("agencies:edit", kwargs={"key": agency.key})
    given = {"version": 1, "kind": "subdistrict", "short_name": "甲", "slug": agency.slug}
    assert visitor.post(address, given).status_code == 302

    page = visitor.post(address, given | {"short_name": "乙"})

    assert page.status_code == 422
    assert "AGY-1023" in page.content.decode()
    assert by.person in page.content.decode()  # type: ignore[attr-defined]
    assert 'value="乙"' in page.content.decode()
    assert 'name="version" value="2"' in page.content.decode()
    assert again(agency).short_name == "甲"


def test_the_guide_names_what_article_12_still_wants(district: Agency) -> None:
    officer = a_clerk(district, "disclosure_officer")
    assert len(selectors.guide_of(district).missing) == 9

    facts.edit_guide(
        facts.GuideData("办公室", "前进路1号", "100000", "工作日", "1", "无", "a@example.cn"), version=1, by=officer
    )

    missing = [element.code for element in selectors.guide_of(again(district)).missing]
    assert missing == ["classification", "arrangement", "access"]


def test_the_tree_costs_the_same_queries_whatever_its_size(
    client: object, district: Agency, by: object, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        an_agency(
            f"第{number}局", kind="department", under=an_agency(f"{number}办", kind="department", under=district)
        )
    visitor = sign_in(client, by)  # type: ignore[arg-type]
    address = f"{reverse('agencies:tree')}?at={district.key}"

    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page = visitor.get(address)

    assert page.status_code == 200
    assert "30 个" in page.content.decode()


def test_a_search_finds_former_names(client: object, district: Agency, by: object) -> None:
    agency = established(district, by)
    tree.rename(agency, name="前进区港湾街道办事处", short_name="", on=DAY, basis="文", by=by)  # type: ignore[arg-type]

    page = sign_in(client, by).get(reverse("agencies:tree"), {"q": "旧港"})  # type: ignore[arg-type]

    assert "前进区港湾街道办事处" in page.content.decode()


def test_what_has_consequences_is_shown_before_it_is_done(client: object, district: Agency, by: object) -> None:
    old, new = established(district, by), established(district, by, "前进区港湾街道办事处")
    visitor = sign_in(client, by)  # type: ignore[arg-type]
    address = reverse("agencies:merge", kwargs={"key": old.key})
    given = {"successor": new.name, "on": "2026-03-01", "basis": "文"}

    shown = visitor.post(address, given)
    assert "确认：并入" in shown.content.decode()
    assert again(old).state == "active"

    assert visitor.post(address, given | {"confirmed": "1"}).status_code == 302
    assert again(old).state == "merged"
