"""Rows for the public site: written straight into the tables, since here only what is read matters."""

from datetime import date, datetime
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.disclosures.models import Activity, ActivityPicture, Attachment, Column, Item, PublicNotice, Revision
from gongkai.kit import clock, store
from tests.builders import _numbers, a_column, a_person

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "7a5eab3f0000000049454e44ae426082"
)
DAY = date(2026, 3, 9)


def a_public_item(
    agency: Agency, title: str = "关于公布服务事项的通知", *, column: Column | None = None,
    on: date = DAY, body: str = "<p>正文。</p>", **fields: Any,
) -> Item:  # fmt: skip
    """A published item with one revision."""
    number = next(_numbers)
    at = datetime(on.year, on.month, on.day, 9, tzinfo=clock.SHANGHAI)
    author = a_person()
    column = column or a_column(agency)
    told = {"title": title, "summary": "服务事项的范围和办理地点", "formed_on": on, "kind": "information"} | fields
    item = Item.objects.create(
        agency=agency,
        column=column,
        drafter=author,
        created_at=at,
        index_number=f"TEST/{on.year}-{number:05}",
        **told,
    )
    own = {name: value for name, value in told.items() if name not in {"validity", "explains"}}
    revision = Revision.objects.create(
        item=item, number=1, column=column, author=author, made_at=at, digest="0" * 64, body=body, **own
    )
    item.latest = item.public = revision
    item.state, item.published_on, item.published_at = "published", on, at
    item.save()
    column.items += 1
    column.latest_on = max(filter(None, (column.latest_on, on)))
    column.save()
    return item


def a_draft_after(item: Item, title: str, body: str) -> Revision:
    """A correction under way that the public must not see."""
    revision = Revision.objects.create(
        item=item, number=2, column=item.column, author=item.drafter, made_at=clock.now(), digest="1" * 64,
        title=title, body=body, formed_on=item.formed_on,
    )  # fmt: skip
    item.latest, item.correction = revision, "drafting"
    item.save()
    return revision


def withdraw(item: Item, reason: str, on: date = date(2026, 4, 1)) -> None:
    """Take it from the public, with the notice that stays."""
    item.state, item.withdrawn_on = "withdrawn", on
    item.save()
    PublicNotice.objects.create(item=item, kind="withdrawal", on=on, text=reason)


def an_attachment(item: Item, name: str, data: bytes = b"%PDF-1.7 x", **fields: Any) -> Attachment:
    """A stored file of the item's first revision."""
    told = {"media_type": "application/pdf", "from_revision": 1} | fields
    return Attachment.objects.create(item=item, name=name, size=len(data), digest=store.put(data), **told)


def a_picture_of_an_event(agency: Agency, **fields: Any) -> dict[str, Any]:
    """A picture of a public event, as its address names it."""
    told = {"title": "政务公开日", "kind": "open_day", "begins_on": DAY, "ends_on": DAY, "is_public": True} | fields
    event = Activity.objects.create(agency=agency, **told)
    picture = ActivityPicture.objects.create(
        activity=event, name="现场.png", media_type="image/png", size=len(PIXEL), digest=store.put(PIXEL),
        alternative="居民在展板前咨询",
    )  # fmt: skip
    return {"slug": agency.slug, "picture": picture.key, "extension": "png"}
