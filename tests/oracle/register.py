"""The oracle's own reading of the register of regions: codes, years in force, whole successions, what lies where."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[2] / "hub" / "data"
NATION = "000000"


@dataclass(frozen=True)
class Record:
    """One line of the register: a code with the years in which it was in force."""

    code: str
    level: str
    parent: str
    first_year: int
    last_year: int | None
    heirs: tuple[str, ...]
    """The codes that took over at the change that ended it; earlier losses of area are no succession."""


@cache
def records() -> dict[str, tuple[Record, ...]]:
    """Code -> its lines, oldest first."""
    found: dict[str, list[Record]] = {}
    with (DATA / "regions.csv").open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            heirs = tuple(code for code in line["successor_codes"].split(";") if code and "[" not in code)
            last = int(line["valid_to_year"]) if line["valid_to_year"] else None
            record = Record(
                line["code"],
                line["level"],
                line["parent_code"] or NATION,
                int(line["valid_from_year"]),
                last,
                heirs,
            )
            found.setdefault(record.code, []).append(record)
    with (DATA / "functional_zones.csv").open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            found[line["code"]] = [Record(line["code"], "zone", line["parent_code"], 1984, None, ())]
    return {code: tuple(sorted(lines, key=lambda r: r.first_year)) for code, lines in found.items()}


@cache
def in_force(code: str, year: int) -> bool:
    """Whether a code was in force on any day of the year."""
    return any(
        r.first_year <= year and (r.last_year is None or year <= r.last_year) for r in records().get(code, ())
    )


@cache
def heir(code: str) -> str | None:
    """The one code that wholly succeeded another; None while it is in force, or where it was split."""
    lines = records().get(code, ())
    if not lines or lines[-1].last_year is None:
        return None
    last = lines[-1]
    heirs = set(last.heirs)
    if last.level == "prefecture" and not heirs:
        # A prefecture that names none went where its counties of that year went.
        inside = [r for found in records().values() for r in found if r.parent == code]
        ended = [r for r in inside if r.level == "county" and r.last_year == last.last_year]
        heirs = {prefecture(h) for r in ended for h in r.heirs}
    heirs.discard(code)
    return heirs.pop() if len(heirs) == 1 and len(last.heirs) <= 1 else None


@cache
def code_in(code: str, year: int) -> str:
    """The code to which what is recorded under `code` belongs in a year."""
    here = code
    while not in_force(here, year) and year > records()[here][0].first_year:
        after = heir(here)
        if after is None:
            break
        here = after
    return here


@cache
def last_heir(code: str) -> str:
    """The code that holds today, along whole successions."""
    here = code
    while (after := heir(here)) is not None:
        here = after
    return here


@cache
def succeeded(code: str) -> frozenset[str]:
    """All codes that a code wholly succeeded, also through others."""
    direct = {old for old in records() if old[:2] == code[:2] and heir(old) == code}
    return frozenset(direct.union(*(succeeded(old) for old in direct)))


@cache
def prefecture(code: str) -> str:
    """The prefecture of a code; what stands directly below a province, and a province, is its own."""
    if code == NATION:
        return NATION
    line = records()[code][-1]
    if line.level in ("county", "zone") and (
        line.level == "zone" or records()[line.parent][-1].level == "prefecture"
    ):
        return line.parent
    return code


def province(code: str) -> str:
    """The province of a code."""
    return NATION if code == NATION else code[:2] + "0000"


@cache
def lies_in(code: str, region: str) -> bool:
    """Whether a code is a region or lies in it, by the codes alone."""
    if region in (NATION, code):
        return True
    if region.endswith("0000"):
        return code[:2] == region[:2]
    return region.endswith("00") and code[:4] == region[:4]


@cache
def belongs(code: str, region: str, year: int) -> bool:
    """Whether what is recorded under `code` counts in a region in a year, its whole succession included."""
    now = code_in(code, year)
    if lies_in(now, region):
        return True
    return any(lies_in(later, region) for later in _later(now))


@cache
def _later(code: str) -> tuple[str, ...]:
    after = heir(code)
    return () if after is None else (after, *_later(after))


@cache
def taken_over(region: str) -> frozenset[str]:
    """The codes elsewhere that hold today for what lay in a region."""
    inside = {code for code in records() if lies_in(code, region)}
    return frozenset(last_heir(code) for code in inside) - inside


@cache
def above(code: str) -> tuple[str, ...]:
    """The regions above one, from near to far."""
    found = []
    for region in (prefecture(code), province(code), NATION):
        if region != code and region not in found:
            found.append(region)
    return tuple(found)


@cache
def group_of(code: str, level: str | None) -> str:
    """The region group that a code counts in: "" without one; by COUNTY zones count in the prefecture's own level."""
    if level is None:
        return ""
    if level == "PROVINCE":
        return province(code)
    if level == "PREFECTURE":
        return prefecture(code)
    return prefecture(code) if records()[code][-1].level == "zone" else code


@cache
def effective_level(within: str, level: str | None) -> str | None:
    """The level that groups, None where one at or above `within` would make a single group of it."""
    if within == NATION or level is None or level == "COUNTY" or within.endswith("0000"):
        return level
    return "PREFECTURE" if level == "PREFECTURE" and within.endswith("00") else None


@cache
def listed(within: str, level: str | None, first_year: int, last_year: int) -> frozenset[str]:
    """The groups that are always there: those in force in any year of the window, and own levels."""
    level = effective_level(within, level)
    if level is None:
        return frozenset({""})

    def existing(wanted: str) -> Iterable[str]:
        for code, lines in records().items():
            for line in lines:
                direct = line.level == "county" and line.parent.endswith("0000")
                kind = "PREFECTURE" if wanted == "PREFECTURE" and direct else line.level.upper()
                held = line.first_year <= last_year and (
                    line.last_year is None or first_year <= line.last_year
                )
                if kind == wanted and held and lies_in(code, within):
                    yield code

    found = set(existing(level)) - {within}
    line = None if within == NATION else records()[within][-1]
    if line is not None and line.level.upper() == level:
        found.add(within)
    if level == "COUNTY":
        found |= {code for code in existing("PREFECTURE") if records()[code][-1].level == "prefecture"}
        if line is not None and line.level in ("prefecture", "zone"):
            found.add(group_of(within, level))
    return frozenset(found)
