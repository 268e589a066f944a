"""The cases of the damage test: each is made from its number alone, so a failing one can be made again."""

import random
import zipfile
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from tests.documents.damage.injuries import BY_KIND, COSTLY
from tests.documents.damage.originals import NAMES, OFFICE, VARIETY, has_office, original

WEIGHTS = {"html": 26, "txt": 18, "md": 9, "docx": 17, "xlsx": 12, "json": 8, "pdf": 8, "xls": 5, "ods": 2}
RARE = {"image": 1.2, "doc": 0.8, "rtf": 0.4}
CONTROLS = 10
"""One case in so many is a control, which must be read."""
WRONG_TYPES = 25


@dataclass(frozen=True)
class Case:
    number: int
    kind: str
    injury: str
    name: str
    data: bytes
    control: bool = False


def case(number: int) -> Case:
    """The case of a number."""
    rng = random.Random(f"damage {number}")
    weights = WEIGHTS | RARE
    if not has_office():
        weights = {kind: weight for kind, weight in weights.items() if kind not in OFFICE}
    kind = rng.choices(list(weights), list(weights.values()))[0]
    if number % WRONG_TYPES == 7:
        name, data = rng.choice(wrong_types())
        return Case(number, "other", name, name, data)
    data = original(kind, rng.randrange(VARIETY))
    if number % CONTROLS == 0:
        # Types are told by content: half of the controls bear another type's name.
        name = NAMES[kind] if kind in ("md", "txt") or rng.random() < 0.5 else rng.choice(list(NAMES.values()))
        return Case(number, kind, "none", name, data, control=True)
    injuries = COSTLY[kind] if kind in COSTLY and rng.random() < 1 / 30 else BY_KIND[kind]
    injury = rng.choice(injuries)
    data = injury(rng, data)
    name = NAMES[kind] if rng.random() < 0.9 else rng.choice(list(NAMES.values()))
    return Case(number, kind, injury.__name__, name, data)


@cache
def wrong_types() -> list[tuple[str, bytes]]:
    """Files that are no reports, under names that say they are."""
    rng = random.Random("wrong types")
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("年报.docx", original("docx", 0))
    slides = BytesIO()
    with zipfile.ZipFile(slides, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("ppt/presentation.xml", "<p/>")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return [
        ("空.docx", b""),
        ("空白.txt", b" \r\n\t" * 200),
        ("零.pdf", bytes(4096)),
        ("压缩包.docx", held.getvalue()),
        ("演示.docx", slides.getvalue()),
        ("压缩包.zip", b"Rar!\x1a\x07\x01\0" + rng.randbytes(400)),
        ("七.7z", b"7z\xbc\xaf\x27\x1c" + rng.randbytes(400)),
        ("程序.exe", b"MZ" + rng.randbytes(4000)),
        ("程序.pdf", b"\x7fELF" + rng.randbytes(4000)),
        ("视频.docx", b"\0\0\0\x18ftypmp42" + rng.randbytes(4000)),
        ("音频.xlsx", b"ID3\x03" + rng.randbytes(4000)),
        (
            "网页.mht",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n<html></html>",
        ),
        ("加密.docx", ole + "EncryptedPackage".encode("utf-16-le") + bytes(600)),
        ("加密.xls", ole + "EncryptionInfo".encode("utf-16-le") + bytes(600)),
        ("演示.ppt", ole + "PowerPoint Document".encode("utf-16-le") + bytes(600)),
        ("空壳.doc", ole + "WordDocument".encode("utf-16-le") + bytes(600)),
        ("空壳.xls", ole + "Workbook".encode("utf-16-le") + bytes(600)),
        ("噪声.pdf", rng.randbytes(20_000)),
        ("噪声.txt", rng.randbytes(20_000)),
        ("图形.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><text>0</text></svg>'),
        ("数据.xml", b'<?xml version="1.0"?><a><b>1</b></a>'),
        ("数据.json", b'{"a": 1}'),
        ("清单.json", b"[1, 2, 3]"),
        ("随笔.txt", "今天天气很好。\n我们去公园散步。\n".encode()),
        ("通知.html", "<html><body><p>关于召开会议的通知</p></body></html>".encode()),
        ("过大.txt", b"0" * (31 * 1024 * 1024)),
        ("数据库.xlsx", b"SQLite format 3\0" + bytes(4096)),
        ("字体.html", b"wOF2" + rng.randbytes(2000)),
        ("空表.csv", b",,,\n,,,\n"),
        (
            "邮件.eml",
            b"From: a\r\nSubject: b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q--",
        ),
    ]
