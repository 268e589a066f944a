"""The text of a Word document, read in a bounded process, its pictures drawn anew there."""

import re
from collections.abc import Callable

from gongkai.disclosures.errors import WordUnreadable
from gongkai.documents.readers.sandbox import in_sandbox
from gongkai.kit.richtext import DocxImage, from_docx

_EMPTY = re.compile(r"<img\b(?![^>]*\bsrc=)[^>]*>")


def body_of(name: str, data: bytes, hold: Callable[[DocxImage], str]) -> tuple[str, list[str]]:
    """The text, and what has to be told about it; `hold` gives the address under which a picture is kept.

    Raises DSC-2306, UPL-2001 to UPL-2006, RDR-nnnn.
    """
    if not name.lower().endswith(".docx"):
        raise WordUnreadable(name=name, problem="扩展名不是 .docx")
    read = in_sandbox(from_docx, data, subject=name)
    html = _EMPTY.sub("", read.html)
    for image in read.images:
        html = html.replace(f'src="{image.src}"', f'src="{hold(image)}"')
    notices = list(read.notices)
    if unsaid := sum(not image.alt.strip() for image in read.images):
        notices.append(f"有 {unsaid} 张图片在文档里没有替代文字，请用“图片说明”逐张补上。")
    return html, notices
