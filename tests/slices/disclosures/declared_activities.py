"""What activities, reading points and the review of what is withheld declare."""

import io
from datetime import date
from typing import Any

from PIL import Image

from gongkai.disclosures.models import Activity, ActivityPicture, Item, ReadingPoint
from gongkai.disclosures.services import activities as services
from gongkai.disclosures.services import withheld
from gongkai.disclosures.services.activities import ActivityFacts, PointFacts
from gongkai.kit import clock
from gongkai.statute.vocab.roles import Perm
from tests.builders import a_column
from tests.world import Address, World

_READ, _RECORD = frozenset({Perm.DISCLOSURE_READ}), frozenset({Perm.ACTIVITY_RECORD})
_PUBLISH = frozenset({Perm.DISCLOSURE_PUBLISH})
DAY = date(2026, 5, 15)
TRAINING = ActivityFacts("training", "政务公开业务培训", DAY, DAY, people=42)
POINT = PointFacts("政务公开专区", "港湾路1号", "工作日 9:00—17:00")


def png(size: int = 8) -> bytes:
    """A small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (size, size), (27, 75, 130)).save(buffer, "PNG")
    return buffer.getvalue()


def an_activity(world: World) -> Activity:
    return services.record_activity(TRAINING, by=world.clerks["handler"])


def a_picture(world: World) -> ActivityPicture:
    return services.add_picture(
        an_activity(world).key, png(), "会场.png", "会场里坐满了人", by=world.clerks["handler"]
    )


def a_point(world: World) -> ReadingPoint:
    return services.open_point(POINT, by=world.clerks["handler"])


def a_withheld_item(world: World, **more: Any) -> Item:
    """An item registered as withheld, due for its review."""
    fields = {
        "title": "内部人事安排", "state": "filed", "publicity": "withheld", "publicity_reason": "内部事务信息",
        "formed_on": date(2025, 1, 8), "next_review_on": date(2026, 1, 8),
    } | more  # fmt: skip
    return Item.objects.create(
        agency=world.agency, column=a_column(world.agency), drafter_id=world.clerks["handler"].person_id,
        created_at=clock.now(), **fields,
    )  # fmt: skip


def _activity(world: World) -> dict[str, Any]:
    return {"key": an_activity(world).key}


def _picture(world: World) -> dict[str, Any]:
    picture = a_picture(world)
    return {"key": picture.activity.key, "picture": picture.key}


def _point(world: World) -> dict[str, Any]:
    return {"key": a_point(world).key}


ADDRESSES = [
    Address("disclosures:activities", _READ),
    Address("disclosures:activity_new", _RECORD, methods=("GET", "POST")),
    Address("disclosures:channel_totals", _READ),
    Address("disclosures:activity", _READ, _activity, own=True),
    Address("disclosures:activity_edit", _RECORD, _activity, methods=("GET", "POST"), own=True),
    Address("disclosures:activity_cancel", _RECORD, _activity, methods=("POST",), own=True),
    Address("disclosures:activity_attach", _RECORD, _activity, methods=("POST",), own=True),
    Address("disclosures:activity_picture", _READ, _picture, own=True),
    Address("disclosures:activity_detach", _RECORD, _picture, methods=("POST",), own=True),
    Address("disclosures:points", _READ),
    Address("disclosures:point_new", _RECORD, methods=("GET", "POST")),
    Address("disclosures:point_edit", _RECORD, _point, methods=("GET", "POST"), own=True),
    Address("disclosures:point_close", _RECORD, _point, methods=("GET", "POST"), own=True),
    Address("disclosures:withheld", _READ),
    Address(
        "disclosures:withheld_review",
        _PUBLISH,
        lambda world: {"key": a_withheld_item(world).key},
        methods=("GET", "POST"),
        own=True,
    ),
]


def _edit(world: World) -> None:
    activity = an_activity(world)
    services.edit_activity(activity.key, TRAINING, version=activity.version, by=world.clerks["handler"])


def _edit_point(world: World) -> None:
    point = a_point(world)
    services.edit_point(point.key, POINT, version=point.version, by=world.clerks["handler"])


def _detach(world: World) -> None:
    picture = a_picture(world)
    services.remove_picture(picture.activity.key, picture.key, on=DAY, by=world.clerks["handler"])


ACTS = {
    "activity.record": an_activity,
    "activity.edit": _edit,
    "activity.cancel": lambda world: services.cancel_activity(
        an_activity(world).key, "台风", on=DAY, by=world.clerks["handler"]
    ),
    "activity.add_picture": a_picture,
    "activity.remove_picture": _detach,
    "point.open": a_point,
    "point.edit": _edit_point,
    "point.close": lambda world: services.close_point(a_point(world).key, on=DAY, by=world.clerks["handler"]),
    "withheld.keep": lambda world: withheld.keep(
        a_withheld_item(world).key, "仍属内部事务", on=DAY, next_on=None, by=world.clerks["disclosure_officer"]
    ),
    "withheld.release": lambda world: withheld.release(
        a_withheld_item(world).key, "已不属于内部事务", on=DAY, by=world.clerks["disclosure_officer"]
    ),
}
