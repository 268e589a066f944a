"""The addresses of operations, filled."""

import re
from uuid import UUID


def in_path(path: str) -> list[str]:
    """The names that a path asks for."""
    return re.findall(r"\{(\w+)\}", path)


def filled(path: str, **known: object) -> str:
    """The full address; what is not known is nobody's."""
    return "/api/v1/" + re.sub(r"\{(\w+)\}", lambda name: str(known.get(name[1], UUID(int=0))), path)
