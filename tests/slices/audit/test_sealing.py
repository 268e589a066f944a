"""The worker seals every day that is over, one after another, and none twice."""

from datetime import date, datetime, timedelta

import pytest

from gongkai.audit import tasks
from gongkai.audit.models import Seal
from gongkai.kit import clock

pytestmark = pytest.mark.django_db


def test_each_day_that_is_over_is_sealed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = datetime(2026, 3, 4, 9, tzinfo=clock.SHANGHAI)
    monkeypatch.setattr(clock, "now", lambda: begun)
    assert tasks.seal_once()
    assert not tasks.seal_once()

    monkeypatch.setattr(clock, "now", lambda: begun + timedelta(days=3))
    done = [tasks.seal_once() for _ in range(4)]

    assert done == [True, True, True, False]
    assert list(Seal.objects.values_list("day", flat=True)) == [date(2026, 3, day) for day in (3, 4, 5, 6)]
