"""Vocabularies: every term has a code and a label, and every map keyed by a term is complete."""

from collections.abc import Mapping
from datetime import date

import pytest

from gongkai.statute.tables import FORMATS
from gongkai.statute.vocab import (
    ART21_OF_KIND,
    COLUMN_OF_ITEM,
    EXPLAINS_ANOTHER,
    FACTS_OF_KIND,
    GROUND_OF_OUTCOME,
    GROUNDS_OF_OPENNESS,
    LIMIT_OF_COLUMN,
    NATURE_OF_GROUND,
    NEEDS_REASON,
    OUTCOME_OF_GROUND,
    REGISTERED_DOCUMENTS,
    ROW_OF_OUTCOME,
    AgencyKind,
    ApplicantKind,
    Art20Item,
    Art21Item,
    ColumnKind,
    DocumentVerb,
    ExemptionGround,
    ItemKind,
    Nature,
    Openness,
    Outcome,
    PublicationChannel,
    ReceiptChannel,
    Remedy,
    ServiceChannel,
    Term,
    Tier,
    Validity,
    is_grass_roots,
    is_peoples_government,
    kind_of_name,
    remedy_of,
    statutory_items,
)

VOCABULARIES: tuple[type[Term], ...] = (
    AgencyKind,
    ApplicantKind,
    Art20Item,
    Art21Item,
    ColumnKind,
    DocumentVerb,
    ExemptionGround,
    ItemKind,
    Nature,
    Openness,
    Outcome,
    PublicationChannel,
    ReceiptChannel,
    Remedy,
    ServiceChannel,
    Tier,
    Validity,
)
REQUESTS_TABLE = next(table for table in FORMATS["2021"].tables if table.code == "t3")


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda v: v.__name__)
def test_a_term_is_found_by_its_code_and_reads_as_its_label(vocabulary: type[Term]) -> None:
    for term in vocabulary:
        assert vocabulary(term.code) is term
        assert str(term) == term.label != ""
    assert len({label for _, label in vocabulary.choices()}) == len(vocabulary)


@pytest.mark.parametrize(
    ("mapping", "vocabulary"),
    [
        (ROW_OF_OUTCOME, Outcome),
        (OUTCOME_OF_GROUND, ExemptionGround),
        (NATURE_OF_GROUND, ExemptionGround),
        (ART21_OF_KIND, AgencyKind),
        (FACTS_OF_KIND, AgencyKind),
        (COLUMN_OF_ITEM, Art20Item),
        (GROUNDS_OF_OPENNESS, Openness),
        (LIMIT_OF_COLUMN, ColumnKind),
    ],
)
def test_every_map_keyed_by_a_term_is_complete(mapping: Mapping[Term, object], vocabulary: type[Term]) -> None:
    assert set(mapping) == set(vocabulary)


def test_every_outcome_is_a_row_of_table_three_and_every_result_row_an_outcome() -> None:
    rows = {row.code: row.label for row in REQUESTS_TABLE.rows if row.code.startswith("result.") and not row.sums}

    assert set(ROW_OF_OUTCOME.values()) == set(rows)
    assert len(set(ROW_OF_OUTCOME.values())) == len(Outcome)


def test_an_outcome_that_withholds_rests_on_a_ground() -> None:
    withheld = {outcome for outcome, row in ROW_OF_OUTCOME.items() if row.startswith("result.withheld.")}

    assert set(GROUND_OF_OUTCOME) == withheld
    assert set(GROUND_OF_OUTCOME.values()) == set(ExemptionGround)


def test_applicants_are_the_columns_of_table_three() -> None:
    columns = [(line.code, line.label) for line in REQUESTS_TABLE.columns if line.code != "total"]

    assert ApplicantKind.choices() == columns


def test_article_twenty_has_fifteen_items() -> None:
    assert len(Art20Item) == 15


@pytest.mark.parametrize("outcome", Outcome, ids=lambda o: o.code)
def test_reconsideration_comes_first_only_where_articles_14_to_16_withhold(outcome: Outcome) -> None:
    expected = Remedy.EITHER
    if outcome in GROUND_OF_OUTCOME and outcome is not Outcome.INQUIRY_MATTER:
        expected = Remedy.RECONSIDERATION_FIRST
    if outcome is Outcome.PARTLY_DISCLOSED:
        expected = Remedy.PARTS

    assert remedy_of(outcome, date(2025, 6, 1)) is expected
    assert remedy_of(outcome, date(2023, 12, 31)) is Remedy.EITHER


def test_between_the_law_and_its_interpretation_nothing_is_decided_by_itself() -> None:
    assert remedy_of(Outcome.THIRD_PARTY, date(2024, 6, 1)) is Remedy.UNSETTLED


def test_whether_an_inquiry_matter_needs_reconsideration_is_a_setting() -> None:
    found = remedy_of(Outcome.INQUIRY_MATTER, date(2025, 7, 1), inquiry_needs_reconsideration=True)

    assert found is Remedy.RECONSIDERATION_FIRST


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("前进区港湾街道办事处", AgencyKind.SUBDISTRICT),
        ("港湾街道", AgencyKind.SUBDISTRICT),
        ("甲区乙街道办", AgencyKind.SUBDISTRICT),
        ("甲市乙区丙镇人民政府", AgencyKind.TOWNSHIP),
        ("某县某乡人民政府", AgencyKind.TOWNSHIP),
        ("某镇政府", AgencyKind.TOWNSHIP),
        ("某旗某苏木人民政府", AgencyKind.TOWNSHIP),
        ("某民族乡人民政府", AgencyKind.TOWNSHIP),
        ("某县人民政府", AgencyKind.COUNTY),
        ("某自治县人民政府", AgencyKind.COUNTY),
        ("上海市某区人民政府", AgencyKind.COUNTY),
        ("浦江新区人民政府", AgencyKind.COUNTY),
        ("甲市乙市人民政府", AgencyKind.COUNTY),
        ("某市人民政府", AgencyKind.CITY),
        ("某省某市人民政府", AgencyKind.CITY),
        ("某自治州人民政府", AgencyKind.CITY),
        ("某地区行政公署", AgencyKind.CITY),
        ("某省人民政府", AgencyKind.PROVINCE),
        ("重庆市人民政府", AgencyKind.PROVINCE),
        ("某自治区人民政府", AgencyKind.PROVINCE),
        ("某市教育局", AgencyKind.DEPARTMENT),
        ("某区卫生健康委员会", AgencyKind.DEPARTMENT),
        ("某市发展和改革委", AgencyKind.DEPARTMENT),
        ("某区人民政府办公室", AgencyKind.DEPARTMENT),
        ("某市人民政府国有资产监督管理委员会", AgencyKind.DEPARTMENT),
        ("某市城市管理委员会", AgencyKind.DEPARTMENT),
        ("某省教育厅", AgencyKind.DEPARTMENT),
        ("某市公安局某分局", AgencyKind.DISPATCHED),
        ("某经济技术开发区管理委员会", AgencyKind.DEVELOPMENT_ZONE),
        ("高新区管委会", AgencyKind.DEVELOPMENT_ZONE),
        ("国家税务总局某市税务局", AgencyKind.VERTICAL),
        ("某县人民医院", AgencyKind.PUBLIC_BODY),
        ("某镇人民政府（本级）", AgencyKind.TOWNSHIP),
        ("某镇人民政府 ", AgencyKind.TOWNSHIP),
        ("某某", None),
        ("", None),
        ("2023年度报告", None),
    ],
)
def test_the_kind_an_agencys_name_tells(name: str, kind: AgencyKind | None) -> None:
    assert kind_of_name(name) is kind


def test_a_subdistrict_office_is_no_peoples_government() -> None:
    assert is_peoples_government("township")
    assert is_peoples_government(AgencyKind.PROVINCE)
    assert not is_peoples_government("subdistrict")
    assert not is_peoples_government(None)
    assert is_grass_roots("subdistrict")
    assert not is_grass_roots("county")


@pytest.mark.parametrize("kind", AgencyKind, ids=lambda k: k.code)
def test_every_agency_publishes_the_fifteen_items_and_what_its_kind_adds(kind: AgencyKind) -> None:
    items = statutory_items(kind)

    assert items[:15] == tuple(Art20Item)
    assert len(set(items)) == len(items)


def test_a_subdistrict_follows_the_countys_list_unless_it_is_told_otherwise() -> None:
    assert statutory_items(AgencyKind.SUBDISTRICT) == statutory_items(AgencyKind.COUNTY)
    assert Art21Item.HOMESTEADS in statutory_items(AgencyKind.SUBDISTRICT, subdistrict_as=AgencyKind.TOWNSHIP)
    assert Art21Item.HOMESTEADS not in statutory_items(AgencyKind.COUNTY, subdistrict_as=AgencyKind.TOWNSHIP)


def test_who_can_be_asked_under_article_27() -> None:
    asked = {kind for kind, facts in FACTS_OF_KIND.items() if facts.takes_requests}
    in_own_name = {kind for kind, facts in FACTS_OF_KIND.items() if facts.own_name_only}

    assert set(AgencyKind) - asked == {AgencyKind.PUBLIC_BODY}
    assert in_own_name == {AgencyKind.DISPATCHED, AgencyKind.INTERNAL}
    assert [facts.government for facts in FACTS_OF_KIND.values() if facts.government] == list(Tier)


def test_what_is_not_published_states_a_reason_and_only_what_is_withheld_has_a_ground() -> None:
    assert Openness.PROACTIVE not in NEEDS_REASON
    assert set(NEEDS_REASON) == set(Openness) - {Openness.PROACTIVE}
    assert {g.cite.article for g in GROUNDS_OF_OPENNESS[Openness.WITHHELD] if g.cite} == {14, 15, 16}
    assert [o for o, grounds in GROUNDS_OF_OPENNESS.items() if grounds] == [Openness.WITHHELD]


def test_documents_of_the_register_explain_nothing_else() -> None:
    assert not REGISTERED_DOCUMENTS & EXPLAINS_ANOTHER
    assert all(kind.cite for kind in ItemKind)
