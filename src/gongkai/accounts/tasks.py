"""What the worker does for the accounts: sessions that are over are forgotten, with what still waited in them."""

from importlib import import_module

from django.conf import settings

from gongkai.kit import worker

EVERY = 24 * 3600.0  # seconds


def register() -> None:
    """Give the worker its work."""
    worker.register(worker.Job("accounts.sessions", forget_sessions, every=EVERY))


def forget_sessions() -> bool:
    """Delete the sessions that have run out; Django leaves them until somebody does."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return False
