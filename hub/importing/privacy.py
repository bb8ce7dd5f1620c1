"""Personal numbers in free text: found and masked before anything is stored or shown."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"

# Eleven digits or more, in groups or not: whatever can be a telephone, an identity or a card number.
_DIGITS = re.compile(r"(?<![0-9A-Za-z])\d(?:[ \u3000\-]?\d){10,20}(?:[ \u3000\-]?[Xx])?(?![0-9A-Za-z])")
_SAID_TO_BE_AN_IDENTITY = re.compile(
    r"((?:身份证|证件)(?:号码?)?[\s:：为是]*)([0-9]{17}[0-9Xx]|[0-9]{15})(?![0-9A-Za-z])"
)
_PHONE = re.compile(r"(?:86)?1[3-9]\d{9}")
_DAMAGED = re.compile(r"\d\.\d+[eE]\+?1[0-9]")


def masked(text: str) -> str:
    """The text with resident identity, mobile telephone and bank card numbers masked; the same object if none is.

    110101********001X, 138****0000, ****1234: what is left serves to find the cell again, not the person.
    """
    if not _DIGITS.search(text):
        return text
    clean = _DIGITS.sub(_mask, _SAID_TO_BE_AN_IDENTITY.sub(_mask_identity, text))
    return text if clean == text else clean


def masked_tail(text: str) -> str:
    """A number of which only the last four characters are shown; a damaged one (1.1E+17) or a short one not at all."""
    kept = re.sub(r"\s", "", text)
    return "****" if len(kept) < 8 or _DAMAGED.search(kept) or "." in kept else f"****{kept[-4:]}"


def keyed_digest(number: str, key: bytes) -> str:
    """HMAC-SHA256 of an account number written in whatever way: equal numbers join, nobody can guess back."""
    return hmac.new(key, normalised_account(number).encode(), hashlib.sha256).hexdigest()


def normalised_account(number: str) -> str:
    """An account number in half width, without blanks and hyphens."""
    return re.sub(r"[\s\-–—]", "", unicodedata.normalize("NFKC", number)).upper()


def is_resident_id(number: str) -> bool:
    """Whether eighteen characters are an identity number by birth date and check character (GB 11643)."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    month, day = int(number[10:12]), int(number[12:14])
    if not (1 <= month <= 12 and 1 <= day <= 31 and number[6:8] in ("18", "19", "20")):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[17] == _CHECK_CHARACTERS[total % 11]


def _is_card(number: str) -> bool:
    """Whether 16 to 19 digits are a UnionPay card by prefix and check digit (Luhn).

    Other prefixes are left out: project codes begin with region codes and would be taken for cards.
    """
    if not 16 <= len(number) <= 19 or not number.isdecimal() or not number.startswith("62"):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = (digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _mask_identity(match: re.Match[str]) -> str:
    """A number that the text calls an identity number, mistyped or of the old fifteen digits."""
    return f"{match[1]}{match[2][:6]}{'*' * (len(match[2]) - 10)}{match[2][-4:]}"


def _mask(match: re.Match[str]) -> str:
    written = match[0]
    number = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", written)).upper()
    if is_resident_id(number):
        return f"{number[:6]}********{number[14:]}"
    if _PHONE.fullmatch(number):
        return f"{number[-11:-8]}****{number[-4:]}"
    if _is_card(number):
        return f"****{number[-4:]}"
    return written
