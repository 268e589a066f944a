"""What a file is, told by its content. The name only decides between plain text and Markdown."""

import lzma
import re
import struct
import zipfile
import zlib
from io import BytesIO

from gongkai.documents.readers.encoding import looks_binary, utf16_or_32
from gongkai.documents.readers.errors import (
    ArchiveFile,
    DamagedFile,
    EmptyFile,
    NotText,
    PasswordProtected,
    UnsupportedType,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
IMAGES: tuple[bytes, ...] = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", " RAR "),
    (b"7z\xbc\xaf\x27\x1c", " 7Z "),
    (b"\x1f\x8b\x08", " GZ "),
    (b"BZh", " BZ2 "),
    (b"\xfd7zXZ\0", " XZ "),
    (b"\x28\xb5\x2f\xfd", " ZSTD "),
    (b"MSCF", " CAB "),
)
PROGRAMS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "可执行程序"),
    (b"\x7fELF", "可执行程序"),
    (b"\xca\xfe\xba\xbe", "程序"),
    (b"\0asm", "程序"),
    (b"#!", "脚本程序"),
    (b"SQLite format 3\0", "数据库"),
    (b"\x00\x01\x00\x00\x00", "字体或数据库"),
    (b"wOFF", "字体"),
    (b"wOF2", "字体"),
    (b"OggS", "音频"),
    (b"ID3", "音频"),
    (b"fLaC", "音频"),
    (b"\x1aE\xdf\xa3", "视频"),
    (b"FLV\x01", "视频"),
    (b"PAR1", " Parquet 数据"),
    (b"%!PS", " PostScript 文件"),
    (b"8BPS", " Photoshop 图片"),
)
TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|t[drh]|p|div|span|meta|h[1-6]|br|ul|ol|font|center|section|article)"
    rb"[\s>/]",
    re.IGNORECASE,
)
PAGE = re.compile(rb"<(?:!doctype\s+html|html|body)[\s>]|</(?:p|div|td)\s*>", re.IGNORECASE)
TABLE_TAG = re.compile(rb"<table[\s>]", re.IGNORECASE)
PIPE_RULE = re.compile(
    rb"^[ \t]{0,80}\|?[ \t]{0,80}:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*\r?$", re.MULTILINE
)
PIPE_RULE_SINGLE = re.compile(rb"^[ \t]{0,80}\|[ \t]{0,80}:?-{2,}:?[ \t]*\|[ \t]*\r?$", re.MULTILINE)
MAIL = re.compile(
    rb"(?:MIME-Version|Content-Type|From|Received|Return-Path|Subject|Date):[^\n]*\r?\n", re.IGNORECASE
)
# What zipfile raises on damaged archives: its own error, and those of the libraries below it.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,  # an unknown compression method
    RuntimeError,  # an encrypted member
    struct.error,
    ValueError,
    KeyError,
    OSError,
    EOFError,
)
HEAD = 65_536
NOTHING = b" \t\r\n\0\x0b\x0c\xef\xbb\xbf\xff\xfe"
MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd")


def kind_of(data: bytes, name: str) -> str:
    """The kind of a file: "pdf", "image", "docx", "xlsx", "doc", "json", "html", "md" or "txt".

    "xlsx" covers every workbook the calamine library opens (XLSX, XLSM, XLSB, XLS, ET, ODS), "doc" all that
    LibreOffice has to convert (DOC, WPS, RTF, ODT, Word 2003 XML). Refusals:
    RDR-1001, 1003, 1004, 1005, 1010, 1016.
    """
    if not data[:HEAD].strip(NOTHING) and not data.strip(NOTHING):
        raise EmptyFile(name=name)
    if data.startswith(ZIP_STARTS):
        return _zip_kind(data, name)
    if data.startswith(OLE):
        return _ole_kind(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or _is_bitmap(data):
        return "image"
    if data.lstrip()[:5] == b"{\\rtf":
        return "doc"
    _refuse_known(data, name)
    return _text_kind(data, name)


def _is_bitmap(data: bytes) -> bool:
    return data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and len(data) > 26


def _refuse_known(data: bytes, name: str) -> None:
    for start, kind in ARCHIVES:
        if data.startswith(start):
            raise ArchiveFile(name=name, kind=kind)
    if data[257:262] == b"ustar":
        raise ArchiveFile(name=name, kind=" TAR ")
    for start, kind in PROGRAMS:
        if data.startswith(start):
            raise UnsupportedType(name=name, kind=kind)
    if data[4:8] == b"ftyp":
        raise UnsupportedType(name=name, kind="视频或手机照片")
    if data[:4] == b"RIFF":
        raise UnsupportedType(name=name, kind="音频或视频")


def _zip_kind(data: bytes, name: str) -> str:
    """A DOCX, a workbook, an ODF document, or an archive to be refused by its own name."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names[:3] else b""
    except ZIP_ERRORS as e:
        raise DamagedFile(name=name, kind=_broken_zip_kind(data), detail="压缩结构不完整") from e
    folders = {entry.replace("\\", "/").lstrip("/").split("/", 1)[0].lower() for entry in names}
    if mimetype:
        return _open_document_kind(mimetype, name)
    if "[Content_Types].xml" in names:
        if "word" in folders:
            return "docx"
        if "xl" in folders:
            return "xlsx"
        if "ppt" in folders:
            raise UnsupportedType(name=name, kind="演示文稿")
    if "OFD.xml" in names:
        raise UnsupportedType(name=name, kind=" OFD 版式文件（请先另存或打印为 PDF）")
    if "word" in folders:
        return "docx"
    raise ArchiveFile(name=name, kind=" ZIP ")


def _broken_zip_kind(data: bytes) -> str:
    """The Office type a cut archive was, by the entry names still in it."""
    if b"word/" in data:
        return " DOCX "
    return " XLSX " if b"xl/" in data else " ZIP "


def _open_document_kind(mimetype: bytes, name: str) -> str:
    if b"opendocument.spreadsheet" in mimetype:
        return "xlsx"
    if b"opendocument.text" in mimetype:
        return "doc"
    kind = "电子书" if b"epub" in mimetype else "演示文稿或图形"
    raise UnsupportedType(name=name, kind=kind)


def _ole_kind(data: bytes, name: str) -> str:
    """An Office 97 file (also WPS .wps and .et), told by the names of its streams."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise PasswordProtected(name=name)
    if has("WordDocument"):
        if _doc_is_encrypted(data):
            raise PasswordProtected(name=name)
        return "doc"
    if has("Workbook") or has("Book"):
        return "xlsx"
    if has("PowerPoint Document"):
        raise UnsupportedType(name=name, kind="演示文稿")
    if has("__properties_version1.0"):
        raise UnsupportedType(name=name, kind="电子邮件")
    raise UnsupportedType(name=name, kind="无法辨认的 Office 97 格式文件")


def _doc_is_encrypted(data: bytes) -> bool:
    """Bit fEncrypted of the FIB ([MS-DOC] 2.5.2), which begins the WordDocument stream on a sector boundary."""
    for offset in range(512, min(len(data) - 12, 4 * 1024 * 1024), 512):
        if data[offset : offset + 2] == b"\xec\xa5" and data[offset + 3] == 0:
            return bool(data[offset + 11] & 0x01)
    return False


def _text_kind(data: bytes, name: str) -> str:
    wide = utf16_or_32(data)
    if wide:
        data = data[: 4 * HEAD].decode(wide, "replace").encode("utf-8").removeprefix(b"\xef\xbb\xbf")
    elif looks_binary(data):
        raise _unknown(data, name)
    start = data[:HEAD].lstrip().removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"<":
        return _markup_kind(start, data, name)
    if start[:1] in (b"{", b"[") and re.match(rb'\{\s*["}]|\[\s*[\]{["0-9]', start):
        return "json"
    if len(MAIL.findall(start[:4096])) >= 2 and b"multipart/" in start[:HEAD].lower():
        raise UnsupportedType(name=name, kind="网页归档（MHT）或电子邮件（请用浏览器打开，另存为 HTML）")
    markdown = PIPE_RULE.search(data) or PIPE_RULE_SINGLE.search(data)
    if markdown or name.lower().endswith(MARKDOWN_NAMES):
        return "md"
    if PAGE.search(data):
        return "html"
    return "md" if TABLE_TAG.search(data) else "txt"


def _markup_kind(start: bytes, data: bytes, name: str) -> str:
    if TAG.match(start):
        return "html"
    head = start[:8192].lower()
    if b"<html" not in head:
        if b"office/word/2003/wordml" in head or b"schemas.microsoft.com/office/2006/xmlpackage" in head:
            return "doc"
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            raise UnsupportedType(name=name, kind=" XML 电子表格（请用 Excel 或 WPS 另存为 XLSX）")
        if b"<svg" in head:
            raise UnsupportedType(name=name, kind=" SVG 图形")
    if TAG.search(data):
        return "html"
    if head.startswith(b"<?xml") or re.match(rb"<[a-z][\w:.-]*[\s>/]", head):
        if head.startswith(b"<?xml"):
            raise UnsupportedType(name=name, kind=" XML 数据")
        return "html"
    return "md" if name.lower().endswith(MARKDOWN_NAMES) else "txt"


def _unknown(data: bytes, name: str) -> NotText | UnsupportedType:
    """The refusal for bytes that are no text, naming the type where puremagic knows it."""
    import puremagic

    try:
        found = puremagic.magic_string(data[:HEAD])
    except (puremagic.PureError, ValueError):
        return NotText(name=name)
    best = found[0].extension.strip(".") if found and found[0].confidence >= 0.5 else ""
    return UnsupportedType(name=name, kind=f" {best.upper()} 文件") if best else NotText(name=name)
