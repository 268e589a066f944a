"""A Word document as formatted text: headings, lists, tables, pictures; its looks stay behind.

Every bound here holds by itself; whoever calls with a file from outside runs it in the sandbox of documents as
well, which bounds time and memory.
"""

import zipfile
import zlib
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, Protocol
from xml.parsers.expat import ExpatError
from xml.sax import SAXException

import mammoth

from gongkai.kit.richtext.clean import clean
from gongkai.kit.richtext.errors import DocxTooLarge, DocxUnreadable, PictureTooLarge, TooManyPictures
from gongkai.kit.richtext.pictures import PIXELS, PictureUnreadable, TooManyPixels, drawn_anew

MEGABYTE = 1024 * 1024
LARGEST = 30 * MEGABYTE
EXPANDED = 100 * MEGABYTE
PART = 12 * MEGABYTE  # of XML
MEMBERS = 5_000
RATIO = 150  # looked at above FREE: the XML of an honest table compresses well
FREE = 16 * MEGABYTE
PICTURES = 50
PICTURE = 10 * MEGABYTE
# The title and the first headings become second ones, the title of the page being the first.
_STYLES = "\n".join(
    f"p[style-name='{name}'] => {tag}:fresh"
    for name, tag in [("Title", "h2"), ("标题", "h2"), ("Subtitle", "p")]
    + [(f"{word} {n}", f"h{min(n + 1, 6)}") for n in range(1, 7) for word in ("heading", "Heading", "标题")]
)
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, ExpatError, SAXException, KeyError, ValueError, IndexError, AttributeError,
    TypeError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocxImage:
    """A picture of the document, drawn anew; `src` is what stands in the text, for the caller to replace."""

    src: str
    content_type: str
    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class DocxText:
    """Cleaned HTML, its pictures, and what was left out, in words."""

    html: str
    images: tuple[DocxImage, ...]
    notices: tuple[str, ...]


def from_docx(data: bytes) -> DocxText:
    """Read a .docx. Raises UPL-2001 to UPL-2003, UPL-2005, UPL-2006."""
    _check(data)
    pictures = _Pictures()
    try:
        result = mammoth.convert_to_html(
            BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(pictures.take),
            external_file_access=False,
        )
    except _DAMAGED as error:
        raise DocxUnreadable(problem="文件的内部结构不完整") from error
    return DocxText(clean(result.value), tuple(pictures.kept), tuple(pictures.notices()))


class _Image(Protocol):
    """A picture as mammoth hands it over."""

    content_type: str
    alt_text: str | None

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Its bytes."""


class _Pictures:
    """Takes pictures over within bounds; what is no picture that a page can show is left out and counted."""

    def __init__(self) -> None:
        self.kept: list[DocxImage] = []
        self._met = self._left_out = self._moved = 0

    def take(self, image: _Image) -> dict[str, str]:
        """The attributes of one picture's element; none for a picture left out. Raises UPL-2005, UPL-2006."""
        self._met += 1
        if self._met > PICTURES:
            raise TooManyPictures(limit=PICTURES)
        try:
            drawn = drawn_anew(self._bytes(image))
        except (
            PictureUnreadable,
            *_DAMAGED,
        ):  # one that cannot be read, or is linked from outside, does not cost the text
            self._left_out += 1
            return {}
        except TooManyPixels:
            problem = f"展开后超过 {PIXELS // 10_000} 万像素"
            raise PictureTooLarge(number=self._met, problem=problem) from None
        self._moved += drawn.moved
        src = f"images/{len(self.kept) + 1}.{drawn.extension}"
        self.kept.append(DocxImage(src, drawn.media_type, drawn.data, image.alt_text or ""))
        return {"src": src}

    def _bytes(self, image: _Image) -> bytes:
        with image.open() as stream:
            data = stream.read(PICTURE + 1)
        if len(data) > PICTURE:
            raise PictureTooLarge(number=self._met, problem=f"超过 {PICTURE // MEGABYTE} MB")
        return data

    def notices(self) -> list[str]:
        """What was left out."""
        told = []
        if self._left_out:
            told.append(f"有 {self._left_out} 张图片没有转入（格式不能在网页上显示，或者读不出来），请另行插入。")
        if self._moved:
            told.append(f"有 {self._moved} 张动图只保留了第一帧。")
        return told


def _check(data: bytes) -> None:
    """Refuse what is no zip archive, or one that would expand beyond bounds."""
    if len(data) > LARGEST:
        raise DocxTooLarge(problem=f"超过 {LARGEST // MEGABYTE} MB")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except _DAMAGED as error:
        raise DocxUnreadable(problem="不是 .docx 格式，或者文件已经损坏") from error
    if "word/document.xml" not in {member.filename for member in members}:
        raise DocxUnreadable(problem="里面没有 Word 的正文")
    if any(member.flag_bits & 0x1 for member in members):
        raise DocxUnreadable(problem="文件设有密码")
    total = sum(member.file_size for member in members)
    if len(members) > MEMBERS or total > EXPANDED or (total > FREE and total > len(data) * RATIO):
        raise DocxTooLarge(problem="展开后过大")
    if any(member.file_size > PART for member in members if member.filename.endswith((".xml", ".rels"))):
        raise DocxTooLarge(problem="的文字部分过大")
