"""A synthetic city with what lies around it: years of submissions of all agencies, as offices really send them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, Boolean, Date, Integer, Numeric

from hub.importing.catalogue import sheets
from hub.ledgers.catalogue import ledgers
from tests.oracle import register
from tests.oracle.declared import definitions, nature
from tests.oracle.facts import History, Row, Said
from tests.oracle.months import end_of, month, moved, run

REGIONS = {
    "360000": (
        "360700",
        "360727",
        "360783",
        "360702",
        "3607Z1",
        "360100",
        "360105",
        "360112",
        "360102",
        "3601Z1",
        "360000",
    ),
    "520000": ("520200", "520221", "520204", "520201", "520222", "520281"),
    "370000": ("371200", "371202", "370116", "370100", "370102"),
}
"""Provinces with their regions: a city with a functional zone, a county that another code wholly succeeded in 2020,
one succeeded in 2019, one split in 2020, one whose successor lies in another prefecture since 2018."""
OFFICES = (
    "360700",
    "360727",
    "360783",
    "360702",
    "360100",
    "360105",
    "360112",
    "360000",
    "520200",
    "520221",
    "520204",
    "520281",
    "520222",
    "371202",
    "370116",
    "370100",
    "371200",
)
FIRST, LAST = month("2017-07"), month("2021-06")
USCCS = [f"9136070{n}MA35FAKE{n}X" for n in range(5)]
STATES_FROM, STATES_TO = month("2019-08"), month("2021-04")
Event = tuple[str, int]


@dataclass
class City:
    """What was sent, in the order of the events: ("accept", n), ("withdraw", n), ("keep", n), ("again", n)."""

    history: History = field(default_factory=History)
    events: list[Event] = field(default_factory=list)


def city(seed: int, size: float = 1.0) -> City:
    """The city of a seed; `size` scales how much is sent."""
    return _Builder(random.Random(seed), size).build()


class _Builder:
    def __init__(self, chance: random.Random, size: float) -> None:
        self.chance = chance
        self.size = size
        self.city = City()
        self.numbers: dict[tuple[str, str], list[tuple[str, str]]] = {}

    def build(self) -> City:
        planned = [said for sheet in _sheets() for said in self._planned(sheet)]
        # Roughly in the order of time: what is late comes among the later ones.
        planned.sort(
            key=lambda s: (s.as_of + timedelta(days=self.chance.choice([3, 9, 20, 60, 300])), s.number)
        )
        for said in planned:
            if self._says_the_same(said):
                continue
            said.number = len(self.city.history.said)
            self.city.history.said.append(said)
            self._accept(said)
            if self.chance.random() < 0.12:
                self._later(said)
        return self.city

    # ---- what happens

    def _accept(self, said: Said) -> None:
        history = self.city.history
        if self.chance.random() < 0.02:
            self.city.events.append(("keep", said.number))
            return
        history.version += 1
        said.accepted = history.version
        self.city.events.append(("accept", said.number))

    def _later(self, said: Said) -> None:
        """A correction, a supplement, a withdrawal, the same again, or a longer run of months."""
        what = self.chance.choice(["correct", "correct", "supplement", "withdraw", "again", "longer", "nil"])
        history = self.city.history
        if said.accepted is None:
            return
        if what == "withdraw":
            history.version += 1
            said.withdrawn = history.version
            self.city.events.append(("withdraw", said.number))
        elif what == "again" and said.replaces and said.rows:
            self.city.events.append(("again", said.number))
        elif what == "nil":
            self._send(said, said.first, said.last, [], replaces=True)
        elif what == "longer" and nature(said.sheet) != "snapshot":
            first = moved(said.first, -self.chance.randrange(1, 4))
            self._send(said, first, said.last, self._rows_after(said), replaces=True)
        else:
            self._send(said, said.first, said.last, self._rows_after(said), replaces=what != "supplement")

    def _send(self, before: Said, first: date, last: date, rows: list[Row], *, replaces: bool) -> None:
        history = self.city.history
        later = Said(
            len(history.said),
            before.sheet,
            before.side,
            before.agency,
            before.region,
            first,
            last,
            max(before.as_of, self._as_of(last)),
            replaces,
            rows,
        )
        if (not rows and not replaces) or self._says_the_same(later):
            return
        history.said.append(later)
        self._accept(later)

    def _says_the_same(self, later: Said) -> bool:
        """Whether the newest accepted one of the slot has these very rows: the hub would call it unchanged."""
        slot = (later.sheet, later.side, later.unit, later.first, later.last)
        twins = [
            s
            for s in self.city.history.said
            if s.accepted is not None
            and s.withdrawn is None
            and (s.sheet, s.side, s.unit, s.first, s.last) == slot
        ]
        newest = max(twins, key=lambda s: s.accepted or 0, default=None)
        return newest is not None and _by_key(newest.rows) == _by_key(later.rows)

    def _rows_after(self, said: Said) -> list[Row]:
        """The rows as they are corrected: some gone, some changed, some moved to another region, some new."""
        rows = [dict(row) for row in said.rows if self.chance.random() < 0.85]
        for row in rows:
            if self.chance.random() < 0.5:
                fresh = self._values(said.sheet, said.last, said.as_of)
                for column in self.chance.sample(sorted(fresh), min(4, len(fresh))):
                    if column not in _IDENTITY and column != "month":
                        row[column] = fresh[column]
            if self.chance.random() < 0.1:
                row["region_code"] = self._region(said.region, said.last.year, row["region_code"])
        if nature(said.sheet) == "ledger":
            rows += self._ledger_rows(said.sheet, said.side, said.region, said.last, said.as_of, 2)
        return _unique(rows)

    # ---- what is sent

    def _planned(self, sheet: str) -> Iterator[Said]:
        how = nature(sheet)
        agencies = sheets()[sheet].agencies
        for agency in agencies:
            count = 3 if len(agencies) > 1 else 5
            for region in self.chance.sample(OFFICES, min(len(OFFICES), max(2, round(count * self.size)))):
                sides = ("sent", "received") if sheet == "clue_transfers" else ("",)
                for side in sides:
                    periods = self._ledger_periods() if how == "ledger" else self._state_periods(how)
                    for first, last in periods:
                        if not _exists(region, first, last):
                            continue
                        yield self._one(sheet, side, agency, region, first, last)

    def _one(self, sheet: str, side: str, agency: str, region: str, first: date, last: date) -> Said:
        as_of = self._as_of(last)
        if nature(sheet) == "ledger":
            count = self.chance.choice([0, 2, 4, 6, 9])
            rows = self._ledger_rows(sheet, side, region, last, as_of, count)
        else:
            rows = self._state_rows(sheet, agency, region, first, last)
        return Said(0, sheet, side, agency, region, first, last, as_of, True, _unique(rows))

    def _as_of(self, last: date) -> date:
        end = end_of(last)
        return end if self.chance.random() < 0.6 else end - timedelta(days=self.chance.randrange(1, 20))

    def _ledger_periods(self) -> Iterator[tuple[date, date]]:
        here = moved(FIRST, self.chance.randrange(0, 18))
        while here <= LAST:
            length = self.chance.choice([1, 3, 3, 6, 12])
            last = min(moved(here, length - 1), LAST)
            if self.chance.random() < 0.75:
                yield here, last
            overlap = -1 if self.chance.random() < 0.1 else 0
            here = moved(
                last, 1 + overlap + (self.chance.randrange(0, 5) if self.chance.random() < 0.4 else 0)
            )
            if here <= moved(last, 0) and last == LAST:
                return

    def _state_periods(self, how: str) -> Iterator[tuple[date, date]]:
        first = moved(STATES_FROM, self.chance.randrange(0, 4))
        for here in run(first, STATES_TO):
            if self.chance.random() < 0.55:
                if how == "monthly" and self.chance.random() < 0.15:
                    yield moved(here, -self.chance.randrange(1, 3)), here
                else:
                    yield here, here

    # ---- rows

    def _ledger_rows(
        self, sheet: str, side: str, office: str, last: date, as_of: date, count: int
    ) -> list[Row]:
        return [self._ledger_row(sheet, side, office, last, as_of) for _ in range(count)]

    def _ledger_row(self, sheet: str, side: str, office: str, last: date, as_of: date) -> Row:
        row = self._values(sheet, last, as_of)
        region = self._region(office, last.year)
        known = self.numbers.setdefault((sheet, register.province(office)), [])
        if known and self.chance.random() < 0.15:
            number, key = self.chance.choice(known)  # the same case again, perhaps from another office
        else:
            serial = len(known) + 1
            brackets = self.chance.choice(["〔〕", "（）", "()", "[]", "【】"])
            number = f"{sheet[:3].upper()}{brackets[0]}{last.year}{brackets[1]}{serial}号"
            key = f"{register.prefecture(region)}|{side}|{number}"
            known.append((number, key))
        for column in _numbers(sheet):
            row[column] = number
        if "side" in ledgers()[sheet].model_fields:
            row["side"] = side
        return {**row, "row_key": f"{key}|{side}", "region_code": region}

    def _state_rows(self, sheet: str, agency: str, office: str, first: date, last: date) -> list[Row]:
        rows = []
        for n in range(7):
            if self.chance.random() < 0.3:
                continue
            # Every prefecture has projects of its own; a few are reported by the county and the prefecture.
            whose = register.last_heir(office) if n > 1 else register.prefecture(register.last_heir(office))
            project = f"P{whose}-{n}"
            for of in run(first, last) if nature(sheet) == "monthly" else [last]:
                for digest in self._digests(sheet):
                    rows.append(self._state_row(sheet, office, project, digest, of))
        return rows

    def _digests(self, sheet: str) -> tuple[str, ...]:
        if sheet in ("special_accounts", "account_monthly") and self.chance.random() < 0.3:
            return ("a", "b")
        return ("a",)

    def _state_row(self, sheet: str, office: str, project: str, digest: str, of: date) -> Row:
        row = self._values(sheet, of, end_of(of))
        row["project_code"] = project
        for column in {"sector", "funding"} & row.keys():  # whoever reports the project
            codes = _codes_of(sheet, column)
            row[column] = codes[(int(project[-1]) + of.month) % len(codes)]
        key = project
        if "account_digest" in row:
            row["account_digest"] = f"{project}{digest}"
            key = f"{project}|{digest}"
        if "deposit_no" in row:
            row["deposit_no"] = f"B-{office}-{project}"
            key = row["deposit_no"]
            if self.chance.random() < 0.5:
                # A use is repeated by every later state.
                row["used_on"] = date(2020, 1 + len(project + office) % 12, int(project[-1]) + 1)
        if nature(sheet) == "monthly":
            row["month"] = of
            key = f"{key}|{of:%Y-%m}"
        return {**row, "row_key": key, "region_code": self._region(office, of.year)}

    def _values(self, sheet: str, last: date, as_of: date) -> Row:
        """Random values for all columns of a ledger but those that name the record."""
        chance = self.chance
        base = as_of - timedelta(days=int(chance.expovariate(1 / 60)))
        row: Row = {}
        uscc = chance.choice([*USCCS, None])
        for name, kind in _columns(sheet):
            if name in ("uscc", "employer_key"):
                row[name] = uscc
            elif name.endswith("agency_code"):
                row[name] = chance.choice(["UNION", "PROCURATORATE", "HRSS", None])
            elif name == "year":
                row[name] = last.year - chance.randrange(2)
            elif name == "term_months":
                row[name] = chance.choice([12, 12, 36, None])
            elif isinstance(kind, tuple):
                row[name] = chance.choice(kind)
            elif kind is Date:
                filled = chance.random() < 0.75
                row[name] = base + timedelta(days=chance.choice([0, 0, 3, 15, 40, 90])) if filled else None
            elif kind is Boolean:
                row[name] = chance.choice([True, True, False, None])
            elif kind is Integer:
                row[name] = chance.choice([None, 0, chance.randrange(40)])
            elif kind is Numeric:
                row[name] = None if chance.random() < 0.2 else Decimal(chance.randrange(10**7)) / 100
            elif kind is ARRAY:
                codes = _codes_of(sheet, name)
                some = chance.sample(codes[:4], chance.choice([1, 1, 2]))
                row[name] = chance.choice([None, [], some, some])
            else:
                row[name] = chance.choice(["甲", "乙", None])
        for column in _required(sheet):
            row[column] = row.get(column) if row.get(column) is not None else "未填"
        return row

    def _region(self, office: str, year: int, other_than: str | None = None) -> str:
        """A region that an office may report for, under a code that holds in the year where there is one."""
        known = [r for r in REGIONS[register.province(office)] if register.lies_in(r, office)]
        # A county often reports for itself.
        choices = [r for r in known if r != other_than] or known
        picked = self.chance.choice([*choices, office]) if choices else office
        return picked if register.in_force(picked, year) else register.code_in(picked, year)


_IDENTITY = (
    "row_key",
    "region_code",
    "project_code",
    "account_digest",
    "deposit_no",
    "side",
    "used_on",
    "year",
    "sector",
    "funding",
)


def _unique(rows: list[Row]) -> list[Row]:
    """A submission says one thing about one key."""
    return list({(register.province(row["region_code"]), row["row_key"]): row for row in rows}.values())


def _exists(office: str, first: date, last: date) -> bool:
    """Whether an office sends for these months: in a year of change the old one until June, the new one from July on."""
    begins, ends = register.records()[office][0].first_year, register.records()[office][-1].last_year
    return first >= date(begins, 7, 1) and (ends is None or last <= date(ends, 6, 1))


def _by_key(rows: list[Row]) -> dict[str, Row]:
    return {row["row_key"]: row for row in rows}


@cache
def _sheets() -> tuple[str, ...]:
    """The sheets that indicators read."""
    read = {p["ledger"] for d in definitions().values() for p in d.get("parts", ())}
    return tuple(sorted((read | {"complaints", "refusal_judgments", "criminal_cases"}) - {"wage_recoveries"}))


@cache
def _columns(sheet: str) -> tuple[tuple[str, Any], ...]:
    """Column -> its type, or the codes or texts to choose from."""
    ledger = ledgers()[sheet]
    tested = _tested(sheet)
    found: list[tuple[str, Any]] = []
    for name in ledger.own_columns():
        column = ledger.table().c[name]
        kind = type(column.type)
        codes = column.info.get("codes")
        if kind is ARRAY:
            found.append((name, ARRAY))
        elif codes is not None:
            # What conditions ask for comes more often, so that their figures are not all nothing.
            members = [m.name for m in codes]
            found.append((name, (*members[:5], *tested.get(name, ()), *tested.get(name, ()), None)))
        elif name in tested and kind not in (Date, Boolean, Integer, Numeric):
            found.append((name, (*tested[name], "其他", None)))
        elif name == "industry":
            found.append((name, ("E", "C", "H", None)))
        elif (
            kind in (Date, Boolean, Integer, Numeric)
            or name in ("uscc", "employer_key")
            or name.endswith("agency_code")
        ):
            found.append((name, kind))
        elif not name.endswith("_key"):
            found.append((name, str))
    return tuple(found)


@cache
def _tested(sheet: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for definition in definitions().values():
        for part in definition.get("parts", ()):
            conditions = [*part.get("where", ()), *part.get("every", ())] if part["ledger"] == sheet else []
            if "linked" in part and sheet == "special_accounts":
                conditions = part["linked"]["where"]
            for condition in conditions:
                value = condition.get("value", ())
                found.setdefault(condition["field"], set()).update(
                    [value] if isinstance(value, str) else value
                )
    return {name: tuple(sorted(values)) for name, values in found.items() if values}


@cache
def _codes_of(sheet: str, column: str) -> list[str]:
    return [member.name for member in ledgers()[sheet].table().c[column].info["codes"]]


@cache
def _required(sheet: str) -> tuple[str, ...]:
    table = ledgers()[sheet]
    own = set(table.own_columns())
    return tuple(
        c.name for c in table.table().columns if c.name in own and not c.nullable and c.name not in ("year",)
    )


@cache
def _numbers(sheet: str) -> tuple[str, ...]:
    """The columns by which `record` finds rows, and by which claims name their case."""
    named = {
        p["record"]
        for d in definitions().values()
        for p in d.get("parts", ())
        if p["ledger"] == sheet and "record" in p
    }
    own = set(ledgers()[sheet].own_columns())
    return tuple(sorted((named | {"case_no", "application_no"}) & own))
