"""Word documents become text: headings, lists, tables, pictures; damaged ones are refused with a code."""

import random
import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO

import docx
import pytest
from PIL import Image

from gongkai.kit.richtext import from_docx
from gongkai.kit.richtext.pictures import drawn_anew
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
    assert image.content_type == "image/png"
    assert image.data.startswith(b"\x89PNG")
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
    read = from_docx(changed("word/media/image1.png", lambda d: b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60)))

    assert read.images == ()
    assert "1 张图片" in read.notices[0]


def with_pictures(*pictures: bytes, alternative: str = "") -> bytes:
    """A document with these pictures, each with the alternative text that Word keeps as `descr`."""
    document = docx.Document()
    for picture in pictures:
        document.add_picture(BytesIO(picture))
        if alternative:
            document.inline_shapes[-1]._inline.docPr.set("descr", alternative)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def a_picture(kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(out, kind, **more)
    return out.getvalue()


def test_the_alternative_text_of_word_comes_over() -> None:
    read = from_docx(with_pictures(png(), alternative="办理流程图"))

    assert [image.alt for image in read.images] == ["办理流程图"]
    assert 'alt="办理流程图"' in read.html


def test_what_a_picture_carries_beside_its_pixels_stays_behind() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "相机".encode().decode("latin-1")  # turned by a quarter; the maker
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 40.0, 1.0)})  # GPS
    photo = a_picture("JPEG", exif=exif, comment=b"secret", icc_profile=b"profile")

    (image,) = from_docx(with_pictures(photo)).images

    drawn = Image.open(BytesIO(image.data))
    assert Image.open(BytesIO(photo)).getexif().get_ifd(0x8825), "it was there"
    assert (image.content_type, drawn.size) == ("image/jpeg", (20, 40)), "turned as it is seen"
    assert dict(drawn.getexif()) == {}
    assert not {"exif", "comment", "icc_profile"} & set(drawn.info)
    assert b"secret" not in image.data


@pytest.mark.parametrize(
    ("kind", "mode", "became"),
    [("PNG", "RGBA", "image/png"), ("PNG", "P", "image/png"), ("PNG", "I;16", "image/png"),
     ("GIF", "P", "image/png"), ("BMP", "RGB", "image/png"), ("TIFF", "RGB", "image/png"),
     ("JPEG", "L", "image/jpeg")],
)  # fmt: skip
def test_pictures_of_every_kind_that_word_keeps(kind: str, mode: str, became: str) -> None:
    (image,) = from_docx(with_pictures(a_picture(kind, mode=mode))).images

    assert image.content_type == became
    assert Image.open(BytesIO(image.data)).size == (40, 20)


def test_a_photo_in_printing_colours_becomes_one_for_screens() -> None:
    drawn = drawn_anew(a_picture("JPEG", mode="CMYK"))

    assert Image.open(BytesIO(drawn.data)).mode == "RGB"


def test_a_large_picture_becomes_smaller_and_a_moving_one_stands_still() -> None:
    moving = BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "green", "blue")]
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])

    read = from_docx(with_pictures(a_picture("PNG", (6000, 300)), moving.getvalue()))

    assert Image.open(BytesIO(read.images[0].data)).size == (3000, 150)
    assert read.notices == ("有 1 张动图只保留了第一帧。",)


def a_bomb() -> bytes:
    """A picture of a few hundred kilobytes that unfolds to 400 million pixels."""
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(2501 * 20_000))), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_too_many_pictures_or_a_bomb_are_refused() -> None:
    many = [a_picture("PNG", (1 + n % 50, 1 + n // 50)) for n in range(200)]

    for document, code in ((with_pictures(*many), "UPL-2005"), (with_pictures(png(), a_bomb()), "UPL-2006")):
        with pytest.raises(GongkaiError, match=code):
            from_docx(document)


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
