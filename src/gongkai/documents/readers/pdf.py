"""PDF → Source. Text comes from the text layer; pages that are pictures go to OCR where it is installed."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.documents.layout import Source
from gongkai.documents.readers import ocr_extra
from gongkai.documents.readers.deadline import Deadline
from gongkai.documents.readers.errors import (
    DamagedFile,
    NothingInside,
    PasswordProtected,
    TooManyPages,
    TooManyParts,
)
from gongkai.documents.readers.limits import Limits
from gongkai.documents.readers.ocr_extra import NothingRecognised, OcrMissing
from gongkai.documents.readers.page_layout import layout_of
from gongkai.documents.readers.page_margins import without_margins
from gongkai.documents.readers.page_model import Box, Marks
from gongkai.documents.readers.page_source import blocks_of
from gongkai.documents.readers.pdf_fonts import use_our_fonts
from gongkai.documents.readers.pdf_marks import marks_of

MOST_SIDE = 4000  # pixels; larger sheets are read at a lower resolution
PICTURE_SHARE = 0.12  # a picture smaller than this share of the page is a stamp, a logo, a QR code
FEW = 10  # characters below which a page with a large picture is a scan
BROKEN_SHARE = 0.2  # characters without meaning beyond which the text layer is worth nothing
_PDFIUM = threading.RLock()  # PDFium is not safe with threads
use_our_fonts()


def read(data: bytes, name: str, limits: Limits) -> Source:
    """Opens a PDF and gives its paragraphs and tables with their pages.

    Raises PasswordProtected, DamagedFile, TooManyPages, TooSlow, NothingInside, and OcrMissing (RDR-1101) where
    every page is a picture and the OCR extra is not installed.
    """
    check_time = Deadline(name, limits)
    with _PDFIUM:
        document = _open(data, name, limits)
        try:
            return _read(document, name, limits, check_time)
        finally:
            document.close()


def _open(data: bytes, name: str, limits: Limits) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise PasswordProtected(name=name) from error
        raise DamagedFile(name=name, kind="PDF ", detail="找不到页面目录") from error
    if pages == 0:
        document.close()
        raise DamagedFile(name=name, kind="PDF ", detail="没有任何一页")
    if pages > limits.pages:
        document.close()
        raise TooManyPages(name=name, pages=pages, limit=limits.pages)
    document.init_forms()
    return document


def _read(document: pdfium.PdfDocument, name: str, limits: Limits, check_time: Deadline) -> Source:
    pages: list[Marks] = []
    seen = _Seen()
    characters = 0
    for number in range(1, len(document) + 1):
        check_time()
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:
            seen.lost.append(number)
            continue
        try:
            pages.append(_marks(page, number, seen, check_time))
        finally:
            page.close()
        characters += len(pages[-1].glyphs)
        if characters > 20 * limits.paragraphs:
            raise TooManyParts(name=name, what="文字", limit=20 * limits.paragraphs)
    if not pages:
        raise DamagedFile(name=name, kind="PDF ", detail="没有一页可以打开")
    without_margins(pages)
    blocks = blocks_of([layout_of(marks) for marks in pages])
    if not blocks:
        if seen.unread:
            raise OcrMissing(name=name, what="没有文字层，每一页都是图片")
        if seen.scans:
            raise NothingRecognised(name=name)
        raise NothingInside(name=name, advice="请确认这份 PDF 是年度报告，没有另存错文件。")
    return Source(name, "pdf", blocks, _meta(document), tuple(seen.notices()))


@dataclass(slots=True)
class _Seen:
    """Pages that were not simply text, for the notices."""

    lost: list[int] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    hidden_text: list[int] = field(default_factory=list)
    hurried: list[int] = field(default_factory=list)

    def notices(self) -> Iterator[str]:
        """Sentences for the reader of the result."""
        for numbers, what in (
            (self.lost, "已损坏，无法打开，其中的内容没有读到"),
            (self.scans, "是图片，内容由文字识别得到，请核对"),
            (self.pictures, "有图片，图中内容由文字识别得到，请核对"),
            (self.hidden_text, "是扫描图片，内容取自扫描软件附带的文字，请核对"),
            (self.hurried, "因时间所限，只识别了表格和标题，长段文字没有读取"),
            (self.unread, "有图片，图中内容没有读取；安装文字识别组件后可以读取"),
        ):
            if numbers:
                shown = "、".join(str(number) for number in numbers[:20])
                yield f"第{shown}页{'等' if len(numbers) > 20 else ''}{what}。"


def _marks(page: pdfium.PdfPage, number: int, seen: _Seen, check_time: Deadline) -> Marks:
    """The marks of a page; pictures on it, or the page where it is one, are read by OCR if that is installed."""
    marks = marks_of(page, number, check_time)
    scan = _is_scan(marks)
    boxes = [Box(0, 0, marks.width, marks.height)] if scan else _pictures(marks)
    if not boxes:
        return marks
    if not ocr_extra.installed():
        if scan:
            marks.glyphs = [glyph for glyph in marks.hidden if glyph.text != "\ufffd"]
        (seen.hidden_text if scan and marks.glyphs else seen.unread).append(number)
        return marks
    (seen.scans if scan else seen.pictures).append(number)
    if scan:
        marks = Marks(number, marks.width, marks.height)
    _recognise(page, marks, boxes, check_time)
    if marks.hurried:
        seen.hurried.append(number)
    return marks


def _recognise(page: pdfium.PdfPage, marks: Marks, boxes: list[Box], check_time: Deadline) -> None:
    from gongkai.documents.readers import ocr_page

    scale = min(ocr_page.POINT, MOST_SIDE / max(marks.width, marks.height))
    sheet = page.render(scale=scale, grayscale=True).to_numpy()
    for box in boxes:
        left, top, right, bottom = (round(edge * scale) for edge in box)
        part = sheet[top:bottom, left:right].reshape(bottom - top, right - left)
        read = ocr_page.read_picture(part, marks.number, box, check_time)
        marks.grids.extend(read.grids)
        marks.glyphs.extend(read.glyphs)
        marks.hurried |= read.hurried


def _is_scan(marks: Marks) -> bool:
    """A page whose text layer is absent, invisible over a picture, or without meaning."""
    visible = [glyph for glyph in marks.glyphs if not glyph.text.isspace()]
    page = marks.width * marks.height
    covered = max((box.area for box in marks.pictures), default=0.0) / page if page > 0 else 0.0
    if visible and marks.broken > BROKEN_SHARE * len(visible):
        return True
    return len(visible) < FEW and covered > 0.3


def _pictures(marks: Marks) -> list[Box]:
    """Pictures on a page of text that are large enough to hold a table, and are not behind the text."""
    sheet = marks.width * marks.height
    found = []
    for box in marks.pictures:
        seen = Box(max(0, box.x0), max(0, box.top), min(marks.width, box.x1), min(marks.height, box.bottom))
        if seen.area < PICTURE_SHARE * sheet or seen.x1 - seen.x0 < 0.4 * marks.width:
            continue
        if sum(seen.holds(glyph.centre, glyph.middle) for glyph in marks.glyphs) < FEW:
            found.append(seen)
    return found


def _meta(document: pdfium.PdfDocument) -> dict[str, str]:
    """The document's own title and dates, where stated."""
    names = {"Title": "title", "CreationDate": "created", "ModDate": "modified"}
    meta: dict[str, str] = {}
    for key, name in names.items():
        # An entry that is no text says nothing about the file.
        with contextlib.suppress(UnicodeDecodeError):
            if value := document.get_metadata_value(key):
                meta[name] = value
    return meta
