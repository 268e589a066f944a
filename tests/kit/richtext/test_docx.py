"""Word documents become text: headings, lists, tables, pictures; damaged ones are refused with a code."""

import random
import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO

import docx
import pytest

from gongkai.kit.richtext import from_docx
from gongkai.statute.errors import GongkaiError


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    )


@cache
def a_document() -> bytes:
    document = docx.Document()
    document.add_heading("工作通知", level=1)
    document.add_heading("总体要求", level=2)
    document.add_paragraph("第一段 <b>&").add_run("重点").bold = True
    document.add_paragraph("甲", style="List Bullet")
    document.add_paragraph("乙", style="List Number")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    table.cell(1, 0).text = "1"
    document.add_picture(BytesIO(png()))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_headings_lists_tables_and_pictures_come_over() -> None:
    read = from_docx(a_document())

    assert "<h2>工作通知</h2><h3>总体要求</h3>" in read.html
    assert "<p>第一段 &lt;b&gt;&amp;<strong>重点</strong></p>" in read.html
    assert "<ul><li>甲</li></ul>" in read.html
    assert "<ol><li>乙</li></ol>" in read.html
    assert '<td colspan="2"><p>合并</p></td>' in read.html
    (image,) = read.images
    assert f'src="{image.src}"' in read.html
    assert (image.content_type, image.data) == ("image/png", png())
    assert read.notices == ()


def changed(name: str, change: object) -> bytes:
    """The document with one part rewritten by a function of its bytes."""
    assert callable(change)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(a_document())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            new.writestr(member.filename, change(data) if member.filename == name else data)
    return out.getvalue()


def test_a_picture_no_browser_shows_is_left_out_and_said_so() -> None:
    data = changed("[Content_Types].xml", lambda d: d.replace(b"image/png", b"image/x-emf"))

    read = from_docx(data)

    assert read.images == ()
    assert "1 张图片" in read.notices[0]


BODY = "word/document.xml"
BOMB = (
    b'<!DOCTYPE d [<!ENTITY a "'
    + b"x" * 1000
    + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 30) for n in range(6))
    + b"]>"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "UPL-2002"),
        (b"PK\x03\x04", "UPL-2002"),
        (b"%PDF-1.7", "UPL-2002"),
        (a_document()[:2000], "UPL-2002"),
        (changed(BODY, lambda d: d[:-50]), "UPL-2002"),
        (changed(BODY, lambda d: b""), "UPL-2002"),
        (changed(BODY, lambda d: b"<x/>"), "UPL-2002"),
        (changed(BODY, lambda d: d.replace(b"?>", b"?>" + BOMB, 1).replace("甲".encode(), b"&g;")), "UPL-2002"),
        (changed(BODY, lambda d: d + b" " * 30_000_000), "UPL-2003"),
    ],
)
def test_a_damaged_document_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(GongkaiError, match=code):
        from_docx(data)


def outcome(data: bytes) -> str:
    """The code of the refusal, or that the document was read; anything else breaks the test."""
    try:
        from_docx(data)
    except GongkaiError as refused:
        return refused.code
    return "read"


def test_damage_anywhere_is_refused_or_read_but_never_breaks() -> None:
    data, rng = a_document(), random.Random(7)
    outcomes = set()

    for _ in range(30):
        hurt = bytearray(data)
        for _ in range(rng.randint(1, 30)):
            hurt[rng.randrange(len(hurt))] = rng.randrange(256)
        outcomes.add(outcome(bytes(hurt)))

    assert outcomes == {"read", "UPL-2002"}


def test_damage_within_the_text_part_is_refused_or_read_but_never_breaks() -> None:
    rng = random.Random(8)

    def hurt(data: bytes) -> bytes:
        at = rng.randrange(len(data))
        return data[:at] + data[at + rng.randint(1, 12) :]

    outcomes = {outcome(changed(BODY, hurt)) for _ in range(25)}

    assert outcomes == {"read", "UPL-2002"}
