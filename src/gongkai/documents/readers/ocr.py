"""PNG, JPG, TIFF → Source, by OCR. A TIFF may hold many pages; how a camera lay (EXIF) is obeyed."""

import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.documents.layout import Source
from gongkai.documents.readers.deadline import Deadline
from gongkai.documents.readers.errors import DamagedFile, TooManyPages
from gongkai.documents.readers.limits import Limits
from gongkai.documents.readers.ocr_extra import NothingRecognised, OcrMissing, PictureTooLarge, installed
from gongkai.documents.readers.page_layout import layout_of
from gongkai.documents.readers.page_margins import without_margins
from gongkai.documents.readers.page_model import Box, Marks
from gongkai.documents.readers.page_source import blocks_of

if TYPE_CHECKING:
    from PIL import Image as pillow

    from gongkai.documents.readers.ocr_engine import Image

MOST_PIXELS = 60_000_000  # a page of A3 at 600 dpi; what one page may take of the memory limit
WIDTH = 595.0  # points; a picture that does not say its size is taken to be as wide as A4
SMALLEST = 16  # pixels; thumbnails of nothing
# What Pillow's decoders raise on damaged files.
DAMAGE = (OSError, ValueError, SyntaxError, TypeError, LookupError, EOFError, ArithmeticError, struct.error)
HURRIED = "第{page}页因时间所限，只识别了表格和标题，长段文字没有读取。"
NOTICE = "内容由图片文字识别得到，请核对。"


def read(data: bytes, name: str, limits: Limits) -> Source:
    """Opens a picture and gives the paragraphs and tables seen on it, each cell with a confidence.

    Raises OcrMissing, PictureTooLarge, NothingRecognised (RDR-11xx), DamagedFile, TooManyPages, TooSlow (RDR-10xx).
    """
    if not installed():
        raise OcrMissing(name=name, what="是图片")
    check_time = Deadline(name, limits)
    from gongkai.documents.readers import ocr_page

    pages: list[Marks] = []
    for number, picture in enumerate(_pictures(data, name, limits), 1):
        check_time()
        height, width = picture.shape
        box = Box(0, 0, WIDTH, WIDTH * height / width)
        pages.append(ocr_page.read_picture(picture, number, box, check_time))
    without_margins(pages)
    blocks = blocks_of([layout_of(marks) for marks in pages])
    if not blocks:
        raise NothingRecognised(name=name)
    hurried = tuple(HURRIED.format(page=marks.number) for marks in pages if marks.hurried)
    return Source(name, "image", blocks, {}, (NOTICE, *hurried))


def _pictures(data: bytes, name: str, limits: Limits) -> "Iterator[Image]":
    """The pages as grey pixels, one at a time, laid as their EXIF note says; transparent parts are white paper."""
    from PIL import Image as pillow
    from PIL import ImageSequence

    damage = (*DAMAGE, pillow.DecompressionBombError)
    try:
        file = pillow.open(io.BytesIO(data))
        frames = getattr(file, "n_frames", 1)
    except damage as error:
        raise DamagedFile(name=name, kind="图片", detail="无法解码") from error
    if frames > limits.pages:
        raise TooManyPages(name=name, pages=frames, limit=limits.pages)
    try:
        for frame in ImageSequence.Iterator(file):
            if frame.width * frame.height > MOST_PIXELS:
                pixels = frame.width * frame.height // 10_000
                raise PictureTooLarge(name=name, pixels=pixels, limit=MOST_PIXELS // 10_000)
            if min(frame.size) >= SMALLEST:
                yield _grey(frame)
    except damage as error:
        raise DamagedFile(name=name, kind="图片", detail="内容不完整") from error


def _grey(frame: "pillow.Image") -> "Image":
    import numpy as np
    from PIL import Image as pillow
    from PIL import ImageOps

    page = ImageOps.exif_transpose(frame)
    if page.mode in ("RGBA", "LA", "PA", "P"):
        page = page.convert("RGBA")
        page = pillow.alpha_composite(pillow.new("RGBA", page.size, "white"), page)
    if page.mode[0] in "IF":  # 16 or 32 bits a pixel: Pillow would cut off what exceeds eight
        deep = np.asarray(page, dtype=np.float64)
        return (255 * deep / max(1.0, float(deep.max()))).astype(np.uint8)
    return np.asarray(page.convert("L"), dtype=np.uint8)
