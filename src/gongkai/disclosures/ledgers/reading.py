"""A whole ledger read and judged; runs in the sandbox and notes how far it is."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from gongkai.disclosures.ledgers import errors
from gongkai.disclosures.ledgers.board import CHECK, IMPORT, Board, Cancelled
from gongkai.disclosures.ledgers.fields import FIELD, FIELDS
from gongkai.disclosures.ledgers.judge import Judge, Known, Line
from gongkai.disclosures.ledgers.making import Made, Setting, make
from gongkai.disclosures.ledgers.workbook import counts_from_1904, rows_of

EACH = 2_000
SHOWN = 10
MOST_NOTED = 20_000
"""Refusals that are listed one by one; a ledger with more has the wrong column mapped."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A refused place as it is kept: the heading of its column, the value, the code, the sentence."""

    row: int
    heading: str
    value: str
    code: str
    says: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a ledger, and its rows made ready where that was asked for and none is refused."""

    rows: int
    preview: list[Line]
    made: Made | None
    refused_rows: int
    noted: list[Noted]
    unnoted: int
    unknown_columns: dict[str, int]
    unknown_channels: dict[str, int]
    numbers: dict[str, int]
    number_heading: str


def check_mapping(fields: Mapping[int, str], headings: Mapping[int, str], has_default_column: bool) -> None:
    """Refuse a field given twice, and a ledger without what every item needs. Raises DSC-3007, DSC-3008."""
    places: dict[str, list[int]] = {}
    for place, code in fields.items():
        places.setdefault(code, []).append(place)
    for code, given in places.items():
        if len(given) > 1:
            names = "、".join(headings.get(place) or f"第{place + 1}列" for place in given)
            raise errors.FieldTwice(field=FIELD[code].label, headings=names)
    needed = [f for f in FIELDS if f.required and f.code not in places]
    missing = [f.label for f in needed if not (f.code == "column" and has_default_column)]
    if missing:
        raise errors.FieldUnmapped(fields="、".join(missing))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector, which would look through all rows again and again and find nothing to free."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
def judge_file(
    data: bytes, name: str, sheet: str, heading: int, fields: Mapping[int, str], headings: Mapping[int, str],
    known: Known, board: Board, setting: Setting | None = None,
) -> Judged:  # fmt: skip
    """Read the rows and judge each; with a setting, make them ready. Raises DSC-3011, 3013, RDR-10nn."""
    stages = IMPORT if setting else CHECK
    try:
        board.tell(stages.reading)
        places = list(fields)
        rows = rows_of(data, name, sheet, heading, places)
        if not rows:
            raise errors.NothingInLedger()
        judge = Judge(known, [fields[place] for place in places], serials=not counts_from_1904(data, name))
        lines: list[Line] = []
        for start in range(0, len(rows), EACH):
            board.tell(stages.judging, start, len(rows))
            good = judge.judge_all(rows[start : start + EACH])
            lines += good if setting else good[: max(0, SHOWN - len(lines))]
        made = None
        if setting and not judge.refusals:
            made = make(lines, setting, board.rows, lambda done: board.tell(stages.making, done, len(lines)))
    except Cancelled:
        raise errors.ImportCancelled() from None
    heading_of = {code: headings.get(place, "") for place, code in fields.items()}
    return Judged(
        rows=len(rows),
        preview=lines[:SHOWN],
        made=made,
        refused_rows=len({refusal.row for refusal in judge.refusals}),
        noted=[
            Noted(
                refusal.row,
                heading_of.get(refusal.field) or FIELD[refusal.field].label,
                refusal.value[:200],
                refusal.error.code,
                refusal.error.message[:400],
            )
            for refusal in judge.refusals[:MOST_NOTED]
        ],
        unnoted=max(0, len(judge.refusals) - MOST_NOTED),
        unknown_columns=dict(judge.unknown_columns.most_common(100)),
        unknown_channels=dict(judge.unknown_channels.most_common(100)),
        numbers=judge.numbers,
        number_heading=heading_of.get("index_number") or FIELD["index_number"].label,
    )
