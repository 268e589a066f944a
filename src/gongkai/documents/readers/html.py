"""HTML pages: paragraphs and tables in reading order, without the site's furniture. Nothing is fetched."""

from gongkai.documents.layout import Source
from gongkai.documents.readers.archive import Element
from gongkai.documents.readers.encoding import decode
from gongkai.documents.readers.errors import NothingInside
from gongkai.documents.readers.grids import Budget
from gongkai.documents.readers.html_meta import meta_of, meta_of_head
from gongkai.documents.readers.html_plain import read_plain
from gongkai.documents.readers.html_tags import NotPlain
from gongkai.documents.readers.html_tree import clean, parse
from gongkai.documents.readers.html_walker import Walker
from gongkai.documents.readers.limits import Limits


def read(data: bytes, name: str, limits: Limits) -> Source:
    """A page's blocks: each p, div, li, heading, text between `br` is a Paragraph, each data table a Grid.

    Cell text keeps its line breaks as line feeds. Tables that only lay out the page are taken apart. Elements the
    page hides are left out unless nothing else is there. Refusals: RDR-1005, 1008, 1009, 1010, 1017.
    """
    return read_text(decode(data, name), name, limits)


def read_text(text: str, name: str, limits: Limits) -> Source:
    """The same for text already decoded."""
    try:
        blocks = read_plain(text, Budget(name, limits), clean)
    except NotPlain:
        blocks = []
    if blocks:
        return Source(name, "html", tuple(blocks), meta_of_head(text, name))
    return read_tree(text, name, limits, may_hide=_may_hide(text))


def _may_hide(text: str) -> bool:
    """False where no word in the page hides anything: no element need be asked then, half the time of reading."""
    lowered = text.lower()
    return any(word in lowered for word in ("none", "hidden", "mso-hide", "navigation"))


def read_tree(text: str, name: str, limits: Limits, *, may_hide: bool = True) -> Source:
    """The same through an element tree, for any page; `may_hide` False saves looking for hidden elements."""
    root = parse(text, name)
    walker = Walker(Budget(name, limits), hidden=not may_hide)
    walker.walk(root)
    if may_hide and not walker.blocks:
        walker = Walker(Budget(name, limits), hidden=True)
        walker.walk(root)
    if not walker.blocks:
        framed = bool(root.xpath("//iframe|//frame"))
        advice = (
            "网页的正文在框架里，请打开框架中的页面另存。"
            if framed
            else "正文可能是图片或由脚本生成，请用浏览器打开后另存。"
        )
        raise NothingInside(name=name, advice=advice)
    return Source(name, "html", tuple(walker.blocks), meta_of(root), _notices(root))


def _notices(root: Element) -> tuple[str, ...]:
    """What the reader of the result should know: frames, pictures where tables might be."""
    notices = []
    if next(root.iter("iframe", "frame"), None) is not None:
        notices.append("网页用框架嵌入了其他页面，框架里的内容没有读取。")
    return tuple(notices)
