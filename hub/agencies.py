"""The agencies that report, as data (data/agencies.toml), and whose office a name is."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

_BRACKETED = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: `offices` are regular expressions found in the names of its offices."""

    code: str
    zh: str
    en: str
    offices: tuple[re.Pattern[str], ...]
    office: str
    office_by_level: Mapping[str, str] = field(default_factory=dict, hash=False)


@cache
def agencies() -> Mapping[str, Agency]:
    """All agencies by code, in the order of the file."""
    data = tomllib.loads((files("hub") / "data" / "agencies.toml").read_text(encoding="utf-8"))
    return {
        code: Agency(
            code=code,
            zh=entry["zh"],
            en=entry["en"],
            offices=tuple(re.compile(pattern) for pattern in entry["offices"]),
            office=entry["office"],
            office_by_level=entry.get("office_by_level", {}),
        )
        for code, entry in data.items()
    }


@lru_cache(maxsize=65536)
def agency_of_office(name: str) -> str | None:
    """The code of the agency that an office belongs to, None if no agency's words are in its name.

    The last words of the name decide (an office is named from the region inwards), and
    of two that end together the longer; what stands in brackets decides nothing.
    """
    text = _BRACKETED.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)))
    best: tuple[int, int, str] | None = None
    for code, agency in agencies().items():
        for pattern in agency.offices:
            for match in pattern.finditer(text):
                rank = (match.end(), len(match[0]), code)
                if best is None or rank[:2] > best[:2]:
                    best = rank
    return best[2] if best else None


def office_name(agency: str, region_name: str, level: str | None = None) -> str:
    """The usual Chinese name of an agency's unit: 六盘水市人力资源和社会保障局.

    `level` is the level of the region (PROVINCE, PREFECTURE ...), which some agencies put into the name.
    """
    entry = agencies()[agency]
    return entry.office_by_level.get(level or "", entry.office).format(region=region_name)
