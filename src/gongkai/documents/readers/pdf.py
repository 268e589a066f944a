"""PDF → Source. Text comes from the text layer; pages that are pictures go to OCR where it is installed."""

import threading
import time
from collections.abc import Callable

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.documents.layout import Source
from gongkai.documents.readers import ocr_extra
from gongkai.documents.readers.errors import (
    DamagedFile,
    NothingInside,
    PasswordProtected,
    TooManyPages,
    TooManyParts,
    TooSlow,
)
from gongkai.documents.readers.limits import Limits
from gongkai.documents.readers.page_layout import layout_of
from gongkai.documents.readers.page_margins import without_margins
from gongkai.documents.readers.page_model import Box, Marks, PageLayout
from gongkai.documents.readers.page_source import blocks_of
from gongkai.documents.readers.pdf_marks import marks_of

PICTURE_SHARE = 0.12  # a picture smaller than this share of the page is a stamp, a logo, a QR code
FEW = 10  # characters below which a page with a large picture is a scan
BROKEN_SHARE = 0.2  # characters without meaning beyond which the text layer is worth nothing
_PDFIUM = threading.RLock()  # PDFium is not safe with threads


def read(data: bytes, name: str, limits: Limits) -> Source:
    """Opens a PDF and gives its paragraphs and tables with their pages.

    Raises PasswordProtected, DamagedFile, TooManyPages, TooSlow, NothingInside, and OcrMissing (RDR-1101) where
    every page is a picture and the OCR extra is not installed.
    """
    check_time = _deadline(name, limits)
    with _PDFIUM:
        document = _open(data, name, limits)
        try:
            return _read(document, name, limits, check_time)
        finally:
            document.close()


def _deadline(name: str, limits: Limits) -> Callable[[], None]:
    end = time.monotonic() + limits.seconds

    def check_time() -> None:
        if time.monotonic() > end:
            raise TooSlow(subject=f"“{name}”", limit=f"{limits.seconds:g}")

    return check_time


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


def _read(document: pdfium.PdfDocument, name: str, limits: Limits, check_time: Callable[[], None]) -> Source:
    pages: list[Marks] = []
    unreadable: list[int] = []
    characters = 0
    for index in range(len(document)):
        check_time()
        try:
            page = document[index]
        except pdfium.PdfiumError:
            unreadable.append(index + 1)
            continue
        try:
            pages.append(marks_of(page, index + 1, check_time))
        finally:
            page.close()
        characters += len(pages[-1].glyphs)
        if characters > 20 * limits.paragraphs:
            raise TooManyParts(name=name, what="文字", limit=20 * limits.paragraphs)
    if not pages:
        raise DamagedFile(name=name, kind="PDF ", detail="没有一页可以打开")
    scans = [marks for marks in pages if _is_scan(marks)]
    recognise = bool(scans) or any(_pictures(marks) for marks in pages)
    if recognise and not ocr_extra.installed():
        _without_ocr(pages, scans, name)
        recognise = False
    without_margins(pages)
    scanned = {marks.number for marks in scans}
    layouts: list[PageLayout] = []
    for marks in pages:
        check_time()
        pictures = [Box(0, 0, marks.width, marks.height)] if marks.number in scanned else _pictures(marks)
        if recognise and marks.number in scanned:
            marks.glyphs, marks.horizontals, marks.verticals = [], [], []
        layout = layout_of(marks)
        if recognise and pictures:
            _recognise(document, layout, pictures, check_time)
        layouts.append(layout)
    blocks = blocks_of(layouts)
    if not blocks:
        raise NothingInside(name=name, advice="请确认这份 PDF 是年度报告；如果是扫描件，请用更清晰的扫描件再试。")
    notices = [_page_list(unreadable, "已损坏，无法打开，其中的内容没有读到")] if unreadable else []
    notices.extend(_picture_notices(pages, scanned, recognise))
    return Source(name, "pdf", blocks, _meta(document), tuple(notices))


def _is_scan(marks: Marks) -> bool:
    """A page whose text layer is absent, invisible over a picture, or without meaning."""
    visible = [glyph for glyph in marks.glyphs if not glyph.text.isspace()]
    covered = max((box.area for box in marks.pictures), default=0.0) / (marks.width * marks.height)
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
        over = sum(seen.holds(glyph.centre, glyph.middle) for glyph in marks.glyphs)
        if over < FEW:
            found.append(seen)
    return found


def _without_ocr(pages: list[Marks], scans: list[Marks], name: str) -> None:
    """What can be had without OCR: an invisible text layer over a scan; nothing at all is a refusal."""
    for marks in scans:
        marks.glyphs = [g for g in marks.hidden if g.text != "\ufffd"]
    if not any(marks.glyphs for marks in pages):
        raise ocr_extra.OcrMissing(name=name, what="没有文字层，每一页都是图片")


def _recognise(
    document: pdfium.PdfDocument, layout: PageLayout, pictures: list[Box], check_time: Callable[[], None]
) -> None:
    from gongkai.documents.readers import ocr_page

    page = document[layout.number - 1]
    try:
        for box in pictures:
            scale = ocr_page.scale_for(max(layout.width, layout.height))
            image = page.render(scale=scale, may_draw_forms=True).to_numpy()
            read = ocr_page.read_picture(image, layout.number, scale, box, check_time)
            layout.items.extend(read.items)
    finally:
        page.close()
    layout.items.sort(key=lambda item: (item.box.top, item.box.x0))


def _picture_notices(pages: list[Marks], scanned: set[int], recognised: bool) -> list[str]:
    partly = [marks.number for marks in pages if marks.number not in scanned and _pictures(marks)]
    notices = []
    if scanned:
        what = (
            "是图片，内容由文字识别得到，请核对"
            if recognised
            else "是图片，没有可靠的文字层；安装文字识别组件后可以读取"
        )
        notices.append(_page_list(sorted(scanned), what))
    if partly:
        what = (
            "有图片，图中内容由文字识别得到，请核对"
            if recognised
            else "有图片，图中内容没有读取；安装文字识别组件后可以读取"
        )
        notices.append(_page_list(partly, what))
    return notices


def _page_list(numbers: list[int], what: str) -> str:
    shown = "、".join(str(number) for number in numbers[:20])
    return f"第{shown}页{'等' if len(numbers) > 20 else ''}{what}。"


def _meta(document: pdfium.PdfDocument) -> dict[str, str]:
    """The document's own title and dates, where stated."""
    stated = document.get_metadata_dict(skip_empty=True)
    names = {"Title": "title", "CreationDate": "created", "ModDate": "modified"}
    return {names[key]: value for key, value in stated.items() if key in names}
