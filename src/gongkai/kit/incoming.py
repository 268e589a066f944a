"""What is taken over of a file from outside: a name that deceives nobody, a picture without what it betrays."""

import struct
import unicodedata
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

LONGEST = 200
_ORIENTATION = 0x0112
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_PNG_LEFT_OUT = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_LEFT_OUT = frozenset({b"EXIF", b"XMP "})
_WEBP_SAYS_SO = 0b1100
"""The bits of a WebP's extended header that announce Exif and XMP."""


def file_name(told: str) -> str:
    """The last part of a path, at most LONGEST characters with its ending, without signs that nobody sees.

    Those that turn the direction of writing make “gnp.exe” of “exe.png”.

    >>> file_name("C:\\\\桌面\\\\清单\\u202e.pdf"), file_name("../\\x00")
    ('清单.pdf', '文件')
    """
    last = told.replace("\\", "/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    name = " ".join(seen.split()) or "文件"
    stem, dot, ending = name.rpartition(".")
    if len(name) <= LONGEST or not dot or len(ending) > 16:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"


def bare_picture(data: bytes) -> bytes:
    """The same picture, dot for dot, without where, when, by whom and with what it was taken.

    Of a JPEG the way it is held is kept, or it would lie on its side. What cannot be followed is left as it is.
    """
    try:
        if data.startswith(_JPEG):
            return b"".join(_jpeg(data))
        if data.startswith(_PNG):
            return b"".join(_png(data))
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        return data
    return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at, turned = 2, _turned(data)
    while data[at] == 0xFF and data[at + 1] not in {0xDA, 0xD9}:
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xE1:
            yield turned
            turned = b""
        elif marker not in {0xED, 0xFE}:  # Photoshop's notes, comments
            yield data[at : at + 2 + length]
        at += 2 + length
    yield data[at:]


def _turned(data: bytes) -> bytes:
    """A segment that says how the picture is held, and nothing else; empty where it is upright."""
    try:
        with Image.open(BytesIO(data), formats=["JPEG"]) as picture:
            way = picture.getexif().get(_ORIENTATION, 1)
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError):
        return b""
    if way not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[_ORIENTATION] = way
    written = exif.tobytes()
    return b"\xff\xe1" + struct.pack(">H", len(written) + 2) + written


def _png(data: bytes) -> Iterator[bytes]:
    yield data[:8]
    at = 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind not in _PNG_LEFT_OUT:
            yield data[at : at + 12 + length]
        at += 12 + length


def _webp(data: bytes) -> bytes:
    at, kept = 12, []
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        chunk = data[at : at + 8 + length + length % 2]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_SAYS_SO]) + chunk[9:]
        if kind not in _WEBP_LEFT_OUT:
            kept.append(chunk)
        at += len(chunk)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
