"""The dated register of regions: codes of GB/T 2260 and of functional zones, names, successions, bounds."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

NATIONAL = "000000"

# A year later than any change that the register can hold: what is in force then is in force now.
NOW = 9999


class Level(StrEnum):
    """Levels of regions. A zone has a local code below its prefecture."""

    NATIONAL = "NATIONAL"
    PROVINCE = "PROVINCE"
    PREFECTURE = "PREFECTURE"
    COUNTY = "COUNTY"
    ZONE = "ZONE"


@dataclass(frozen=True, slots=True)
class Region:
    """One period in which a code and a name held.

    `valid_to_year` is the year of the change that ended it (None: in force). `successors`: codes that took
    over area, with the year of that change; None as the year means the change that ended this record.
    """

    code: str
    name: str
    level: Level
    parent_code: str | None
    valid_from_year: int
    valid_to_year: int | None = None
    successors: tuple[tuple[str, int | None], ...] = ()
    aliases: tuple[str, ...] = ()

    def in_force(self, year: int) -> bool:
        """Whether the record held at any time of `year`: the year of a change counts for both sides."""
        return self.valid_from_year <= year and (self.valid_to_year is None or year <= self.valid_to_year)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a written region means: a code with notices, or a problem (region_unknown, region_ambiguous)."""

    code: str | None
    name: str = ""
    notices: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    own_level: bool = False
    problem: str | None = None

    def details(self) -> dict[str, str]:
        """What the sentences of its notices and its problem ask for."""
        names = "、".join(f"{register().full_name(code)}（{code}）" for code in self.candidates)
        return {"code": self.code or "", "name": self.name, "candidates": names}


def bounds(code: str) -> tuple[str, str]:
    """(lo, hi): lo <= region_code < hi, compared by bytes, holds for the region and all below it."""
    if code == NATIONAL:
        return "0", ":"
    prefix = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
    return prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)


def province_of(code: str) -> str:
    """The province of any code, the nation's own code for the nation."""
    return NATIONAL if code == NATIONAL else code[:2] + "0000"


def is_within(code: str, within: str) -> bool:
    """Whether `code` is `within` or below it (by today's codes; successions are `predecessors`)."""
    lo, hi = bounds(within)
    return lo <= code < hi


@cache
def register() -> Register:
    """The register that ships with the hub."""
    data = files("hub") / "data"
    with (data / "regions.csv").open(encoding="utf-8") as lines:
        regions = [_region(row) for row in csv.DictReader(lines)]
    with (data / "functional_zones.csv").open(encoding="utf-8") as lines:
        regions += [_zone(row) for row in csv.DictReader(lines)]
    return Register([Region(NATIONAL, "全国", Level.NATIONAL, None, 1949), *regions])


class Register:
    """All regions with their dates. Codes have six characters; a year is that of the record in hand."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.regions = tuple(sorted(regions, key=lambda region: (region.code, region.valid_from_year)))
        self._records: dict[str, list[Region]] = defaultdict(list)
        self._named: dict[str, list[Region]] = defaultdict(list)
        self._short: dict[str, list[Region]] = defaultdict(list)
        self._zones: dict[str, list[Region]] = defaultdict(list)
        for region in self.regions:
            self._records[region.code].append(region)
            if region.level is Level.ZONE:
                for name in (region.name, *region.aliases):
                    self._zones[name].append(region)
            else:
                self._named[region.name].append(region)
                for name in _short_forms(region.name):
                    self._short[name].append(region)
        self._successors = self._ends()
        self._direct_predecessors: dict[str, list[str]] = defaultdict(list)
        for code, records in self._records.items():
            successor = self._whole_successor(records[-1])
            if successor and successor != code:
                self._direct_predecessors[successor].append(code)
        self._current: dict[tuple[str, int], str] = {}
        self._resolve_cached = lru_cache(maxsize=65536)(self._resolve)

    def by_code(self, code: str, year: int | None = None) -> Region | None:
        """The record of a code in a year (the later one in a year of change), else the nearest, else None."""
        records = self._records.get(code)
        if not records:
            return None
        if year is None:
            return records[-1]
        begun = [record for record in records if record.valid_from_year <= year]
        return begun[-1] if begun else records[0]

    def in_force(self, code: str, year: int) -> bool:
        """Whether the code held at any time of the year."""
        return any(record.in_force(year) for record in self._records.get(code, ()))

    def current_code(self, code: str, year: int) -> str:
        """The code that a record of `code` belongs to in `year`: its whole successor, or itself."""
        key = (code, year)
        if key not in self._current:
            seen = {code}
            here = code
            while not self.in_force(here, year):
                record = self.by_code(here, year)
                successor = (
                    self._whole_successor(record) if record and not year < record.valid_from_year else None
                )
                if successor is None or successor in seen:
                    break
                seen.add(successor)
                here = successor
            self._current[key] = here
        return self._current[key]

    def moves(self, codes: Iterable[str], first_year: int, last_year: int) -> list[tuple[str, int, str]]:
        """(old code, from year, new code) for every code among `codes`, or wholly succeeded by one of them,
        whose records of `from year` and later belong to another code; only what matters in these years."""
        wanted = set(codes)
        for code in tuple(wanted):
            wanted.update(self.predecessors(code))
        found = []
        for old in sorted(wanted):
            before = old
            for year in range(first_year, last_year + 1):
                now = self.current_code(old, year)
                if now != before:
                    found.append((old, year, now))
                before = now
        return found

    def predecessors(self, code: str) -> tuple[str, ...]:
        """All codes wholly succeeded by this one, directly or through others, in the order of codes."""
        found: set[str] = set()
        waiting = [code]
        while waiting:
            for old in self._direct_predecessors.get(waiting.pop(), ()):
                if old not in found and old != code:
                    found.add(old)
                    waiting.append(old)
        return tuple(sorted(found))

    def prefecture_of(self, code: str) -> str:
        """The prefecture group of a code; a county directly below a province, and a province, is its own."""
        region = self._known(code)
        if region.level in (Level.COUNTY, Level.ZONE) and region.parent_code:
            parent = self._known(region.parent_code)
            if parent.level is Level.PREFECTURE or region.level is Level.ZONE:
                return parent.code
        return code

    def province_of(self, code: str) -> str:
        """The province of a code."""
        return province_of(code)

    def bounds(self, code: str) -> tuple[str, str]:
        """(lo, hi): lo <= region_code < hi for the region and all below it."""
        return bounds(code)

    def children(self, code: str, level: Level | str, years: range) -> tuple[Region, ...]:
        """The regions of a level below `code` that were in force in any of the years, by code.

        At the level PREFECTURE counties directly below a province stand beside the prefectures.
        """
        found: dict[str, Region] = {}
        lo, hi = bounds(code)
        for region in self.regions:
            if not lo <= region.code < hi or region.code == code:
                continue
            of_level = region.level == level or (
                level == Level.PREFECTURE and region.level is Level.COUNTY and self._below_province(region)
            )
            if of_level and any(region.in_force(year) for year in years):
                found[region.code] = region
        return tuple(found[key] for key in sorted(found))

    def full_name(self, code: str, year: int | None = None) -> str:
        """The name with those above it: 贵州省六盘水市钟山区. The code itself where it is not known."""
        names = []
        region = self.by_code(code, year)
        while region and region.code != NATIONAL:
            names.append(region.name)
            region = self.by_code(region.parent_code, year) if region.parent_code else None
        return "".join(reversed(names)) or (region.name if region else code)

    def resolve(self, written: str | int | float, year: int, within: str | None = None) -> Resolution:
        """What a written code or name means in a record of `year`, sent by a unit of the region `within`."""
        text = str(int(written)) if isinstance(written, float) and written.is_integer() else str(written)
        return self._resolve_cached(text, year, within)

    def region_named_in(self, text: str, within: str | None = None, year: int = NOW) -> str | None:
        """The code of the region named at the start of a title or an office name, None if none or not one.

        Names follow each other downwards (贵州省六盘水市钟山区人民法院). A short form counts only before the
        name of an office (南昌检察院), because many are ordinary words (新建, 东方).
        """
        return self._named_at_start(_LEADING.sub("", _tidy(text)), within, year)

    def _resolve(self, written: str, year: int, within: str | None) -> Resolution:
        text = _tidy(written)
        if code := _CODE.fullmatch(text):
            return self._resolve_code(code[1], year)
        if (match := _OWN_LEVEL.fullmatch(text)) and not self._named.get(text):
            return self._resolve_own_level(match["head"], match["unit"] or "", year, within)
        found, retired = self._by_name(text, year, within)
        if not found and _ZONE_WORDS.search(text):
            return self._resolve_zone(text, year, within)
        codes = self._widest(found, within)
        if len(codes) != 1:
            problem = "region_ambiguous" if codes else "region_unknown"
            return Resolution(None, candidates=tuple(codes), problem=problem)
        if not retired:
            return self._found(codes[0], year)
        return self._resolve_retired(codes[0], year, "region_name_retired")

    def _resolve_code(self, code: str, year: int) -> Resolution:
        record = self.by_code(code, year)
        if record is None:
            return Resolution(None, problem="region_unknown")
        if self.in_force(code, year) or year < record.valid_from_year:
            return self._found(code, year, ("functional_zone",) if record.level is Level.ZONE else ())
        return self._resolve_retired(code, year, "region_code_retired")

    def _resolve_retired(self, code: str, year: int, notice: str) -> Resolution:
        now = self.current_code(code, year)
        if self.in_force(now, year):
            return self._found(now, year, (notice,))
        record = self._known(now, year)
        heirs = tuple(heir for heir, changed in self._successors[record] if changed is None)
        return Resolution(now, record.name, ("region_split",), heirs)

    def _resolve_own_level(self, head: str, unit: str, year: int, within: str | None) -> Resolution:
        if head:
            for name in (head + unit, head):
                found = self._resolve(name, year, within)
                if found.code:
                    return Resolution(found.code, found.name, found.notices, found.candidates, own_level=True)
            return found
        if within is None or self.by_code(within) is None:
            return Resolution(None, problem="region_unknown")
        # The 市 of a county-level city is the city itself, not the prefecture above it.
        own = within
        if unit == "省":
            own = province_of(within)
        elif unit in ("市", "州", "盟", "地区") and not self._known(within).name.endswith("市"):
            own = self.prefecture_of(within)
        if (
            unit in ("市", "州", "盟", "地区")
            and self._known(own).level is Level.PROVINCE
            and not _is_municipality(own)
        ):
            return Resolution(None, problem="region_unknown")
        return self._found(own, year, own_level=True)

    def _resolve_zone(self, text: str, year: int, within: str | None) -> Resolution:
        text = _NATIONAL_ZONE.sub("", text)
        zones = [region.code for region in self._zones.get(text, ())]
        if not zones and within and text in _ANY_ZONE and self._known(within).level is not Level.PROVINCE:
            # The bare word means the zone that bears the name of the city, else the city's own level.
            prefecture = self.prefecture_of(within)
            named = [stem + text for stem in _short_forms(self._known(prefecture, year).name)]
            zones = [zone.code for name in named for zone in self._zones.get(name, ())] or [prefecture]
        if not zones:
            zones = self._zone_host(text, year, within)
        if within:
            zones = [code for code in zones if is_within(code, province_of(within))] or zones
        if len(zones) != 1:
            problem = "region_ambiguous" if zones else "region_unknown"
            return Resolution(None, candidates=tuple(zones), problem=problem)
        own_level = self._known(zones[0]).level is not Level.ZONE
        return self._found(zones[0], year, ("functional_zone",), own_level=own_level)

    def _zone_host(self, text: str, year: int, within: str | None) -> list[str]:
        """The prefectures at whose name, or whose county's name, the name of an unknown zone begins."""
        for length in range(len(text) - 1, 1, -1):
            found, _ = self._by_name(text[:length], year, within)
            codes = self._widest(found, within) if len(found) > 1 else [region.code for region in found]
            if codes:
                return sorted({self.prefecture_of(self.current_code(code, year)) for code in codes})
        return []

    def _by_name(self, name: str, year: int, within: str | None) -> tuple[list[Region], bool]:
        """The regions of a name: those within first, in force before retired, full names before short."""
        full, short = self._named.get(name, ()), self._short.get(name, ())
        for inside in (True, False) if within else (False,):
            for in_force in (True, False):
                for named in (full, short):
                    found = [
                        region
                        for region in named
                        if region.in_force(year) is in_force
                        and (
                            not inside or (within is not None and self._is_within(region.code, within, year))
                        )
                    ]
                    begun = [region for region in found if region.valid_from_year <= year]
                    if found:
                        # A name that came later than the record is today's name of the same place.
                        return (begun or found), bool(begun) and not in_force
        return [], False

    def _is_within(self, code: str, within: str, year: int) -> bool:
        return is_within(code, within) or is_within(self.current_code(code, year), within)

    def _widest(self, found: list[Region], within: str | None) -> list[str]:
        """The codes found without those below another: 南昌 is 南昌市, not 南昌县, except within 南昌市."""
        codes = sorted({region.code for region in found})
        holders = [code for code in codes if code != within]
        return [
            code
            for code in codes
            if not any(code != holder and is_within(code, holder) for holder in holders)
        ]

    def _named_at_start(self, text: str, within: str | None, year: int) -> str | None:
        for names, in_force, only_offices in (
            ((self._named, self._zones), True, False),
            ((self._named,), False, False),
            ((self._short,), True, True),
        ):
            for length in range(min(len(text), _LONGEST_NAME), 1, -1):
                name, rest = text[:length], text[length:]
                before_office = not only_offices or bool(_OFFICE.match(rest))
                found = [
                    region
                    for named in names
                    for region in named.get(name, ())
                    if region.in_force(year) is in_force and region.valid_from_year <= year
                ]
                if not before_office:
                    # 红河州 is no ordinary word, and 新疆 is none before 阿克苏地区.
                    found = [
                        region
                        for region in found
                        if region.level is Level.PROVINCE
                        or (name.endswith("州") and region.name.endswith("自治州"))
                    ]
                if not found:
                    continue
                inside = [region for region in found if within and self._is_within(region.code, within, year)]
                codes = self._widest(inside or found, within)
                if len(codes) != 1:
                    return None
                code = self.current_code(codes[0], year)
                below = self._named_at_start(rest, code, year) if rest else None
                inner = below if below and below != code and is_within(below, code) else None
                if inner is None and not before_office and found[0].level is Level.PROVINCE:
                    continue
                return inner or code
        return None

    def _ends(self) -> dict[Region, tuple[tuple[str, int | None], ...]]:
        """Successors by record. A prefecture that names none was succeeded by those of its last counties."""
        successors = {region: region.successors for region in self.regions}
        for region in self.regions:
            if region.level is not Level.PREFECTURE or region.valid_to_year is None or region.successors:
                continue
            lo, hi = bounds(region.code)
            heirs = {
                heir
                for county in self.regions
                if lo <= county.code < hi and county.level is Level.COUNTY
                if county.valid_to_year == region.valid_to_year
                for heir, year in county.successors
                if year is None
            }
            successors[region] = tuple(
                (code, None) for code in sorted({self.prefecture_of(heir) for heir in heirs})
            )
        return successors

    def _whole_successor(self, region: Region) -> str | None:
        if region.valid_to_year is None:
            return None
        heirs = [code for code, year in self._successors[region] if year is None]
        return heirs[0] if len(heirs) == 1 else None

    def _below_province(self, region: Region) -> bool:
        return region.parent_code is not None and region.parent_code.endswith("0000")

    def _known(self, code: str, year: int | None = None) -> Region:
        region = self.by_code(code, year)
        if region is None:
            raise KeyError(f"no region has the code {code}")
        return region

    def _found(
        self, code: str, year: int, notices: tuple[str, ...] = (), *, own_level: bool = False
    ) -> Resolution:
        return Resolution(code, self._known(code, year).name, notices, own_level=own_level)


_CODE = re.compile(r"(\d{4}(?:\d\d|Z\d))(?:\d{3}|\d{6})?(?:\.0+)?")
_OWN_LEVEL = re.compile(
    r"(?P<head>.*?)(?P<unit>省|市|州|盟|地区|县|区|旗)?(?:本级|(?<=[省市州盟县区旗])直属?)(?:单位|机关|部门)?"
)
_ZONE_WORDS = re.compile(
    r"经济技术开发区|经济开发区|技术产业开发区|技术开发区|开发区|产业园|示范区|经开区|高新区|新区|工业园|科技园|管理区|园区"
)
_NATIONAL_ZONE = re.compile(r"国家级?(?=经济|高新|级)|国家级")
_ECONOMIC_ZONE = ("经济技术开发区", "经开区", "经济开发区", "开发区")
_TECHNOLOGY_ZONE = ("高新技术产业开发区", "高新区", "高新技术开发区", "高新技术产业园区", "高新开发区")
_ANY_ZONE = frozenset((*_ECONOMIC_ZONE, *_TECHNOLOGY_ZONE, "工业园区", "产业园区", "新区"))
_OFFICE = re.compile(
    r"总?工会|(?:人民)?检察|人社|两级|各级|[市州盟]直|人力资源|(?:中级|高级)?(?:人民)?法院|[中高]院|公安|司法|法律援助|住建|住房|劳动|治欠|治理拖欠|根治|联席|信访|$"
)
_LEADING = re.compile(
    r"^(?:附[件表]\d*[:.、]?|[12]\d{3}年(?:度|\d{1,2}月份?)?|第?[一二三四]季度|[上下]半年|[\d\W_])+"
    r"|^(?:新疆生产建设)?(?:兵团)?第[一二三四五六七八九十]{1,3}师(?=.{2,4}市)"
)
_LONGEST_NAME = 24
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|"
    "布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_AUTONOMOUS = re.compile(
    rf"(?P<stem>.{{2,}}?)(?:(?:{_PEOPLES})族|蒙古|维吾尔|哈萨克|柯尔克孜|锡伯|塔吉克)*自治(?P<unit>区|州|县|旗)"
)
_ORDINARY = re.compile(r"(?P<stem>.{2,}?)(?:特别行政区|省|市|地区|盟|林区|特区|新区|区|县|旗)")


def _short_forms(name: str) -> set[str]:
    """The names that offices use for a region: 钟山 (钟山区), 恩施 and 恩施州 (恩施土家族苗族自治州)."""
    if match := _AUTONOMOUS.fullmatch(name):
        unit = match["unit"]
        return {match["stem"]} | ({match["stem"] + unit} if unit != "区" else set())
    match = _ORDINARY.fullmatch(name)
    return {match["stem"]} if match else set()


def _tidy(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _is_municipality(code: str) -> bool:
    return code in ("110000", "120000", "310000", "500000")


def _region(row: Mapping[str, str]) -> Region:
    return Region(
        code=row["code"],
        name=row["name"],
        level=Level[row["level"].upper()],
        parent_code=row["parent_code"] or NATIONAL,
        valid_from_year=int(row["valid_from_year"]),
        valid_to_year=int(row["valid_to_year"]) if row["valid_to_year"] else None,
        successors=tuple(
            (entry[:6], int(entry[7:11]) if "[" in entry else None)
            for entry in row["successor_codes"].split(";")
            if entry
        ),
    )


def _zone(row: Mapping[str, str]) -> Region:
    """A zone answers to its name, its aliases, and the usual short form (南昌经开区, 南昌高新区)."""
    name = row["name"]
    aliases = [alias for alias in row["aliases"].split(";") if alias]
    for endings in (_ECONOMIC_ZONE, _TECHNOLOGY_ZONE):
        if name.endswith(endings[0]):
            aliases += [name.removesuffix(endings[0]) + ending for ending in endings[1:]]
    return Region(
        row["code"], name, Level.ZONE, row["parent_code"], 1984, aliases=tuple(dict.fromkeys(aliases))
    )
