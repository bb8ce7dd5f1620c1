"""Reported figures against those of the months beside them: years to date that do not follow, units confused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

import psycopg

from hub.importing.measures import VALUE, YEAR_TO_DATE, Unit
from hub.importing.parsed import ParsedRow, ParsedSubmission
from hub.importing.problems import Problem, Severity
from hub.importing.rules import law
from hub.ledgers.base import Nature
from hub.ledgers.reported_figures import ReportedFigure
from hub.months import add_months, format_month
from hub.regions import province_of, register
from hub.submissions.slots import sheet_named

Figures = Mapping[str, Mapping[str, Any]]
"""Row key -> the values of a figure."""


def check_cumulative(
    connection: psycopg.Connection, parsed: ParsedSubmission, siblings: Sequence[ParsedSubmission] = ()
) -> list[Problem]:
    """Warnings about the figures of a statistical sheet beside those that count now; none for other sheets.

    cumulative_break: the year to date of a month is not that of the month before plus the month (domain.md, R09).
    A correction of an earlier month is held against the month after it as well. `siblings` are the other submissions
    of the same file, such as the months of a year on one worksheet each.
    unit_doubtful_against_last_month: the amounts of an indicator have all moved by a factor of ten thousand (R13).
    """
    assert parsed.sheet is not None
    if sheet_named(parsed.sheet).ledger.nature is not Nature.STATISTICAL:
        return []
    beside = _live(connection, parsed.rows)
    said = [row for other in (*siblings, parsed) if other.sheet == parsed.sheet for row in other.rows]
    known: Figures = {**beside, **{row.values["row_key"]: row.values for row in said}}
    found: list[Problem] = []
    for row in parsed.rows:
        found += _breaks(parsed, row, known)
    return [*found, *_units(parsed, known)]


def _live(connection: psycopg.Connection, rows: Sequence[ParsedRow]) -> dict[str, dict[str, Any]]:
    """The figures that count now, of the months before and after these rows."""
    keys = {_key(row.values, months) for row in rows if row.values["month"] for months in (-1, 1)}
    provinces = {province_of(row.values["region_code"]) for row in rows}
    if not keys:
        return {}
    found = connection.execute(
        f"""
        select row_key, month, value, year_to_date from {ReportedFigure.ledger_name()}
        where province_code = any(%s) and row_key = any(%s) and live_from is not null and live_to is null
        """,
        [list(provinces), list(keys)],
    )
    return {key: {"month": month, VALUE: value, YEAR_TO_DATE: sum_} for key, month, value, sum_ in found}


def _key(values: Mapping[str, Any], months: int) -> str:
    """The key of the same figure some months later."""
    stem = values["row_key"].rpartition("|")[0]
    return f"{stem}|{format_month(add_months(values['month'], months))}"


def _breaks(parsed: ParsedSubmission, row: ParsedRow, known: Figures) -> Iterable[Problem]:
    values = row.values
    if values["month"] is None:
        return
    before, after = known.get(_key(values, -1)), known.get(_key(values, 1))
    if before is not None and values["month"].month != 1:
        yield from _break(parsed, row, before, values)
    if after is not None and values["month"].month != 12:
        yield from _break(parsed, row, values, after)


def _break(
    parsed: ParsedSubmission, row: ParsedRow, earlier: Mapping[str, Any], later: Mapping[str, Any]
) -> Iterable[Problem]:
    before, of_month, now = earlier[YEAR_TO_DATE], later[VALUE], later[YEAR_TO_DATE]
    if before is None or of_month is None or now is None or before + of_month == now:
        return
    details = {
        "region": register().full_name(row.values["region_code"]),
        "indicator": row.values["indicator"],
        "earlier": format_month(earlier["month"]),
        "later": format_month(later["month"]),
        "before": f"{before:f}",
        "month_value": f"{of_month:f}",
        "year_to_date": f"{now:f}",
        "expected": f"{before + of_month:f}",
        "difference": f"{now - before - of_month:+f}",
    }
    own = row.values[YEAR_TO_DATE]
    worksheet, cell = row.worksheet, _cell(parsed, row.values["indicator"], row.row_number)
    yield Problem("cumulative_break", Severity.WARNING, worksheet, cell, f"{own:f}", details)


def _units(parsed: ParsedSubmission, known: Figures) -> Iterable[Problem]:
    bounds = law("doubtful_against_last_month", date.today())
    if bounds is None:
        return
    pairs: dict[str, list[tuple[ParsedRow, Decimal, Decimal]]] = defaultdict(list)
    for row in parsed.rows:
        if row.values["measured_in"] != Unit.YUAN.value or row.values["month"] is None:
            continue
        before = (known.get(_key(row.values, -1)) or {}).get(YEAR_TO_DATE)
        now = row.values[YEAR_TO_DATE]
        if now and before and row.values["month"].month != 1:
            pairs[row.values["indicator"]].append((row, before, now))
    for indicator, amounts in pairs.items():
        if len(amounts) < bounds["least_values"]:
            continue
        before, now = median(b for _, b, _ in amounts), median(n for _, _, n in amounts)
        if not bounds["from_times"] <= max(now / before, before / now) <= bounds["to_times"]:
            continue
        row = amounts[0][0]
        cell = _cell(parsed, indicator, row.row_number)
        field = _field(parsed, indicator)
        header = next((h.header for h in parsed.headers if h.field == field), indicator)
        details = {"header": header, "now": f"{now:.2f}", "before": f"{before:.2f}"}
        yield Problem(
            "unit_doubtful_against_last_month", Severity.WARNING, row.worksheet, cell, details=details
        )


def _field(parsed: ParsedSubmission, indicator: str) -> str:
    """The column that the year to date stands in: in a sheet of several months that of the only figure."""
    field = f"{indicator}.{YEAR_TO_DATE}"
    return field if field in parsed.columns else f"{indicator}.{VALUE}"


def _cell(parsed: ParsedSubmission, indicator: str, row_number: int) -> str:
    place = parsed.columns.get(_field(parsed, indicator))
    return f"{place[1] if place else 'A'}{row_number}"
