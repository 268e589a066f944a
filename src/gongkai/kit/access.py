"""Who may use an address: every view states it, and a contract test walks all of them."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """Mark a view that anyone may use without an account. It shows no personal data of others."""
    view.access = "everyone"  # type: ignore[attr-defined]  # functions take attributes
    return view
