"""Office documents are zip archives: opened here within bounds, their XML parsed without entities or network."""

import zipfile
from io import BytesIO
from typing import TypeAlias

from lxml import etree

from gongkai.documents.readers.errors import DamagedFile, ExpandsTooMuch, NestedTooDeeply, PasswordProtected
from gongkai.documents.readers.limits import MEGABYTE, Limits
from gongkai.documents.readers.sniff import ZIP_ERRORS

Element: TypeAlias = etree._Element  # the name lxml gives its element type in annotations
DEPTH = 256  # libxml2's own bound on nested elements without XML_PARSE_HUGE


class Archive:
    """A bounded view of an Office document's parts.

    Raises DamagedFile (RDR-1005), ExpandsTooMuch (RDR-1007) for bombs, PasswordProtected (RDR-1004).
    """

    def __init__(self, data: bytes, name: str, kind: str, limits: Limits) -> None:
        self.name = name
        self.kind = kind
        self.limits = limits
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except ZIP_ERRORS as error:
            raise DamagedFile(name=name, kind=kind, detail="压缩结构不完整") from error
        self._check(members, len(data))
        # Some writers use backslashes or another case; the format says names are compared without case.
        self._members = {m.filename.replace("\\", "/").lstrip("/").lower(): m for m in members}

    def _check(self, members: list[zipfile.ZipInfo], size: int) -> None:
        if len(members) > self.limits.archive_members:
            raise ExpandsTooMuch(name=self.name, detail=f"含有 {len(members)} 个部件")
        if any(member.flag_bits & 0x1 for member in members):
            raise PasswordProtected(name=self.name)
        total = sum(member.file_size for member in members)
        if total > self.limits.archive_bytes:
            raise ExpandsTooMuch(name=self.name, detail=f"展开后约 {total // MEGABYTE} MB")
        if total > self.limits.archive_free and total > size * self.limits.archive_ratio:
            raise ExpandsTooMuch(name=self.name, detail=f"展开后是原来的 {total // max(size, 1)} 倍")

    @property
    def names(self) -> tuple[str, ...]:
        """The parts' names, lower case."""
        return tuple(self._members)

    def read(self, part: str) -> bytes | None:
        """A part's bytes; None when it is absent."""
        member = self._members.get(part.lower().lstrip("/"))
        if member is None:
            return None
        if member.file_size > self.limits.xml_bytes:
            raise ExpandsTooMuch(name=self.name, detail=f"部件展开后约 {member.file_size // MEGABYTE} MB")
        try:
            with self._zip.open(member) as stream:
                return stream.read(self.limits.xml_bytes)
        except ZIP_ERRORS as error:
            raise DamagedFile(name=self.name, kind=self.kind, detail=f"部件 {part} 无法解压") from error

    def xml(self, part: str) -> Element | None:
        """A part's root element (lxml); None when the part is absent."""
        data = self.read(part)
        return None if data is None else parse_xml(data, self.name, self.kind, part)


def parse_xml(data: bytes, name: str, kind: str, part: str) -> Element:
    """An element tree from XML that may be hostile: no DTD is loaded, no entity expanded, nothing fetched."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "xcessive depth" in str(error):
            raise NestedTooDeeply(name=name, limit=DEPTH) from error
        raise DamagedFile(name=name, kind=kind, detail=f"部件 {part} 不完整") from error
    except (ValueError, LookupError) as error:
        raise DamagedFile(name=name, kind=kind, detail=f"部件 {part} 的编码无法辨认") from error
    if b"<!DOCTYPE" in data[:4096]:
        raise DamagedFile(name=name, kind=kind, detail=f"部件 {part} 含有不应有的文档类型声明")
    return root


def inner_text(element: Element) -> str:
    """All text inside an element, in order."""
    return "".join(str(piece) for piece in element.itertext())
