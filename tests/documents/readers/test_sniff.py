"""What a file is, is told by its content."""

import zipfile
from io import BytesIO

import pytest

from gongkai.documents.readers import DEFAULT, Limits, kind_of, open_source
from gongkai.documents.readers.errors import UnreadableFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(300)


def packed(*names: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "<x/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4\n", "pdf"),
        (b"\r\n\r\n%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n0000", "image"),
        (b"\xff\xd8\xff\xe0....", "image"),
        (packed("[Content_Types].xml", "word/document.xml"), "docx"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (packed("mimetype", "content.xml"), "doc"),
        (stream("WordDocument"), "doc"),
        (stream("Workbook"), "xlsx"),
        (b"{\\rtf1\\ansi x}", "doc"),
        (b"<html><body><p>x</p></body></html>", "html"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>x", "html"),
        ("<table><tr><td>规章</td></tr></table>".encode(), "html"),
        ("<p>总体情况</p>".encode("gb18030"), "html"),
        ("<html><p>总体情况</p></html>".encode("utf-16"), "html"),
        ("规章\t0\t0\t0\n".encode(), "txt"),
        ("信息内容 | 数量\n|---|---|\n规章 | 0\n".encode(), "md"),
        (b'{"schema": "gongkai.report/1"}', "json"),
        (b'  [{"a": 1}]', "json"),
        ("一、总体情况 a<b 而 c>d".encode(), "txt"),
    ],
)
@pytest.mark.parametrize("name", ["x", "x.doc", "x.pdf", "x.zip"])
def test_the_content_decides(data: bytes, kind: str, name: str) -> None:
    assert kind_of(data, name) == kind


def test_only_plain_text_is_markdown_by_its_name() -> None:
    assert kind_of("一、总体情况".encode(), "年报.md") == "md"
    assert kind_of("一、总体情况".encode(), "年报.txt") == "txt"
    assert kind_of(b"<html><p>x</p></html>", "年报.md") == "html"


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "RDR-1001", "空文件"),
        (b"\xef\xbb\xbf \r\n\t\0", "RDR-1001", "空文件"),
        (packed("报告.txt"), "RDR-1016", "解压"),
        (b"Rar!\x1a\x07\x00x", "RDR-1016", "RAR"),
        (b"7z\xbc\xaf\x27\x1c....", "RDR-1016", "7Z"),
        (b"PK\x03\x04 broken word/document.xml", "RDR-1005", "DOCX"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "RDR-1003", "演示文稿"),
        (packed("OFD.xml"), "RDR-1003", "PDF"),
        (stream("EncryptedPackage"), "RDR-1004", "密码"),
        (stream("PowerPoint Document"), "RDR-1003", "演示文稿"),
        (b"MZ\x90\0\x03", "RDR-1003", "程序"),
        (b"\0\0\0\x20ftypisom", "RDR-1003", "视频"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", "RDR-1003", "HTML"),
        (b"<svg xmlns='x'></svg>", "RDR-1003", "SVG"),
        (b"<?xml version='1.0'?><a/>", "RDR-1003", "XML"),
        (bytes(range(32)) * 40, "RDR-1010", "编码"),
        (b'{"a": 1}', "RDR-1018", "JSON"),
    ],
)
def test_what_is_no_report_is_refused_by_its_kind(data: bytes, code: str, word: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        open_source(data, "年报.docx")

    assert caught.value.code == code
    assert word in str(caught.value)
    assert "年报.docx" in str(caught.value)
    assert caught.value.hint


def test_an_encrypted_old_document_is_told_by_its_header() -> None:
    header = b"\xec\xa5\xc1\0" + bytes(7) + b"\x01" + bytes(500)

    with pytest.raises(UnreadableFile, match="RDR-1004"):
        kind_of(OLE + header + "WordDocument".encode("utf-16-le"), "年报.doc")


def test_a_file_over_the_limit_is_refused_with_both_sizes() -> None:
    with pytest.raises(UnreadableFile, match=r"RDR-1002.*2\.0 MB.*1 MB"):
        open_source(b"0" * 2 * 1024 * 1024, "年报.txt", Limits(file_bytes=1024 * 1024))

    assert DEFAULT.file_bytes == 30 * 1024 * 1024
