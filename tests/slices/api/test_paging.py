"""Lists page after page: every line once, in one order, whatever is added meanwhile; a cursor is nobody else's."""

import pytest

from tests.builders import a_column, an_agency
from tests.slices.api.calls import ask, walked
from tests.slices.disclosures.builders import Office, a_draft, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def test_every_line_comes_once(office: Office) -> None:
    made = [str(a_draft(office).key) for _ in range(5)]

    assert [line["key"] for line in walked(office.handler, "items", limit=2)] == made[::-1]


def test_what_is_added_meanwhile_shifts_nothing(office: Office) -> None:
    made = [str(a_draft(office).key) for _ in range(3)]
    first = ask(office.handler, "items", limit=2).json()
    a_draft(office)

    second = ask(office.handler, "items", limit=2, after=first["next"]).json()

    assert [line["key"] for line in first["lines"] + second["lines"]] == made[::-1]


def test_an_order_of_several_columns(office: Office) -> None:
    for order in (2, 1, 2, 1):
        a_column(office.agency, order=order)

    seen = [(line["order"], line["id"]) for line in walked(office.handler, "columns", limit=1)]

    assert seen == sorted(seen)
    assert len(set(seen)) == len(seen) == 5


def test_the_tree_is_walked_in_its_order(office: Office) -> None:
    top = an_agency("甲市人民政府", kind="city")
    below = an_agency("乙区人民政府", under=top, kind="county")
    an_agency("丙街道办事处", under=below)
    an_agency("丁区人民政府", under=top, kind="county")

    seen = walked(office.handler, "agencies", under=top.key, deep="true", limit=1)

    names = [line["agency"]["name"] for line in seen]
    assert names == ["乙区人民政府", "丙街道办事处", "丁区人民政府"]
    assert seen[1]["above"] == ["甲市人民政府", "乙区人民政府"]
    assert seen[1]["superior"] == str(below.key)


@pytest.mark.parametrize("cursor", ["x", "eyJ9", "\ud800", "汉字", "a:b:c"])
def test_what_is_no_cursor_is_refused(office: Office, cursor: str) -> None:
    answer = ask(office.handler, "items", after=cursor.encode("utf-8", "replace").decode())

    assert (answer.status_code, answer.json()["code"]) == (422, "API-1423")


def test_a_cursor_of_another_list_is_refused(office: Office) -> None:
    for _ in range(2):
        a_draft(office)
    cursor = ask(office.handler, "items", limit=1).json()["next"]

    answer = ask(office.handler, "columns", after=cursor)

    assert (answer.status_code, answer.json()["code"]) == (422, "API-1423")
