"""Every row of the table of reconsideration authorities (行政复议法第二十四条至第二十八条)."""

from dataclasses import dataclass, replace

import pytest

from gongkai.statute.errors import GongkaiError
from gongkai.statute.remedies import reconsideration_authority
from gongkai.statute.vocab import AgencyKind as K


@dataclass(frozen=True)
class Node:
    name: str
    kind: K
    superior: "Node | None" = None
    government: "Node | None" = None
    founder: "Node | None" = None
    seat_government: "Node | None" = None
    is_justice: bool = False


PROVINCE = Node("某省人民政府", K.PROVINCE)
CITY = Node("某市人民政府", K.CITY, superior=PROVINCE)
DISTRICT = Node("前进区人民政府", K.COUNTY, superior=CITY)
MUNICIPALITY = Node("某直辖市人民政府", K.PROVINCE)
TOWN = Node("某镇人民政府", K.TOWNSHIP, superior=DISTRICT)
STREET = Node("前进区港湾街道办事处", K.SUBDISTRICT, superior=DISTRICT, government=DISTRICT, founder=DISTRICT)
COMMISSION = Node("某地区行政公署", K.DISPATCHED_GOVERNMENT, superior=PROVINCE, founder=PROVINCE)
CITY_BUREAU = Node("某市公安局", K.DEPARTMENT, government=CITY)
BUREAU = Node("前进区教育局", K.DEPARTMENT, superior=Node("某市教育局", K.DEPARTMENT), government=DISTRICT)
CITY_JUSTICE = Node("某市司法局", K.DEPARTMENT, government=CITY, is_justice=True)
JUSTICE = Node("前进区司法局", K.DEPARTMENT, superior=CITY_JUSTICE, government=DISTRICT, is_justice=True)
STATION = Node("某派出所", K.DISPATCHED, founder=Node("前进区公安局", K.DEPARTMENT, government=DISTRICT))
BRANCH = Node("某市公安局前进分局", K.DISPATCHED, founder=CITY_BUREAU, seat_government=DISTRICT)
MINISTRY = Node("某部", K.CENTRAL_DEPARTMENT)
CUSTOMS = Node("某海关", K.VERTICAL, superior=Node("海关总署", K.CENTRAL_DEPARTMENT))
TAX = Node("国家税务总局前进区税务局", K.VERTICAL, superior=Node("国家税务总局某市税务局", K.VERTICAL))

ROWS = [
    (BUREAU, ["前进区人民政府"], (24, 1, 1)),
    (DISTRICT, ["某市人民政府"], (24, 1, 2)),
    (CITY, ["某省人民政府"], (24, 1, 2)),
    (TOWN, ["前进区人民政府"], (24, 1, 2)),
    (STREET, ["前进区人民政府"], (24, 1, 3)),
    (COMMISSION, ["某省人民政府"], (24, 1, 3)),
    (Node("某中心", K.AUTHORIZED, government=DISTRICT), ["前进区人民政府"], (24, 1, 4)),
    (Node("某中心", K.AUTHORIZED, founder=BUREAU), ["前进区人民政府"], (24, 1, 4)),
    (Node("某开发区管理委员会", K.DEVELOPMENT_ZONE, founder=CITY), ["某市人民政府"], (24, 1, 3)),
    (PROVINCE, ["某省人民政府"], (24, 2, None)),
    (MINISTRY, ["某部"], (25, None, 1)),
    (Node("某部某局", K.DISPATCHED, founder=MINISTRY), ["某部"], (25, None, 2)),
    (Node("某协会", K.AUTHORIZED, founder=MINISTRY), ["某部"], (25, None, 3)),
    (CUSTOMS, ["海关总署"], (27, None, None)),
    (TAX, ["国家税务总局某市税务局"], (27, None, None)),
    (Node("某税务所", K.DISPATCHED, founder=TAX), ["国家税务总局前进区税务局"], (27, None, None)),
    (JUSTICE, ["前进区人民政府", "某市司法局"], (28, None, None)),
    (STATION, ["前进区人民政府"], (24, 4, None)),
    (BRANCH, ["某市人民政府", "前进区人民政府"], (24, 4, None)),
    (Node("某市某局某支队", K.INTERNAL, founder=CITY_BUREAU), ["某市人民政府"], (24, 4, None)),
]


@pytest.mark.parametrize(("agency", "names", "article"), ROWS, ids=lambda v: getattr(v, "name", ""))
def test_a_row_of_the_table(agency: Node, names: list[str], article: tuple[int, int | None, int | None]) -> None:
    found = reconsideration_authority(agency)

    assert [authority.agency.name for authority in found.authorities] == names
    assert found.words == "或者".join(names)
    for authority in found.authorities:
        assert (authority.cite.article, authority.cite.paragraph, authority.cite.item) == article
        assert authority.cite.instrument.key == "XZFY"


def test_every_kind_but_public_bodies_has_a_row() -> None:
    assert {agency.kind for agency, _, _ in ROWS} == set(K) - {K.PUBLIC_BODY}


def test_the_place_decides_only_for_branches_of_a_citys_department() -> None:
    county = Node("某县公安局", K.DEPARTMENT, government=DISTRICT)
    provincial = Node("某省某厅", K.DEPARTMENT, government=PROVINCE)
    municipal = Node("某直辖市某局", K.DEPARTMENT, government=MUNICIPALITY)

    assert (
        reconsideration_authority(replace(BRANCH, founder=county, seat_government=TOWN)).words == "前进区人民政府"
    )
    assert reconsideration_authority(replace(BRANCH, founder=provincial)).words == "某省人民政府"
    assert (
        reconsideration_authority(replace(BRANCH, founder=municipal)).words == "某直辖市人民政府或者前进区人民政府"
    )


@pytest.mark.parametrize("agency", [BUREAU, TOWN, STREET, STATION, CUSTOMS, JUSTICE], ids=lambda a: a.kind.code)
def test_what_the_directory_does_not_say_is_asked_for(agency: Node) -> None:
    bare = replace(agency, superior=None, government=None, founder=None)

    with pytest.raises(GongkaiError, match="RMD-1001") as refused:
        reconsideration_authority(bare)

    assert agency.name in str(refused.value)


def test_a_public_body_is_answered_for_by_its_authority() -> None:
    with pytest.raises(GongkaiError, match="RMD-1002"):
        reconsideration_authority(Node("某医院", K.PUBLIC_BODY))
