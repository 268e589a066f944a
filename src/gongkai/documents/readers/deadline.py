"""The time a file may take, handed down to every step that takes long."""

import time

from gongkai.documents.readers.errors import TooSlow
from gongkai.documents.readers.limits import Limits

HURRY = 0.6  # the share of the time after which only what matters most is read


class Deadline:
    """Called often, it raises TooSlow (RDR-1013) once the time is used up; `near` tells when to hurry."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.start = time.monotonic()

    def __call__(self) -> None:
        """Raises where the time is used up."""
        if time.monotonic() > self.start + self.limits.seconds:
            raise TooSlow(subject=f"“{self.name}”", limit=f"{self.limits.seconds:g}")

    @property
    def near(self) -> bool:
        """Whether most of the time is used."""
        return time.monotonic() > self.start + HURRY * self.limits.seconds
