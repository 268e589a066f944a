"""Waiting for the database: SQLite has one writer at a time, and a bulk import is a long one."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import SQLITE_BUSY, SQLITE_LOCKED

from django.db import OperationalError, connection

PRIMARY = 0xFF  # of SQLite's codes: the rest says where it happened
POSTGRES = frozenset({"40001", "40P01", "55P03"})
"""Two transactions in each other's way: serialization, deadlock, a lock that was not to be had."""


def is_busy(error: BaseException | None) -> bool:
    """Whether something failed only because another transaction was in the way: nothing was written, try again."""
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & PRIMARY in {SQLITE_BUSY, SQLITE_LOCKED} or getattr(error.__cause__, "sqlstate", "") in POSTGRES


@contextmanager
def patient(seconds: float) -> Iterator[None]:
    """Wait that long for SQLite's one place to write; for work that nobody sits in front of."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = connection.settings_dict["OPTIONS"].get("timeout", 5)
    _wait(seconds)
    try:
        yield
    finally:
        _wait(usual)


def _wait(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
