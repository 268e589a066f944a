"""The demonstration's accounts. Their password is public: they can sign in only where the demonstration is on."""

from typing import Final

PASSWORD: Final = "yanshi-gongkai-2026"  # noqa: S105  public by purpose
"""The password of every demonstration account; the sign-in page of a demonstration shows it."""
