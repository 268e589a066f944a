"""The reports that are measured: invented and consistent, and the published corpus where it is present."""

import os
import random
from dataclasses import replace
from pathlib import Path

from benchmarks.pages import site_page, word_export
from gongkai.documents.writers import write
from gongkai.statute.report import Report
from gongkai.statute.tables.parts import APPLICANTS
from tests.strategies import consistent_report


def sample(seed: int = 11) -> Report:
    """A report of ordinary length, format 2021."""
    return consistent_report(random.Random(seed), scale=400)


def year_before(report: Report) -> Report:
    """A report of the year before from which this one carries over."""
    cells = dict(report.cells)
    for column in APPLICANTS:
        cells[f"t3.carried_out.{column.code}"] = report.cells[f"t3.carried_in.{column.code}"]
    for row in ("rule", "normative"):
        made, repealed, now = (report.count(f"t2.{row}.{c}") for c in ("made", "repealed", "in_force"))
        if made is not None and repealed is not None and now is not None:
            cells[f"t2.{row}.in_force"] = now - made + repealed
    return replace(report, year=(report.year or 0) - 1, cells=cells)


def html_pages() -> dict[str, str]:
    """HTML report pages by name: our own, also as others would publish them, and the corpus's."""
    pages = {f"own-{seed}": write(sample(seed), "html").decode() for seed in range(4)}
    pages["word-export"] = word_export(pages["own-1"])
    pages["site-page"] = site_page(pages["own-2"])
    old = consistent_report(random.Random(5), format_code="2019", blanks=0.2, scale=400)
    pages["site-page-2019"] = site_page(write(old, "html").decode())
    corpus = Path(os.environ.get("GONGKAI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
    for path in sorted(corpus.glob("*/raw.html")):
        pages[path.parent.name] = path.read_text("utf-8")
    return pages
