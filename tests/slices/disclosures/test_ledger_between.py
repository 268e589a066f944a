"""Between the judging of the rows and their writing: what changes then is met, and nothing is left behind."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from gongkai.disclosures.ledgers import making
from gongkai.disclosures.ledgers.board import CHECK, IMPORT, Board, Cancelled, Stages
from gongkai.disclosures.ledgers.judge import Line
from gongkai.disclosures.models import Channel, Column, Delivery, Item, LedgerImport, NumberScheme, Revision
from gongkai.disclosures.services import ledger_work as work
from gongkai.disclosures.services import ledgers as services
from gongkai.disclosures.tasks import ledgers as tasks
from gongkai.kit.access import Clerk
from gongkai.kit.search.api import engine, search
from tests.builders import a_clerk, a_column, an_agency
from tests.slices.disclosures import ledger_files as files

pytestmark = pytest.mark.django_db
DAY = date(2023, 5, 6)


@pytest.fixture
def by() -> Clerk:
    agency = an_agency("港湾街道办事处")
    a_column(agency, "通知公告")
    NumberScheme.objects.create(agency=agency, template="{year}-{serial:5}")
    return a_clerk(agency, "handler")


def _imported_while(monkeypatch: pytest.MonkeyPatch, by: Clerk, happens: Callable[[], object]) -> LedgerImport:
    """A ledger whose rows are made ready, then something happens, then they are written."""
    ledger = files.checked(by)
    services.begin(ledger.key, by=by)
    is_refused = work.is_refused

    def then(judged: work.Judged) -> bool:
        monkeypatch.setattr(work, "is_refused", is_refused)
        happens()
        return is_refused(judged)

    monkeypatch.setattr(work, "is_refused", then)
    tasks.work_once()
    return LedgerImport.objects.get(pk=ledger.pk)


def test_the_same_item_published_meanwhile(monkeypatch: pytest.MonkeyPatch, by: Clerk) -> None:
    def happens() -> None:
        files.imported(by, [(*files.ROW, "第二份")], (*files.HEADINGS, "备注"))

    ledger = _imported_while(monkeypatch, by, happens)

    assert (ledger.state, "变化" in ledger.problem) == ("checked", True)
    assert (Item.objects.count(), Revision.objects.count(), Delivery.objects.count()) == (1, 1, 1)
    assert search("防汛").total == 1
    assert not services.board_of(ledger).rows.exists()
    services.begin(ledger.key, by=by)
    tasks.work_once()
    again = LedgerImport.objects.get(pk=ledger.pk)
    assert [(row.number, row.code) for row in again.refusals.all()] == [(2, "DSC-3119")]


def test_a_column_closed_meanwhile(monkeypatch: pytest.MonkeyPatch, by: Clerk) -> None:
    ledger = _imported_while(monkeypatch, by, lambda: Column.objects.update(closed_on=DAY))

    assert (ledger.state, "变化" in ledger.problem, Item.objects.count()) == ("checked", True, 0)


def test_a_channel_made_meanwhile(monkeypatch: pytest.MonkeyPatch, by: Clerk) -> None:
    def happens() -> None:
        Channel.objects.create(agency_id=by.agency_id, name="微信公众号", kind="wechat")
        Channel.objects.create(agency_id=by.agency_id, name="本平台", kind="website", adapter="site")

    ledger = _imported_while(monkeypatch, by, happens)

    assert (ledger.state, "变化" in ledger.problem, Item.objects.count()) == ("checked", True, 0)
    services.begin(ledger.key, by=by)
    tasks.work_once()
    assert (Item.objects.count(), Channel.objects.count()) == (1, 2)


def test_a_file_uploaded_twice_is_imported_once(by: Clerk) -> None:
    first, second = files.checked(by), files.checked(by)
    for ledger in (first, second):
        services.begin(ledger.key, by=by)
        tasks.work_once()

    states = list(LedgerImport.objects.order_by("id").values_list("state", flat=True))
    assert (states, Item.objects.count()) == (["imported", "refused"], 1)


def _line(row: int, day: date) -> Line:
    return Line(
        row, f"通知{row}", 7, day, day, "", "", "概述", "正文", "", (("kind:wechat", ""),), "", "information", "",
        None, None, "", None,
    )  # fmt: skip


@pytest.mark.parametrize("processes", [1, 2])
def test_rows_are_made_in_batches_oldest_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, processes: int
) -> None:
    monkeypatch.setattr(making, "ROWS", 2)
    monkeypatch.setattr("os.cpu_count", lambda: processes)
    days = [date(2023, 1, 1 + n % 3) for n in range(7)]
    setting = making.Setting(1, 9, {"kind:wechat": 5}, range(11, 18), range(21, 28), DAY, engine())
    told: list[int] = []

    made = making.make([_line(n, day) for n, day in enumerate(days)], setting, tmp_path / "rows", told.append)

    items = [item for batch in made.items() for item in batch]
    assert [item.row for item in items] == [0, 3, 6, 1, 4, 2, 5]
    assert [item.values[0] for item in items] == list(range(11, 18))
    assert [row.row for row in made.rows] == list(range(7))
    assert [len(part.documents) for part in made.belongings()] == [2, 2, 2, 1]
    assert (told, made.columns, made.channels) == ([2, 4, 6, 7], {7}, {"kind:wechat"})


@pytest.mark.parametrize("stages", [CHECK, IMPORT])
def test_progress_never_falls(stages: Stages) -> None:
    shares = [stage.percent(done, 3) for stage in stages for done in range(4)]

    assert all(before <= after for before, after in pairwise(shares))
    assert (shares[0], shares[-1]) == (0, 100)


def test_whoever_asked_to_stop_is_heard_at_the_next_note(tmp_path: Path) -> None:
    board = Board(tmp_path, "a")
    board.tell(IMPORT.writing, 1, 2)
    noted = board.read()
    board.ask_to_stop()

    assert noted is not None
    assert (noted.stage, noted.done, noted.total, noted.percent) == ("正在写入", 1, 2, 72)
    with pytest.raises(Cancelled):
        board.tell(IMPORT.writing, 2, 2)
    board.clear()
    assert board.read() is None
