"""Account numbers in exports: the number itself is stored nowhere, so that what is exported stands for it.

An exported account reads ****1234#TOKEN: the last four digits, then the keyed digest that the ledger keeps and a
seal, both as base64. Read in again it is the same account; whoever has no key can neither read a number out of it
nor make one up.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re

_TOKEN = re.compile(r"(\*{4}[0-9A-Z]{1,4})#([A-Za-z0-9_-]{54})")
_DIGEST_BYTES = 32
_SEAL_BYTES = 8
_PURPOSE = b"account token\0"


def account_token(shown: str, digest: str, key: bytes) -> str:
    """What an export writes for an account: `shown` is ****1234, `digest` the keyed digest in hex."""
    raw = bytes.fromhex(digest)
    sealed = raw + _seal(shown, raw, key)
    return f"{shown}#{base64.urlsafe_b64encode(sealed).decode().rstrip('=')}"


def looks_like_token(text: str) -> bool:
    """Whether a cell is meant to be such a token, whole or damaged."""
    return text.startswith("****") and "#" in text


def read_token(text: str, key: bytes) -> tuple[str, str] | None:
    """The masked number and its digest; None for a token that was changed, or made with another key."""
    match = _TOKEN.fullmatch(text.strip())
    if match is None:
        return None
    try:
        sealed = base64.urlsafe_b64decode(match[2] + "=" * (-len(match[2]) % 4))
    except binascii.Error:
        return None
    raw, seal = sealed[:_DIGEST_BYTES], sealed[_DIGEST_BYTES:]
    if not hmac.compare_digest(seal, _seal(match[1], raw, key)):
        return None
    return match[1], raw.hex()


def _seal(shown: str, digest: bytes, key: bytes) -> bytes:
    return hmac.new(key, _PURPOSE + shown.encode() + digest, hashlib.sha256).digest()[:_SEAL_BYTES]
