"""Claims point at what they were read from, and parts at their wholes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.checking.sentences import extract
from gongkai.statute.claims import Claim, ClaimKind
from gongkai.statute.report import Agency, Report
from gongkai.statute.rules.form import FORM_RULES
from gongkai.statute.rules.model import Case
from gongkai.statute.rules.narrative import NARRATIVE_RULES
from gongkai.statute.tables import FORMATS


def a_report(*paragraphs: str, section: int = 1) -> Report:
    return Report(
        agency=Agency("云川市白塔区水务局"),
        year=2023,
        title="云川市白塔区水务局2023年政府信息公开工作年度报告",
        cells=dict.fromkeys(FORMATS["2021"].cells, 0),
        sections={section: paragraphs},
    )


def parts_of(claims: tuple[Claim, ...], value: int) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for claim in claims:
        if claim.whole is not None and claim.group is not None and claims[claim.whole].value == value:
            groups.setdefault(claim.group, []).append(int(claim.value))
    return list(groups.values())


# Words of reports, to be put together without sense.
WORDS = """
全年 收到 政府信息公开申请 依申请公开 其中 ， 。 ； 、 ： （ ） ( ) 12 3 0 170 1,024 一百二十 万 余 件 条 % 元
万元 占 同比增长 上年结转 结转下年度 予以公开 部分公开 无法提供 未收到 没有 无 行政复议 行政诉讼 均获维持
规范性文件 制发 废止 网站 微信 主动公开信息 2022年 2023年 1月 区教育局 我局 收费通知 信息处理费 自然人 其他 等 ⼀ １
"""
FRAGMENTS = (*WORDS.split(), " ", "\n")


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join))
def test_any_text_is_judged_and_every_claim_points_at_its_words(text: str) -> None:
    report = a_report(text, section=6)

    claims = extract(report)

    for claim in claims:
        if claim.section:
            assert re.sub(r"\s", "", text[claim.start : claim.end]), claim
            assert len(re.sub(r"\s", "", text[claim.start : claim.end])) == len(re.sub(r"\s", "", claim.text))
        assert claim.whole is None or 0 <= claim.whole < len(claims)
    case = Case(report, report, claims)
    for rule in (*NARRATIVE_RULES, *FORM_RULES):
        for finding in rule.judge(case, rule):
            place = finding.passage
            if place is not None and place.section:
                assert 0 <= place.start <= place.end <= len(report.sections[place.section][place.paragraph])


@given(st.text(max_size=200))
def test_no_text_breaks_the_extraction(text: str) -> None:
    extract(a_report(text))


def test_blanks_of_the_layout_do_not_matter_and_places_count_them() -> None:
    text = "全年收 到政府信息公\n开申请 1 2 件，上年结转 3 件。"
    spaced = "全年收到政府信息公开申请 12 件，上年结转 3 件。"

    claims = extract(a_report(spaced))

    assert [spaced[c.start : c.end] for c in claims] == ["12 件", "3 件"]
    assert [c.value for c in extract(a_report(text))][-1] == 3


def test_kangxi_radicals_and_half_width_marks_read_alike() -> None:
    claims = extract(a_report("主动公开信息60条(其中:⽹站⼆⼗条,其他40条)"))

    assert parts_of(claims, 60) == [[20, 40]]


# fmt: off
BREAKDOWNS = (
    ("公开信息67条。主要包括：机构3条、政策12条、动态52条。", 67, [[3, 12, 52]]),
    ("公开信息150条（微博100条，微信50条）。", 150, [[100, 50]]),
    ("共30件（甲镇12件、乙镇18件），其中，自然人25件，企业5件；予以公开20件、其他10件。", 30,
     [[12, 18], [25, 5], [20, 10]]),
    ("对3件申请收费900元。其中，甲局1件，收取300元；乙局2件，收取600元。", 900, [[300, 600]]),
    ("对3件申请收费900元。其中，甲局1件，收取300元；乙局2件，收取600元。", 3, [[1, 2]]),
    ("收到来电48件，当场答复32件，转办16件。", 48, [[32, 16]]),
    ("公开信息170条，其中规范性文件2件，动态168条。", 170, [[2, 168]]),
    ("公开信息100条，其中政策20条（含解读5条）、动态80条。", 100, [[20, 80]]),
    ("公开信息100条，其中政策20条、动态80条。召开会议3次，其中线上1次。", 100, [[20, 80]]),
    ("主动公开信息90条。网站公开60条。微信公众号推送30条。", 90, [[60, 30]]),
)
# fmt: on


@pytest.mark.parametrize(("text", "whole", "groups"), BREAKDOWNS)
def test_parts_are_tied_to_their_whole(text: str, whole: int, groups: list[list[int]]) -> None:
    assert sorted(parts_of(extract(a_report(text)), whole)) == sorted(groups)


# fmt: off
NOTHING = (
    ("本年度未收到政府信息公开申请。", "requests.new"),
    ("全年没有接到公民、法人和其他组织要求公开政府信息的申请。", "requests.new"),
    ("依申请公开情况：无。", "requests.new"),
    ("未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。", "remedies"),
    ("因政府信息公开引起的行政复议、行政诉讼情况：无。", "remedies"),
    ("未发出收费通知。", "fees.notices"),
    ("未收取政府信息公开信息处理费。", "fees.collected"),
)
# fmt: on


@pytest.mark.parametrize(("text", "subject"), NOTHING)
def test_nothing_is_a_claim_of_nought(text: str, subject: str) -> None:
    claims = [c for c in extract(a_report(text)) if c.kind is ClaimKind.NONE]

    assert [(c.subject, c.value) for c in claims] == [(subject, 0)]


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("全年发布信息53篇，其中组织机构2篇、部门文件5篇、工作动态43篇、财政预算4篇。", 53, [[2, 5, 43, 4]]),
        ("主动公开信息60条，其中提案办理结果48条、工作动态9条。", 60, [[48, 9]]),
        ("主动公开信息382条，包括政府网站35条，微信公众号2443条。", 382, [[35, 2443]]),
        ("门户网站公开信息952条，包含教育动态、招生信息等；公众号公开信息580条，微博公开信息445条。", 952, []),
        ("全年累计公开信息59条，内容涵盖政务信息12条、工作动态29条以及涉企检查公示1条。", 59, [[12, 29, 1]]),
        ("网站公开信息50条。工作正常。在主动公开的信息中，政策类4条，业务类10条。", 50, [[4, 10]]),
        ("发布动态165条，其中乡镇动态102条；发布目录1条，包括概况1条，以及预算信息2条。", 1, [[1, 2]]),
        ("发布动态165条，其中乡镇动态102条；发布目录1条，包括概况1条，以及预算信息2条。", 165, [[102]]),
        ("公开信息300条，其中政策60条、动态50条、提案办理信息10条；财政190条。", 300, [[60, 50, 10, 190]]),
        ("受理申请15件，其中网上申请9件、信函申请8件；办结13件，结转2件。", 15, [[9, 8], [13, 2]]),
        ("主动公开信息345条，其中规章21条、文件102条；人事信息213条、其他信息12条。", 345, [[21, 102, 213, 12]]),
    ],
)
def test_a_list_names_its_kinds_of_information(text: str, whole: int, parts: list[list[int]]) -> None:
    """组织机构 and 办理结果 are kinds of information, not acts of another sort; 包括 breaks down as 其中 does."""
    assert parts_of(extract(a_report(text)), whole) == parts


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("发布各类信息55条，更新信息5条。其中，执法类27条，户籍类4条，热点2条。", 55, [[27, 4, 2]]),
        ("网站公开754条，新媒体公开2808条，其他方式公开54条。其中，微信1205条，微博9984条。", 2808, [[1205, 9984]]),
        ("收到依申请公开9件，上年结转2件。其中，网上申请9件，信函申请6件。", 9, [[9, 6]]),
        ("收到依申请公开9件，上年结转1件，其中网上申请5件，信函申请5件，发生行政复议1件。", 1, []),
        ("共收到8份政府信息公开申请。其中，予以公开2件，部分公开7件。", 8, [[2, 7]]),
        ("收到政府信息公开申请22件，答复22件。其中公开4件，不属于政府信息7件，不存在14件。", 22, [[4, 7, 14]]),
    ],
)
def test_the_whole_is_the_figure_that_can_hold_the_parts(text: str, whole: int, parts: list[list[int]]) -> None:
    assert parts_of(extract(a_report(text)), whole) == parts
