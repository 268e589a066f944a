"""The text of one Word paragraph as it is printed, with its automatic number."""

from dataclasses import dataclass, field

from gongkai.documents.readers.archive import Element
from gongkai.documents.readers.numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DROPPED = {
    f"{W}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "rt", "tblPr", "tcPr")
}
PIECES = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
}
NOTES = {f"{W}footnoteReference", f"{W}endnoteReference"}
BOX = f"{W}txbxContent"


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says that text depends on."""

    name: str = ""
    based_on: str | None = None
    list_id: str | None = None
    level: int | None = None
    outline: bool = False


@dataclass(frozen=True)
class Styles:
    """A document's paragraph styles by id."""

    by_id: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        """Read styles.xml; None gives no styles."""
        found: dict[str, Style] = {}
        for style in root.iter(f"{W}style") if root is not None else ():
            list_id, level = _list_of(style.find(f"{W}pPr"))
            found[style.get(f"{W}styleId") or ""] = Style(
                name=(_val(style.find(f"{W}name")) or "").lower(),
                based_on=_val(style.find(f"{W}basedOn")),
                list_id=list_id,
                level=level,
                outline=style.find(f"{W}pPr/{W}outlineLvl") is not None,
            )
        return cls(found)

    def chain(self, style_id: str | None) -> list[Style]:
        """A style and those it is based on; a circle ends where it closes."""
        found: list[Style] = []
        seen = set()
        while style_id and style_id not in seen and style_id in self.by_id:
            seen.add(style_id)
            found.append(self.by_id[style_id])
            style_id = found[-1].based_on
        return found


class TextOf:
    """Reads paragraphs in document order, because automatic numbers count on; counts pictures and footnotes."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.pictures = 0
        self.notes = 0

    def paragraph(self, element: Element) -> tuple[str, list[Element]]:
        """The paragraph's text (manual line breaks as line feeds) and the text boxes anchored in it."""
        pieces: list[str] = []
        boxes: list[Element] = []
        self._gather(element, pieces, boxes)
        text = "".join(pieces)
        number = self._number(element)
        return (number + text.lstrip() if number and text.strip() else text), boxes

    def _gather(self, element: Element, pieces: list[str], boxes: list[Element]) -> None:
        for child in element:
            tag = child.tag
            if tag in (f"{W}t", f"{M}t"):
                pieces.append(child.text or "")
            elif tag in PIECES:
                if not (tag == f"{W}br" and child.get(f"{W}type") in ("page", "column")):
                    pieces.append(PIECES[tag])
            elif tag in DROPPED or (tag == f"{W}r" and _is_hidden(child)):
                continue
            elif tag == BOX:
                boxes.append(child)
            elif tag == f"{MC}AlternateContent":
                chosen = child.find(f"{MC}Choice")
                chosen = child.find(f"{MC}Fallback") if chosen is None else chosen
                if chosen is not None:
                    self._gather(chosen, pieces, boxes)
            elif tag in PICTURES:
                self.pictures += 1
            elif tag in NOTES:
                self.notes += 1
            else:
                self._gather(child, pieces, boxes)

    def _number(self, element: Element) -> str:
        properties = element.find(f"{W}pPr")
        if properties is None:
            return ""
        list_id, level = _list_of(properties)
        for style in self.styles.chain(_val(properties.find(f"{W}pStyle"))):
            list_id = style.list_id if list_id is None else list_id
            level = style.level if level is None else level
        return "" if list_id in (None, "0") else self.numbering.next(list_id or "", level or 0)

    def _style(self, element: Element) -> list[Style]:
        return self.styles.chain(_val(element.find(f"{W}pPr/{W}pStyle")))

    def is_heading(self, element: Element) -> bool:
        """Whether style or outline level makes the paragraph a heading."""
        if element.find(f"{W}pPr/{W}outlineLvl") is not None:
            return _val(element.find(f"{W}pPr/{W}outlineLvl")) != "9"
        return any(style.outline or style.name.startswith(("heading", "标题")) for style in self._style(element))

    def is_contents_line(self, element: Element) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        return any(style.name.startswith("toc ") and style.name != "toc heading" for style in self._style(element))


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false", "off")


def _val(element: Element | None) -> str | None:
    value: str | None = None if element is None else element.get(f"{W}val")
    return value


def _list_of(properties: Element | None) -> tuple[str | None, int | None]:
    """The list id and level that paragraph properties name."""
    numbers = None if properties is None else properties.find(f"{W}numPr")
    if numbers is None:
        return None, None
    level = _val(numbers.find(f"{W}ilvl"))
    return _val(numbers.find(f"{W}numId")), int(level) if level and level.isascii() and level.isdigit() else None
