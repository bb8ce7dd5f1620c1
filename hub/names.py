"""Names and numbers that several agencies share: employers, unified social credit codes, document numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Opening and closing brackets of every kind that offices use, after NFKC.
_OPENING = "[{〔【〖「『〈《"
_CLOSING = "]}〕】〗」』〉》"
_ROUND = str.maketrans(_OPENING + _CLOSING, "(" * len(_OPENING) + ")" * len(_CLOSING))
_SPACES = re.compile(r"[\s\u200b-\u200d\ufeff]+")

_LEGAL_FORM = re.compile(r"(?:股份)?(?:有限)?(?:责任)?公司$")

# GB 32100-2015: the characters in the order of their values, and the weights of the first 17 places.
_USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUES = {character: value for value, character in enumerate(_USCC_CHARACTERS)}
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
# What is written for a character that the standard leaves out because it looks like another one.
_LOOKALIKES = str.maketrans("OIZSV", "0125U")


@lru_cache(maxsize=65536)
def normalised_employer_name(text: str) -> str:
    """The name for matching: width, brackets and spaces unified, nothing else (有限公司 stays 有限公司)."""
    return _unified(text).upper()


@lru_cache(maxsize=65536)
def employer_name_stem(text: str) -> str:
    """What names of perhaps one employer share: 甲有限公司, 甲有限责任公司 and 甲公司. Never a reason to merge them."""
    return _LEGAL_FORM.sub("公司", normalised_employer_name(text))


@lru_cache(maxsize=65536)
def normalised_document_no(text: str) -> str:
    """The number for joining: （2026）, (2026), 〔2026〕 and [2026] are one; shown as written elsewhere."""
    return _unified(text).upper()


def normalised_document_nos(texts: Iterable[str]) -> dict[str, str]:
    """`normalised_document_no` of many texts, in half the time: they are normalised as one."""
    written = list(dict.fromkeys(texts))
    whole = unicodedata.normalize("NFKC", "\0".join(written))
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        whole = whole.replace(opening, "(").replace(closing, ")")
    found = _SPACES.sub("", whole).upper().split("\0")
    if len(found) != len(written):
        return {text: normalised_document_no(text) for text in written}
    return dict(zip(written, found, strict=True))


def normalised_uscc(text: str) -> str:
    """A unified social credit code in capitals, half width, without spaces and hyphens."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).replace("-", "").upper()


def uscc_problem(text: str) -> str | None:
    """The kind of problem of a unified social credit code, None if it keeps GB 32100."""
    code = normalised_uscc(text)
    if len(code) != 18:
        return "uscc_wrong_length"
    if any(character not in _USCC_VALUES for character in code):
        return "uscc_wrong_character"
    return None if code[17] == uscc_check_character(code[:17]) else "uscc_wrong_check_character"


def uscc_suggestion(text: str) -> str | None:
    """The code with lookalikes (O for 0) put right, if that makes it valid; to be shown, never applied."""
    code = normalised_uscc(text)
    repaired = code.translate(_LOOKALIKES)
    return repaired if repaired != code and uscc_problem(repaired) is None else None


def uscc_check_character(first_seventeen: str) -> str:
    """The eighteenth character that belongs to the first seventeen."""
    total = sum(
        _USCC_VALUES[character] * weight
        for character, weight in zip(first_seventeen, _USCC_WEIGHTS, strict=True)
    )
    return _USCC_CHARACTERS[-total % 31]


def _unified(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).translate(_ROUND))
