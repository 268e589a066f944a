"""Undamaged files of every kind, made of reports of our own."""

import random
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.documents.layout import Grid
from gongkai.documents.readers import open_source
from gongkai.documents.writers import write
from gongkai.statute.report import Report
from tests.strategies import consistent_report

VARIETY = 3
NAMES = {
    "html": "年报.html",
    "txt": "年报.txt",
    "md": "年报.md",
    "docx": "年报.docx",
    "xlsx": "年报.xlsx",
    "json": "年报.json",
    "pdf": "年报.pdf",
    "image": "年报.png",
    "doc": "年报.doc",
    "rtf": "年报.rtf",
    "xls": "年报.xls",
    "ods": "年报.ods",
}
OFFICE = {"doc": "docx", "rtf": "docx", "xls": "xlsx", "ods": "xlsx"}


@cache
def report(number: int) -> Report:
    return consistent_report(random.Random(f"damage {number}"), scale=400)


@cache
def original(kind: str, number: int) -> bytes:
    """A file of a kind; `number` chooses among a few reports."""
    number %= 1 if kind in OFFICE or kind in ("image", "pdf") else VARIETY
    if kind in OFFICE:
        return _by_office(original(OFFICE[kind], number), OFFICE[kind], kind)
    if kind in _MADE:
        return _MADE[kind](report(number))
    return write(report(number), kind)


def _rows(grid: Grid) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell.text.replace("\n", ""))
    return rows


def _flat(report: Report, cell_end: str, row_begin: str = "", rule: bool = False) -> bytes:
    lines: list[str] = []
    for block in open_source(write(report, "html"), "年报.html").blocks:
        if not isinstance(block, Grid):
            lines += [block.text, ""]
            continue
        for index, row in enumerate(_rows(block)):
            lines.append(row_begin + cell_end.join(row) + row_begin)
            if rule and index == 0:
                lines.append("|" + "---|" * block.columns)
        lines.append("")
    return "\n".join(lines).encode()


def _picture(report: Report) -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument(write(report, "pdf"))
    page = document[min(1, len(document) - 1)]
    held = BytesIO()
    page.render(scale=1.4).to_pil().convert("L").save(held, "PNG")
    return held.getvalue()


_MADE: dict[str, Callable[[Report], bytes]] = {
    "txt": lambda report: _flat(report, "\t"),
    "md": lambda report: _flat(report, " | ", "| ", rule=True),
    "image": _picture,
}


def has_office() -> bool:
    return shutil.which("soffice") is not None


def _by_office(data: bytes, suffix: str, target: str) -> bytes:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / f"source.{suffix}").write_bytes(data)
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={(place / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                target,
                "--outdir",
                str(place / "out"),
                str(place / f"source.{suffix}"),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (place / "out" / f"source.{target}").read_bytes()
