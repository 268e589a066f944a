"""Activities, reading points, the review of what is withheld."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from ninja import Schema
from ninja.files import UploadedFile
from ninja.params.functions import Form
from pydantic import Field

from gongkai.disclosures.api.items import ItemLine
from gongkai.disclosures.models import Activity, ActivityPicture, ReadingPoint
from gongkai.disclosures.selectors import activities as selectors
from gongkai.disclosures.services import activities as services
from gongkai.disclosures.services import withheld
from gongkai.kit import store
from gongkai.kit.access import ClerkRequest
from gongkai.kit.api import (
    ASKED,
    FILE,
    Line,
    Take,
    act,
    attachment,
    bounded,
    chars,
    download,
    named,
    one_of,
    read,
    received,
    row,
    upload,
)
from gongkai.kit.paging import Paging, page, page_of
from gongkai.statute.vocab.roles import Perm

READ, RECORD, PUBLISH = Perm.DISCLOSURE_READ, Perm.ACTIVITY_RECORD, Perm.DISCLOSURE_PUBLISH
ALTERNATIVE = Form("")
PictureLine = row(ActivityPicture, "PictureLine", "key", "name", "media_type", "size", "digest", "alternative")
ActivityLine = row(
    Activity, "ActivityLine",
    "key", "agency", "kind", "title", "begins_on", "ends_on", "place", "organiser", "people", "description",
    "is_public", "cancelled_on", "cancel_reason", version=int,
)  # fmt: skip
PointLine = row(
    ReadingPoint, "PointLine",
    "key", "agency", "name", "address", "hours", "telephone", "services", "since", "closed_on", version=int,
)  # fmt: skip


class ActivityWhole(Schema):
    """An activity with its pictures."""

    activity: ActivityLine  # type: ignore[valid-type]  # made from the model
    pictures: list[PictureLine]  # type: ignore[valid-type]  # made from the model


class ActivityFilters(Paging):
    """What the list is narrowed to."""

    year: Annotated[int, Field(ge=1949, le=2999)] | None = None
    kind: one_of("", *(code for code, _ in Activity.KINDS)) = ""  # type: ignore[valid-type]  # one of these texts


def listed(request: ClerkRequest, asked: ActivityFilters = ASKED) -> Any:  # noqa: ANN401
    """活动和培训，可以按年份和类别筛选。"""
    return page(selectors.listed(request.clerk, asked.year, asked.kind), asked, "-begins_on", "-id")


def one(request: ClerkRequest, key: UUID) -> Any:  # noqa: ANN401
    """一次活动和它的图片。"""
    activity = selectors.get(key, request.clerk)
    return {"activity": activity, "pictures": selectors.pictures(activity)}


def picture(request: ClerkRequest, key: UUID, picture: UUID) -> Any:  # noqa: ANN401
    """活动图片的内容。"""
    found = selectors.picture(picture, request.clerk)
    if found.activity.key != key:
        raise Http404
    return attachment(store.read(found.digest), found.media_type, found.name)


def points(request: ClerkRequest, asked: Paging = ASKED) -> Any:  # noqa: ANN401
    """信息查阅点。"""
    return page(selectors.points(request.clerk), asked, "id")


def to_review(request: ClerkRequest, asked: Paging = ASKED) -> Any:  # noqa: ANN401
    """不予公开的信息和下次评估的日期。"""
    return page(selectors.withheld(request.clerk), asked, "id")


def add_picture(
    request: ClerkRequest, key: UUID, file: UploadedFile = FILE, alternative: Line = ALTERNATIVE
) -> Any:  # noqa: ANN401
    """添加活动图片，须有替代文字。"""
    selectors.get(key, request.clerk)
    return services.add_picture(key, received(request, file), named(file), alternative, by=request.clerk)


_ACTIVITY = {"facts": bounded(services.ActivityFacts, Activity)}
_POINT = {"facts": bounded(services.PointFacts, ReadingPoint)}
_REASON = {"reason": Take(chars(200))}
_KEY, _AT = "activities/{key}", "points/{key}"
OPERATIONS = (
    read("activity.list", "activities", listed, READ, answer=page_of(ActivityLine)),
    read("activity.read", _KEY, one, READ, answer=ActivityWhole),
    act("activity.record", "activities", services.record_activity, RECORD, answer=ActivityLine, takes=_ACTIVITY),
    act("activity.edit", _KEY, services.edit_activity, RECORD, answer=ActivityLine, method="PUT", takes=_ACTIVITY),
    act("activity.cancel", f"{_KEY}/cancel", services.cancel_activity, RECORD, answer=ActivityLine, takes=_REASON),
    download("activity.picture", f"{_KEY}/pictures/{{picture}}", picture, READ, media="image/*"),
    upload("activity.add_picture", f"{_KEY}/pictures", add_picture, RECORD, answer=PictureLine),
    act(
        "activity.remove_picture", f"{_KEY}/pictures/{{picture}}/remove", services.remove_picture, RECORD,
        answer=PictureLine,
    ),
    read("point.list", "points", points, READ, answer=page_of(PointLine)),
    act("point.open", "points", services.open_point, RECORD, answer=PointLine, takes=_POINT),
    act("point.edit", _AT, services.edit_point, RECORD, answer=PointLine, method="PUT", takes=_POINT),
    act("point.close", f"{_AT}/close", services.close_point, RECORD, answer=PointLine),
    read("withheld.list", "withheld", to_review, READ, answer=page_of(ItemLine)),
    act("withheld.keep", "withheld/{key}/keep", withheld.keep, PUBLISH, answer=ItemLine),
    act("withheld.release", "withheld/{key}/release", withheld.release, PUBLISH, answer=ItemLine),
)  # fmt: skip
