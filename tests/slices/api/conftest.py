"""Every test of the API begins with no call counted, and does the worker's work itself."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh(settings: object) -> None:
    """No count of calls from the test before, and no thread that works beside the test."""
    settings.GONGKAI_EMBEDDED_WORKER = False  # type: ignore[attr-defined]
    cache.clear()
