"""What was filled into the form fields of a PDF page, or typed over it: not part of the page's own text."""

from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.documents.readers.page_model import Box, Glyph
from gongkai.documents.readers.pdf_drawn import Handle
from gongkai.documents.readers.pdf_view import View


def form_values(page: pdfium.PdfPage, view: View) -> Iterator[Glyph]:
    """What was filled into form fields or typed over the page, as characters set in the field's box."""
    form = page.formenv.raw if page.formenv is not None else None
    for i in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, i)
        if not annotation:
            continue
        try:
            text = _annotation_text(annotation, form)
            rectangle = raw.FS_RECTF()
            if text and raw.FPDFAnnot_GetRect(annotation, rectangle):
                corners = (rectangle.left, rectangle.bottom), (rectangle.right, rectangle.top)
                yield from _set_in(text, view.box(*corners))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _annotation_text(annotation: Handle, form: Handle) -> str:
    if raw.FPDFAnnot_GetFlags(annotation) & (raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW):
        return ""
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == raw.FPDF_ANNOT_WIDGET and form is not None:
        if raw.FPDFAnnot_GetFormFieldType(form, annotation) not in (
            raw.FPDF_FORMFIELD_TEXTFIELD,
            raw.FPDF_FORMFIELD_COMBOBOX,
        ):
            return ""
        return _wide_string(lambda *out: raw.FPDFAnnot_GetFormFieldValue(form, annotation, *out))
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _wide_string(lambda *out: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", *out))
    return ""


def _wide_string(call: Callable[..., int]) -> str:
    """A UTF-16 string of PDFium: first its length in bytes, then itself."""
    size = call(None, 0)
    if not 2 < size < 100_000:
        return ""
    buffer = (raw.FPDF_WCHAR * (size // 2))()
    call(buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _set_in(text: str, box: Box) -> Iterator[Glyph]:
    lines = [line for line in text.replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        return
    high = (box.bottom - box.top) / len(lines)
    for number, line in enumerate(lines):
        wide = min(high, (box.x1 - box.x0) / len(line))
        top = box.top + number * high
        for place, character in enumerate(line):
            x0 = box.x0 + place * wide
            yield Glyph(character, x0, top, x0 + wide, top + high, min(high, wide))
