"""From the rows of a statistical table to figures: one for every region, indicator and month that it reports."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from hub.importing.columns import Match
from hub.importing.grid import address, column_letter
from hub.importing.headers import header_paths
from hub.importing.measures import LAST_YEAR, VALUE, YEAR_TO_DATE, Measure, Unit, period_of
from hub.importing.numbers import Blank, blank_of
from hub.importing.parsed import ParsedRow
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import Sheet
from hub.importing.table import Table, TableColumn
from hub.importing.totals import table_header
from hub.importing.values import Converter, written
from hub.months import Period
from hub.regions import bounds, register

PARTS = (VALUE, YEAR_TO_DATE, LAST_YEAR)
_NOTHING_HAPPENED = frozenset((Blank.NONE, Blank.NOT_APPLICABLE, Blank.NOT_CARRIED_OUT))
_OWN_LEVEL = re.compile(r"本级|直属|市直|省直|州直|县直|区直|机关|法院|[省市州盟][中高]?院|检察院|总工会|局$")


def zero_where_none(convert: Converter) -> Converter:
    """The same converter for columns in which 无, — and / say that nothing happened. A blank cell says nothing."""

    def number_or_zero(value: Any) -> Any:
        found = convert(value)
        return 0 if found is None and blank_of(value) in _NOTHING_HAPPENED else found

    return number_or_zero


def months_of_figures(period: Period | None, months: Collection[date]) -> Period | None:
    """The months of a statistical sheet: those of its rows where they say them, else of several (2024年1-4月) the last."""
    if period is None:
        return None
    if not months:
        return Period(period.last, period.last)
    said = Period(min(months), max(months))
    return said if period.contains(said) else period


def figures_of(
    table: Table, match: Match, rows: Sequence[ParsedRow], told: list[Problem], period: Period | None
) -> tuple[list[ParsedRow], list[Problem]]:
    """The figures of a table, row by row and in the order of its columns; those whose cells are all blank are none.
    With them everything to tell, at the cells of the worksheet: `told` is what reading the rows has found.

    A table of several months from January on reports the year to date wherever its headers do not say 本月.
    """
    sheet = match.sheet
    present = [m for m in sheet.measures if any(f"{m.indicator}.{part}" in match.columns for part in PARTS)]
    several = period is not None and len(period) > 1 and "month" not in match.columns
    unworded = {
        m.indicator
        for m in present
        if several and not m.stock and _says_no_period(match.columns.get(f"{m.indicator}.{VALUE}"))
    }
    problems = list(told)
    if unworded and period is not None and period.first.month != 1:
        problems.append(_not_a_month(table, match, unworded, period))
    found: list[ParsedRow] = []
    for row in rows:
        for measure in present:
            figure = _figure(sheet, measure, row, measure.indicator in unworded)
            if figure is not None:
                found.append(ParsedRow(row.worksheet, _row_number(match, measure, row), figure))
    return found, match.turned.placed(problems) if match.turned else problems


def _row_number(match: Match, measure: Measure, row: ParsedRow) -> int:
    if match.turned is None:
        return row.row_number
    field = next(f for part in PARTS if (f := f"{measure.indicator}.{part}") in match.columns)
    return match.turned.row_number(match.columns[field])


def _figure(sheet: Sheet, measure: Measure, row: ParsedRow, is_sum: bool) -> dict[str, Any] | None:
    values = row.values
    value, year_to_date, last_year = (
        _exact(values.get(f"{measure.indicator}.{part}"), measure) for part in PARTS
    )
    if is_sum:
        value, year_to_date = None, value if year_to_date is None else year_to_date
    if value is None and year_to_date is None and last_year is None:
        return None
    month = values["month"]
    when = month.isoformat()[:7] if month else ""
    return {
        "row_key": "|".join((sheet.name, values["region_code"], measure.indicator, when)),
        "region_code": values["region_code"],
        "prefecture_code": values["prefecture_code"],
        "province_code": values["province_code"],
        "month": month,
        "sheet": sheet.name,
        "indicator": measure.indicator,
        "measured_in": measure.unit.value,
        VALUE: value,
        YEAR_TO_DATE: year_to_date,
        LAST_YEAR: last_year,
    }


def _exact(number: int | Decimal | None, measure: Measure) -> Decimal | None:
    """Counts without decimals, amounts with two, as they are stored."""
    if number is None:
        return None
    return Decimal(number).quantize(_CENT if measure.unit is Unit.YUAN else _ONE)


def _says_no_period(column: TableColumn | None) -> bool:
    return column is not None and period_of(header_paths(column.path)) is None


def _not_a_month(table: Table, match: Match, unworded: set[str], period: Period) -> Problem:
    column = match.columns[f"{min(unworded)}.{VALUE}"]
    header = "/".join(column.path)
    return Problem(
        "figures_of_several_months",
        Severity.ERROR,
        table.grid.worksheet,
        address(table.header_rows[-1], column.index),
        header,
        {"header": header, "period": str(period)},
    )


def without_parents(
    table: Table, columns: Mapping[str, TableColumn], rows: list[ParsedRow], numbers: Sequence[str]
) -> tuple[list[ParsedRow], list[Problem]]:
    """The rows without those that only add up others, and what to tell about such sums.

    A row of a region whose parts stand in the table as well (滁州市 above its counties) is their sum, unless its
    figures are mostly others: then it is the region's own level, as one that says so (市本级).
    """
    summing: set[int] = set()
    problems: list[Problem] = []
    for row, parts in _wholes(table, columns, rows):
        sums = {field: _sum(parts, field) for field in numbers if row.values.get(field) is not None}
        wrong = [field for field, added in sums.items() if added != row.values[field]]
        if 2 * len(wrong) > len(sums):
            continue
        summing.add(id(row))
        problems += [_wrong_sum(table, columns[field], row, field, sums[field]) for field in wrong]
    return [row for row in rows if id(row) not in summing], problems


def _wholes(
    table: Table, columns: Mapping[str, TableColumn], rows: Sequence[ParsedRow]
) -> Iterator[tuple[ParsedRow, list[ParsedRow]]]:
    """Rows that may add up others, with these: the regions next below that stand in the table, and the own level."""
    by_place: dict[tuple[date | None, str], list[ParsedRow]] = defaultdict(list)
    for row in rows:
        by_place[row.values["month"], row.values["region_code"]].append(row)
    codes: dict[date | None, list[str]] = defaultdict(list)
    for month, code in sorted(by_place, key=itemgetter(1)):
        codes[month].append(code)
    for (month, code), here in by_place.items():
        inside = _inside(code, codes[month])
        # A region named by many rows is a mistake, told elsewhere.
        named = [row for row in here if not _says_own_level(table, columns, row)] if inside else []
        if len(named) != 1:
            continue
        own = [row for row in here if row is not named[0]]
        held = {c for other in inside for c in _inside(other, inside)}
        yield named[0], [*own, *(row for c in inside if c not in held for row in by_place[month, c])]


def _inside(code: str, codes: Sequence[str]) -> list[str]:
    """Those of the codes, which are in order, that lie below a region."""
    lowest, beyond = bounds(code)
    return [c for c in codes[bisect_left(codes, lowest) : bisect_left(codes, beyond)] if c != code]


def _says_own_level(table: Table, columns: Mapping[str, TableColumn], row: ParsedRow) -> bool:
    column = columns.get("region_name")
    text = written(table.value(row.row_number - 1, column.index)) if column else ""
    return bool(_OWN_LEVEL.search(text))


def _sum(rows: Sequence[ParsedRow], field: str) -> Decimal:
    return sum((Decimal(row.values[field]) for row in rows if row.values[field] is not None), Decimal(0))


def _wrong_sum(table: Table, column: TableColumn, row: ParsedRow, field: str, parts: Decimal) -> Problem:
    total = Decimal(row.values[field])
    difference = total - parts
    details = {
        "header": table_header(table, column.index),
        "total": f"{total:f}",
        "parts": f"{parts:f}",
        "difference": f"{difference:+f}",
        "tolerance": "0",
    }
    cell = address(row.row_number - 1, column.index)
    raw = written(table.value(row.row_number - 1, column.index))
    return Problem("children_mismatch", Severity.WARNING, row.worksheet, cell, raw, details)


def without_repeated_figures(
    rows: list[ParsedRow], sheet: Sheet, columns: Mapping[str, Mapping[str, TableColumn]]
) -> tuple[list[ParsedRow], list[Problem]]:
    """The figures with every key once; one problem for each row that says again what another row says.

    `columns`: those of the tables by worksheet, to find the cell of the region, which is marked.
    """
    first: dict[str, ParsedRow] = {}
    kept: list[ParsedRow] = []
    again: dict[tuple[str, int, str, int], tuple[bool, str]] = {}
    for row in rows:
        earlier = first.setdefault(row.values["row_key"], row)
        if earlier is row:
            kept.append(row)
            continue
        same = earlier.values == row.values
        if not same:
            kept.append(row)
        pair = (row.worksheet, row.row_number, earlier.worksheet, earlier.row_number)
        name = register().full_name(row.values["region_code"])
        again[pair] = again.get(pair, (True, name))[0] and same, name
    problems = [
        Problem(
            "identical_row" if same else "duplicate_key",
            Severity.WARNING if same else Severity.ERROR,
            worksheet,
            f"{_letter_of_regions(columns[worksheet])}{number}",
            name,
            {"header": sheet.columns[1].headers[0], "row": other, "other_worksheet": other_worksheet},
        )
        for (worksheet, number, other_worksheet, other), (same, name) in again.items()
    ]
    return kept, problems


def _letter_of_regions(columns: Mapping[str, TableColumn]) -> str:
    column = columns.get("region_name") or columns.get("region_code")
    return column_letter(column.index) if column else "A"


_CENT, _ONE = Decimal("0.01"), Decimal(1)
