"""Title, dates, headings and paragraphs are told from the lines of a file."""

from datetime import date

import pytest

from gongkai.documents.layout import Block, Paragraph, Source
from gongkai.documents.recognition import NoReportFound, recognise
from gongkai.statute.report import Period, Report

SECTIONS = (
    "一、总体情况",
    "全年工作平稳。",
    "五、存在的主要问题及改进情况",
    "一是内容不够。",
    "六、其他需要报告的事项",
    "无。",
)


def read(*lines: str, kind: str = "txt", meta: dict[str, str] | None = None) -> Report:
    blocks: list[Block] = [Paragraph(line, None, n) for n, line in enumerate(lines, start=1)]
    (report,) = recognise(Source("report", kind, tuple(blocks), meta or {}))
    return report


@pytest.mark.parametrize(
    ("lines", "agency", "year"),
    [
        (("望海县水务局2023年政府信息公开工作年度报告",), "望海县水务局", 2023),
        (("2022年望海县水务局政府信息公开工作年度报告",), "望海县水务局", 2022),
        (("望海县水务局", "2023年度政府信息公开", "工作年度报告"), "望海县水务局", 2023),
        (("望海县水务局 2023 年政府信息公开工作年报",), "望海县水务局", 2023),
        (("标题: 柳林镇2021年政府信息公开年度报告", "发布时间: 2022-01-20"), "柳林镇", 2021),
        (("望海县水务局二〇二三年政府信息公开工作年度报告",), "望海县水务局", 2023),
    ],
)
def test_the_title_names_agency_and_year(lines: tuple[str, ...], agency: str, year: int) -> None:
    report = read(*lines, *SECTIONS)

    assert (report.agency.name, report.year) == (agency, year)


def test_a_title_stated_outside_the_text_is_used_where_the_text_has_none() -> None:
    report = read(*SECTIONS, kind="html", meta={"title": "柳林镇2021年政府信息公开工作年度报告_望海县人民政府"})

    assert report.title == "柳林镇2021年政府信息公开工作年度报告"


def test_the_kind_of_agency_comes_from_its_name() -> None:
    assert read("望海县柳林镇人民政府2023年政府信息公开工作年度报告", *SECTIONS).agency.kind == "township"


@pytest.mark.parametrize(
    "sentence",
    [
        "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
        "报告中数据统计期限为2023年1月1日至12月31日。",
        "本年度报告中所列数据的统计周期为 2023 年 1 月 1 日至 12 月 31 日。",
    ],
)
def test_the_period_is_read(sentence: str) -> None:
    report = read("望海县水务局2023年政府信息公开工作年度报告", sentence, *SECTIONS)

    assert report.period == Period(date(2023, 1, 1), date(2023, 12, 31))


def test_a_period_misprinted_is_no_period() -> None:
    title = "望海县水务局2022年政府信息公开工作年度报告"

    assert read(title, "数据统计期限为20221月1日至12月31日。", *SECTIONS).period is None


@pytest.mark.parametrize(
    "line", ["发布时间：2024-01-20 08:30", "发布日期: 2024年1月20日", "信息来源：县水务局 发布日期：2024/01/20"]
)
def test_the_date_of_publication_is_read_and_is_no_preface(line: str) -> None:
    report = read("望海县水务局2023年政府信息公开工作年度报告", line, *SECTIONS)

    assert report.published_on == date(2024, 1, 20)
    assert report.preface == ()


def test_a_date_signed_below_the_text_is_the_date_of_publication() -> None:
    report = read("望海县水务局2023年政府信息公开工作年度报告", *SECTIONS, "望海县水务局", "2024年1月20日")

    assert report.published_on == date(2024, 1, 20)


@pytest.mark.parametrize(
    "heading",
    [
        "五、存在的主要问题及改进情况",
        "四、存在的主要问题及改进情况",
        "五、存在的主要问题及整改措施",
        "五 、 存 在 的 主 要 问 题 及 改 进 情 况",
        "五、存在的主要问题及改进情况(宋体加粗小四号字)",
        "五.存在的主要问题及改进情况",
        "第五部分 存在的主要问题及改进情况",
        "存在的主要问题及改进情况",
        "五、存在的主要间题及改进情况",
    ],
)
def test_a_heading_opens_its_section_however_it_is_numbered(heading: str) -> None:
    report = read("望海县水务局2023年政府信息公开工作年度报告", *SECTIONS[:2], heading, *SECTIONS[3:])

    assert report.sections[5] == ("一是内容不够。",)
    assert heading in report.headings


def test_a_heading_repeated_by_a_page_break_is_no_text() -> None:
    report = read("望海县水务局2023年政府信息公开工作年度报告", *SECTIONS[:3], *SECTIONS[2:])

    assert report.sections[5] == ("一是内容不够。",)


def test_a_heading_of_its_own_is_kept_as_heading_and_its_text_stays() -> None:
    lines = (*SECTIONS[:2], "二、工作机制保障", "建立了协调机制。", *SECTIONS[2:])
    report = read("望海县水务局2023年政府信息公开工作年度报告", *lines)

    assert "二、工作机制保障" in report.headings
    assert report.sections[1] == ("全年工作平稳。", "建立了协调机制。")


def test_lines_broken_at_the_margin_are_one_paragraph() -> None:
    lines = (
        "一、总体情况",
        "（一）主动公开情况。本年度通过政府网站、政务新媒体等渠道主动公开政府信息一百",
        "三十条，其中政务公开专栏发布信息八十条，公众号发布信息五十条，均在规定的期限",
        "内公开。",
        "（二）依申请公开情况。未收到申请。",
    )
    report = read("望海县水务局2023年政府信息公开工作年度报告", *lines)

    assert report.sections[1] == ("".join(lines[1:4]), lines[4])


def test_page_numbers_and_captions_are_no_text() -> None:
    lines = (*SECTIONS[:2], "- 3 -", "— 4 —", "第 5 页 共 9 页", *SECTIONS[2:])
    report = read("望海县水务局2023年政府信息公开工作年度报告", *lines)

    assert report.sections[1] == ("全年工作平稳。",)


def test_radicals_become_characters() -> None:
    report = read(
        "望海县⽔务局2023年政府信息公开⼯作年度报告", "⼀、总体情况", "⺠⽣为⼤，⻓期坚持，⻅效明显，⻔类⻬全。"
    )

    assert report.agency.name == "望海县水务局"
    assert report.sections[1] == ("民生为大，长期坚持，见效明显，门类齐全。",)


def test_a_report_without_tables_has_no_cells_and_is_no_failure() -> None:
    report = read("望海县水务局2023年政府信息公开工作年度报告", *SECTIONS)

    assert report.cells == {}
    assert report.sections[1] == ("全年工作平稳。",)


@pytest.mark.parametrize(
    "lines", [("今天天气不错。",), ("关于召开全县水务工作会议的通知", "各科室：定于明天开会。"), ("1", "2", "3")]
)
def test_what_is_no_report_is_refused_with_a_code(lines: tuple[str, ...]) -> None:
    with pytest.raises(NoReportFound, match="RDR-1201"):
        read(*lines)


def test_a_list_of_links_to_reports_is_no_report() -> None:
    with pytest.raises(NoReportFound, match="RDR-1201"):
        read(*(f"望海县水务局{year}年政府信息公开工作年度报告" for year in range(2019, 2025)))


def test_headings_within_one_glued_line_are_headings() -> None:
    table = "行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉" + "0" * 15
    glued = (
        "一、总体情况2023年，全年工作平稳。二、主动公开政府信息情况 第二十条第（一）项信息内容"
        "本年制发件数本年废止件数现行有效件数规章000行政规范性文件000"
        f"四、政府信息公开行政复议、行政诉讼情况{table} "
        "五、存在的主要问题及改进情况一是内容不够。六、其他需要报告的事项无。"
    )
    report = read("望海县水务局2023年政府信息公开工作年度报告", glued)

    assert [heading[0] for heading in report.headings] == ["一", "二", "四", "五", "六"]
    assert report.sections == {
        1: ("2023年，全年工作平稳。",),
        2: (),
        3: (),
        4: (),
        5: ("一是内容不够。",),
        6: ("无。",),
    }
    assert len(report.cells) == 21
