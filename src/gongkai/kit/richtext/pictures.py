"""A picture from outside as it may be published: drawn anew, so that only what is seen is left.

Place, device, thumbnails, comments and whatever else a file carries beside its pixels stay behind.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

PIXELS = 40_000_000
LONGEST_SIDE = 3000
QUALITY = 90
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
"""What is read. Whatever it was, it is published as JPEG where it was one, else as PNG."""

_DAMAGED = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, OverflowError)


class PictureUnreadable(Exception):
    """Not a picture of these formats, or a damaged one."""


class TooManyPixels(Exception):
    """It would unfold to more than any page needs."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Bytes, their type, and whether only the first of several frames is left."""

    data: bytes
    media_type: str
    extension: str
    moved: bool = False


def drawn_anew(data: bytes) -> Picture:
    """The same picture without anything beside it. Raises PictureUnreadable, TooManyPixels."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > PIXELS:
                raise TooManyPixels
            photo, moved = opened.format == "JPEG", getattr(opened, "n_frames", 1) > 1
            picture = ImageOps.exif_transpose(_plain(opened, photo))
    except Image.DecompressionBombError as bomb:
        raise TooManyPixels from bomb
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        OverflowError,
        MemoryError,
    ) as error:
        raise PictureUnreadable from error
    picture.info = {}
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    if photo:
        picture.save(out, "JPEG", quality=QUALITY)
        return Picture(out.getvalue(), "image/jpeg", "jpg", moved)
    picture.save(out, "PNG")
    return Picture(out.getvalue(), "image/png", "png", moved)


def _plain(opened: Image.Image, photo: bool) -> Image.Image:
    """The pixels in a mode that both formats know; a photo has no transparency."""
    clear = not photo and ("transparency" in opened.info or opened.mode in {"RGBA", "LA", "PA"})
    mode = "RGBA" if clear else "L" if opened.mode in {"1", "L"} else "RGB"
    plain = opened.convert(mode)
    plain.info = {"exif": opened.info["exif"]} if "exif" in opened.info else {}  # how it is turned, until it is
    return plain
