"""Small secrets at rest (two-step seeds, recovery seeds, a temporary password on its way to the slip): sealed."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

_PURPOSE = b"gongkai.accounts.sealed\0"


def seal(text: str) -> str:
    """The text, encrypted under a key derived from the signing key, which is not in the database."""
    return _cipher().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again. InvalidToken when it was sealed under another key."""
    return _cipher().decrypt(sealed.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return hashlib.blake2b(_PURPOSE, key=hashlib.sha512(key.encode()).digest(), digest_size=32).digest()
