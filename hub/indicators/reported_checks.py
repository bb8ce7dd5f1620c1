"""Where reported figures disagree with themselves, with each other and with the ledgers (rules R09 to R11): a part of
the statement that counts the ledgers."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

from hub.errors import LimitExceeded
from hub.indicators.catalogue import Indicator, Kind
from hub.indicators.figures import Answer, Figure, Row
from hub.indicators.press import Language
from hub.indicators.reported import tolerance
from hub.regions import register

FINDINGS_MAX = 5000
"""The most findings of one question; what is more is asked for in parts."""


class Check(Enum):
    """Kinds of disagreement."""

    CUMULATIVE_DIFFERS = "CUMULATIVE_DIFFERS"
    NEGATIVE_MONTH = "NEGATIVE_MONTH"
    PARTS_DIFFER = "PARTS_DIFFER"
    LEDGER_DIFFERS = "LEDGER_DIFFERS"
    LAST_YEAR_DIFFERS = "LAST_YEAR_DIFFERS"
    CORRECTED_LATER = "CORRECTED_LATER"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that says one of the numbers. `file` and `cell` are None where the submission must not be seen."""

    submission: int
    file: str | None
    worksheet: str
    row: int
    field: str
    cell: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Two numbers that should be one: `difference` = `value` - `other`. What they are depends on the kind.

    CUMULATIVE_DIFFERS: the year to date less that of the month before, and the month. NEGATIVE_MONTH: the same
    difference, and nothing. PARTS_DIFFER: a total and the sum of its parts. LEDGER_DIFFERS: reported and counted.
    LAST_YEAR_DIFFERS: the month of last year as it is said now, and as it was reported. CORRECTED_LATER: what counts
    now, and what counted before.
    """

    check: Check
    region: str
    indicator: str
    measured_in: str
    month: date
    field: str
    sheet: str | None
    unit: str | None
    value: Decimal
    other: Decimal
    cells: tuple[Cell, ...]
    tolerance: Decimal = Decimal(0)

    @property
    def difference(self) -> Decimal:
        """`value` - `other`."""
        return self.value - self.other

    @property
    def order(self) -> tuple[str, str, str, str, str, str]:
        """By month, region, indicator and kind: its place among all findings, and no other's."""
        return (
            f"{self.month:%Y-%m}",
            self.region,
            self.indicator,
            self.check.name,
            self.field,
            self.unit or "",
        )

    def printed(self, value: Decimal) -> str:
        """A number in the unit of the finding."""
        return f"{value.quantize(Decimal('0.01')):f}" if self.measured_in == "yuan" else f"{value:f}"

    def sentence(self, language: Language, names: Mapping[str, tuple[str, str]]) -> str:
        """What a clerk reads. `names`: those of the figures in zh and en, by indicator."""
        january = self.check is Check.CUMULATIVE_DIFFERS and self.month.month == 1
        kind = f"{self.check.name}_IN_JANUARY" if january else self.check.name
        zh = language is Language.ZH
        name = names.get(self.indicator, (self.indicator, self.indicator))[0 if zh else 1]
        month = f"{self.month.year}年{self.month.month}月" if zh else f"{self.month:%Y-%m}"
        return _sentences()[kind]["zh" if zh else "en"].format(
            region=register().full_name(self.region),
            month=month,
            name=name,
            value=self.printed(self.value),
            other=self.printed(self.other),
            difference=self.printed(self.difference),
            tolerance=self.printed(self.tolerance),
        )


def findings(answer: Answer) -> list[Finding]:
    """All findings of an answer by county and month, in order; what it counts is compared with the ledgers."""
    rows = answer.checks
    if len(rows) > FINDINGS_MAX:
        raise LimitExceeded(
            f"核对结果超过 {FINDINGS_MAX} 条：请缩小地区或统计期，或指定一个指标。",
            f"There are more than {FINDINGS_MAX} findings: ask for a smaller region or window, or one indicator.",
        )
    listed = [_finding(row) for row in rows]
    listed += [f for asked in answer.question.asked for f in _against_ledgers(answer, asked.indicator)]
    return sorted(listed, key=lambda finding: finding.order)


def _finding(row: list[Any]) -> Finding:
    kind, region, indicator, measured_in, month, field, sheet, unit, value, other, cells = row
    return Finding(
        Check[kind],
        region,
        indicator,
        measured_in,
        date.fromisoformat(month),
        field,
        sheet,
        unit,
        Decimal(value),
        Decimal(other),
        tuple(Cell(*cell) for cell in cells),
    )


def _against_ledgers(answer: Answer, indicator: Indicator) -> Iterable[Finding]:
    """Reported against counted by region and month.

    What a prefecture reports without any of its counties stands for all of them, not for its own level.
    """
    if indicator.code in answer.withheld or indicator.kind not in (Kind.FLOW, Kind.STOCK):
        return
    groups: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in answer.rows:
        groups[register().prefecture_of(row.place.region), row.t].append(row)
    for (prefecture, _), rows in groups.items():
        stated = [r for r in rows if (indicator.code, r.t, r.place.key) in answer.reported]
        if [r.place.own_level for r in stated] == [True]:
            known = [n for r in rows if (n := Figure(answer, indicator, r).number.value) is not None]
            if known:
                yield from _differing(answer, indicator, stated[0], prefecture, sum(known, Decimal(0)))
            continue
        for row in stated:
            value = Figure(answer, indicator, row).number.value
            if value is not None:
                yield from _differing(answer, indicator, row, row.place.region, value)


def _differing(
    answer: Answer, indicator: Indicator, row: Row, region: str, ledger: Decimal
) -> Iterable[Finding]:
    stated = answer.reported[indicator.code, row.t, row.place.key]
    allowed = tolerance(indicator, ledger, row.time.end)
    if abs(stated.value - ledger) > allowed:
        field = f"{indicator.code}.value"
        units = {unit for _, _, _, unit, _ in stated.rows}
        yield Finding(
            Check.LEDGER_DIFFERS,
            region,
            indicator.code,
            indicator.unit,
            row.time.first,
            "value",
            None,
            units.pop() if len(units) == 1 else None,
            stated.value,
            ledger,
            tuple(
                Cell(submission, None, sheet, at, field, None, said)
                for submission, sheet, at, _, said in stated.rows
            ),
            allowed,
        )


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = (files("hub") / "data" / "reported_checks.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
