"""Keeping the index: put, put again, remove, with the transaction, and built anew."""

import random
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.search.api import in_bulk, put, ready, rebuild, remove, search
from gongkai.kit.search.documents import BODY_LIMIT, Plan
from gongkai.kit.search.engines import engine
from gongkai.kit.search.engines.postgres import stretch_tokens
from gongkai.kit.search.index import refresh
from tests.slices.search.builders import a_document, keys

pytestmark = pytest.mark.django_db


def test_a_document_put_again_replaces_itself() -> None:
    put([a_document(1, "旧题", "旧文", agency=1), a_document(2, "旁观")])
    put([a_document(1, "新题", "新文", agency=2, date=date(2001, 2, 3))])

    assert [keys(search(word)) for word in ("旧", "旧题", "旧文", "新题", "新文", "旁观")] == [
        [],
        [],
        [],
        [1],
        [1],
        [2],
    ]
    assert keys(search("", facets={"agency": 1})) == [2]
    assert keys(search("")) == [2, 1]


def test_of_one_key_twice_the_last_counts() -> None:
    put([a_document(1, "旧题"), a_document(1, "新题")])

    assert (keys(search("旧题")), keys(search("新题"))) == ([], [1])


def test_what_is_removed_is_not_found() -> None:
    put([a_document(key, "通知", "GB/T 9704 税") for key in (1, 2, 3)])
    remove([1, 3, 99])

    assert [keys(search(word)) for word in ("通知", "gb/t", "税", "")] == [[2]] * 4
    assert search("通知").total == 1


def test_many_written_at_once_are_found_and_replaced_like_others() -> None:
    days = {1: date(2020, 1, 1), 2: date(2020, 1, 1), 3: date(2021, 1, 1)}
    made = [ready(a_document(key, f"通知{key}", date=day), engine()) for key, day in days.items()]

    with transaction.atomic(), in_bulk() as write:
        write(made[:2])
        write(made[2:])
    found = keys(search("通知"))
    put([a_document(2, "公告")])

    assert found == [3, 2, 1]
    assert (keys(search("通知")), keys(search("公告"))) == ([3, 1], [2])


def test_many_written_at_once_go_back_with_the_transaction() -> None:
    def write_and_break_off() -> None:
        with transaction.atomic(), in_bulk() as write:
            write([ready(a_document(1, "通知"), engine())])
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write_and_break_off()
    put([a_document(1, "公告")])

    assert (keys(search("通知")), keys(search("公告"))) == ([], [1])


def test_the_index_goes_back_with_the_transaction() -> None:
    put([a_document(1, "旧题")])

    with transaction.atomic():
        put([a_document(1, "新题"), a_document(2, "新题")])
        during = keys(search("新题"))
        transaction.set_rollback(True)

    assert during == [2, 1]
    assert (keys(search("新题")), keys(search("旧题"))) == ([], [1])


def test_built_anew_in_any_order_it_is_the_same_index() -> None:
    rng = random.Random(3)
    documents = [
        a_document(
            key, f"第{key}号通知", "正文" * (key % 3), agency=key % 4, date=date(2020, 1, 1) + timedelta(key * 7)
        )
        for key in range(1, 60)
    ]
    words = ("通知", "正文", "第7号通知", "正文 -通知", "正文正")
    put(documents)
    before = [search(word) for word in words]
    put([a_document(77, "多余")])
    rng.shuffle(documents)
    told: list[tuple[str, int]] = []

    built = rebuild(iter(documents), lambda stage, done: told.append((stage, done)))

    assert built == 59
    assert [search(word) for word in words] == before
    assert keys(search("多余")) == []
    assert told == [("stage", 59), ("fill", 59), ("done", 59)]
    put([a_document(77, "以后")])
    remove([7])
    assert (keys(search("以后")), keys(search("第7号通知"))) == ([77], [])


def test_nothing_can_be_built_anew() -> None:
    put([a_document(1, "甲")])

    assert rebuild([]) == 0
    assert keys(search("")) == []


def test_texts_folded_in_another_way_than_now_are_indexed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr("gongkai.kit.search.documents.fold", lambda text: "")
        put([a_document(1, "通知", "正文", agency=7), a_document(2, "公告", "正文", date=date(2020, 1, 1))])
    found_before = keys(search("正文"))

    refresh()

    assert found_before == []
    assert [keys(search(word)) for word in ("正文", "通知", "公告", "")] == [[1, 2], [1], [2], [1, 2]]
    assert keys(search("正文", facets={"agency": 7})) == [1]


def test_a_very_long_text_is_indexed_as_far_as_is_said() -> None:
    rng = random.Random(1)
    part = "".join(chr(rng.randrange(0x4E00, 0x9FFF)) for _ in range(BODY_LIMIT // 5))
    text = (part * 5)[: BODY_LIMIT - 2]
    put(
        [
            a_document(1, "长" * 5000, f"{text}尾巴以外", date=date.min),
            a_document(2, "", "a" * 70_000, date=date(9998, 12, 31)),
        ]
    )

    assert keys(search(text[-6:])) == [1]
    assert keys(search("尾巴")) == [1]
    assert keys(search("以外")) == []
    assert keys(search("", size=5)) == [2, 1]


@pytest.mark.parametrize("alphabet", [range(0x4E00, 0x9FFF), range(0x20000, 0x2A6DF)])
def test_a_text_in_which_nothing_comes_twice_is_indexed_as_far_as_a_database_can(alphabet: range) -> None:
    rng = random.Random(1)
    text = "".join(map(chr, rng.choices(alphabet, k=BODY_LIMIT)))
    put([a_document(1, "天书", text)])

    assert keys(search(text[:6])) == [1]
    assert keys(search(text[-6:])) == []
    remove([1])
    assert keys(search(text[:6])) == []


@pytest.mark.parametrize("text", ["甲\0乙", "甲\ud800乙"])
def test_characters_that_no_database_takes_are_left_out(text: str) -> None:
    put([a_document(1, text, text)])
    found = keys(search("甲乙"))
    remove([1])

    assert found == [1]
    assert [engine().titled(Plan((), ()), [word], 5) for word in ("甲", "乙", "甲乙", "甲 乙")] == [[]] * 4


@pytest.mark.parametrize(
    ("key", "day"), [(0, date(2024, 1, 1)), (1 << 40, date(2024, 1, 1)), (1, date(9999, 1, 1))]
)
def test_keys_and_dates_have_bounds(key: int, day: date) -> None:
    with pytest.raises(ValueError, match="lies b"):
        put([a_document(key, date=day)])


@given(st.dates(date(2019, 1, 1), date(2024, 12, 31)), st.integers(1, 1500))
def test_months_or_years_hold_all_the_days_and_are_few(since: date, days: int) -> None:
    until = since + timedelta(days=days)

    tokens = stretch_tokens(since, until)

    assert all({f"§Y{day:%Y}", f"§M{day:%Y%m}"} & {*tokens} for day in (since + timedelta(n) for n in range(days)))
    assert len(tokens) <= 12
