"""The region of a row: from its code, its name, or the unit that sent it, by the record's own year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hub.importing.problems import Severity
from hub.regions import NOW, Level, Register, Resolution, is_within

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
        self.name = regions.full_name(region)
        self._below = {region, *regions.predecessors(region)}
        self._found: dict[tuple[str | None, str | None, int, str | None], RowRegion] = {}

    def find(self, code: str | None, name: str | None, year: int, above: str | None = None) -> RowRegion:
        """The region of a row with these cells (None where blank) in a record of `year`.

        `above` is the cell of a second, wider column of names: 徐州市 beside 鼓楼区.
        """
        key = (code, name, year, above)
        if key not in self._found:
            self._found[key] = self._find(code, name, year, above)
        return self._found[key]

    def of_office(self, name: str, year: int) -> RowRegion | None:
        """The region that the name of an office begins with, where it lies below that of the unit."""
        code = self._regions.region_named_in(name, self._region, year)
        if code is None or code == self._region or not self._covers(code):
            return None
        return RowRegion(code, self._regions.prefecture_of(code), self._regions.province_of(code))

    def of_section(self, text: str, year: int) -> RowRegion | None:
        """The region that a section of a table names, below that of the unit: 二、平果市（3件）."""
        name = _AFTER_NAME.sub("", _BEFORE_NAME.sub("", text.strip()))
        code = self._resolve(name, year, self._region).code if name else None
        if code is None or code == self._region or not self._covers(code):
            return None
        return RowRegion(code, self._regions.prefecture_of(code), self._regions.province_of(code))

    def _find(self, code: str | None, name: str | None, year: int, above: str | None) -> RowRegion:
        troubles: list[Trouble] = []
        within = self._region
        if above is not None:
            wider = self._resolve(above, year, within)
            if wider.code is not None and is_within(wider.code, within):
                within = wider.code
            name = name or above
        by_field = {
            field: self._resolve(cell, year, within)
            for field, cell in (("region_code", code), ("region_name", name))
            if cell is not None
        }
        held = self._regions.by_code(within) if within != self._region else None
        named = by_field.get("region_name")
        if held and held.level is Level.COUNTY and named and named.problem == "region_unknown":
            # A street or town beside its county.
            county = self._regions.full_name(within, year)
            by_field["region_name"] = Resolution(within, county, ("region_read_as",))
        coded = by_field.get("region_code")
        chosen_by_code = coded.code if coded and named and named.problem == "region_ambiguous" else None
        if named and chosen_by_code and any(is_within(chosen_by_code, c) for c in named.candidates):
            # The code says which of the regions of that name is meant.
            del by_field["region_name"]
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

    def _resolve(self, cell: str, year: int, within: str) -> Resolution:
        """A cell by itself, else by the region at its beginning: 河南省商丘市夏邑县, 夏邑县会亭镇."""
        found = self._regions.resolve(cell, year, within)
        if found.own_level and "functional_zone" in found.notices and not self._covers(str(found.code)):
            # A zone whose name only begins like a region of another province.
            return Resolution(None, problem="region_unknown")
        if found.problem != "region_unknown":
            return found
        if _OWN_OFFICE.fullmatch(cell):
            own = self._regions.resolve("本级", year, within)
            if own.code is not None:
                whole = self._regions.full_name(own.code, year)
                return Resolution(own.code, whole, ("region_read_as",), own_level=True)
        code = self._regions.region_named_in(cell, within, year)
        if code is None or not is_within(code, within):
            return self._beside_brackets(cell, year, within) or found
        whole = self._regions.full_name(code, year)
        name = whole.removeprefix(self._regions.full_name(self._regions.province_of(code), year))
        plain = "".join(cell.split())
        return Resolution(code, whole, () if plain in (whole, name) else ("region_read_as",))

    def _beside_brackets(self, cell: str, year: int, within: str) -> Resolution | None:
        """A zone and its district in one cell: 经济技术开发区（头屯河区）."""
        match = _BRACKETED.fullmatch("".join(cell.split()))
        for part in (match[2], match[1]) if match else ():
            inner = self._regions.resolve(part, year, within)
            if inner.code is not None and self._covers(inner.code):
                return Resolution(inner.code, self._regions.full_name(inner.code, year), ("region_read_as",))
        return None

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


# 市院, 州中级法院, 市局: the unit's own office in a list of offices.
_OWN_OFFICE = re.compile(
    r"[省市州盟县区旗](?:中|高)?(?:院|局|级?(?:人民)?(?:法|检察)院|总工会|公安局|司法局|人社局)"
)
_BEFORE_NAME = re.compile(r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?(?=.{2})|\d{1,2}[.、])\s*")
_AFTER_NAME = re.compile(r"\s*(?:[(（:：].*|[合小总共]计.*)$")
_BRACKETED = re.compile(r"(.+)[(（](.+)[)）]")


def _one_in_the_other(one: str, other: str) -> bool:
    return is_within(one, other) or is_within(other, one)
