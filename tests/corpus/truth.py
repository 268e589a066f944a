"""truth.json of a corpus folder as cell codes (the mapping stands in the corpus's README)."""

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(os.environ.get("GONGKAI_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
FOLDERS = (
    "gangwan_2023",
    "city_2025_fixture",
    "shanghai_office_2019",
    "hongze_2023",
    "suqian_2023",
    "shanghai_stcsm_2024",
    "pingtan_2020",
    "pingtan_2021",
)
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"没有语料：{CORPUS} 不存在（可用 GONGKAI_CORPUS 指定）"
)

COLUMNS = ("person", "business", "research", "public_interest", "legal_service", "other", "total")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
ROWS = {
    "new": "new",
    "carried_in": "carried_in",
    "granted": "result.disclosed",
    "partial": "result.partly_disclosed",
    "refused_state_secret": "result.withheld.state_secret",
    "refused_law": "result.withheld.prohibited_by_law",
    "refused_safety": "result.withheld.security_stability",
    "refused_third_party": "result.withheld.third_party",
    "refused_internal": "result.withheld.internal_affairs",
    "refused_process": "result.withheld.process_information",
    "refused_enforcement_file": "result.withheld.enforcement_file",
    "refused_query": "result.withheld.inquiry_matter",
    "unable_not_held": "result.unable.not_held",
    "unable_needs_creation": "result.unable.needs_creation",
    "unable_unclear": "result.unable.unclear_after_supplement",
    "noproc_petition": "result.not_processed.petition",
    "noproc_repeat": "result.not_processed.repeat",
    "noproc_publication": "result.not_processed.publication",
    "noproc_excessive": "result.not_processed.excessive",
    "noproc_confirm": "result.not_processed.reissue",
    "other_no_correction": "result.other.supplement_overdue",
    "other_fee_unpaid": "result.other.fee_overdue",
    "other_other": "result.other.other",
    "other_all": "result.other_all",
    "total": "result.total",
    "carried_out": "carried_out",
}
GROUPS = {
    "review": "reconsideration",
    "litigation_direct": "litigation_direct",
    "litigation_after_review": "litigation_after_reconsideration",
}
_DOCUMENTS_2019 = {"regulations": "rule", "normative_documents": "normative"}
_ITEMS_2019 = {
    "licensing": "licence",
    "other_services": "other_services",
    "penalties": "penalty",
    "coercion": "coercion",
}

Cells = dict[str, int | Decimal | None]


def _number(value: float | str | None) -> int | Decimal | None:
    if isinstance(value, str):
        return Decimal(value.rstrip("万元"))
    return Decimal(str(value)) if isinstance(value, float) else value


def expected_cells(truth: dict[str, Any]) -> tuple[Cells, frozenset[str]]:
    """The true value of each cell, and the cells that are not scored when the reader abstains."""
    cells: Cells = {}
    old = truth.get("table2_2019_format")
    if old:
        cells |= _table_two_2019(old)
    elif truth.get("table2"):
        cells |= _table_two(truth["table2"])
    for row, values in truth["table3"].items():
        cells |= {f"t3.{ROWS[row]}.{c}": _number(v) for c, v in zip(COLUMNS, values, strict=True)}
    for group, values in truth["table4"].items():
        cells |= {f"t4.{GROUPS[group]}.{c}": _number(v) for c, v in zip(OUTCOMES, values, strict=True)}
    return cells, _unscored(truth)


def _table_two(two: dict[str, Any]) -> Cells:
    cells: Cells = {}
    for key, code in _DOCUMENTS_2019.items():
        cells |= {f"t2.{code}.{name}": _number(two[key][name]) for name in ("made", "repealed", "in_force")}
    return cells | {
        "t2.licence": _number(two["licensing"]),
        "t2.penalty": _number(two["penalties"]),
        "t2.coercion": _number(two["coercion"]),
        "t2.fee": _number(two["fees_wan_yuan"]),
    }


def _table_two_2019(two: dict[str, Any]) -> Cells:
    cells: Cells = {}
    for key, code in _DOCUMENTS_2019.items():
        names = ("newly_made", "newly_published", "total_published")
        cells |= {f"t2.{code}.{name}": _number(two[key][name]) for name in names}
    for key, code in _ITEMS_2019.items():
        cells[f"t2.{code}.previous_items"] = _number(two[key]["last_year_items"])
        cells[f"t2.{code}.change"] = _number(two[key]["change"])
        cells[f"t2.{code}"] = _number(two[key]["decisions"])
    cells["t2.fee.previous_items"] = _number(two["fees"]["last_year_items"])
    cells["t2.fee.change"] = _number(two["fees"]["change"])
    cells["t2.procurement.projects"] = _number(two["procurement"]["projects"])
    cells["t2.procurement.amount"] = _number(two["procurement"]["amount"])
    return cells


def _unscored(truth: dict[str, Any]) -> frozenset[str]:
    """Cells of ambiguous splits and uncertain cells."""
    ambiguous = {f"t3.{ROWS[row]}.{c}" for row in truth.get("ambiguous_splits", {}) for c in COLUMNS}
    uncertain = set()
    for path in truth.get("cells_uncertain", {}):
        table, row, column = path.split(".")
        name = ROWS[row] if table == "table3" else GROUPS[row]
        uncertain.add(f"t{table[-1]}.{name}.{column}")
    return frozenset(ambiguous | uncertain)


def load(folder: str) -> tuple[Path, Cells, frozenset[str]]:
    """The raw file, its true cells, and those not scored when absent."""
    home = CORPUS / folder
    raw = next(home.glob("raw.*"))
    cells, unscored = expected_cells(json.loads((home / "truth.json").read_text(encoding="utf-8")))
    return raw, cells, unscored
