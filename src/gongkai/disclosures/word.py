"""The text of a Word document, read in a bounded process; its pictures are named, not taken over."""

import re

from gongkai.disclosures.errors import WordUnreadable
from gongkai.documents.readers.sandbox import in_sandbox
from gongkai.kit.richtext import from_docx

_PICTURE = re.compile(r"<img\b[^>]*>")


def body_of(name: str, data: bytes) -> tuple[str, list[str]]:
    """The text, and what has to be told about it. Raises DSC-2306, UPL-2001 to UPL-2003, RDR-nnnn."""
    if not name.lower().endswith(".docx"):
        raise WordUnreadable(name=name, problem="扩展名不是 .docx")
    read = in_sandbox(from_docx, data, subject=name)
    notices = list(read.notices)
    if read.images:
        notices.append(f"文档中的{len(read.images)}张图片没有读入，请作为附件上传并写明替代文字。")
    return _PICTURE.sub("", read.html), notices
