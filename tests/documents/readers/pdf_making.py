"""PDF files written by hand for tests: text, lines, pictures, rotation, crop boxes, form fields, passwords.

Chinese text names Adobe's standard fonts without embedding them, so nothing of any font is needed here.
"""

import hashlib
import math
import struct
import zlib
from dataclasses import dataclass, field

A4 = (595.0, 842.0)
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


@dataclass
class Sheet:
    """One page; x from the left and y from the top, in points."""

    size: tuple[float, float] = A4
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    content: list[str] = field(default_factory=list)
    pictures: list[tuple[bytes, int, int]] = field(default_factory=list)  # grey pixels, width, height
    fields: list[tuple[str, tuple[float, float, float, float]]] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 12,
        *,
        mode: int = 0,
        grey: float = 0,
        angle: int = 0,
        font: str = "F1",
    ) -> "Sheet":
        """Text whose baseline starts at (x, y); each character is one em wide, ASCII half of one."""
        sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
        place = f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x:.2f} {self.size[1] - y:.2f}"
        coded = words.encode("utf-16-be").hex()
        self.content.append(f"q {grey} g BT /{font} {size} Tf {mode} Tr {place} Tm <{coded}> Tj ET Q")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        self.content.append(f"0.5 w {x0} {self.size[1] - y0} m {x1} {self.size[1] - y1} l S")
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float, grey: float = 1) -> "Sheet":
        self.content.append(f"q {grey} g {x0} {self.size[1] - y1} {x1 - x0} {y1 - y0} re f Q")
        return self

    def table(
        self,
        xs: list[float],
        ys: list[float],
        cells: dict[tuple[int, int], str],
        merged: dict[tuple[int, int], tuple[int, int]] | None = None,
        size: float = 10,
    ) -> "Sheet":
        """A ruled table; `merged` gives rowspan and colspan of cells. Text stands 4 points into its cell."""
        merged = merged or {}
        hidden = {
            (r, c)
            for (row, column), (tall, wide) in merged.items()
            for r in range(row, row + tall)
            for c in range(column, column + wide)
            if (r, c) != (row, column)
        }
        for row in range(len(ys) - 1):
            for column in range(len(xs) - 1):
                if (row, column) in hidden:
                    continue
                tall, wide = merged.get((row, column), (1, 1))
                x0, x1, y0, y1 = xs[column], xs[column + wide], ys[row], ys[row + tall]
                self.line(x0, y0, x1, y0).line(x0, y1, x1, y1).line(x0, y0, x0, y1).line(x1, y0, x1, y1)
                if (row, column) in cells:
                    self.text(x0 + 4, (y0 + y1) / 2 + size / 3, cells[row, column], size)
        return self

    def picture(self, grey: bytes, width: int, height: int, box: tuple[float, float, float, float]) -> "Sheet":
        x0, y0, x1, y1 = box
        name = f"I{len(self.pictures)}"
        self.pictures.append((grey, width, height))
        self.content.append(f"q {x1 - x0} 0 0 {y1 - y0} {x0} {self.size[1] - y1} cm /{name} Do Q")
        return self

    def entry(self, value: str, box: tuple[float, float, float, float]) -> "Sheet":
        """A text field of a form, filled in."""
        self.fields.append((value, box))
        return self


def pdf(*sheets: Sheet, owner: str | None = None, user: str = "") -> bytes:
    """The file. With `owner` it is encrypted (RC4, 40 bits) and opens with the password `user`."""
    writer = _Writer(owner, user)
    return writer.document(sheets)


class _Writer:
    def __init__(self, owner: str | None, user: str) -> None:
        self.objects: list[bytes] = []
        self.key = b""
        self.encryption = b""
        self.identity = hashlib.md5(b"gongkai test", usedforsecurity=False).digest()
        if owner is not None:
            self._encrypt(owner, user)

    def _encrypt(self, owner: str, user: str) -> None:
        padded = (owner.encode() + PADDING)[:32]
        entry = rc4(hashlib.md5(padded, usedforsecurity=False).digest()[:5], (user.encode() + PADDING)[:32])
        rights = struct.pack("<i", -4)
        seed = (user.encode() + PADDING)[:32] + entry + rights + self.identity
        self.key = hashlib.md5(seed, usedforsecurity=False).digest()[:5]
        check = rc4(self.key, PADDING)
        self.encryption = f"<< /Filter /Standard /V 1 /R 2 /O <{entry.hex()}> /U <{check.hex()}> /P -4 >>".encode()

    def add(self, body: str | bytes) -> int:
        self.objects.append(body.encode() if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, entries: str, data: bytes) -> int:
        number = len(self.objects) + 1
        packed = zlib.compress(data)
        if self.key:
            own = hashlib.md5(self.key + struct.pack("<I", number)[:3] + b"\0\0", usedforsecurity=False)
            packed = rc4(own.digest()[:10], packed)
        head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
        return self.add(head + packed + b"\nendstream")

    def document(self, sheets: tuple[Sheet, ...]) -> bytes:
        catalog, pages = self.add(""), self.add("")
        fonts = self._fonts()
        kids, fields = [], []
        for sheet in sheets:
            kid, own = self._page(sheet, pages, fonts)
            kids.append(f"{kid} 0 R")
            fields.extend(f"{number} 0 R" for number in own)
        self.objects[pages - 1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
        form = f"/AcroForm << /Fields [{' '.join(fields)}] >>" if fields else ""
        self.objects[catalog - 1] = f"<< /Type /Catalog /Pages {pages} 0 R {form} >>".encode()
        return self._file(catalog)

    def _fonts(self) -> str:
        """F1 speaks Unicode; F2 is a font whose characters mean nothing to anyone."""
        names = []
        for encoding, ordering in (("UniGB-UTF16-H", "GB1"), ("Identity-H", "Identity")):
            descriptor = self.add(
                "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880]"
                " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>"
            )
            system = f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >>"
            below = self.add(
                f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light {system}"
                f" /FontDescriptor {descriptor} 0 R /DW 1000 /W [1 95 500 814 939 500] >>"
            )
            font = self.add(
                f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding}"
                f" /DescendantFonts [{below} 0 R] >>"
            )
            names.append(font)
        return f"/Font << /F1 {names[0]} 0 R /F2 {names[1]} 0 R >>"

    def _page(self, sheet: Sheet, pages: int, fonts: str) -> tuple[int, list[int]]:
        images = " ".join(f"/I{i} {self._image(*picture)} 0 R" for i, picture in enumerate(sheet.pictures))
        content = self.stream("", "\n".join(sheet.content).encode())
        high = sheet.size[1]
        widgets = [
            self.add(
                f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f{len(self.objects)}) /F 4"
                f" /V <feff{value.encode('utf-16-be').hex()}>"
                f" /Rect [{box[0]} {high - box[3]} {box[2]} {high - box[1]}] >>"
            )
            for value, box in sheet.fields
        ]
        crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        annotations = f"/Annots [{' '.join(f'{w} 0 R' for w in widgets)}]" if widgets else ""
        page = self.add(
            f"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 {sheet.size[0]} {sheet.size[1]}] {crop}"
            f" /Rotate {sheet.rotate} /Resources << {fonts} /XObject << {images} >> >>"
            f" /Contents {content} 0 R {annotations} >>"
        )
        return page, widgets

    def _image(self, grey: bytes, width: int, height: int) -> int:
        entries = f"/Type /XObject /Subtype /Image /Width {width} /Height {height}"
        return self.stream(f"{entries} /ColorSpace /DeviceGray /BitsPerComponent 8", grey)

    def _file(self, catalog: int) -> bytes:
        encrypt = ""
        if self.encryption:
            encrypt = (
                f"/Encrypt {self.add(self.encryption)} 0 R /ID [<{self.identity.hex()}><{self.identity.hex()}>]"
            )
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
        out += f"trailer << /Size {len(places) + 1} /Root {catalog} 0 R {encrypt} >>\n".encode()
        return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def rc4(key: bytes, data: bytes) -> bytes:
    """The cipher of old PDF passwords."""
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
