"""Order, pages, counts and filters."""

from datetime import date, timedelta

import pytest

from gongkai.kit.search import searching
from gongkai.kit.search.api import put, search
from tests.slices.search.builders import a_document, keys

pytestmark = pytest.mark.django_db
DAY = date(2024, 5, 6)


def test_titles_come_before_texts_and_the_newest_first() -> None:
    put(
        [
            a_document(1, "其他", "医疗救助办法", date=DAY),
            a_document(2, "救助与医疗", "", date=DAY - timedelta(days=1)),
            a_document(3, "关于医疗救助的通知", "", date=DAY - timedelta(days=300)),
            a_document(4, "医疗救助", "", date=DAY - timedelta(days=4000)),
            a_document(5, "其他", "救助，医疗", date=DAY + timedelta(days=1)),
            a_document(6, "关于医疗救助的公告", "", date=DAY - timedelta(days=299)),
            a_document(7, "医疗", "医疗", date=DAY),
        ]
    )

    assert keys(search("医疗 救助")) == [4, 6, 3, 2, 5, 1]
    assert keys(search("医疗 救助", sort="date")) == [5, 1, 2, 6, 3, 4]
    assert keys(search("医疗 救助 -公告 -“救助，医疗”")) == [4, 3, 2, 1]


@pytest.mark.parametrize("typed", ["通知", "通知 工作", "“工作通知”", "工作 -暂缓", "-暂缓", ""])
def test_pages_show_everything_once_in_order(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.kit.search.engines.postgres._PART", 3)
    days = [DAY - timedelta(days=number * number) for number in range(70)]
    put(
        [
            a_document(key, "工作通知" if key % 3 else "其他", "工作通知", date=day)
            for key, day in enumerate(days, 1)
        ]
    )
    put(
        [a_document(key, "工作通知暂缓", "工作，通知", date=DAY) for key in range(100, 130)] if "-" in typed else []
    )

    pages = [search(typed, page=page, size=7) for page in range(1, 12)]
    shown = [key for page in pages for key in keys(page)]

    ranked = [key for key in range(1, 71) if key % 3] + [key for key in range(1, 71) if not key % 3]
    assert shown == (list(range(1, 71)) if typed in ("", "-暂缓") else ranked)
    assert {(page.total, page.total_is_exact, page.pages) for page in pages} == {(70, True, 10)}


def test_titles_that_are_the_query_are_found_under_exclusions() -> None:
    put(
        [
            a_document(key, "公示", "废止" if key % 4 else "现行", date=DAY - timedelta(days=key))
            for key in range(1, 41)
        ]
    )

    assert keys(search("公示 -废止")) == [4, 8, 12, 16, 20, 24, 28, 32, 36, 40]
    assert keys(search("公示 -“现行，废”", size=3)) == [1, 2, 3]


def test_beyond_what_is_counted_the_total_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "COUNTED", 5)
    monkeypatch.setattr(searching, "REACHABLE", 4)
    put([a_document(key, "公告", agency=key % 2 + 1, date=DAY - timedelta(days=50 * key)) for key in range(1, 8)])

    hits = search("公告", size=3)
    few = search("公告", facets={"agency": 2}, size=3)

    assert (hits.total, hits.total_is_exact, hits.total_words) == (5, False, "超过 5")
    assert (few.total, few.total_is_exact, few.total_words) == (4, True, "4")
    assert hits.facet_counts["agency"] == {2: 3, 1: 2}
    assert [keys(search("公告", size=3, page=page)) for page in (1, 2, 3)] == [[1, 2, 3], [4], []]


def test_filters_narrow_and_are_counted() -> None:
    put(
        [
            a_document(
                1, "通知", agency=1, column=7, year=2023, kind="规章", validity="有效", date=date(2023, 1, 31)
            ),
            a_document(
                2, "通知", agency=2, column=7, year=2023, kind="规章", validity="废止", date=date(2023, 2, 1)
            ),
            a_document(
                3, "通知", agency=2, column=8, year=2024, kind="公告", validity="有效", date=date(2024, 3, 1)
            ),
        ]
    )

    everything = search("通知")

    assert everything.facet_counts == {
        "agency": {2: 2, 1: 1},
        "column": {7: 2, 8: 1},
        "year": {2023: 2, 2024: 1},
        "kind": {"规章": 2, "公告": 1},
        "validity": {"有效": 2, "废止": 1},
    }
    assert keys(search("通知", facets={"agency": 2})) == [3, 2]
    assert keys(search("", facets={"agency": [1, 2], "validity": "有效", "kind": ["规章"]})) == [1]
    assert keys(search("通知", facets={"agency": []})) == []
    assert keys(search("通知", since=date(2023, 2, 1), until=date(2023, 12, 31))) == [2]
    assert keys(search("", since=date(2023, 1, 31), until=date(2024, 2, 29))) == [2, 1]
    assert keys(search("", since=date(2025, 1, 1))) == []
    assert keys(search("", until=date.max)) == [3, 2, 1]
    with pytest.raises(ValueError, match="not a facet"):
        search("通知", facets={"colour": 1})


@pytest.mark.parametrize("facet", ["agency", "column"])
def test_a_filter_may_have_very_many_values(facet: str) -> None:
    put([a_document(key, "通知", "各单位的通知", **{facet: key}) for key in range(1, 121)])
    odd = list(range(1, 2000, 2))

    hits = search("通知", facets={facet: odd, "year": [2023, 2024]}, size=100)

    assert keys(hits) == list(range(119, 0, -2))
    assert hits.total == 60
    assert keys(search("各单位的通知", facets={facet: odd}, size=100)) == list(range(119, 0, -2))
    assert search("通知", facets={facet: odd, "year": 1999}).total == 0


def test_documents_of_a_year_are_found_whenever_they_are_dated() -> None:
    put(
        [a_document(key, "预算", year=2020 + key % 3, date=DAY - timedelta(days=200 * key)) for key in range(1, 40)]
    )

    assert keys(search("预算", facets={"year": 2021}, size=50)) == list(range(1, 40, 3))
    assert keys(search("预算", facets={"year": [2020, 2022]}, until=date(2019, 1, 1), size=50)) == [
        key for key in range(1, 40) if key % 3 != 1 and DAY - timedelta(days=200 * key) <= date(2019, 1, 1)
    ]
