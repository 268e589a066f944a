"""Refusals of formatted text."""

from gongkai.statute.errors import GongkaiError


class TextTooLong(GongkaiError):
    """Longer than a page can be."""

    code = "UPL-2001"
    text = "正文有 {size} 个字符，超过 {limit} 个字符的上限。"
    hint = "请把内容较多的部分作为附件上传。"


class TextTooDeep(GongkaiError):
    """Elements within elements beyond what any text needs."""

    code = "UPL-2004"
    text = "正文的格式层层嵌套，过于复杂。"
    hint = "请先“清除格式”，或者粘贴为纯文本后再排版。"


class DocxUnreadable(GongkaiError):
    """Not a Word document, or a damaged one."""

    code = "UPL-2002"
    text = "这个文件不能作为 Word 文档读取：{problem}。"
    hint = "请用 Word 或 WPS 打开后另存为 .docx 再上传。"


class DocxTooLarge(GongkaiError):
    """Larger than what is taken over as text."""

    code = "UPL-2003"
    text = "这个 Word 文档{problem}，不能转成正文。"
    hint = "请减少图片或者拆成几个文件；整个文件也可以作为附件上传。"


class TooManyPictures(GongkaiError):
    """More pictures than a text may have."""

    code = "UPL-2005"
    text = "这个 Word 文档里的图片超过 {limit} 张，不能转成正文。"
    hint = "请删去不需要的图片或者拆成几个文件；整个文件也可以作为附件上传。"


class PictureTooLarge(GongkaiError):
    """A picture larger than what is taken over."""

    code = "UPL-2006"
    text = "这个 Word 文档里的第 {number} 张图片{problem}，不能转成正文。"
    hint = "请在 Word 中压缩这张图片后再导入；整个文件也可以作为附件上传。"
