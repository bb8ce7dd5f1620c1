"""How an office lays out what it sends: order and wording of the columns, units, date forms, totals, footers."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hub.importing.sheet import Column, Kind, Sheet
from tests.worlds.records import PREFECTURES, Record, Sent, place_name

Cell = str | int | float | date | None
Synonyms = Mapping[str, Mapping[str, Sequence[str]]]
"""Sheet -> field -> headers that only these offices use."""

DAYS = ("%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d", "chinese", "cell")
MONTHS = ("%Y-%m", "%Y.%m", "%Y%m", "chinese")
YES_NO = (("是", "否"), ("√", "×"), ("有", "无"))
NOTHING = ("", "—", "/", "无")
FACTORS = {"元": Decimal(1), "万元": Decimal(10**4), "亿元": Decimal(10**8)}
GAP = "\u3000" * 3


@dataclass
class Table:
    """A worksheet as it will be written: cells by row, and what is not a plain cell."""

    worksheet: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First and last row, first and last column, counted from 0."""
    hidden_rows: list[int] = field(default_factory=list)
    hidden: bool = False


@dataclass
class Shown:
    """A column of the table: the parts of its header, and how a record's value is written."""

    path: tuple[str, ...]
    column: Column | None
    to: str


class Layout:
    """One worksheet laid out by chance. `plain` is for text files: no merges, no date cells, no hidden rows."""

    def __init__(
        self, sent: Sent, sheet: Sheet, synonyms: Synonyms, dice: random.Random, *, plain: bool
    ) -> None:
        self._sent, self._sheet, self._dice, self._plain = sent, sheet, dice, plain
        self._synonyms = synonyms.get(sheet.name, {})
        self._grouped = dice.random() < 0.5
        self._unit = dice.choice(("元", "万元", "亿元") if sent.form == "H1" else ("元", "万元"))
        self._unit_in = dice.choice(("note", "header", "cells"))
        self._days = dice.choice(DAYS[:-1] if plain else DAYS)
        self._months = dice.choice(MONTHS)
        self._yes_no = dice.choice(YES_NO)
        self._inline_precision = dice.random() < 0.5
        self._serial = dice.random() < 0.7

    def table(self, worksheet: str) -> Table:
        """The table with everything around it."""
        made = Table(worksheet)
        shown = self._columns()
        width = len(shown)
        for text in self._titles():
            made.rows.append([text, *[None] * (width - 1)])
            if not self._plain:
                made.merges.append((len(made.rows) - 1, len(made.rows) - 1, 0, width - 1))
        self._write_header(made, shown)
        first = len(made.rows)
        for number, record in enumerate(self._sent.rows, start=1):
            made.rows.append([self._cell(s, record, number) for s in shown])
        if not self._plain and len(self._sent.rows) > 2 and self._dice.random() < 0.4:
            made.hidden_rows = [self._dice.randrange(first, len(made.rows))]
        if self._serial:
            if self._dice.random() < 0.3:
                numbers = range(len(self._sent.rows) + 1, len(self._sent.rows) + 3)
                made.rows += [[number, *[None] * (width - 1)] for number in numbers]
            if self._dice.random() < 0.6:
                made.rows.append([self._total(s) for s in shown])
        if self._dice.random() < 0.7:
            made.rows.append(["填表人：王××" + GAP + "审核人：李××", *[None] * (width - 1)])
        return made

    def _titles(self) -> list[str]:
        sent = self._sent
        own_level = sent.region in PREFECTURES and sent.form in ("H1", "H6")
        place = place_name(sent.region) + ("市本级" if own_level else "")
        words = self._dice.choice(self._sheet.titles)
        period = self._period()
        shapes = [f"{place}{period}{words}", f"{period}{place}{words}", f"{place}{words}（{period}）"]
        titles = [self._dice.choice(shapes)]
        filled, last = sent.as_of, _end_of_month(sent.months[1])
        line = [f"填报单位：{sent.office}"]
        if sent.as_of == last and self._dice.random() < 0.5:
            filled = sent.as_of + timedelta(days=self._dice.randint(1, 8))
        elif sent.as_of != last and self._dice.random() < 0.5:
            titles.append(f"（截至{_chinese(sent.as_of)}）")
        line.append(f"填报日期：{_chinese(filled)}")
        if self._unit_in != "header":
            line.append(f"单位：{self._unit if self._unit_in == 'note' else '元'}、人")
        return [*titles, GAP.join(line)]

    def _period(self) -> str:
        year, first = self._sent.months[0].split("-")
        last = self._sent.months[1].split("-")[1]
        if first == last:
            return f"{year}年{int(first)}月"
        forms = [f"{year}年{int(first)}-{int(last)}月", f"{year}年{int(first)}月至{int(last)}月"]
        forms += {
            ("01", "12"): [f"{year}年"],
            ("01", "06"): [f"{year}年上半年"],
            ("07", "12"): [f"{year}年下半年"],
        }[first, last]
        return self._dice.choice(forms)

    def _columns(self) -> list[Shown]:
        """The columns in an order of chance; those under one header stay together."""
        fields = {name for record in self._sent.rows for name in record} - {"region"}
        if self._inline_precision:
            fields -= {"workers_precision", "amount_precision"}
        fields |= self._region_columns()
        present = [column for column in self._sheet.columns if column.to in fields]
        groups = self._groups(present)
        shown = [Shown(self._path(column, groups.get(column.to)), column, column.to) for column in present]
        blocks: dict[str, list[Shown]] = {}
        for one in shown:
            blocks.setdefault(one.path[0] if len(one.path) > 1 else one.to, []).append(one)
        order = list(blocks.values())
        if self._dice.random() < 0.3:
            order.append([Shown(("承办科室意见",), None, "opinion")])
        self._dice.shuffle(order)
        columns = [one for block in order for one in block]
        if self._serial:
            columns.insert(0, Shown(("序号",), None, "serial"))
        return columns

    def _region_columns(self) -> set[str]:
        alone = all(record["region"] == self._sent.region for record in self._sent.rows)
        both = {"region_code", "region_name"}
        choices = [{"region_code"}, {"region_name"}, both, *([set[str]()] if alone else [])]
        return self._dice.choice(choices)

    def _groups(self, present: Sequence[Column]) -> dict[str, str]:
        """Field -> the header that stands above its own and another column's."""
        if not self._grouped:
            return {}
        above: dict[str, list[str]] = {}
        for column in present:
            for group in {h.split("/")[0] for h in column.headers if "/" in h}:
                above.setdefault(group, []).append(column.to)
        shared = sorted(group for group, under in above.items() if len(under) > 1)
        self._dice.shuffle(shared)
        found: dict[str, str] = {}
        for group in shared:
            if not any(to in found for to in above[group]):
                found |= dict.fromkeys(above[group], group)
        return found

    def _path(self, column: Column, group: str | None) -> tuple[str, ...]:
        if group is not None:
            paths = [h for h in column.headers if h.startswith(f"{group}/")]
            return tuple(self._with_unit(self._dice.choice(paths), column).split("/"))
        local = list(self._synonyms.get(column.to, ()))
        single = [h for h in column.headers if "/" not in h]
        return (self._with_unit(self._dice.choice(local or single), column),)

    def _with_unit(self, header: str, column: Column) -> str:
        is_money = column.kind in (Kind.MONEY, Kind.PRECISE_MONEY)
        return f"{header}（{self._unit}）" if is_money and self._unit_in == "header" else header

    def _write_header(self, made: Table, shown: Sequence[Shown]) -> None:
        top = len(made.rows)
        if all(len(s.path) == 1 for s in shown):
            made.rows.append([s.path[0] for s in shown])
            return
        upper: list[Cell] = []
        lower: list[Cell] = []
        for index, one in enumerate(shown):
            opens = index == 0 or len(one.path) == 1 or shown[index - 1].path[0] != one.path[0]
            upper.append(one.path[0] if opens else None)
            lower.append(one.path[1] if len(one.path) > 1 else None)
            if self._plain:
                continue
            if len(one.path) == 1:
                made.merges.append((top, top + 1, index, index))
            elif opens:
                last = max(i for i, s in enumerate(shown) if len(s.path) > 1 and s.path[0] == one.path[0])
                if last > index:
                    made.merges.append((top, top, index, last))
        made.rows += [upper, lower]

    def _cell(self, shown: Shown, record: Record, number: int) -> Cell:
        if shown.to == "serial":
            return number
        if shown.column is None:
            return self._dice.choice(("同意", "继续跟进"))
        if shown.to == "region_code":
            return str(record["region"])
        if shown.to == "region_name":
            return "市本级" if record["region"] in PREFECTURES else place_name(record["region"])
        value = record.get(shown.to)
        if value is None:
            return None if shown.column.required else self._dice.choice(NOTHING) or None
        return self._written(shown.column, value, record)

    def _written(self, column: Column, value: Any, record: Record) -> Cell:
        match column.kind:
            case Kind.MONEY:
                return self._amount(value)
            case Kind.PRECISE_MONEY:
                precision = record.get("amount_precision") if self._inline_precision else None
                return self._amount(value) if precision is None else _precise(value, precision, "元")
            case Kind.PRECISE_COUNT:
                precision = record.get("workers_precision") if self._inline_precision else None
                return int(value) if precision is None else _precise(value, precision, "人")
            case Kind.DAY:
                return self._day(value)
            case Kind.MONTH:
                form = self._months
                return f"{value.year}年{value.month}月" if form == "chinese" else f"{value:{form}}"
            case Kind.YES_NO:
                return self._yes_no[0 if value else 1]
            case Kind.CODE | Kind.CODES:
                assert column.codes is not None
                codes = value if isinstance(value, list) else [value]
                return self._dice.choice(("、", "，")).join(self._label(column, code) for code in codes)
        return value if isinstance(value, int) else str(value)

    def _label(self, column: Column, code: str) -> str:
        assert column.codes is not None
        member = column.codes[code]
        return self._dice.choice((member.zh, *member.spellings))

    def _amount(self, value: Decimal) -> Cell:
        if self._unit_in == "cells":
            if self._dice.random() < 0.4:
                return f"{_plain(value / FACTORS['万元'])}万元"
            return self._dice.choice((f"{value:,.2f}", int(value)))
        scaled = value / FACTORS[self._unit]
        return _plain(scaled) if self._plain else float(scaled)

    def _day(self, value: date) -> Cell:
        if self._days == "cell":
            return value
        return _chinese(value) if self._days == "chinese" else f"{value:{self._days}}"

    def _total(self, shown: Shown) -> Cell:
        if shown.to == "serial":
            return self._dice.choice(("合计", "合　计", "总计"))
        if shown.column is None or shown.column.kind not in (Kind.MONEY, Kind.COUNT):
            return None
        if shown.to == "term_months":
            return None
        values: list[Any] = [
            record[shown.to] for record in self._sent.rows if record.get(shown.to) is not None
        ]
        if shown.column.kind is Kind.COUNT:
            return sum(map(int, values))
        total = sum(values, Decimal(0)) / (Decimal(1) if self._unit_in == "cells" else FACTORS[self._unit])
        return _plain(total) if self._plain else float(total)


def _precise(value: Any, precision: str, unit: str) -> str:
    number = _plain(Decimal(value))
    return f"约{number}{unit}" if precision == "APPROX" else f"{number}余{unit}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _end_of_month(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
