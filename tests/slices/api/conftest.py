"""Every test of the API begins with no call counted."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh() -> None:
    """No count of calls from the test before."""
    cache.clear()
