"""Scans and pictures: numbers are read cell by cell, honestly; pages askew or on their side are set right."""

import dataclasses
import io
from collections.abc import Callable

import pytest

from gongkai.documents.layout import Grid, Source
from gongkai.documents.readers import DEFAULT, open_source
from gongkai.documents.readers.errors import DamagedFile, TooManyPages
from gongkai.documents.readers.ocr_extra import NothingRecognised, OcrMissing, PictureTooLarge
from tests.documents.readers.blocks import grids, texts
from tests.documents.readers.pdf_making import Sheet
from tests.documents.readers.pdf_making import pdf as made

pytestmark = pytest.mark.ocr
np = pytest.importorskip("numpy")
cv2 = pytest.importorskip("cv2")
pillow = pytest.importorskip("PIL.Image")

NUMBERS = (
    ("0", "1", "7", "10", "11", "100", ""),
    ("640", "2", "0", "0", "20", "4", "70"),
    ("7730.28", "/", "0", "4119", "195", "9", "3"),
    ("8", "6", "5", "88", "101", "17", "71"),
)
Picture = "np.ndarray[tuple[int, int], np.dtype[np.uint8]]"


def page(numbers: tuple[tuple[str, ...], ...] = NUMBERS, dpi: int = 150, above: str = "") -> Picture:
    """A page with a ruled table, as grey pixels; typeset with a font that typst carries."""
    import pypdfium2
    import typst

    cells = ",".join(f"[{text.replace('/', '#sym.slash')}]" for row in numbers for text in row)
    source = (
        '#set page(paper: "a4", margin: 2cm)\n#set text(font: "New Computer Modern", size: 10.5pt)\n'
        f"{above}\n#table(columns: (1fr,) * {len(numbers[0])}, align: center, stroke: 0.5pt, {cells})\n"
    )
    document = pypdfium2.PdfDocument(typst.compile(source.encode()))
    rendered = document[0].render(scale=dpi / 72, grayscale=True).to_numpy().copy()
    document.close()
    return rendered.reshape(rendered.shape[:2])


def leaning(picture: Picture, degrees: float) -> Picture:
    high, wide = picture.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    return cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=255)


def noisy(picture: Picture) -> Picture:
    """Grey paper, noise, blur and JPEG blocks, as a poor scanner gives."""
    dirty = 0.8 * picture + 15 + np.random.default_rng(7).normal(0, 10, picture.shape)
    soft = cv2.GaussianBlur(np.clip(dirty, 0, 255).astype(np.uint8), (0, 0), 0.6)
    return cv2.imdecode(cv2.imencode(".jpg", soft, [cv2.IMWRITE_JPEG_QUALITY, 50])[1], cv2.IMREAD_GRAYSCALE)


def file(*pictures: Picture, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    first, *others = [pillow.fromarray(picture) for picture in pictures]
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(out, kind, **more, **options)
    return out.getvalue()


def read(data: bytes, name: str = "扫描件.png") -> Source:
    return open_source(data, name)


def numbers_of(grid: Grid) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(c.text for c in grid.cells if c.row == row) for row in range(grid.rows))


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda p: p, id="clean"),
        pytest.param(lambda p: leaning(p, 1.0), id="a degree askew"),
        pytest.param(lambda p: leaning(p, -3.5), id="askew the other way"),
        pytest.param(lambda p: noisy(leaning(p, 0.7)), id="a poor scan"),
    ],
)
def test_numbers_of_a_scanned_table_are_read_with_confidence(spoil: Callable[[Picture], Picture]) -> None:
    (grid,) = grids(read(file(spoil(page()))))

    assert numbers_of(grid) == NUMBERS
    sure = sum(cell.confidence >= 0.9 for cell in grid.cells)
    assert sure >= 0.85 * len(grid.cells)


@pytest.mark.parametrize("dpi", [110, 300])
def test_other_resolutions_are_read(dpi: int) -> None:
    (grid,) = grids(read(file(leaning(page(dpi=dpi), 1.0))))

    assert numbers_of(grid) == NUMBERS


def test_a_number_that_cannot_be_read_is_not_given_with_confidence() -> None:
    picture = page(dpi=60)

    source = read(file(noisy(picture)))

    wrong = [
        (cell.text, cell.confidence)
        for grid in grids(source)
        if (grid.rows, grid.columns) == (4, 7)
        for cell in grid.cells
        if cell.text != NUMBERS[cell.row][cell.column]
    ]
    assert not [text for text, confidence in wrong if confidence >= 0.9]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_turned_upright(quarters: int) -> None:
    above = "The annual report on open government information of the year is printed here in full length."
    upright = page(above=above)

    (grid,) = grids(read(file(np.rot90(upright, quarters).copy())))

    assert numbers_of(grid) == NUMBERS


def test_the_camera_note_of_how_it_lay_is_obeyed() -> None:
    exif = pillow.Exif()
    exif[0x0112] = 6  # the picture is to be turned by a quarter, clockwise
    data = file(np.rot90(page(), 1).copy(), kind="JPEG", exif=exif, quality=90)

    (grid,) = grids(read(data, "照片.jpg"))

    assert numbers_of(grid) == NUMBERS


def test_a_tiff_of_several_pages_is_read_page_by_page() -> None:
    data = file(page(), page(NUMBERS[1:3], above="Second"), kind="TIFF")

    source = read(data, "传真.tiff")

    assert [(grid.page, grid.rows) for grid in grids(source)] == [(1, 4), (2, 2)]
    assert source.kind == "image"
    assert source.notices == ("内容由图片文字识别得到，请核对。",)


def test_a_scanned_pdf_is_read_and_says_so() -> None:
    picture = leaning(page(), 1.0)
    high, wide = picture.shape
    data = made(Sheet().picture(picture.tobytes(), wide, high, (0, 0, 595, 842)))

    source = read(data, "扫描件.pdf")

    assert numbers_of(grids(source)[0]) == NUMBERS
    assert source.notices == ("第1页是图片，内容由文字识别得到，请核对。",)


def test_a_table_that_is_a_picture_between_text_is_read_in_its_place() -> None:
    picture = page()[:700]
    high, wide = picture.shape
    sheet = Sheet().text(74, 80, "二、主动公开政府信息情况").text(74, 700, "三、其他情况")
    sheet.picture(picture.tobytes(), wide, high, (20, 120, 575, 120 + 555 * high / wide))

    source = read(made(sheet), "年报.pdf")

    kinds = [type(block).__name__ for block in source.blocks]
    assert kinds == ["Paragraph", "Grid", "Paragraph"]
    assert numbers_of(grids(source)[0]) == NUMBERS


def test_when_time_is_short_tables_and_headings_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.documents.readers.deadline.HURRY", 0.0)
    above = "Heading\n\n" + "A long line of running text. " * 4 + "\n\nTail"

    source = read(file(page(above=above)))

    assert numbers_of(grids(source)[0]) == NUMBERS
    assert texts(source) == ["Heading", "Tail"]
    assert source.notices[1] == "第1页因时间所限，只识别了表格和标题，长段文字没有读取。"


def test_a_blank_picture_damage_and_limits_are_refused_with_their_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = np.full((400, 300), 255, dtype=np.uint8)

    with pytest.raises(NothingRecognised, match="RDR-1103"):
        read(file(blank))
    with pytest.raises(DamagedFile, match="RDR-1005"):
        read(file(page())[:3000])
    with pytest.raises(TooManyPages, match="RDR-1006"):
        open_source(file(blank, blank, kind="TIFF"), "a.tiff", dataclasses.replace(DEFAULT, pages=1))
    monkeypatch.setattr("gongkai.documents.readers.ocr.MOST_PIXELS", 100_000)
    with pytest.raises(PictureTooLarge, match="RDR-1102"):
        read(file(blank))


def test_without_the_extra_a_picture_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.documents.readers.ocr.installed", lambda: False)

    with pytest.raises(OcrMissing, match=r"gongkai\[ocr\]"):
        read(file(np.full((400, 300), 255, dtype=np.uint8)))
