"""The demonstration is for an installation that says it is one."""

import pytest

from gongkai.accounts.errors import DemonstrationOff
from gongkai.accounts.models import Person
from gongkai.agencies.models import Agency
from gongkai.site.demonstration.load import load

pytestmark = pytest.mark.django_db


def test_where_the_demonstration_is_off_none_is_loaded() -> None:
    with pytest.raises(DemonstrationOff, match="ACC-1017"):
        load()

    assert not Agency.objects.exists()
    assert not Person.objects.exists()
