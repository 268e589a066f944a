"""What the public may see of reading points and events."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from gongkai.disclosures.models import Activity, ActivityPicture, ReadingPoint


def reading_points(agency_id: int) -> Sequence[ReadingPoint]:
    """Where one can read in person (条例第二十五条)."""
    return list(ReadingPoint.objects.filter(agency_id=agency_id, closed_on=None))


def activities(agency_id: int, limit: int = 200) -> Sequence[Activity]:
    """The events shown to the public, the latest first, with their pictures."""
    found = Activity.objects.filter(agency_id=agency_id, is_public=True).order_by("-begins_on", "-id")[:limit]
    return list(found)


def activity_pictures(activity_ids: Iterable[int]) -> dict[int, list[ActivityPicture]]:
    """The pictures of events, those taken down left out."""
    by_activity: dict[int, list[ActivityPicture]] = {}
    for picture in ActivityPicture.objects.filter(activity_id__in=list(activity_ids), removed_on=None):
        by_activity.setdefault(picture.activity_id, []).append(picture)
    return by_activity


def activity_picture(agency_id: int, key: UUID) -> ActivityPicture | None:
    """One picture of a public event of an agency."""
    shown = ActivityPicture.objects.filter(removed_on=None, activity__is_public=True, activity__agency=agency_id)
    return shown.filter(key=key).first()
