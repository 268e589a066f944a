"""What a ledger's cells say: dates in every form, headings, rows in order and rows that are not."""

import io
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gongkai.disclosures.ledgers import errors
from gongkai.disclosures.ledgers.dates import Impossible, Unclear, read_date
from gongkai.disclosures.ledgers.fields import guess, heading_row
from gongkai.disclosures.ledgers.judge import Judge, Known, Line
from gongkai.disclosures.ledgers.workbook import counts_from_1904, heads, rows_of

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1949, 10, 1), date(2099, 12, 31))
GOOD = {"title": "关于防汛的通知", "column": "通知公告", "published_on": "2023-05-06", "summary": "防汛安排"}


@given(
    DAYS,
    st.sampled_from(
        [
            "{0:%Y-%m-%d}",
            "{0.year}.{0.month}.{0.day}",
            "{0.year}/{0.month}/{0.day}",
            "{0.year}年{0.month}月{0.day}日",
            "{0:%Y%m%d}",
            "{0:%Y-%m-%d} 10:30:00",
            "{0.year} 年 {0.month} 月 {0.day} 日",
            "{0:%Y}。{0.month}。{0.day}",
        ]
    ),
)
def test_a_day_is_read_in_every_form(day: date, form: str) -> None:
    assert read_date(form.format(day)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("２０２３年５月６日", date(2023, 5, 6)),
        ("二〇二三年十二月二十一日", date(2023, 12, 21)),
        ("45052", date(2023, 5, 6)),
        ("2023年5月6号", date(2023, 5, 6)),
        ("二○二三年五月十日", date(2023, 5, 10)),
        ("2023-5-6（周六）", date(2023, 5, 6)),
    ],
)
def test_other_forms_of_a_day(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize("text", ["2023-02-30", "2023.13.1", "20230431", "2023年4月31日", "二〇二三年二月三十日"])
def test_an_impossible_day_is_no_day(text: str) -> None:
    with pytest.raises(Impossible):
        read_date(text)


@pytest.mark.parametrize(
    "text", ["2023.5", "23.5.6", "5/6/2023", "去年五月", "2023年5月", "123", "2023.10", "20235"]
)
def test_what_can_be_read_in_two_ways_is_not_guessed(text: str) -> None:
    with pytest.raises(Unclear):
        read_date(text)


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_refusal(text: str) -> None:
    try:
        day = read_date(text)
    except (Unclear, Impossible):
        return
    assert isinstance(day, date)


def test_headings_tell_their_fields_once() -> None:
    headings = ["序号", "信息名称", "栏目*", "发布时间（年月日）", "文 号", "标题", "备注"]

    found = guess(headings)

    assert found == {2: "column", 3: "published_on", 4: "document_number", 5: "title"}


def test_what_the_agency_chose_before_comes_first() -> None:
    found = guess(["名称", "挂网日", "备注"], {"名称": "", "挂网日": "published_on", "备注": "summary"})

    assert found == {1: "published_on", 2: "summary"}


def test_the_heading_row_is_found_below_a_title() -> None:
    assert heading_row([["2023年台账"], [], ["标题", "栏目", "发布日期"], ["甲", "乙", "2023-1-1"]]) == 3


def _known(**more: object) -> Known:
    given = {
        "columns": {"通知公告": (7,), "政策文件": (8, 9), "政策文件/规章": (9,)},
        "channels": {"网站": "id:1", "kind:website": "id:1", "港湾发布": "id:2"},
    }
    return Known(TODAY, **(given | more))  # type: ignore[arg-type]


def _judged(*rows: dict[str, str], known: Known | None = None) -> tuple[list[Line], Judge]:
    fields = sorted({code for row in rows for code in row})
    judge = Judge(known or _known(), fields)
    lines = judge.judge_all((n, [row.get(code, "") for code in fields]) for n, row in enumerate(rows, 2))
    return lines, judge


def test_a_row_in_order_is_a_line() -> None:
    lines, judge = _judged(GOOD | {"channels": "网站、港湾发布/微博", "addresses": "https://a.gov.cn/1"})

    assert judge.refusals == []
    assert lines[0].column == 7
    assert lines[0].channels == (("id:1", "https://a.gov.cn/1"), ("id:2", ""), ("kind:weibo", ""))
    assert lines[0].formed_on == lines[0].published_on == date(2023, 5, 6)


def test_what_stands_on_a_board_or_in_a_paper_has_a_place_instead_of_a_link() -> None:
    lines, judge = _judged(GOOD | {"channels": "公示栏", "addresses": "便民服务大厅东墙"})

    assert judge.refusals == []
    assert lines[0].channels == (("kind:board", "便民服务大厅东墙"),)


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"title": ""}, "title", "DSC-3101"),
        ({"title": "长" * 301}, "title", "DSC-3102"),
        ({"published_on": "五月"}, "published_on", "DSC-3103"),
        ({"published_on": "2023-2-30"}, "published_on", "DSC-3104"),
        ({"published_on": "1899-5-6"}, "published_on", "DSC-3105"),
        ({"published_on": "2026-11-24"}, "published_on", "DSC-3106"),
        ({"formed_on": "2023-05-07"}, "published_on", "DSC-3107"),
        ({"column": "没有的"}, "column", "DSC-3108"),
        ({"column": "政策文件"}, "column", "DSC-3109"),
        ({"index_number": "A B"}, "index_number", "DSC-3112"),
        ({"index_number": "㎏" * 40}, "index_number", "DSC-3102"),
        ({"channels": "网站", "addresses": "https://a.cn/" + "1" * 500}, "addresses", "DSC-3102"),
        ({"publicity": "依申请公开"}, "publicity", "DSC-3113"),
        ({"publicity": "看情况"}, "publicity", "DSC-3114"),
        ({"kind": "诗"}, "kind", "DSC-3114"),
        ({"channels": "口头"}, "channels", "DSC-3115"),
        ({"link": "www.a.cn"}, "link", "DSC-3116"),
        ({"addresses": "www.a.cn/1"}, "addresses", "DSC-3116"),
        (
            {"channels": "网站、微博", "addresses": "http://a.cn/1 http://a.cn/2 http://a.cn/3"},
            "addresses",
            "DSC-3117",
        ),
        ({"title": "旧通知"}, "title", "DSC-3119"),
        ({"document_number": "#REF!"}, "document_number", "DSC-3120"),
        ({"kind": "规范性文件", "validity": "已废止"}, "validity", "DSC-3121"),
        ({"valid_from": "2023-6-1", "valid_until": "2023-5-1"}, "valid_until", "DSC-3122"),
        ({"summary": "无"}, "body", "DSC-3123"),
    ],
)
def test_each_fault_has_its_code_and_place(change: dict[str, str], field: str, code: str) -> None:
    known = _known(published={("旧通知", 7): frozenset({date(2023, 5, 6)})})

    lines, judge = _judged(GOOD | change, known=known)

    assert lines == []
    assert [(r.row, r.field, r.error.code) for r in judge.refusals] == [(2, field, code)]


def test_rows_that_repeat_one_another_are_named() -> None:
    _, judge = _judged(GOOD | {"index_number": "A/1"}, GOOD | {"index_number": "ａ/1"})

    assert [(r.row, r.error.code) for r in judge.refusals] == [(3, "DSC-3110"), (3, "DSC-3118")]
    assert "第 2 行" in judge.refusals[0].error.message


def test_names_chosen_by_a_clerk_are_known() -> None:
    known = _known(column_of={"没有的": 8}, channel_of={"口头": "id:2"}, default_channels=("id:1",))

    lines, judge = _judged(GOOD | {"column": "没有的", "channels": "口头"}, GOOD | {"channels": ""}, known=known)

    assert judge.refusals == []
    assert [(line.column, line.channels) for line in lines] == [(8, (("id:2", ""),)), (7, (("id:1", ""),))]


def test_a_workbook_is_read_with_real_dates() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("2023年")
        sheet.write_row(0, 0, ["标题", "发布日期", "文号"])
        sheet.write_string(1, 0, "甲")
        sheet.write_datetime(1, 1, date(2023, 5, 6))
        sheet.write_number(1, 2, 20230506)
        sheet.write_string(3, 0, "乙")

    [head] = heads(buffer.getvalue(), "台账.xlsx")

    assert (head.name, head.rows) == ("2023年", 4)
    assert rows_of(buffer.getvalue(), "台账.xlsx", "2023年", 1, [1, 0, 5]) == [
        (2, ["2023-05-06", "甲", ""]),
        (4, ["", "乙", ""]),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_any_encoding(encoding: str) -> None:
    data = "标题,栏目,发布日期\r\n“甲,乙”,通知公告,2023.5.6\r\n".encode(encoding)

    assert heads(data, "台账.csv")[0].head[0] == ("标题", "栏目", "发布日期")


def test_a_text_is_no_ledger() -> None:
    with pytest.raises(errors.NotALedger, match="DSC-3002"):
        heads("这是一段说明文字。".encode(), "说明.txt")


def _book(fill: Callable[[Workbook, Worksheet], object], **options: object) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd", **options}) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, ["标题", "栏目", "发布日期"])
        fill(book, sheet)
    return buffer.getvalue()


def _rows(data: bytes) -> list[tuple[int, list[str]]]:
    assert heads(data, "台账.xlsx")
    return rows_of(data, "台账.xlsx", "台账", 1, [0, 1, 2])


def test_a_cell_merged_over_rows_says_the_same_of_each() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(1, 1, 4, 1, "通知公告")
        sheet.write_column(1, 0, ["甲", "乙"])
        sheet.write(5, 0, "丙")

    assert _rows(_book(fill)) == [(2, ["甲", "通知公告", ""]), (3, ["乙", "通知公告", ""]), (6, ["丙", "", ""])]


def test_a_formula_is_its_value_and_a_failed_one_is_refused() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_formula(1, 0, '="防"&"汛"', None, "防汛")
        sheet.write_formula(1, 2, "=DATE(2023,5,6)", day, 45052)
        sheet.write_formula(2, 0, "=A9&B9", None, "#REF!")

    rows = _rows(_book(fill))
    judge = Judge(_known(), ["title", "column", "published_on"])
    judge.judge_all(rows)

    assert rows == [(2, ["防汛", "", "2023-05-06"]), (3, ["#REF!", "", ""])]
    assert (3, "title", "DSC-3120") in [(r.row, r.field, r.error.code) for r in judge.refusals]


def test_a_number_of_days_from_1904_is_not_guessed() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_datetime(1, 2, date(2023, 5, 6))
        sheet.write_number(2, 2, 43590)

    old, usual = _book(fill, date_1904=True), _book(fill)

    assert (counts_from_1904(old, "台账.xlsx"), counts_from_1904(usual, "台账.xlsx")) == (True, False)
    assert _rows(old) == [(2, ["", "", "2023-05-06"]), (3, ["", "", "43590"])]
    assert read_date("43590") == date(2019, 5, 5)
    with pytest.raises(Unclear):
        read_date("43590", serials=False)


def test_hidden_rows_are_rows_and_blank_ones_are_none() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_column(1, 0, ["甲", "乙"])
        sheet.set_row(2, None, None, {"hidden": True})
        bold = book.add_format({"bold": True})
        for row in range(3, 1_048_576, 1_000):
            sheet.write_blank(row, 0, None, bold)
            sheet.write_string(row, 1, " \u3000")

    data = _book(fill)

    assert heads(data, "台账.xlsx")[0].rows == 3
    assert _rows(data) == [(2, ["甲", "", ""]), (3, ["乙", "", ""])]


def test_a_lone_cell_far_away_is_refused_with_what_to_do() -> None:
    with pytest.raises(errors.LedgerTooLong, match="DSC-3003"):
        heads(_book(lambda book, sheet: sheet.write(1_048_575, 9, "远")), "台账.xlsx")


def test_what_only_calls_itself_a_workbook_is_no_ledger() -> None:
    with pytest.raises(errors.NotALedger, match="DSC-3002"):
        heads(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000), "台账.xls")
