"""Files by their content: stored once under their SHA-256, never changed, served by who owns the row."""

import hashlib
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def put(data: bytes) -> str:
    """Store bytes; the digest under which they are found. The same bytes are stored once."""
    digest = hashlib.sha256(data).hexdigest()
    name = _name(digest)
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))
    return digest


def opened(digest: str) -> BinaryIO:
    """The stored bytes, to be read. FileNotFoundError when they are not there."""
    return default_storage.open(_name(digest))  # type: ignore[return-value]


def read(digest: str) -> bytes:
    """The stored bytes."""
    with opened(digest) as file:
        return file.read()


def _name(digest: str) -> str:
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(digest)
    return f"files/{digest[:2]}/{digest}"
