"""The order of children in WordprocessingML (ISO/IEC 29500 transitional, wml.xsd), for the elements we write.

Word refuses a file whose children stand in another order; LibreOffice does not, so opening it there proves nothing.
"""

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# Element → its children in the order of the schema. A name that is not listed may not stand there.
_ORDER = {
    "document": "body",
    "body": "p tbl sectPr",
    "p": "pPr r",
    "r": "rPr t br fldChar instrText",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl overflowPunct spacing ind jc outlineLvl rPr",
    "rPr": "rStyle rFonts b i color spacing kern sz szCs lang",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tblCellMar": "top left bottom right",
    "tblBorders": "top left bottom right insideH insideV",
    "tblGrid": "gridCol",
    "tr": "trPr tc",
    "trPr": "cantSplit trHeight tblHeader",
    "tc": "tcPr p",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign",
    "sectPr": "footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
    "style": "name aliases basedOn next link uiPriority qFormat pPr rPr tblPr",
    "ftr": "p",
    "fonts": "font",
    "font": "altName charset family pitch",
    "settings": "zoom bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop evenAndOddHeaders "
    "characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
    "compat": "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace "
    "doNotExpandShiftReturn adjustLineHeightInTable useFELayout compatSetting",
}
CHILDREN = {name: children.split() for name, children in _ORDER.items()}
MIXED = frozenset({"body", "r"})  # children in any order; sectPr still last, rPr still first


def misplaced(part: bytes) -> Iterator[str]:
    """Every child that is out of order or may not be there."""
    for element in etree.fromstring(part).iter():
        assert isinstance(element.tag, str)
        assert element.tag.startswith(W)
        name = element.tag.removeprefix(W)
        order = CHILDREN.get(name, [])
        places = []
        for child in element:
            child_name = child.tag.removeprefix(W)
            if child_name not in order:
                yield f"{child_name} in {name}"
            else:
                places.append(order.index(child_name))
        if name not in MIXED and places != sorted(places):
            yield f"order in {name}"
        if name == "tc" and (not len(element) or element[-1].tag != f"{W}p"):
            yield "a cell that does not end in a paragraph"
