"""Each corpus report, written as DOCX, rendered by LibreOffice and as a skewed picture, is read back right."""

import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gongkai.documents.readers import DEFAULT
from gongkai.documents.reading import read_reports
from gongkai.documents.writers import write
from gongkai.statute.report import Report
from tests.conftest import FULL
from tests.corpus.truth import FOLDERS, Cells, load, needs_corpus

pytestmark = [needs_corpus, pytest.mark.office]
SURE, LAYOUTS, PICTURES = 0.9, 0.995, 0.98
DPI, SKEW = 150, 1.0
PATIENT = replace(DEFAULT, seconds=600)  # accuracy is judged here, not speed: the machine may be busy
CHOSEN = FOLDERS if FULL else tuple(random.Random(2021).sample(FOLDERS, 2))
Convert = Callable[[bytes, str, str], bytes]


@dataclass(frozen=True)
class Score:
    cells: int
    right: int
    sure_and_wrong: int


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """LibreOffice with a profile of its own: bytes, their suffix, the wanted suffix → bytes."""
    home = tmp_path_factory.mktemp("soffice")

    def run(data: bytes, suffix: str, wanted: str) -> bytes:
        folder = home / "work"
        folder.mkdir(exist_ok=True)
        source = folder / f"report.{suffix}"
        source.write_bytes(data)
        filters = ["--infilter=HTML (StarCalc)"] if suffix == "html" else []
        command = ["soffice", f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", *filters]
        out = home / "out"
        subprocess.run(
            [*command, "--convert-to", wanted, "--outdir", str(out), str(source)],
            check=True,
            capture_output=True,
            timeout=300,
        )
        return (out / f"report.{wanted}").read_bytes()

    return run


def original(folder: str) -> tuple[Report, Cells]:
    """The report with the cells of truth.json; its text is what was read from the published file."""
    raw, cells, _ = load(folder)
    (report,) = read_reports(raw.read_bytes(), raw.name)
    return replace(report, cells=cells, marks={}, sources={}, alternatives=(), labels={}), cells


def score(data: bytes, name: str, cells: Cells) -> Score:
    (report,) = read_reports(data, name, PATIENT)
    right = sum(cell in report.cells and report.cells[cell] == value for cell, value in cells.items())
    wrong = [cell for cell, value in report.cells.items() if value != cells.get(cell)]
    sure = sum(report.confidence(cell) >= SURE for cell in wrong)
    print(f"{name}: {right}/{len(cells)} right ({right / len(cells):.2%}), {sure} wrong with confidence")
    return Score(len(cells), right, sure)


def through_docx(docx: bytes, convert: Convert) -> bytes:
    return convert(docx, "docx", "docx")


def through_pdf(docx: bytes, convert: Convert) -> bytes:
    return convert(docx, "docx", "pdf")


def through_xlsx(docx: bytes, convert: Convert) -> bytes:
    """Writer has no spreadsheet filter: by way of a web page that Calc opens."""
    return convert(convert(docx, "docx", "html"), "html", "xlsx")


@pytest.mark.parametrize("folder", CHOSEN)
@pytest.mark.parametrize("through", [through_docx, through_xlsx, through_pdf])
def test_a_layout_is_read_back(folder: str, through: Callable[[bytes, Convert], bytes], convert: Convert) -> None:
    report, cells = original(folder)

    found = score(through(write(report, "docx"), convert), f"{folder}.{through.__name__[8:]}", cells)

    assert found.sure_and_wrong == 0
    assert found.right >= LAYOUTS * found.cells


@pytest.mark.parametrize("folder", CHOSEN)
def test_our_own_pdf_is_read_back(folder: str) -> None:
    report, cells = original(folder)

    found = score(write(report, "pdf"), f"{folder}.own.pdf", cells)

    assert found == Score(len(cells), len(cells), 0)


@pytest.mark.ocr
@pytest.mark.parametrize("folder", CHOSEN)
def test_a_picture_at_150_dpi_with_a_degree_of_skew_is_read_back(
    folder: str, convert: Convert, tmp_path: Path
) -> None:
    report, cells = original(folder)

    picture = skewed_pages(convert(write(report, "docx"), "docx", "pdf"), tmp_path / "scan.pdf")
    found = score(picture, f"{folder}.picture", cells)

    assert found.sure_and_wrong == 0
    assert found.right >= PICTURES * found.cells


def skewed_pages(pdf: bytes, out: Path) -> bytes:
    """The pages as grey pictures, each turned by `SKEW` degrees, in one PDF without any text."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pages = [
        page.render(scale=DPI / 72, grayscale=True).to_pil().rotate(SKEW, resample=2, fillcolor=255)
        for page in document
    ]
    document.close()
    pages[0].save(out, save_all=True, append_images=pages[1:], resolution=DPI)
    return out.read_bytes()
