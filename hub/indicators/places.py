"""The regions of a question: which rows lie within, which groups there are, who succeeded whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from hub.indicators.question import Dimension, RegionBasis
from hub.regions import NATIONAL, NOW, Level, bounds, province_of, register

TOTAL = ""
"""The key of the one group where nothing is grouped by region."""
RECORD_YEARS = 10
"""A record counts for a window at most so many years after its own year: codes that ended earlier have no records."""

OUTSIDE = "!"
"""The key of records that belong to a region outside `within` at the time they count for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A region group: its key, the region it is shown as, and whose submissions cover it.

    `lo`, `hi`: codes of the units that lie in it. `chain`: (rank, code) of the units that report it as a whole,
    rank 0 its own and those it succeeded, then the regions above it from near to far.
    """

    key: str
    region: str
    own_level: bool
    lo: str
    hi: str
    chain: tuple[tuple[int, str], ...]

    @property
    def reach(self) -> tuple[tuple[str, str], ...]:
        """The bounds of the units that lie in it, those among them that lay elsewhere under an older code."""
        inside = (self.lo, self.hi)
        if self.own_level or not self.region.endswith("00"):
            return (inside,)
        return (inside, *(bounds(old) for old in _from_elsewhere(self.region)))


@dataclass(frozen=True)
class Places:
    """Where a question reads, and its groups.

    `codes`: codes outside the bounds that regions within wholly succeeded. `moved`: for codes whose group changes
    within the years of the question, (code, from year, key); the first entry of a code has year 0.
    """

    lo: str
    hi: str
    codes: tuple[str, ...]
    unit_codes: tuple[str, ...]
    level: Dimension | None
    dense: tuple[Place, ...]
    moved: tuple[tuple[str, int, str], ...]
    others: tuple[Place, ...] = ()
    """Groups that are shown only where they have records: codes of other years, a province's own level."""


@lru_cache(maxsize=1024)
def places(
    within: str,
    level: Dimension | None,
    first_year: int,
    last_year: int,
    basis: RegionBasis = RegionBasis.OF_THE_TIME,
) -> Places:
    """The regions of a question. A level above `within` gives one group, `within` itself."""
    lo, hi = bounds(within)
    level = _effective(within, level)
    known = register()
    inside = {region.code for region in known.regions if lo <= region.code < hi}
    codes = sorted({old for code in inside for old in known.predecessors(code)} - inside)
    codes = [code for code in codes if _has_records(code, first_year)]
    above = tuple(code for _, code in _above(within))
    everywhere = {code for code in inside if _has_records(code, first_year)} | set(codes)
    after = {known.current_code(code, NOW) for code in everywhere} - inside
    if basis is RegionBasis.CURRENT:
        years, moved = range(NOW, NOW + 1), _succeeded(everywhere, inside, level)
    else:
        years, moved = range(first_year, last_year + 1), _moved(everywhere, level, first_year, last_year)
    dense = tuple(_dense(within, level, years))
    keys = {group_of(code, level) for code in everywhere} | {key for _, _, key in moved}
    return Places(
        lo,
        hi,
        tuple(codes),
        (*codes, *above, *sorted(after - {*codes, *above})),
        level,
        dense,
        tuple(moved),
        tuple(place(key, within, level) for key in sorted(keys - {p.key for p in dense} - {OUTSIDE})),
    )


@lru_cache(maxsize=64)
def heirs(province: str) -> tuple[list[str], list[str]]:
    """All codes of a province that were wholly succeeded, and beside them the codes in force now."""
    known = register()
    lo, hi = bounds(province)
    codes = sorted({region.code for region in known.regions if lo <= region.code < hi})
    moved = [(code, now) for code in codes if (now := known.current_code(code, NOW)) != code]
    return [old for old, _ in moved], [now for _, now in moved]


def place(key: str, within: str, level: Dimension | None) -> Place:
    """The group of a key that is not in the list of those in force: a split county, a province's own level."""
    code = within if key == TOTAL else key
    own_level = (level is Dimension.COUNTY and code.endswith("00")) or (
        level is Dimension.PREFECTURE and code.endswith("0000")
    )
    if own_level and code[:4] == within[:4] and within[4] == "Z":
        return Place(key, within, False, code[:4] + "Z", code[:4] + "[", _chain(code))  # of a zone, only it
    if own_level:
        # Zones count in the prefecture's own level; its counties have units of their own.
        return Place(key, code, True, code[:4] + "Z", code[:4] + "[", _chain(code))
    return Place(key, code, False, *bounds(code), _chain(code))


@lru_cache(maxsize=1024)
def _from_elsewhere(code: str) -> tuple[str, ...]:
    """Codes outside a prefecture or province that regions in it wholly succeeded, and it did not itself."""
    known = register()
    lo, hi = bounds(code)
    found = {
        old
        for r in known.regions
        if lo <= r.code < hi
        for old in known.predecessors(r.code)
        if not lo <= old < hi
    }
    return tuple(sorted(found - set(known.predecessors(code))))


def group_of(code: str, level: Dimension | None) -> str:
    """The key of the group that a code belongs to."""
    if level is None:
        return TOTAL
    if level is Dimension.PROVINCE:
        return province_of(code)
    if level is Dimension.PREFECTURE:
        return register().prefecture_of(code)
    return code[:4] + "00" if code[4] == "Z" else code


def _has_records(code: str, first_year: int) -> bool:
    record = register().by_code(code)
    return record is not None and (
        record.valid_to_year is None or record.valid_to_year >= first_year - RECORD_YEARS
    )


def _effective(within: str, level: Dimension | None) -> Dimension | None:
    if within == NATIONAL or level is None or level is Dimension.COUNTY:
        return level
    if within.endswith("0000"):
        return level
    return None if level is Dimension.PROVINCE or not within.endswith("00") else level


def _dense(within: str, level: Dimension | None, years: range) -> list[Place]:
    if level is None:
        return [place(TOTAL, within, None)]
    known = register()
    keys = {group_of(r.code, level) for r in known.children(within, Level[level.name], years)}
    record = known.by_code(within)
    if record is not None and record.level is Level[level.name]:
        keys.add(within)
    if level is Dimension.COUNTY:
        prefectures = known.children(within, Level.PREFECTURE, years)
        keys |= {r.code for r in prefectures if r.level is Level.PREFECTURE}
        if record is not None and record.level in (Level.PREFECTURE, Level.ZONE):
            keys.add(group_of(within, level))
    return [place(key, within, level) for key in sorted(keys)]


def _moved(
    inside: set[str], level: Dimension | None, first_year: int, last_year: int
) -> list[tuple[str, int, str]]:
    steps: dict[str, list[tuple[int, str]]] = {}
    for old, year, now in register().moves(inside, first_year, last_year):
        if old in inside:
            key = group_of(now, level) if now in inside else OUTSIDE
            steps.setdefault(old, [(0, group_of(old, level))]).append((year, key))
    return [
        (old, year, key)
        for old, found in sorted(steps.items())
        if any(key != found[0][1] for _, key in found)
        for year, key in found
    ]


def _succeeded(codes: set[str], inside: set[str], level: Dimension | None) -> list[tuple[str, int, str]]:
    """The codes that count under another group at any time, since they were wholly succeeded."""
    found = []
    for old in sorted(codes):
        now = register().current_code(old, NOW)
        key = group_of(now, level) if now in inside else OUTSIDE
        if key != group_of(old, level):
            found.append((old, 0, key))
    return found


def _chain(code: str) -> tuple[tuple[int, str], ...]:
    own = [(0, code), *((0, old) for old in register().predecessors(code))]
    return (*own, *_above(code))


def _above(code: str) -> list[tuple[int, str]]:
    found: list[str] = []
    for above in (register().prefecture_of(code), province_of(code), NATIONAL):
        if above != code and above not in found:
            found.append(above)
    return list(enumerate(found, start=1))
