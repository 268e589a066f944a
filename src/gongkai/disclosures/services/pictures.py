"""Pictures in a text: held until the text with them is kept, then attachments shown in it at their public address.

A text under work names a picture in one of three ways, and is kept with the last alone: by a signed note of what
was read from a Word document and is not kept yet, by the clerks' address, by the public address.
"""

import re
from collections.abc import Callable, Iterable
from html import unescape
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.html import escape

from gongkai.disclosures import errors
from gongkai.disclosures.models import Attachment, Item
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.selectors.public import extension
from gongkai.disclosures.services.attachments import LIMIT_FILES, PICTURES
from gongkai.kit import store
from gongkai.kit.richtext import DocxImage

_SALT = "gongkai.disclosures.picture"
_IMAGE = re.compile(r"<img\b[^>]*>")
_SOURCE, _ALT = re.compile(r'\bsrc="([^"]*)"'), re.compile(r'\balt="([^"]*)"')


def held(item: Item, image: DocxImage) -> str:
    """Keep the bytes; the address at which the clerk sees the picture before the text is kept."""
    ending = extension(image.src)
    note = signing.dumps([str(item.key), store.put(image.data), ending, image.content_type], salt=_SALT)
    return reverse("disclosures:item_picture", kwargs={"key": item.key, "note": note})


def told(item: Item, note: str) -> tuple[str, str, str]:
    """Digest, ending and type of a picture that is held for an item. Raises DSC-2307."""
    try:
        key, digest, ending, kind = signing.loads(note, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise errors.PictureLost() from None
    if key != str(item.key) or kind not in PICTURES:
        raise errors.PictureLost()
    return digest, ending, kind


def settled(item: Item, body: str, number: int) -> str:
    """The text as it is kept as revision `number`: held pictures become attachments, addresses the public's.

    Pictures that the text no longer shows end with the revision before. Raises DSC-2303, DSC-2307.
    """
    known = {str(file.key): file for file in selectors.files_at(item.pk, number) if file.is_inline}
    made: dict[str, Attachment] = {}

    def turned(image: str, source: str) -> str:
        note = _after(source, _begin(item, "item_picture"))
        if note and note not in made:
            made[note] = _attached(item, note, image, number, len(known) + len(made) + 1)
        file = made[note] if note else known.get(_after(source, _begin(item, "item_file")))
        return public_address(item, file) if file else source

    text = _sources(body, turned)
    shown = item.latest.body if item.latest else ""
    for key, file in known.items():
        if key in shown and key not in text:
            Attachment.objects.filter(pk=file.pk).update(until_revision=number - 1)
    if made and len(selectors.files_at(item.pk, number)) > LIMIT_FILES:
        raise errors.TooManyAttachments(limit=LIMIT_FILES)
    return text


def _attached(item: Item, note: str, image: str, number: int, count: int) -> Attachment:
    digest, ending, kind = told(item, note)
    alternative = _ALT.search(image)
    with store.opened(digest) as file:
        size = len(file.read())
    return Attachment.objects.create(
        item=item,
        name=f"正文图片{count}.{ending}",
        media_type=kind,
        size=size,
        digest=digest,
        alternative=unescape(alternative[1])[:200] if alternative else "",
        is_inline=True,
        from_revision=number,
    )


def for_clerks(item: Item, body: str, files: Iterable[Attachment]) -> str:
    """The text with its own pictures at the address that opens before the public may see them."""
    known = {public_address(item, file): file for file in files}

    def turned(image: str, source: str) -> str:
        file = known.get(source)
        return _clerks_address(item, file.key) if file else source

    return _sources(body, turned)


def public_address(item: Item, file: Attachment) -> str:
    """Where the public sees the picture."""
    return reverse("portal:file", kwargs={"key": item.key, "file": file.key, "extension": extension(file.name)})


def _clerks_address(item: Item, file: UUID) -> str:
    return reverse("disclosures:item_file", kwargs={"key": item.key, "attachment": file})


_NOTHING = UUID(int=0)


def _begin(item: Item, name: str) -> str:
    """What the addresses of an item's pictures begin with."""
    if name == "item_file":
        return _clerks_address(item, _NOTHING).partition(str(_NOTHING))[0]
    return reverse("disclosures:item_picture", kwargs={"key": item.key, "note": "0"}).removesuffix("0/")


def _after(source: str, begin: str) -> str:
    return source.removeprefix(begin).rstrip("/") if source.startswith(begin) else ""


def _sources(body: str, turned: Callable[[str, str], str]) -> str:
    """The cleaned text with the address of each picture turned."""

    def image(match: re.Match[str]) -> str:
        return _SOURCE.sub(lambda s: f'src="{escape(turned(match[0], unescape(s[1])))}"', match[0], count=1)

    return _IMAGE.sub(image, body)
