"""What every page's frame shows."""

from django.http import HttpRequest

import gongkai


def about(request: HttpRequest) -> dict[str, object]:
    """The version in the footer."""
    return {"gongkai_version": gongkai.__version__}
