"""The region of a row: from its code, its name, or the unit that sent it, by the record's own year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hub.importing.problems import Severity
from hub.regions import NOW, Register, Resolution, is_within

Trouble = tuple[str, str, Severity, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class RowRegion:
    """Where a row belongs, and what its two region cells say wrongly: (field, kind, severity, details)."""

    region_code: str
    prefecture_code: str
    province_code: str
    troubles: tuple[Trouble, ...] = ()


class RowRegions:
    """The regions of the rows that a unit of `region` sends. Equal cells are resolved once."""

    def __init__(self, regions: Register, region: str) -> None:
        self._regions = regions
        self._region = region
        self._below = {region, *regions.predecessors(region)}
        self._found: dict[tuple[str | None, str | None, int], RowRegion] = {}

    def find(self, code: str | None, name: str | None, year: int) -> RowRegion:
        """The region of a row with these cells (None where blank) in a record of `year`."""
        key = (code, name, year)
        if key not in self._found:
            self._found[key] = self._find(code, name, year)
        return self._found[key]

    def _find(self, code: str | None, name: str | None, year: int) -> RowRegion:
        troubles: list[Trouble] = []
        by_field = {
            field: self._regions.resolve(cell, year, self._region)
            for field, cell in (("region_code", code), ("region_name", name))
            if cell is not None
        }
        for field, resolution in by_field.items():
            if resolution.problem:
                troubles.append((field, resolution.problem, Severity.ERROR, resolution.details()))
            troubles += [
                (field, notice, Severity.NOTICE, resolution.details()) for notice in resolution.notices
            ]
        codes = {field: r.code for field, r in by_field.items() if r.code is not None}
        chosen = self._region
        if codes:
            field = self._telling(codes, by_field)
            chosen = codes[field]
            if not self._covers(chosen):
                marked = next(iter(codes))
                details = {
                    "unit": self._regions.full_name(self._region),
                    "name": self._regions.full_name(chosen),
                }
                troubles = [t for t in troubles if t[2] is Severity.ERROR]
                troubles.append((marked, "region_outside_unit", Severity.ERROR, details))
            elif len(codes) == 2 and not _one_in_the_other(*codes.values()):
                names = {f: self._regions.full_name(c) for f, c in codes.items()}
                troubles.append(("region_name", "region_mismatch", Severity.WARNING, names))
        return RowRegion(
            chosen,
            self._regions.prefecture_of(chosen),
            self._regions.province_of(chosen),
            tuple(troubles),
        )

    def _telling(self, codes: Mapping[str, str], resolutions: Mapping[str, Resolution]) -> str:
        """Which of the two cells says more: the code, unless the name lies within it (a zone of the prefecture)."""
        if len(codes) == 1:
            return next(iter(codes))
        code, name = codes["region_code"], codes["region_name"]
        inside = name != code and is_within(name, code) and not resolutions["region_name"].own_level
        return "region_name" if inside else "region_code"

    def _covers(self, code: str) -> bool:
        """Whether the unit's region holds the code, or did before a change, or does since one."""
        return any(
            is_within(candidate, region)
            for candidate in (code, self._regions.current_code(code, NOW))
            for region in self._below | {self._regions.current_code(self._region, NOW)}
        )


def _one_in_the_other(one: str, other: str) -> bool:
    return is_within(one, other) or is_within(other, one)
