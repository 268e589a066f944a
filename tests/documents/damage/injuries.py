"""Ways in which files are broken, by accident and on purpose. Each takes a random source and a file's bytes."""

import copy
import json
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

Injury = Callable[[random.Random, bytes], bytes]


# --- any bytes ---
def cut_end(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def cut_last_bytes(rng: random.Random, data: bytes) -> bytes:
    return data[: -rng.randint(1, min(64, len(data) - 1))]


def cut_begin(rng: random.Random, data: bytes) -> bytes:
    return data[rng.randrange(1, len(data)) :]


def cut_middle(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randint(1, max(1, len(data) // 4)) :]


def change_bytes(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 3, 20, 200, len(data) // 20 + 1))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def flip_bits(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 5, 50))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def blank_block(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    size = min(rng.choice((16, 512, 4096)), len(data) - start)
    return data[:start] + bytes([rng.choice((0, 255, 32))]) * size + data[start + size :]


def repeat_block(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    block = data[start : start + rng.randint(1, 2000)]
    return data[:start] + block * rng.choice((2, 10, 200)) + data[start:]


def insert_noise(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + rng.randbytes(rng.choice((1, 10, 1000, 50_000))) + data[start:]


def swap_halves(rng: random.Random, data: bytes) -> bytes:
    start = rng.randrange(1, len(data))
    return data[start:] + data[:start]


def junk_before(rng: random.Random, data: bytes) -> bytes:
    return rng.choice((b"\r\n\r\n", b"\0" * 16, b"HTTP/1.1 200 OK\r\n\r\n", rng.randbytes(20), b"\xff\xfe")) + data


def junk_after(rng: random.Random, data: bytes) -> bytes:
    return data + rng.choice((b"\0" * 5000, rng.randbytes(5000), b"</html>" * 200, b"PK\x05\x06" + b"\0" * 18))


def lose_high_bits(rng: random.Random, data: bytes) -> bytes:
    return bytes(byte & 0x7F for byte in data)


def text_mode_transfer(rng: random.Random, data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n") if rng.random() < 0.5 else data.replace(b"\r", b"")


ANY: tuple[Injury, ...] = (
    cut_end,
    cut_last_bytes,
    cut_begin,
    cut_middle,
    change_bytes,
    change_bytes,
    flip_bits,
    flip_bits,
    blank_block,
    repeat_block,
    insert_noise,
    swap_halves,
    junk_before,
    junk_after,
    lose_high_bits,
    text_mode_transfer,
)


# --- encodings and plain text ---
def other_encoding(rng: random.Random, data: bytes) -> bytes:
    encoding = rng.choice(
        ("gb18030", "gb2312", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp437")
    )
    return data.decode("utf-8", "replace").encode(encoding, "ignore")


def broken_encoding(rng: random.Random, data: bytes) -> bytes:
    return cut_middle(rng, other_encoding(rng, data) or data)


def mixed_encodings(rng: random.Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    middle = rng.randrange(len(text))
    return text[:middle].encode("utf-8") + text[middle:].encode("gb18030", "replace")


def wrong_mark(rng: random.Random, data: bytes) -> bytes:
    return rng.choice((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\0\0\xfe\xff", b"+/v8")) + data


def mojibake(rng: random.Random, data: bytes) -> bytes:
    return data.decode("latin-1").encode("utf-8")


def long_digits(rng: random.Random, data: bytes) -> bytes:
    return re.sub(rb"\d+", lambda m: m.group() * rng.choice((1, 1, 40, 3000)), data, count=200)


def glued(rng: random.Random, data: bytes) -> bytes:
    return b"".join(data.split()) if rng.random() < 0.5 else data.replace(b"\n", b"")


def shuffled_lines(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


def many_lines(rng: random.Random, data: bytes) -> bytes:
    return data + b"\n" * rng.choice((10_000, 1_000_000)) + data


def one_long_line(rng: random.Random, data: bytes) -> bytes:
    return data.replace(b"\n", b" ") * rng.choice((5, 60))


def many_reports(rng: random.Random, data: bytes) -> bytes:
    return (data + b"\n") * rng.choice((3, 20, 100))


def control_characters(rng: random.Random, data: bytes) -> bytes:
    return re.sub(rb"\d", lambda m: m.group() + bytes([rng.randrange(32)]), data)


TEXT: tuple[Injury, ...] = (
    other_encoding,
    broken_encoding,
    mixed_encodings,
    wrong_mark,
    mojibake,
    long_digits,
    glued,
    shuffled_lines,
    many_lines,
    one_long_line,
    many_reports,
    control_characters,
)


# --- HTML ---
def lose_tags(rng: random.Random, data: bytes) -> bytes:
    return re.sub(rb"<[^>]*>", lambda m: b"" if rng.random() < 0.3 else m.group(), data)


def shuffle_tags(rng: random.Random, data: bytes) -> bytes:
    tags = re.findall(rb"<[^>]*>", data)
    rng.shuffle(tags)
    return re.sub(rb"<[^>]*>", lambda m: tags.pop(), data)


def huge_spans(rng: random.Random, data: bytes) -> bytes:
    value = rng.choice((b"100000000", b"0", b"-3", b"65535", b"1e9", b"99999999999999999999", b"x"))
    kind = rng.choice((b"colspan", b"rowspan"))
    return re.sub(
        rb"<(t[dh])\b", lambda m: m.group() + b" " + kind + b'="' + value + b'"', data, count=rng.choice((1, 500))
    )


def deep_nesting(rng: random.Random, data: bytes) -> bytes:
    tag = rng.choice((b"div", b"table><tr><td", b"ul><li", b"b", b"font", b"blockquote"))
    return data.replace(b"<p>", b"<" + tag + b">" * rng.choice((1,)) + b"<p>") + (b"<" + tag + b">") * rng.choice(
        (300, 20_000)
    )


def million_cells(rng: random.Random, data: bytes) -> bytes:
    row = b"<tr>" + b"<td>0</td>" * rng.choice((10, 1000)) + b"</tr>"
    return data + b"<table>" + row * rng.choice((1_000, 20_000 if len(row) < 200 else 1_000)) + b"</table>"


def huge_attribute(rng: random.Random, data: bytes) -> bytes:
    return data.replace(b"<table", b'<table style="' + b"a" * 2_000_000 + b'"', 1)


def entity_storm(rng: random.Random, data: bytes) -> bytes:
    laugh = b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    return laugh + data.replace(
        b"</p>", rng.choice((b"&c;&c;</p>", b"&#x110000;&#0;&bogus</p>", b"&nbsp" * 5000 + b"</p>"))
    )


def unclosed_everything(rng: random.Random, data: bytes) -> bytes:
    return re.sub(rb"</(?:td|tr|p|table|th|body|html)>", b"", data)


def scripts_and_comments(rng: random.Random, data: bytes) -> bytes:
    return data.replace(
        b"<td", rng.choice((b"<!-- <td", b"<script>", b"<![CDATA[<td", b"<style><td")), rng.randint(1, 20)
    )


HTML: tuple[Injury, ...] = (
    lose_tags,
    shuffle_tags,
    huge_spans,
    deep_nesting,
    million_cells,
    huge_attribute,
    entity_storm,
    unclosed_everything,
    scripts_and_comments,
)


# --- Markdown ---
def ragged_pipes(rng: random.Random, data: bytes) -> bytes:
    return re.sub(rb"\|", lambda m: rng.choice((b"|", b"", b"||", b"\\|", b"|---|")), data)


def pipe_flood(rng: random.Random, data: bytes) -> bytes:
    return data + b"\n|" + b"|" * rng.choice((1_000, 1_000_000)) + b"\n|---|\n" + b"|0|" * 1000


def emphasis_flood(rng: random.Random, data: bytes) -> bytes:
    return data + rng.choice((b"**", b"[", b"](", b"![x](", b"`", b"_", b"<br>")) * rng.choice((1_000, 100_000))


MARKDOWN: tuple[Injury, ...] = (ragged_pipes, pipe_flood, emphasis_flood)


# --- zip-based Office files ---
def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def _main(parts: dict[str, bytes]) -> str:
    names = [n for n in parts if n.endswith("document.xml") or "/sheet" in n or n == "content.xml"]
    return names[0] if names else next(iter(parts))


def lose_part(rng: random.Random, data: bytes) -> bytes:
    parts = _parts(data)
    parts.pop(rng.choice(list(parts)))
    return _packed(parts)


def damage_part(rng: random.Random, data: bytes) -> bytes:
    parts = _parts(data)
    name = rng.choice(list(parts)) if rng.random() < 0.5 else _main(parts)
    if parts[name]:
        parts[name] = rng.choice(ANY)(rng, parts[name])
    return _packed(parts)


def damage_markup(rng: random.Random, data: bytes) -> bytes:
    parts = _parts(data)
    name = _main(parts)
    tokens = re.findall(rb"<[^>]*>|[^<]+", parts[name])
    for _ in range(rng.choice((1, 5, 100))):
        place = rng.randrange(len(tokens))
        match rng.randrange(3):
            case 0:
                tokens[place] = b""
            case 1:
                tokens.insert(place, rng.choice(tokens))
            case _:
                tokens[place] = re.sub(
                    rb'"[^"]*"', b'"' + rng.choice((b"", b"-1", b"999999999", b"x")) + b'"', tokens[place]
                )
    parts[name] = b"".join(tokens)
    return _packed(parts)


def part_bomb(rng: random.Random, data: bytes) -> bytes:
    parts = _parts(data)
    name = rng.choice((_main(parts), "word/media/image1.png", "xl/sharedStrings.xml"))
    size = rng.choice((60, 300)) * 1_000_000
    parts[name] = b"<a>" + b" " * size
    return _packed(parts)


def laughs_in_part(rng: random.Random, data: bytes) -> bytes:
    parts = _parts(data)
    name = _main(parts)
    entities = b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10 if i else b"ha" * 10) for i in range(9))
    outside = b'<!ENTITY x SYSTEM "file:///etc/hostname">'
    parts[name] = re.sub(
        rb"^(<\?xml[^>]*>)?", lambda m: m.group() + b"<!DOCTYPE r [" + entities + outside + b"]>", parts[name]
    )
    parts[name] = parts[name].replace(b"</w:t>", b"&l8;&x;</w:t>", 3).replace(b"</t>", b"&l8;&x;</t>", 3)
    return _packed(parts)


def nested_tables(rng: random.Random, data: bytes) -> bytes:
    parts = _parts(data)
    name = _main(parts)
    depth = rng.choice((30, 100, 5_000))
    begin, end = b"<w:tbl><w:tr><w:tc>", b"<w:p/></w:tc></w:tr></w:tbl>"
    parts[name] = parts[name].replace(b"<w:body>", b"<w:body>" + begin * depth + end * depth)
    return _packed(parts)


def long_table(rng: random.Random, data: bytes) -> bytes:
    parts = _parts(data)
    name = _main(parts)
    row = re.search(rb"<w:tr[ >].*?</w:tr>|<row .*?</row>", parts[name], re.DOTALL)
    if row:
        parts[name] = parts[name].replace(row.group(), row.group() * rng.choice((1_000, 20_000)), 1)
    return _packed(parts)


def far_cell(rng: random.Random, data: bytes) -> bytes:
    parts = _parts(data)
    name = _main(parts)
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[name] = parts[name].replace(b"</sheetData>", far).replace(b'<gridSpan w:val="', b'<gridSpan w:val="9')
    parts[name] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', parts[name])
    parts[name] = re.sub(rb'<w:gridSpan w:val="\d+"', b'<w:gridSpan w:val="999999"', parts[name])
    return _packed(parts)


def lying_sizes(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for found in re.finditer(rb"PK\x01\x02", data):
        struct.pack_into("<I", changed, found.start() + 24, rng.choice((1, 10, 2**31)))
    return bytes(changed)


def many_members(rng: random.Random, data: bytes) -> bytes:
    return _packed(_parts(data) | {f"extra/{i}.xml": b"" for i in range(rng.choice((100, 12_000)))})


ZIPPED: tuple[Injury, ...] = (
    lose_part,
    damage_part,
    damage_part,
    damage_part,
    damage_markup,
    damage_markup,
    damage_markup,
    laughs_in_part,
    nested_tables,
    far_cell,
    lying_sizes,
)
COSTLY_ZIPPED: tuple[Injury, ...] = (part_bomb, long_table, many_members)


# --- PDF ---
def lying_numbers(rng: random.Random, data: bytes) -> bytes:
    numbers = (b"0", b"-1", b"99999999", b"4294967296", b"3.5", b"null")
    return re.sub(
        rb"(?<=[ /\[])\d+(?=[ \]])", lambda m: rng.choice(numbers) if rng.random() < 0.02 else m.group(), data
    )


def loops(rng: random.Random, data: bytes) -> bytes:
    return re.sub(
        rb"(\d+) 0 R", lambda m: b"%d 0 R" % rng.randint(1, 12) if rng.random() < 0.1 else m.group(), data
    )


def lost_table_of_objects(rng: random.Random, data: bytes) -> bytes:
    return data[: data.rfind(b"startxref")] if rng.random() < 0.5 else data.replace(b"xref", b"xxxx")


def stream_bomb(rng: random.Random, data: bytes) -> bytes:
    bomb = zlib.compress(b"q " * 60_000_000, 9)
    bomb = zlib.compress(bomb, 9) if rng.random() < 0.3 else bomb
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(bomb), bomb)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream])


def many_pages(rng: random.Random, data: bytes) -> bytes:
    count = rng.choice((301, 5_000))
    kids = b" ".join(b"3 0 R" for _ in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), page])


def odd_page(rng: random.Random, data: bytes) -> bytes:
    box = rng.choice((b"[0 0 1e9 1e9]", b"[0 0 0 0]", b"[595 842 0 0]", b"[a b c d]", b"[0 0 nan 1]", b"null"))
    draw = b"BT /F1 12 Tf 1 0 0 1 1e30 -1e30 Tm (0) Tj ET 0 0 m 1e38 1e38 l S " * rng.choice((1, 2_000))
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>" % box
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream, font])


def _pdf(objects: list[bytes]) -> bytes:
    held = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(held))
        held += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(held)
    size = len(objects) + 1
    held += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return held + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


PDF: tuple[Injury, ...] = (lying_numbers, loops, lost_table_of_objects, many_pages, odd_page)


# --- pictures ---
def huge_picture(rng: random.Random, data: bytes) -> bytes:
    side = rng.choice((20_000, 60_000))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * min(side * (side // 8 + 1), 60_000_000), 9)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def as_other_picture(rng: random.Random, data: bytes) -> bytes:
    from PIL import Image

    held = BytesIO()
    Image.new("RGB", rng.choice(((1, 1), (1, 4000), (40, 30))), "white").save(
        held, rng.choice(("JPEG", "GIF", "BMP", "TIFF"))
    )
    return rng.choice(ANY)(rng, held.getvalue())


PICTURE: tuple[Injury, ...] = (huge_picture, as_other_picture, as_other_picture, as_other_picture)


# --- JSON ---
def other_values(rng: random.Random, data: bytes) -> bytes:
    value = json.loads(data)
    odd = (None, True, -1, 10**400, 1e308, "", "1" * 5000, [], {}, [[[]]], "0.0000001", {"a": 1}, "NaN")
    for _ in range(rng.choice((1, 3, 30))):
        target = value
        while isinstance(target, dict) and target:
            key = rng.choice(list(target))
            if not isinstance(target[key], dict) or rng.random() < 0.2:
                target[key] = copy.deepcopy(rng.choice(odd))
                break
            target = target[key]
    return json.dumps(value, ensure_ascii=False).encode()


def lose_keys(rng: random.Random, data: bytes) -> bytes:
    value = json.loads(data)
    for key in rng.sample(list(value), min(3, len(value))):
        del value[key]
    return json.dumps(value).encode()


def deep_json(rng: random.Random, data: bytes) -> bytes:
    depth = rng.choice((500, 100_000))
    return rng.choice((b"[" * depth + b"]" * depth, b'{"a":' * depth + b"1" + b"}" * depth))


def raw_json(rng: random.Random, data: bytes) -> bytes:
    return re.sub(
        rb":\s*\d+", lambda m: rng.choice((b": NaN", b": 1e999", b": " + b"9" * 6000, b": 01", m.group())), data
    )


JSON: tuple[Injury, ...] = (other_values, other_values, lose_keys, deep_json, raw_json)
BY_KIND: dict[str, tuple[Injury, ...]] = {
    "html": ANY + HTML * 2 + TEXT,
    "txt": ANY + TEXT * 2,
    "md": ANY + TEXT + MARKDOWN * 3,
    "docx": ANY + ZIPPED * 2,
    "xlsx": ANY + ZIPPED * 2,
    "ods": ANY + ZIPPED,
    "json": ANY + JSON * 4 + TEXT[:5],
    "pdf": ANY + PDF * 2,
    "image": ANY + PICTURE * 6,
    "doc": ANY,
    "rtf": ANY,
    "xls": ANY,
}
COSTLY: dict[str, tuple[Injury, ...]] = {"docx": COSTLY_ZIPPED, "xlsx": COSTLY_ZIPPED, "pdf": (stream_bomb,)}
"""Injuries that take seconds: one in thirty of their kind."""
