"""After how many failures an account is locked, and for how long."""

from datetime import timedelta
from typing import Final

FAILURES: Final = 5
COOL_OFF: Final = timedelta(minutes=15)
