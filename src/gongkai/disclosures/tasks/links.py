"""The worker on links: visits what is due, a few at a time, and reads texts that came in without a clerk."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings

from gongkai.disclosures.services import links as services
from gongkai.kit import clock, worker
from gongkai.kit.outside import Answer, Silent, visit

log = logging.getLogger(__name__)
_visiting = threading.Lock()


def register() -> None:
    """Give the worker its work."""
    worker.register(worker.Job("links.visit", visit_due, every=2.0))
    worker.register(worker.Job("links.read", services.read_more, every=600.0))


def visit_due() -> bool:
    """Visit some addresses at once. One thread of a process is enough: others have other work to do."""
    if not settings.GONGKAI.link_check or not _visiting.acquire(blocking=False):
        return False
    try:
        return _visit_due()
    finally:
        _visiting.release()


def _visit_due() -> bool:
    claimed = services.claim(clock.now())
    if not claimed:
        return False
    limits, seconds = services.bounds(), float(settings.GONGKAI.link_seconds)

    def look(address: str) -> Answer | Silent:
        return visit(f"https:{address}" if address.startswith("//") else address, limits, seconds)

    with ThreadPoolExecutor(len(claimed), thread_name_prefix="gongkai-link") as pool:
        for target, outcome in zip(claimed, pool.map(look, [t.address for t in claimed]), strict=True):
            found = services.settle(target, outcome, clock.now())
            log.info("link %s: %s %s", found.pk, found.state, found.problem)
    return True
