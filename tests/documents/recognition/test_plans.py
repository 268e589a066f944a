"""A grid read by its plan gives what the slow way gives."""

import random
from collections.abc import Iterator

import pytest

from gongkai.documents.readers import open_source
from gongkai.documents.recognition import plans, recognise
from gongkai.documents.writers import write
from gongkai.statute.report import Report
from tests.strategies import consistent_report


@pytest.fixture(autouse=True)
def _no_plans() -> Iterator[None]:
    plans.forget()
    yield
    plans.forget()


def page(report: Report) -> bytes:
    return write(report, "html")


def read(data: bytes) -> Report:
    (report,) = recognise(open_source(data, "page.html"))
    return report


def a_report(seed: int) -> Report:
    rng = random.Random(seed)
    return consistent_report(
        rng,
        format_code=rng.choice(("2021", "2019")),
        hybrid=rng.random() < 0.3,
        blanks=rng.choice((0.0, 0.1)),
        marks=rng.choice((0.0, 0.05)),
    )


def test_warm_and_cold_reading_agree() -> None:
    pages = [page(a_report(seed)) for seed in range(40)]
    cold = []
    for data in pages:
        plans.forget()
        cold.append(read(data))

    warm = [read(data) for data in pages * 2]

    assert warm == cold * 2


def test_a_second_page_of_the_same_form_is_read_by_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = (consistent_report(random.Random(seed), scale=20) for seed in (1, 2))
    second = first.with_cells({code: value for code, value in other.cells.items() if code != "t2.fee"})
    read(page(first))
    monkeypatch.setattr("gongkai.documents.recognition.report.read_table_three", None)

    assert dict(read(page(second)).cells) == dict(second.cells)


@pytest.mark.parametrize("wrong", ["９", "1234567890123", "1.5", "", "/", "3件"])
def test_a_cell_of_another_kind_is_read_the_slow_way(wrong: str) -> None:
    report = consistent_report(random.Random(3), scale=20)
    data = page(report)
    read(data)
    other = data.replace(b"<td>0</td>", f"<td>{wrong}</td>".encode(), 1)
    plans_then = read(other)

    plans.forget()

    assert plans_then == read(other)


def test_a_report_without_one_of_its_tables_is_not_completed_from_memory() -> None:
    data = page(consistent_report(random.Random(4), scale=20))
    read(data)
    start, end = data.rindex(b"<table"), data.rindex(b"</table>") + len(b"</table>")

    report = read(data[:start] + data[end:])

    assert not any(code.startswith("t4.") for code in report.cells)
    assert any(code.startswith("t3.") for code in report.cells)


def test_figures_in_lines_beside_the_grids_are_not_overlooked() -> None:
    data = page(consistent_report(random.Random(5), scale=20))
    read(data)
    line = "<p>一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1</p>".encode()
    longer = data.replace(b"</table>", b"</table>" + line, 1)
    warm = read(longer)

    plans.forget()

    assert warm == read(longer)
