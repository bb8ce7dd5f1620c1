"""Statistics as tables to take along: a wide one for readers, one line a figure for programs, the notes to both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from hub.csv_text import csv_text
from hub.indicators import press
from hub.indicators.catalogue import DIMENSIONS, Indicator, Unit
from hub.indicators.changes import Change
from hub.indicators.figures import Answer, Coverage, Figure, Row
from hub.indicators.numbers import Number, printed
from hub.indicators.press import Language
from hub.indicators.question import (
    UNKNOWN,
    Dimension,
    Question,
    Reading,
    RegionBasis,
    camel,
    labels_of,
    parts_of,
)
from hub.months import CHINA, format_month
from hub.regions import register

Cell = str | int | Decimal | date | None

VERSION_AT = "select at from data_versions where number = %s"
"""The time of a data version."""

FIGURES_MAX = 200_000
"""Figures that one file may hold."""

BOM = "\ufeff"
"""Before a CSV file, so that Excel and WPS read it as UTF-8."""


@dataclass(frozen=True)
class Heading:
    """A column of the wide table. `decimals`: how its numbers are shown, None for text and days."""

    text: str
    decimals: int | None = None


@dataclass(frozen=True)
class Notes:
    """What the numbers are: the question as (what, said), and a table of the definitions that count."""

    question: list[tuple[str, str]]
    header: list[str]
    definitions: list[list[Cell]]


@dataclass(frozen=True)
class Export:
    """An answer to take along; `at` is the time of its data version, None before the first."""

    answer: Answer
    at: datetime | None
    language: Language = Language.ZH

    @property
    def name(self) -> str:
        """The file name without its ending."""
        asked = self._question
        first = self._say("统计", "statistics")
        return f"{first}_{asked.within}_{format_month(asked.first)}_{format_month(asked.last)}_v{self.answer.version}"

    @cached_property
    def headings(self) -> list[Heading]:
        """The columns of the wide table: the group, then for each indicator its value, base, change and coverage."""
        found = [Heading(self._say(*_GROUP[name])) for name in self._group_columns]
        found += [Heading(self._dimension(name)) for name in self._question.codes]
        for indicator in self._indicators:
            name, unit = self._name(indicator), self._unit(indicator)
            measured = (f"（{unit}）" if self._zh else f" ({unit})") if unit else ""
            decimals = indicator.rounding.decimals
            found += [
                Heading(f"{name}{measured}", decimals),
                Heading(f"{name}{self._say('·上年同期', ', year before')}{measured}", decimals),
                Heading(name + self._say("·同比", ", year on year")),
                Heading(name + self._say("·应报", ", slots owed"), 0),
                Heading(name + self._say("·已报", ", slots received"), 0),
            ]
        return found

    def rows(self) -> Iterator[list[Cell]]:
        """The wide table, a row a group; what has no value says why, in words."""
        for row in self.answer.rows:
            cells = [*self._group(row), *self._labels(row)]
            for indicator in self._indicators:
                figure = Figure(self.answer, indicator, row)
                change, coverage = figure.change(Reading.YEAR_BEFORE), figure.coverage
                cells += [
                    self._shown(figure.definition, figure.number),
                    self._base(change),
                    press.change_text(change, self.language),
                    coverage.expected,
                    coverage.received,
                ]
            yield cells

    @property
    def line_header(self) -> list[str]:
        """The columns of the lines: in English the names that programs rely on."""
        codes = [(f"{name}_code", name) for name in self._question.codes]
        names = [*self._group_columns, *(part for pair in codes for part in pair), *_LINE]
        if not self._zh:
            return names
        said = {part: self._dimension(pair[1]) + end for pair in codes for part, end in zip(pair, ("代码", ""), strict=True)}  # fmt: skip
        return [said.get(name) or {**_GROUP, **_LINE}[name][0] for name in names]

    def lines(self) -> Iterator[list[Cell]]:
        """One line a figure, each with all that is needed to defend it; no value is an empty cell, never 0."""
        as_of = self._as_of
        for row in self.answer.rows:
            codes = zip(row.codes, self._labels(row), strict=True)
            group = [*self._group(row), *(part for code, label in codes for part in (code or UNKNOWN, label))]
            for indicator in self._indicators:
                figure = Figure(self.answer, indicator, row)
                yield [*group, *self._line(figure), self.answer.version, as_of]

    def csv(self) -> bytes:
        """The lines as CSV for spreadsheet programs: UTF-8 with its mark, lines end as RFC 4180 has it."""
        rows = ([_plain(cell) for cell in line] for line in self.lines())
        return (BOM + csv_text(self.line_header, rows, "\r\n")).encode()

    def notes(self) -> Notes:
        """The question, the data that answers it, and every definition that counts."""
        asked, answer = self._question, self.answer
        none = self._say("无", "none")
        where = "; ".join(f"{camel(name)}: {_said(value)}" for name, value in sorted(asked.where.items()))
        by = self._say("、", ", ").join(self._dimension(d.name.lower()) for d in asked.by)
        place = register().full_name(asked.within, asked.last.year)
        question = [
            (self._say("地区", "Region"), f"{place} {asked.within}"),
            (self._say("统计期", "Window"), f"{format_month(asked.first)} – {format_month(asked.last)}"),
            (self._say("截止日", "Cut-off day"), str(asked.on or self._say("各指标最新数据", "newest data of each"))),
            (self._say("分组", "Groups"), by or none),
            (self._say("条件", "Conditions"), where or none),
            (self._say("区划口径", "Region codes"), self._say(*_BASIS[asked.regions])),
            (self._say("数据版本", "Data version"), str(answer.version)),
            (self._say("数据时点", "As of"), self._as_of or none),
            (
                self._say("缺值", "Missing values"),
                self._say(
                    "未报送、不适用、不公开、当时无此指标各有其义，都不是零。",
                    "Not reported, not applicable, withheld, not defined at the time: none of them is zero.",
                ),
            ),
            (
                self._say("报送情况", "Coverage"),
                self._say(
                    "应报、已报按表种、填报单位和月份计：一个单位一个月的一张表为一份。",
                    "Slots owed and received: a sheet of a reporting unit for a month is one slot.",
                ),
            ),
        ]  # fmt: skip
        header = [self._say(*pair) for pair in _NOTES]
        return Notes(question, header, list(self._definitions()))

    def _definitions(self) -> Iterator[list[Cell]]:
        for indicator in self._indicators:
            figures = [Figure(self.answer, indicator, row) for row in self.answer.rows]
            coverage = self._coverage([figure.coverage for figure in figures])
            cuts = sorted({figure.cut for figure in figures})
            until = " – ".join(day.isoformat() for day in dict.fromkeys(cuts[:1] + cuts[-1:]))
            for edition in {f.definition.key: f.definition for f in figures}.values():
                yield [
                    edition.code,
                    self._name(edition),
                    edition.definition_zh if self._zh else edition.definition_en,
                    edition.version,
                    edition.valid_from,
                    self._unit(edition),
                    self._say(*_KINDS[edition.kind.name]),
                    edition.source,
                    until,
                    coverage,
                ]

    def _coverage(self, found: Sequence[Coverage]) -> str:
        """How many groups are reported in full; slots of several groups may be the same, so that none are added."""
        owed = [c for c in found if c.expected]
        full = sum(c.received >= c.expected for c in owed)
        none = sum(c.received == 0 for c in owed)
        free, part = len(found) - len(owed), len(owed) - full - none
        if self._zh:
            said = f"共 {len(found)} 组：{full} 组报送齐全，{part} 组部分报送，{none} 组未报送"
            return said + (f"，{free} 组无应报" if free else "") + "。"
        said = f"{len(found)} groups: {full} reported in full, {part} in part, {none} not at all"
        return said + (f", {free} owe nothing" if free else "") + "."

    def _line(self, figure: Figure) -> list[Cell]:
        number, change, coverage = figure.number, figure.change(Reading.YEAR_BEFORE), figure.coverage
        edition = figure.definition
        missing = None if number.known or number.missing is None else number.missing.name
        if missing and self._zh:
            missing = press.number_text(edition, number)
        return [
            edition.code,
            self._name(edition),
            self._shown(edition, number) if number.known else None,
            missing,
            self._unit(edition),
            self._base(change),
            change.status.name,
            press.change_text(change, self.language),
            coverage.expected,
            coverage.received,
            coverage.expected_base,
            coverage.received_base,
            figure.cut,
            edition.version,
        ]

    def _group(self, row: Row) -> list[Cell]:
        known = register().by_code(row.place.region, row.time.last.year)
        name = known.name if known else row.place.region
        if row.place.own_level:
            name += self._say("（本级）", " (own level)")
        values: dict[str, Cell] = {
            "region_code": row.place.region,
            "region": name,
            "from": row.time.first,
            "to": row.time.end - timedelta(days=1),
            "month": format_month(row.time.first),
            "quarter": row.time.quarter,
            "year": row.time.first.year,
        }
        return [values[column] for column in self._group_columns]

    @cached_property
    def _group_columns(self) -> list[str]:
        by = self._question.by
        times = [d.name.lower() for d in (Dimension.YEAR, Dimension.QUARTER, Dimension.MONTH) if d in by]
        return ["region_code", "region", "from", "to", *times]

    def _labels(self, row: Row) -> list[str]:
        """The labels of the codes of a group."""
        found = []
        for name, code in zip(self._question.codes, row.codes, strict=True):
            known = self._known_labels[name].get(code or UNKNOWN)
            found.append(self._say(*known) if known else str(code))
        return found

    @cached_property
    def _known_labels(self) -> dict[str, dict[str, tuple[str, str]]]:
        found = {name: {UNKNOWN: ("未填写", "not stated")} for name in self._question.codes}
        for indicator in self._indicators:
            for _, part in parts_of(indicator, self.answer.catalogue):
                for name in found.keys() & part.dimensions.keys():
                    found[name] |= labels_of(part, name) or {}
        return found

    def _shown(self, edition: Indicator, number: Number) -> Cell:
        """A number as it is printed elsewhere, a grade or the reason why there is none in words."""
        if number.value is None:
            return press.number_text(edition, number, self.language)
        return Decimal(printed(edition, number.value))

    def _base(self, change: Change) -> Cell:
        if change.base is None and change.base_code is None:
            return None
        return self._shown(change.indicator, Number(change.base, code=change.base_code))

    def _name(self, indicator: Indicator) -> str:
        return indicator.zh if self._zh else indicator.en

    def _unit(self, indicator: Indicator) -> str:
        unit = Unit.by_key(indicator.unit)
        return (indicator.word_zh or unit.zh) if self._zh else (indicator.word_en or unit.en)

    def _dimension(self, name: str) -> str:
        zh, en = DIMENSIONS.get(name) or _PLACES_AND_TIMES[name]
        return zh if self._zh else en.partition(";")[0]

    def _say(self, zh: str, en: str) -> str:
        return zh if self._zh else en

    @property
    def _as_of(self) -> str | None:
        """The time asked for, else that of the data version, in China."""
        time = self._question.as_of or self.at
        return None if time is None else time.astimezone(CHINA).isoformat(timespec="seconds")

    @property
    def _question(self) -> Question:
        return self.answer.question

    @property
    def _indicators(self) -> list[Indicator]:
        return [asked.indicator for asked in self._question.asked]

    @property
    def _zh(self) -> bool:
        return self.language is Language.ZH


def as_json(export: Export) -> list[dict[str, object]]:
    """The lines as objects, numbers as text like everywhere; their names are those of the English columns."""
    names = Export(export.answer, export.at, Language.EN).line_header
    return [dict(zip(names, map(_plain, line), strict=True)) for line in export.lines()]


def _plain(cell: Cell) -> str | int | None:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else cell


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


_PLACES_AND_TIMES = {
    "province": ("省", "Province"),
    "prefecture": ("市", "Prefecture"),
    "county": ("县", "County"),
    "month": ("月", "Month"),
    "quarter": ("季", "Quarter"),
    "year": ("年", "Year"),
}
_GROUP = {
    "region_code": ("区划代码", "Region code"),
    "region": ("地区", "Region"),
    "from": ("统计期起", "From"),
    "to": ("统计期止", "To"),
    "month": ("月份", "Month"),
    "quarter": ("季度", "Quarter"),
    "year": ("年份", "Year"),
}
_LINE = {
    "indicator": ("指标代码", ""),
    "name": ("指标", ""),
    "value": ("数值", ""),
    "missing": ("缺值原因", ""),
    "unit": ("单位", ""),
    "base": ("上年同期", ""),
    "change_status": ("同比状态", ""),
    "change": ("同比", ""),
    "coverage_expected": ("应报", ""),
    "coverage_received": ("已报", ""),
    "coverage_expected_base": ("上年应报", ""),
    "coverage_received_base": ("上年已报", ""),
    "cut_off": ("截止日", ""),
    "definition_version": ("定义版本", ""),
    "data_version": ("数据版本", ""),
    "as_of": ("数据时点", ""),
}
_NOTES = (
    ("指标代码", "Code"),
    ("指标", "Indicator"),
    ("定义", "Definition"),
    ("定义版本", "Version"),
    ("定义起始日", "Valid from"),
    ("单位", "Unit"),
    ("类型", "Kind"),
    ("来源", "Source"),
    ("统计截止日", "Counted up to"),
    ("报送情况", "Coverage"),
)
_KINDS = {
    "FLOW": ("流量", "flow"),
    "STOCK": ("存量", "stock"),
    "DISTINCT": ("去重计数，不可加总", "distinct, never added"),
    "RATIO": ("比率", "ratio"),
    "ORDINAL": ("等级", "grade or term"),
}
_BASIS = {
    RegionBasis.OF_THE_TIME: ("当时区划", "codes in force at the time"),
    RegionBasis.CURRENT: ("现行区划", "codes in force now"),
}
