"""The words in which a statistical sheet is declared: measures, and the rules between their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hub.importing.measures import (
    LAST_YEAR,
    PERIOD_HEADERS,
    VALUE,
    YEAR_TO_DATE,
    Measure,
    Unit,
)
from hub.importing.problems import Severity
from hub.importing.sheet import (
    OFFICE_HEADERS,
    REGION_HEADERS,
    Column,
    Finding,
    Kind,
    RowRule,
    Sheet,
    month,
    region_code,
    region_name,
)
from hub.ledgers.reported_figures import ReportedFigure

__all__ = [
    "LAST_YEAR",
    "VALUE",
    "YEAR_TO_DATE",
    "at_most",
    "count",
    "money",
    "person_times",
    "persons",
    "statistical_sheet",
    "stock",
]

Row = Mapping[str, Any]


def count(indicator: str, *headers: str) -> Measure:
    """Cases, letters, events of a month."""
    return Measure(indicator, headers, Unit.COUNT)


def persons(indicator: str, *headers: str) -> Measure:
    """Persons of a month."""
    return Measure(indicator, headers, Unit.PERSONS)


def person_times(indicator: str, *headers: str) -> Measure:
    """Persons of a month, each counted as often as served (人次)."""
    return Measure(indicator, headers, Unit.PERSON_TIMES)


def money(indicator: str, *headers: str) -> Measure:
    """An amount of a month, stored in yuan whatever the unit of the table."""
    return Measure(indicator, headers, Unit.YUAN)


def stock(indicator: str, *headers: str, unit: Unit = Unit.COUNT) -> Measure:
    """A state at the end of the month (在建项目数): it has no sum of the year."""
    return Measure(indicator, headers, unit, stock=True)


def statistical_sheet(
    *,
    name: str,
    form: str,
    agency: str,
    title_zh: str,
    title_en: str,
    titles: Sequence[str],
    measures: Sequence[Measure],
    rules: Sequence[RowRule] = (),
) -> Sheet:
    """A sheet of one agency that reports these measures by region and month (names.md: nature statistical).

    `name` is its public name (union_monthly). Its columns are those of the region, the month, and for each measure
    one field for each part, named like union_letter_workers.year_to_date.
    """
    return Sheet(
        form=form,
        agencies=(agency,),
        title_zh=title_zh,
        title_en=title_en,
        titles=tuple(titles),
        ledger=ReportedFigure,
        key=("region_code",),
        columns=(
            region_code(),
            region_name(*REGION_HEADERS, *OFFICE_HEADERS),
            month("统计月份", "报告期", "所属期", "所属月份", "统计期", "月份", to="month"),
            *(_column(measure, part) for measure in measures for part in measure.parts),
        ),
        rules=(_cumulative(measures), *rules),
        own_name=name,
        measures=tuple(measures),
    )


def at_most(
    smaller: str, larger: str, *, parts: Sequence[str] = (VALUE,), severity: Severity = Severity.WARNING
) -> RowRule:
    """The figure of one indicator is not larger than that of another: what it counts is part of that.

    `parts`: of the month, of the year to date, or both.
    """

    def part_of_the_whole(row: Row) -> list[Finding]:
        """What is part of something is not more than it（分项不大于总项）."""
        found: list[Finding] = []
        for part in parts:
            here, there = f"{smaller}.{part}", f"{larger}.{part}"
            one, whole = row.get(here), row.get(there)
            if one is None or whole is None or one <= whole:
                continue
            details = {
                "other": there,
                "other_value": in_words(whole),
                "indicator": smaller,
                "other_indicator": larger,
            }
            found.append(Finding("figure_above_whole", here, severity, details))
        return found

    return part_of_the_whole


def _cumulative(measures: Sequence[Measure]) -> RowRule:
    fields = [
        (m.indicator, f"{m.indicator}.{VALUE}", f"{m.indicator}.{YEAR_TO_DATE}")
        for m in measures
        if YEAR_TO_DATE in m.parts
    ]

    def year_to_date_holds_the_month(row: Row) -> list[Finding]:
        """In January the year to date is the month, later it is not less（一月累计等于本月，其他月份不小于本月）."""
        january = row["month"] is not None and row["month"].month == 1
        found: list[Finding] = []
        for indicator, value, year_to_date in fields:
            of_month, of_year = row.get(value), row.get(year_to_date)
            if of_month is None or of_year is None:
                continue
            kind = None
            if january and of_month != of_year:
                kind = "cumulative_mismatch"
            elif not january and of_year < of_month:
                kind = "cumulative_below_month"
            if kind:
                details = {"other": value, "month_value": in_words(of_month), "indicator": indicator}
                found.append(Finding(kind, year_to_date, Severity.WARNING, details))
        return found

    return year_to_date_holds_the_month


def in_words(number: int | Decimal) -> str:
    """A figure as a reader writes it: 12, 403300.00."""
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def _column(measure: Measure, part: str) -> Column:
    headers = tuple(f"{header}/{PERIOD_HEADERS[part]}" for header in measure.headers)
    if part == VALUE:
        # Without a word of the period it is the month; stocks have none as a rule.
        headers = (*measure.headers, *headers) if measure.stock else (*headers, *measure.headers)
    kind = Kind.MONEY if measure.unit is Unit.YUAN else Kind.COUNT
    return Column(headers, f"{measure.indicator}.{part}", kind, none_is_zero=True)
