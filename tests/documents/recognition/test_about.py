"""Which agency and year a page names: its title among the site's own lines, or a sentence of the preface."""

import pytest

from gongkai.documents.readers import open_source
from gongkai.documents.recognition import recognise
from gongkai.statute.report import Report

PERIOD = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。"
TITLE = "白塔区水务局2023年政府信息公开工作年度报告"


def _read(front: str) -> Report:
    text = f"{front}\n一、总体情况\n认真做好政府信息公开工作。\n二、主动公开政府信息情况\n规章 0 0 0\n行政许可 7\n"
    (report,) = recognise(open_source(text.encode(), "report.txt"))
    return report


@pytest.mark.parametrize(
    "above",
    [
        "首页 > 政务公开 > 年报 > 2023 > 部门政府信息公开工作年度报告",
        "您的位置:首页 > 政府信息公开 > 政府信息公开年报",
        "关怀版 无障碍\n\n您当前所在位置: 首页 > 乡镇信息公开 > 年报",
        "当前位置：首页\n> 政府信息公开\n> 政府信息公开年报\n> 2023年",
        "【字体：   】 打印",
        "政府信息公开\n",
        "白塔区水务局\n白塔区水务局",
        "白塔区水务局\n2024年1月9日\n（此件主动公开）",
        "更新时间：2024-01-24 浏览次数： 来源：区水务局 字体 [ 大 中 小 ]",
        "发布机构\n白塔区水务局\n名称",
        "云川市白塔区水务局\n标题: 白塔区水务局2023年政府信息公开工作年度报告\n发文日期: 2024-01-30",
        "通知公告\n部门动态",
        "\n".join(f"第{n}个栏目" for n in range(90)),
        "【政府信息公开年报】",
    ],
)
def test_lines_of_the_site_above_the_title_are_not_the_agency(above: str) -> None:
    report = _read(f"{above}\n{TITLE}\n{PERIOD}")

    assert (report.agency.name, report.year, report.title) == ("白塔区水务局", 2023, TITLE)


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("云川市白塔区\n水务局2023年政府信息公开工作年度报告", "云川市白塔区水务局"),
        ("云川市白塔区水务局\n2023年政府信息公开\n工作年度报告", "云川市白塔区水务局"),
    ],
)
def test_a_title_broken_over_lines_keeps_its_beginning(title: str, agency: str) -> None:
    assert _read(f"{title}\n{PERIOD}").agency.name == agency


@pytest.mark.parametrize(
    "title",
    [
        "白塔区水务局2023年\nPage 3 - 政府信息公开工作年度报告",
        "白塔区水务局\nPage 3 -\n2023年政府信息公开工作年度报告",
        "Page 9 - 白塔区水务局\nPage 10 - 2023年政府信息公开工作年度报告",
    ],
)
def test_page_flips_between_the_lines_of_a_title_are_no_part_of_it(title: str) -> None:
    report = _read(f"Page 2 - 封面\n{title}\n{PERIOD}")

    assert (report.agency.name, report.year, report.title) == ("白塔区水务局", 2023, TITLE)


@pytest.mark.parametrize(
    "preface",
    [
        "根据有关规定，现公布白塔区水务局2023年政府信息公开工作年度报告。",
        "现发布《白塔区水务局2023年政府信息公开工作年度报告》，全文六部分。",
        "现特向社会公布2023年度白塔区水务局政府信息公开工作年度报告。",
        "2023年白塔区水务局信息公开工作年度报告根据有关规定编制。",
        "本年度报告由白塔区水务局编制，全文六部分。",
    ],
)
def test_without_a_title_the_preface_names_the_agency(preface: str) -> None:
    report = _read(f"{preface}{PERIOD}")

    assert (report.agency.name, report.year) == ("白塔区水务局", 2023)


def test_the_name_of_an_agency_may_hold_an_and() -> None:
    report = _read(f"现公布白塔区住房和城乡建设局2023年政府信息公开工作年度报告。{PERIOD}")

    assert report.agency.name == "白塔区住房和城乡建设局"


@pytest.mark.parametrize(
    "preface",
    [
        "结合市政府办《关于做好2023年度政府信息公开年度报告编制和公布工作的通知》要求编制。",
        "按照《云川市人民政府办公厅2023年政府信息公开工作年度报告编制要求》，编制本报告。",
        "现将我局2023年度政府信息公开工作年度报告公布如下。",
        "现将2023年度政府信息公开工作年度报告公布如下。",
        "根据《2023年政府信息公开工作年度报告格式》要求，由办公室综合有关数据编制。",
    ],
)
def test_what_a_preface_refers_to_is_not_the_agency(preface: str) -> None:
    assert _read(f"{preface}{PERIOD}").agency.name == "（未写明）"


@pytest.mark.parametrize(
    "menu",
    [
        "首页\n政府信息公开年报\n2022年政府信息公开工作年度报告\n2021年政府信息公开工作年度报告",
        "白塔区民政局2022年政府信息公开工作年度报告\n白塔区财政局2022年政府信息公开工作年度报告",
        "白塔区水务局2021年政府信息公开工作年度报告\n白塔区水务局2022年政府信息公开工作年度报告",
    ],
)
def test_titles_of_other_reports_in_a_menu_are_not_the_reports_own(menu: str) -> None:
    report = _read(f"{menu}\n{TITLE}\n发布日期：2024-01-20\n{PERIOD}")

    assert (report.agency.name, report.year, report.title) == ("白塔区水务局", 2023, TITLE)


def test_the_title_that_the_page_states_is_chosen_among_several() -> None:
    other = "白塔区民政局2022年政府信息公开工作年度报告"
    body = "<p>一、总体情况</p><p>工作平稳。</p><table><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr></table>"
    page = f"<title>{TITLE}_白塔区人民政府</title><p>{TITLE}</p><p>{other}</p>{body}"

    (report,) = recognise(open_source(page.encode(), "report.html"))

    assert (report.agency.name, report.year) == ("白塔区水务局", 2023)


@pytest.mark.parametrize(
    "title",
    [
        "2023年政府信息公开工作年度报告\n白塔区水务局\n2024年1月9日",
        "2023年政府信息公开工作年度报告\n（白塔区水务局）",
        "白塔区水务局\n关于2023年度政府信息公开工作的年度报告",
        "白塔区水务局关于报送2023年政府信息公开工作年度报告的报告",
        "白塔区水务局政府信息公开\n2023年度工作报告",
        "白塔区水务局\n政府信息公开工作年度报告\n（2023）",
        "白塔区水务局2022—2023年度政府信息公开工作年度报告",
    ],
)
def test_wordings_of_the_title(title: str) -> None:
    report = _read(f"{title}\n{PERIOD}")

    assert (report.agency.name, report.year) == ("白塔区水务局", 2023)


@pytest.mark.parametrize(
    "foot", ["上一篇：没有了", "版权所有：白塔区人民政府", "扫一扫在手机打开当前页", "责任编辑：某某"]
)
def test_the_foot_of_the_page_is_no_part_of_the_report(foot: str) -> None:
    text = f"{TITLE}\n一、总体情况\n工作平稳。\n行政许可 7\n六、其他事项\n未收取信息处理费。\n{foot}\n网站标识码1"

    (report,) = recognise(open_source(text.encode(), "report.txt"))

    assert report.sections[6] == ("未收取信息处理费。",)
