"""Files beside a text: typed by their content, bounded, each change a new revision of what is signed."""

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID
from zipfile import BadZipFile, ZipFile

import puremagic
from django.http import Http404

from gongkai.audit.services import act, record
from gongkai.disclosures import errors
from gongkai.disclosures.models import Attachment, Item
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.services import working
from gongkai.kit import store
from gongkai.kit.access import Clerk
from gongkai.kit.incoming import bare_picture, file_name
from gongkai.statute.disclosures import ItemVerb
from gongkai.statute.vocab.roles import Perm

MEGABYTE = 2**20
LIMIT_BYTES = 50 * MEGABYTE
LIMIT_FILES = 50
# Extension → media type of what may be published; the content has to be of the same family.
ALLOWED = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ofd": "application/ofd",
    ".wps": "application/vnd.ms-works",
    ".et": "application/vnd.ms-excel",
    ".zip": "application/zip",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
}
PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
_OLE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {".doc", ".xls", ".wps", ".et"})
_ZIPPED = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".pptx": "ppt/presentation.xml",
    ".ofd": "OFD.xml",
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it was given."""

    name: str
    data: bytes
    alternative: str = ""
    is_inline: bool = False


def media_type(name: str, data: bytes) -> str:
    """The type of a file by its content. Raises DSC-2301 where content and name do not belong together."""
    extension = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    if extension in ALLOWED and _fits(extension, data):
        return ALLOWED[extension]
    allowed = "、".join(sorted(known.lstrip(".").upper() for known in ALLOWED))
    raise errors.AttachmentType(name=name, found=_told(data), allowed=allowed)


def _fits(extension: str, data: bytes) -> bool:
    if extension in {".csv", ".txt"}:
        return b"\0" not in data[:4096]
    if data.startswith(_OLE[0]):
        return extension in _OLE[1]
    if extension in _ZIPPED:
        return _has_member(data, _ZIPPED[extension])
    found = {match.mime_type for match in puremagic.magic_string(data[:8192])} if data else set()
    return ALLOWED[extension] in found or (extension == ".mp3" and data.startswith((b"ID3", b"\xff\xfb")))


def _has_member(data: bytes, member: str) -> bool:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            return member in names and not any(name.lower().endswith("vbaproject.bin") for name in names)  # macros
    except BadZipFile:
        return False


def _told(data: bytes) -> str:
    try:
        return puremagic.magic_string(data[:8192])[0].name or "未知类型"
    except (puremagic.PureError, ValueError, IndexError):
        return "未知类型"


@act("item.attach", "添加附件")
def attach(key: UUID, file: Incoming, *, by: Clerk) -> Attachment:
    """A file more, from a new revision on. Raises DSC-2301 to DSC-2305."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_DRAFT)
    cite = working.advance(item, ItemVerb.EDIT)
    found = _checked(item, file)
    found.save()
    working.rewrite(item, by)
    working.saved(item, by)
    record(item, by=by, cite=cite or "", changes={"attachment": (None, f"{found.name} {found.digest}")})
    return found


@act("item.detach", "移除附件")
def detach(key: UUID, attachment: UUID, *, by: Clerk) -> Item:
    """A file less, from a new revision on; earlier revisions keep it."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_DRAFT)
    cite = working.advance(item, ItemVerb.EDIT)
    number = _latest_number(item)
    found = next((file for file in selectors.files_at(item.pk, number) if file.key == attachment), None)
    if found is None:
        raise Http404
    found.until_revision = number
    found.save(update_fields=["until_revision"])
    working.rewrite(item, by)
    record(
        working.saved(item, by),
        by=by,
        cite=cite or "",
        changes={"attachment": (f"{found.name} {found.digest}", None)},
    )
    return item


def _checked(item: Item, file: Incoming) -> Attachment:
    """The row of a file that may be published."""
    name = file_name(file.name)
    if not file.data:
        raise errors.AttachmentEmpty(name=name)
    if len(file.data) > LIMIT_BYTES:
        size, limit = f"{len(file.data) / MEGABYTE:.1f} MB", f"{LIMIT_BYTES // MEGABYTE} MB"
        raise errors.AttachmentTooLarge(name=name, size=size, limit=limit)
    number = _latest_number(item)
    if len(selectors.files_at(item.pk, number)) >= LIMIT_FILES:
        raise errors.TooManyAttachments(limit=LIMIT_FILES)
    kind = media_type(name, file.data)
    if file.is_inline and kind not in PICTURES:
        raise errors.AttachmentType(name=name, found=kind, allowed="JPG、PNG、GIF、WEBP 图片")
    if kind in PICTURES and not file.alternative.strip():
        raise errors.AlternativeMissing(name=name)
    data = bare_picture(file.data) if kind in PICTURES else file.data
    return Attachment(
        item=item,
        name=name,
        media_type=kind,
        size=len(data),
        digest=store.put(data),
        alternative=file.alternative.strip(),
        is_inline=file.is_inline,
        from_revision=number + 1,
    )


def _latest_number(item: Item) -> int:
    return int(item.revisions.order_by("-number").values_list("number", flat=True)[0])
