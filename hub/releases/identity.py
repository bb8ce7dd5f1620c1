"""The id of a figure card: F- and twelve characters of the digest of what was asked, of what data, defined how."""

from __future__ import annotations

import hashlib
import re

PREFIX = "F-"
PATH = "/figures/"

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U, so that an id survives being read out and typed in."""
_LENGTH = 12
_TYPED = str.maketrans("OIL", "011")
_ID = re.compile(rf"[{_ALPHABET}]{{{_LENGTH}}}")


def card_id(question: str) -> str:
    """The id of a canonical question: 60 bits of its SHA-256."""
    number = int.from_bytes(hashlib.sha256(question.encode()).digest()[:8]) >> 4
    letters = [_ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(_LENGTH))]
    return PREFIX + "".join(letters)


def normalised_id(text: str) -> str | None:
    """The id as somebody typed it: capitals or not, O for 0, I or L for 1; None for what can be none."""
    bare = text.strip().upper().replace(" ", "").removeprefix("F").lstrip("-").translate(_TYPED)
    bare = bare.replace("-", "")
    return PREFIX + bare if _ID.fullmatch(bare) else None


def path_of(card: str) -> str:
    """The address of a card's page on the hub."""
    return PATH + card
