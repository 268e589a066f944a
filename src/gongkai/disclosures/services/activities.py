"""Acts on activities, their pictures, and reading points (条例第二十五条). Nothing is deleted."""

import io
import warnings
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from PIL import Image

from gongkai.audit.services import act, record
from gongkai.disclosures import column_errors as errors
from gongkai.disclosures.models import Activity, ActivityPicture, ReadingPoint
from gongkai.disclosures.selectors import activities as selectors
from gongkai.disclosures.services.columns import check_version
from gongkai.kit import clock, store
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.kit.incoming import bare_picture, file_name
from gongkai.statute.law.instruments import OGI
from gongkai.statute.vocab.roles import Perm

MEGABYTE = 2**20
LIMIT_BYTES = 15 * MEGABYTE
LIMIT_PICTURES = 20
_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_MOST_PIXELS = 60_000_000


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What is recorded of an activity."""

    kind: str
    title: str
    begins_on: date
    ends_on: date
    place: str = ""
    organiser: str = ""
    people: int | None = None
    description: str = ""
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class PointFacts:
    """What is recorded of a reading point."""

    name: str
    address: str
    hours: str
    telephone: str = ""
    services: str = ""
    since: date | None = None


@act("activity.record", "登记活动")
def record_activity(facts: ActivityFacts, *, by: Clerk) -> Activity:
    """A new activity. Raises DSC-3506."""
    _check_duty(by)
    _check_dates(facts)
    activity = Activity(agency_id=by.agency_id, **asdict(facts))
    _save(activity, by)
    record(activity, by=by, on=facts.begins_on, changes={"title": (None, facts.title), "kind": (None, facts.kind)})
    return activity


@act("activity.edit", "修改活动")
def edit_activity(key: UUID, facts: ActivityFacts, *, version: int, by: Clerk) -> Activity:
    """Correct what was recorded. Raises DSC-3401, DSC-3501, DSC-3506."""
    activity = _open_activity(key, by)
    check_version(activity, version, activity.title)
    _check_dates(facts)
    changes: dict[str, tuple[object, object]] = {
        name: (getattr(activity, name), value)
        for name, value in asdict(facts).items()
        if getattr(activity, name) != value
    }
    for name, value in asdict(facts).items():
        setattr(activity, name, value)
    _save(activity, by)
    record(activity, by=by, on=activity.begins_on, changes=changes)
    return activity


@act("activity.cancel", "取消活动")
def cancel_activity(key: UUID, reason: str, *, on: date, by: Clerk) -> Activity:
    """It did not take place; it stays on record and counts nowhere. Raises DSC-3501, DSC-3603."""
    activity = _open_activity(key, by)
    if not reason.strip():
        raise errors.ReasonNeeded()
    activity.cancelled_on, activity.cancel_reason = on, reason.strip()
    _save(activity, by)
    record(activity, by=by, on=on, changes={"cancelled_on": (None, on)}, note=activity.cancel_reason)
    return activity


@act("activity.add_picture", "添加活动图片")
def add_picture(key: UUID, data: bytes, name: str, alternative: str, *, by: Clerk) -> ActivityPicture:
    """A picture with its text for those who cannot see it. Raises DSC-3501 to DSC-3504."""
    activity = _open_activity(key, by)
    if not alternative.strip():
        raise errors.AlternativeNeeded(name=name)
    media_type = picture_type(data, name)
    if len(selectors.pictures(activity)) >= LIMIT_PICTURES:
        raise errors.PictureTooMany(limit=LIMIT_PICTURES)
    data = bare_picture(data)
    picture = ActivityPicture.objects.create(
        activity=activity,
        name=file_name(name),
        media_type=media_type,
        size=len(data),
        digest=store.put(data),
        alternative=alternative.strip(),
    )
    record(picture, by=by, changes={"digest": (None, picture.digest), "alternative": (None, picture.alternative)})
    return picture


@act("activity.remove_picture", "撤下活动图片")
def remove_picture(key: UUID, picture: UUID, *, on: date, by: Clerk) -> ActivityPicture:
    """It is no longer shown; the record and the bytes stay. Http404 for a picture of another activity."""
    activity = _open_activity(key, by)
    found = selectors.picture(picture, by)
    if found.activity_id != activity.pk:
        raise Http404
    found.removed_on = on
    found.save(update_fields=["removed_on"])
    record(found, by=by, on=on, changes={"removed_on": (None, on)})
    return found


@act("point.open", "登记信息查阅点")
def open_point(facts: PointFacts, *, by: Clerk) -> ReadingPoint:
    """A new place where people can read what is published (条例第二十五条)."""
    _check_duty(by)
    point = ReadingPoint(agency_id=by.agency_id, **asdict(facts))
    _save(point, by)
    record(point, by=by, on=facts.since, cite=OGI(25), changes={"name": (None, facts.name)})
    return point


@act("point.edit", "修改信息查阅点")
def edit_point(key: UUID, facts: PointFacts, *, version: int, by: Clerk) -> ReadingPoint:
    """Raises DSC-3401, DSC-3505."""
    point = _open_point(key, by)
    check_version(point, version, point.name)
    changes: dict[str, tuple[object, object]] = {
        name: (getattr(point, name), value)
        for name, value in asdict(facts).items()
        if getattr(point, name) != value
    }
    for name, value in asdict(facts).items():
        setattr(point, name, value)
    _save(point, by)
    record(point, by=by, cite=OGI(25), changes=changes)
    return point


@act("point.close", "停用信息查阅点")
def close_point(key: UUID, *, on: date, by: Clerk) -> ReadingPoint:
    """Raises DSC-3505 where it was closed before."""
    point = _open_point(key, by)
    point.closed_on = on
    _save(point, by)
    record(point, by=by, on=on, cite=OGI(25), changes={"closed_on": (None, on)})
    return point


def picture_type(data: bytes, name: str) -> str:
    """The type of a picture by its content, decoded once so that a broken one is refused. Raises DSC-3502."""
    refusal = errors.PictureType(name=name, limit=LIMIT_BYTES // MEGABYTE)
    if not data or len(data) > LIMIT_BYTES:
        raise refusal
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(_FORMATS)) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise refusal
                picture.load()
                return _FORMATS[str(picture.format)]
    except (
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as broken:
        raise refusal from broken


def _check_duty(by: Clerk) -> None:
    if not by.can(Perm.ACTIVITY_RECORD):
        raise NotYourDuty(post=by.post)


def _check_dates(facts: ActivityFacts) -> None:
    if facts.ends_on < facts.begins_on:
        raise errors.ActivityDates(begin=facts.begins_on, end=facts.ends_on)


def _open_activity(key: UUID, by: Clerk) -> Activity:
    _check_duty(by)
    activity = selectors.for_update(key, by)
    if activity.cancelled_on is not None:
        raise errors.ActivityCancelled(title=activity.title, on=activity.cancelled_on)
    return activity


def _open_point(key: UUID, by: Clerk) -> ReadingPoint:
    _check_duty(by)
    point = selectors.point(key, by, lock=True)
    if point.closed_on is not None:
        raise errors.PointClosed(name=point.name, on=point.closed_on)
    return point


def _save(row: Activity | ReadingPoint, by: Clerk) -> None:
    row.version += 1
    row.changed_by_id, row.changed_at = by.person_id, clock.now()
    row.save()
