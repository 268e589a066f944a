"""The package of a DOCX file by GB/T 9704, and the two elements of which every body consists.

The parts that are the same for every document stand as files in docx_parts/. Fonts are only named. The same body
always gives the same bytes.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the archive's earliest date: the file does not depend on when it is written
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/app.xml": "app.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/footer_odd.xml": "footer_odd.xml",
    "word/footer_even.xml": "footer_even.xml",
}
# A4; 天头 37 mm, 订口 28 mm, so 35 mm below and 26 mm at the right; the page number 7 mm under the type area.
_SECTION = (
    "<w:sectPr>"
    '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"'
    ' w:header="851" w:footer="1417" w:gutter="0"/>'
    "</w:sectPr>"
)


@dataclass(frozen=True, slots=True)
class About:
    """What the file states of itself."""

    title: str
    subject: str
    creator: str


def package(about: About, body: str) -> bytes:
    """A DOCX file with this body."""
    document = (
        f'{_DECLARATION}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}{_SECTION}</w:body></w:document>'
    )
    parts = {**_fixed_parts(), "docProps/core.xml": _properties(about), "word/document.xml": document}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, text.encode())
    return buffer.getvalue()


def paragraph(style: str, runs: str, direct: str = "") -> str:
    """A paragraph of a style; `direct` are properties of its own."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{direct}</w:pPr>{runs}</w:p>'


def run(text: str, properties: str = "") -> str:
    """A run of text; nothing for none."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


@cache
def _fixed_parts() -> Mapping[str, str]:
    folder = files(__package__) / "docx_parts"
    return {name: (folder / source).read_text("utf-8") for name, source in _PARTS.items()}


def _properties(about: About) -> str:
    return (
        f"{_DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(about.title)}</dc:title>"
        f"<dc:subject>{escape(about.subject)}</dc:subject>"
        f"<dc:creator>{escape(about.creator)}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
