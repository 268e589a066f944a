"""What the worker does for the audit: every day that is over is sealed, in order; old forms are forgotten."""

from datetime import timedelta

from gongkai.audit import selectors, sending, services
from gongkai.kit import clock, worker

EVERY = 600.0  # seconds between looks


def register() -> None:
    """Give the worker its work."""
    worker.register(worker.Job("audit.seal", seal_once, every=EVERY))
    worker.register(worker.Job("audit.submissions", sending.forget, every=3600.0))


def seal_once() -> bool:
    """Seal the first day that is over and not sealed. False when there is none."""
    yesterday = clock.today() - timedelta(days=1)
    last = selectors.last_sealed_day()
    day = yesterday if last is None else last + timedelta(days=1)
    if day > yesterday:
        return False
    services.seal(day)
    return True
