"""How an entry is written down and chained. Pure: an outsider can do the same from this description alone.

An entry's body is JSON with sorted keys, no blanks between tokens, Chinese unescaped, in UTF-8. Its digest
is H(previous digest in hexadecimal, a line feed, the body); the first entry's previous digest is empty.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Final

from cryptography.hazmat.primitives import hashes

SHA256: Final = "sha256"
SM3: Final = "sm3"
ALGORITHMS: Final = (SHA256, SM3)


def canonical(values: Mapping[str, object]) -> str:
    """The one way in which values are written down."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest(previous: str, body: str, algorithm: str = SHA256) -> str:
    """The digest of an entry in hexadecimal. ValueError for an algorithm that is not one of `ALGORITHMS`."""
    return hashed(f"{previous}\n{body}".encode(), algorithm)


def hashed(data: bytes, algorithm: str = SHA256) -> str:
    """H(data) in hexadecimal, by SHA-256 or SM3 (GB/T 32905)."""
    if algorithm == SHA256:
        return hashlib.sha256(data).hexdigest()
    if algorithm == SM3:
        context = hashes.Hash(hashes.SM3())
        context.update(data)
        return context.finalize().hex()
    raise ValueError(algorithm)


def merkle_root(rows: Iterable[str], algorithm: str = SHA256) -> str:
    """The root over the rows of a bulk act, so that one entry stands for all; empty for no rows.

    Leaves are H(0x00 row), nodes H(0x01 left right); an odd last node is carried up as it is (RFC 6962).
    """
    level = [hashed(b"\0" + row.encode(), algorithm) for row in rows]
    while len(level) > 1:
        paired = [
            hashed(b"\1" + bytes.fromhex(level[i]) + bytes.fromhex(level[i + 1]), algorithm)
            for i in range(0, len(level) - 1, 2)
        ]
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0] if level else ""
