"""Activities, pictures, reading points, the review of what is withheld: each act, and what it refuses."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import Http404

from gongkai.disclosures import column_errors as errors
from gongkai.disclosures.models import WithheldReview
from gongkai.disclosures.selectors import activities as selectors
from gongkai.disclosures.services import activities as services
from gongkai.disclosures.services import withheld
from gongkai.kit.access import NotYourDuty
from tests.slices.disclosures.declared_activities import (
    DAY,
    POINT,
    TRAINING,
    a_picture,
    a_point,
    a_withheld_item,
    an_activity,
    png,
)
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def test_section_one_counts_what_took_place(world: World) -> None:
    by = world.clerks["handler"]
    an_activity(world)
    services.record_activity(replace(TRAINING, people=None), by=by)
    gone = an_activity(world)
    services.cancel_activity(gone.key, "台风", on=DAY, by=by)

    counts = {line.kind: line for line in selectors.activity_counts(by.agency_id, 2026)}

    assert (counts["training"].count, counts["training"].people, counts["training"].uncounted) == (2, 42, 1)
    assert counts["open_day"].count == 0
    with pytest.raises(errors.ActivityCancelled, match="DSC-3501"):
        services.cancel_activity(gone.key, "又一次", on=DAY, by=by)


def test_an_activity_ends_after_it_begins_and_is_not_overwritten(world: World) -> None:
    by, activity = world.clerks["handler"], an_activity(world)
    services.edit_activity(activity.key, replace(TRAINING, people=50), version=activity.version, by=by)

    with pytest.raises(errors.ColumnStale, match="DSC-3401"):
        services.edit_activity(activity.key, TRAINING, version=activity.version, by=by)
    with pytest.raises(errors.ActivityDates, match="DSC-3506"):
        services.record_activity(replace(TRAINING, ends_on=date(2026, 5, 14)), by=by)


@pytest.mark.parametrize("data", [b"", b"MZ\x00", b"<svg onload=alert(1)>", png()[:40], b"GIF89a" + bytes(20)])
def test_a_picture_is_typed_by_its_content(world: World, data: bytes) -> None:
    with pytest.raises(errors.PictureType, match="DSC-3502"):
        services.add_picture(an_activity(world).key, data, "图.png", "说明", by=world.clerks["handler"])


def test_a_picture_has_its_words_and_can_be_taken_down(world: World) -> None:
    by, picture = world.clerks["handler"], a_picture(world)
    activity = picture.activity

    with pytest.raises(errors.AlternativeNeeded, match="DSC-3504"):
        services.add_picture(activity.key, png(), "图.png", " ", by=by)
    services.remove_picture(activity.key, picture.key, on=DAY, by=by)

    assert selectors.pictures(activity) == []


def test_a_closed_reading_point_stays_as_it_was(world: World) -> None:
    by, point = world.clerks["handler"], a_point(world)
    services.close_point(point.key, on=DAY, by=by)

    with pytest.raises(errors.PointClosed, match="DSC-3505"):
        services.edit_point(point.key, POINT, version=1, by=by)


def test_what_is_still_withheld_comes_again_in_a_year(world: World) -> None:
    by, item = world.clerks["disclosure_officer"], a_withheld_item(world)

    withheld.keep(item.key, "仍属内部事务", on=DAY, next_on=None, by=by)

    item.refresh_from_db()
    assert (item.state, item.next_review_on) == ("filed", date(2027, 5, 15))
    assert list(WithheldReview.objects.values_list("conclusion", "next_on")) == [("keep", date(2027, 5, 15))]


def test_what_may_be_disclosed_is_a_draft_again(world: World) -> None:
    by, item = world.clerks["disclosure_officer"], a_withheld_item(world)

    withheld.release(item.key, "情势变化", on=DAY, by=by)

    item.refresh_from_db()
    assert (item.state, item.next_review_on) == ("drafting", None)
    with pytest.raises(errors.NotWithheld, match="DSC-3601"):
        withheld.keep(item.key, "再看", on=DAY, next_on=None, by=by)


def test_a_conclusion_has_its_day_and_its_reason(world: World) -> None:
    by, item = world.clerks["disclosure_officer"], a_withheld_item(world)

    with pytest.raises(errors.ReviewAhead, match="DSC-3602"):
        withheld.keep(item.key, "理由", on=date(2999, 1, 1), next_on=None, by=by)
    with pytest.raises(errors.ReasonNeeded, match="DSC-3603"):
        withheld.release(item.key, " ", on=DAY, by=by)


def test_others_do_none_of_it(world: World) -> None:
    activity, point, item = an_activity(world), a_point(world), a_withheld_item(world)
    other = world.others["handler"]

    with pytest.raises(Http404):
        services.cancel_activity(activity.key, "台风", on=DAY, by=other)
    with pytest.raises(Http404):
        services.close_point(point.key, on=DAY, by=other)
    with pytest.raises(NotYourDuty):
        services.record_activity(TRAINING, by=world.clerks["leader"])
    with pytest.raises(NotYourDuty):
        withheld.keep(item.key, "理由", on=DAY, next_on=None, by=world.clerks["handler"])
    with pytest.raises(Http404):
        withheld.keep(item.key, "理由", on=DAY, next_on=None, by=world.others["disclosure_officer"])
