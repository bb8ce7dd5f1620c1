"""Whose table it is and for which months: agency, region, reporting unit, period and as-of day of a submission."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Literal

from hub.agencies import agencies, agency_of_office, office_name
from hub.importing.columns import Match
from hub.importing.dates import Found, parse_day, periods_in
from hub.importing.grid import CellValue, address
from hub.importing.parsed import Options
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import Sheet
from hub.importing.table import Table
from hub.ledgers.base import Nature
from hub.months import Period, month_of
from hub.regions import NOW, is_within, register

Source = Literal["option", "title", "file_name", "column", "as_of", "dates"]


@dataclass(slots=True)
class Placement:
    """Where a submission belongs. What could not be told is None and has its problem."""

    agency: str | None = None
    region: str | None = None
    own: bool = False
    """Whether the title says that only the own level of the region (市本级) is meant."""
    unit_name: str | None = None
    period: Period | None = None
    as_of: date | None = None
    side: str = ""
    source: Source | None = None
    """Where the period was found."""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A text above or below a table, with its place."""

    text: str
    worksheet: str
    cell: str


def place(
    workbook_name: str,
    tables: Sequence[Table],
    sheet: Sheet,
    options: Options | None = None,
    first_business_day: date | None = None,
    statistic_months: Collection[date] = (),
    units: Collection[str] = (),
    last_business_day: date | None = None,
) -> Placement:
    """The place of the tables that a file holds of one sheet (one submission).

    `first_business_day` and `last_business_day` are those of the sheet's business dates, `statistic_months` are the months
    of its 统计月份 column, `units` the offices of its 填报单位 column.
    """
    options = options or Options()
    titles = [cell for table in tables for cell in _cells(table, table.title_rows)]
    footers = [cell for table in tables for cell in _cells(table, table.footer_rows)]
    found = Placement()
    days = _Days(titles, footers, workbook_name)
    business_days = (first_business_day, last_business_day)
    _find_period(found, tables, titles, days, workbook_name, sheet, options, business_days, statistic_months)
    if found.period:
        found.as_of = _as_of(found.period, days)
    unit = _unit_cell([*titles, *footers])
    if unit is None and len(units) == 1:
        header = tables[0]
        name = next(iter(units))
        unit = name, _Cell(name, header.grid.worksheet, address(header.header_rows[0], 0))
    _find_unit(found, unit, titles, workbook_name, sheet, options)
    return found


def unit_written(table: Table, options: Options | None = None) -> str | None:
    """The reporting unit, AGENCY:region, of a table whose sheet is not known: declared, else written beside it."""
    options = options or Options()
    titles = _cells(table, (*table.title_rows, *table.footer_rows))
    unit = _unit_cell(titles)
    agency = options.agency or (agency_of_office(unit[0]) if unit else None)
    headline = _region_named([cell.text for cell in titles], None, NOW)
    region = options.region or (register().region_named_in(unit[0], headline, NOW) if unit else None)
    return f"{agency}:{region}" if agency and region else None


def by_slot(
    matched: Iterable[tuple[Table, Match]], file_name: str = "", options: Options | None = None
) -> list[tuple[Sheet, list[tuple[Table, Match]]]]:
    """Tables that make one submission each: of one sheet, unless title or worksheet name another month or unit.

    Without a reporting unit the region of the title is that of the unit, unless the upload declares one.
    """
    declared = options.region if options else None
    groups: dict[tuple[str, str, str], list[tuple[Table, Match]]] = {}
    for table, match in matched:
        titles = _cells(table, table.title_rows)
        unit = _unit_cell(titles)
        period, _ = _period_in_titles(titles, [table], match.sheet, file_name)
        region = None if unit or declared else _region_named([cell.text for cell in titles], None, NOW)
        key = (match.sheet.name, str(period or ""), unit[0] if unit else region or "")
        groups.setdefault(key, []).append((table, match))
    return [(group[0][1].sheet, group) for group in groups.values()]


class _Days:
    """The as-of day (截至) and the day of filling in (填报日期) that the texts around the tables state."""

    def __init__(self, titles: Sequence[_Cell], footers: Sequence[_Cell], file_name: str) -> None:
        stated = [entry for cell in (*titles, *footers) for entry in periods_in(cell.text)]
        stated += periods_in(PurePath(file_name).stem)
        self.as_of = _first_day(stated, "as_of") or _day_of_title(titles)
        self.filled_on = _first_day(stated, "filled_on") or _bare_day((*titles, *footers))


def _first_day(stated: Iterable[Found], kind: str) -> date | None:
    return next((entry.day for entry in stated if entry.kind == kind), None)


def _day_of_title(titles: Iterable[_Cell]) -> date | None:
    """The day in brackets after a title: 专户台账（2024年3月31日）."""
    for cell in titles:
        match = re.search(r"\((\d{4}[^()]{4,8})\)$", cell.text)
        day = parse_day(match[1]) if match else None
        if isinstance(day, date):
            return day
    return None


def _bare_day(cells: Iterable[_Cell]) -> date | None:
    """A day that stands alone in a cell, as below a signature."""
    for cell in cells:
        day = parse_day(cell.text) if re.search(r"\d{4}", cell.text) and len(cell.text) <= 20 else None
        if isinstance(day, date):
            return day
    return None


def _find_period(
    found: Placement,
    tables: Sequence[Table],
    titles: Sequence[_Cell],
    days: _Days,
    file_name: str,
    sheet: Sheet,
    options: Options,
    business_days: tuple[date | None, date | None],
    statistic_months: Collection[date],
) -> None:
    titled, where = _period_in_titles(titles, tables, sheet, file_name)
    named = _narrowest(periods_in(PurePath(file_name).stem))
    column = Period(min(statistic_months), max(statistic_months)) if statistic_months else None
    stated: tuple[tuple[Source, Period | None], ...] = (
        ("option", options.period),
        ("title", titled),
        ("file_name", named),
        ("column", column),
    )
    found.source, found.period = next(((s, p) for s, p in stated if p), (None, None))
    worksheet = tables[0].grid.worksheet if tables else None
    if titled and where:
        found.problems += _disagreements(where, titled, options.period, named, column)
    elif column and found.period and not found.period.overlaps(column):
        found.problems.append(
            _mismatch(Problem("", Severity.WARNING, worksheet), found.period, column, "column")
        )
    end = days.as_of or days.filled_on
    if sheet.ledger.nature is Nature.SNAPSHOT:
        # A state has one month: that of its as-of day, where a title names a year or a run of months.
        if end and (found.period is None or (found.source != "option" and found.period.contains(end))):
            # A state written down in the first days of a month may be that of the month before.
            if found.period is None and days.as_of is None and end.day <= _FIRST_DAYS:
                _assume(found, Period(end, end), worksheet, "填报日期", "填报日期")
            found.source = found.source or "as_of"
            found.period = Period(end, end)
        elif found.period and found.source != "option":
            found.period = Period(found.period.last, found.period.last)
    elif found.period is None and end:
        first_day = business_days[0]
        found.source, found.period = "dates", _run_of_months(days.filled_on or end, first_day)
        basis_zh = "最早业务日期和填报日期" if first_day else "填报日期"
        basis_en = "the earliest business date and 填报日期" if first_day else "填报日期"
        _assume(found, found.period, worksheet, basis_zh, basis_en)
    elif found.period is None and business_days[0] and business_days[1] and business_days[1] <= date.today():
        # No day of filling in: up to the last thing that happened. The quiet months after it are not reported.
        found.source, found.period = "dates", Period(business_days[0], business_days[1])
        basis = ("最早和最晚业务日期", "the earliest and the latest business date")
        _assume(found, found.period, worksheet, *basis, severity=Severity.WARNING)
    if found.period is None:
        found.problems.append(Problem("period_unknown", Severity.ERROR, worksheet))


def _assume(
    found: Placement,
    period: Period,
    worksheet: str | None,
    basis_zh: str,
    basis_en: str,
    *,
    severity: Severity = Severity.NOTICE,
) -> None:
    details = {"period": str(period), "basis_zh": basis_zh, "basis_en": basis_en}
    found.problems.append(Problem("period_assumed", severity, worksheet, details=details))


def _run_of_months(filled_on: date, first_business_day: date | None) -> Period:
    """From the earliest business date, not before January of the year of filling in, to the month of filling in."""
    first = max(first_business_day or filled_on, date(filled_on.year, 1, 1))
    return Period(min(first, filled_on), filled_on)


def _as_of(period: Period, days: _Days) -> date:
    """The as-of day, not later than the end of the period; a day before its beginning says nothing about it."""
    day = days.as_of or days.filled_on
    if day is None or month_of(day) < period.first:
        return period.end_day
    return min(day, period.end_day)


def _disagreements(
    where: _Cell, titled: Period, option: Period | None, named: Period | None, column: Period | None
) -> list[Problem]:
    """At most one problem about a title that says another period than the upload, the rows or the file name."""
    at = Problem("", Severity.ERROR, where.worksheet, where.cell, where.text)
    for other, source in ((column, "column"), (option, "option")):
        if other and not titled.overlaps(other):
            return [_mismatch(at, titled, other, source)]
    if named and not titled.overlaps(named):
        details = {"written": str(named), "found": str(titled)}
        kind = "period_of_file_name_differs"
        return [Problem(kind, Severity.WARNING, where.worksheet, where.cell, where.text, details)]
    return []


def _mismatch(at: Problem, written: Period, other: Period, source: str) -> Problem:
    source_zh, source_en = {
        "column": ("数据中的月份", "the month in the rows"),
        "option": ("申报的所属期", "the upload"),
    }[source]
    details = {"written": str(written), "found": str(other), "source_zh": source_zh, "source_en": source_en}
    return Problem("period_mismatch", at.severity, at.worksheet, at.cell, at.value, details)


def _period_in_titles(
    titles: Sequence[_Cell], tables: Sequence[Table], sheet: Sheet, file_name: str
) -> tuple[Period | None, _Cell | None]:
    """The period that a title states, else the name of a worksheet; a month without a year takes that of the others,
    else that of the file name.

    Where a title names a year only, worksheets 1月, 2月 ... are the months of a monthly sheet.
    """
    worksheets = [_Cell(t.grid.worksheet, t.grid.worksheet, address(t.header_rows[0], 0)) for t in tables]
    years = {int(y) for cell in (*titles, *worksheets) for y in re.findall(r"((?:19|20)\d\d)年", cell.text)}
    named = _narrowest(periods_in(PurePath(file_name).stem))
    if not years and named and named.first.year == named.last.year:
        years = {named.first.year}
    year = years.pop() if len(years) == 1 else None
    found = _periods(titles, None) or _periods(titles, year)
    by_months = all(_MONTH_ALONE.fullmatch(cell.text.strip()) for cell in worksheets)
    if not found or (len(found[0][0]) == 12 and (by_months or sheet.ledger.nature is not Nature.LEDGER)):
        found += _periods(worksheets, year)
    if not found:
        return None, None
    chosen = found[0]
    for period, cell in found[1:]:
        if chosen[0].contains(period):
            chosen = (period, cell)
    return chosen


def _periods(cells: Iterable[_Cell], year: int | None) -> list[tuple[Period, _Cell]]:
    return [(p, cell) for cell in cells if (p := _narrowest(periods_in(cell.text, default_year=year)))]


def _narrowest(stated: Iterable[Found]) -> Period | None:
    """The first period stated, or a later one inside it: 2024年…台账（2024年1-6月）."""
    chosen: Period | None = None
    for entry in stated:
        if entry.period and (chosen is None or chosen.contains(entry.period)):
            chosen = entry.period
    return chosen


def _find_unit(
    found: Placement,
    unit: tuple[str, _Cell] | None,
    titles: Sequence[_Cell],
    file_name: str,
    sheet: Sheet,
    options: Options,
) -> None:
    year = found.period.last.year if found.period else NOW
    texts = [cell.text for cell in titles] + [PurePath(file_name).stem]
    headline = _region_named(texts, options.region, year)
    agency = agency_of_office(unit[0]) if unit else None
    region = register().region_named_in(unit[0], options.region or headline, year) if unit else None
    if unit:
        _compare_declared(found, unit, agency, region, sheet, options)
    elif options.region:
        _compare_titles(found, titles, options, year)
    sole = sheet.agencies[0] if len(sheet.agencies) == 1 else None
    named = next((a for text in texts if (a := agency_of_office(text)) in sheet.agencies), None)
    found.agency = options.agency or agency or sole or named
    found.region = options.region or region or headline
    found.own = any(_OWN_LEVEL.search(text) for text in texts)
    worksheet = titles[0].worksheet if titles else None
    if found.agency is None or found.region is None:
        found.problems.append(Problem("unit_unknown", Severity.ERROR, worksheet))
    if unit:
        found.unit_name = unit[0]
    elif found.agency in agencies() and found.region and (known := register().by_code(found.region, year)):
        found.unit_name = office_name(str(found.agency), known.name, known.level)


def _region_named(texts: Iterable[str], within: str | None, year: int) -> str | None:
    """The first region that one of the texts begins with."""
    return next((r for text in texts if (r := register().region_named_in(text, within, year))), None)


def _compare_declared(
    found: Placement,
    unit: tuple[str, _Cell],
    agency: str | None,
    region: str | None,
    sheet: Sheet,
    options: Options,
) -> None:
    """A reporting unit written on the table that is not the declared one, or none of those that send the sheet."""
    name, cell = unit
    other_agency = bool(options.agency and agency and agency != options.agency)
    other_region = bool(options.region and region and region != options.region)
    if other_agency or other_region:
        declared_zh, declared_en = _unit_words(options.agency, options.region)
        found_zh, found_en = _unit_words(agency, region)
        details = {
            "unit": name,
            "found_zh": found_zh,
            "found_en": found_en,
            "declared_zh": declared_zh,
            "declared_en": declared_en,
        }
        found.problems.append(
            Problem("unit_mismatch", Severity.ERROR, cell.worksheet, cell.cell, name, details)
        )
    elif not options.agency and agency and agency not in sheet.agencies:
        details = {"unit": name, "sheet_zh": sheet.title_zh, "sheet_en": sheet.title_en}
        found.problems.append(
            Problem("unit_not_of_sheet", Severity.ERROR, cell.worksheet, cell.cell, name, details)
        )


def _compare_titles(found: Placement, titles: Sequence[_Cell], options: Options, year: int) -> None:
    """A title that begins with a region outside the declared one, and not above it."""
    declared = str(options.region)
    for cell in titles:
        titled = register().region_named_in(cell.text, declared, year)
        if titled is None:
            continue
        now, own = (register().current_code(code, NOW) for code in (titled, declared))
        if not is_within(now, own) and not is_within(own, now):
            declared_zh, declared_en = _unit_words(options.agency, declared)
            found_zh, found_en = _unit_words(None, titled)
            named = register().by_code(titled, year)
            details = {
                "unit": named.name if named else cell.text,
                "found_zh": found_zh,
                "found_en": found_en,
                "declared_zh": declared_zh,
                "declared_en": declared_en,
            }
            found.problems.append(
                Problem("unit_mismatch", Severity.ERROR, cell.worksheet, cell.cell, cell.text, details)
            )
        return


def _unit_words(agency: str | None, region: str | None) -> tuple[str, str]:
    """Agency and region in zh and en."""
    known = agencies().get(agency or "")
    where = register().full_name(region) if region else ""
    zh = where + (known.zh if known else "")
    en = ", ".join(filter(None, (known.en if known else "", f"{where} ({region})" if region else "")))
    return zh, en


def _unit_cell(cells: Iterable[_Cell]) -> tuple[str, _Cell] | None:
    """The text after 填报单位, and its cell."""
    for cell in cells:
        if match := _UNIT.search(cell.text):
            name = _SEAL.sub("", match["name"]).strip(" :_")
            if name:
                return name, cell
    return None


def _cells(table: Table, rows: Iterable[int]) -> list[_Cell]:
    """The texts of rows; a label with its value in the next cell is one text (填报单位： | 六盘水市人社局)."""
    found: list[_Cell] = []
    for row in rows:
        label: tuple[str, str] | None = None
        for column, value in enumerate(table.grid.rows[row]):
            if value is None:
                continue
            text, place = _written(value, label is not None), address(row, column)
            if found and _YEAR_ALONE.fullmatch(found[-1].text) and _MONTH_ALONE.fullmatch(text):
                # 2024年 and 3月 in two cells
                found[-1] = _Cell(f"{found[-1].text}{text}", found[-1].worksheet, found[-1].cell)
                continue
            if label:
                text, place = label[0].rstrip(":") + ":" + text, label[1]
                label = None
            elif _LABEL.fullmatch(text):
                label = (text, place)
                continue
            found.append(_Cell(text, table.grid.worksheet, place))
    return found


def _written(value: CellValue, after_label: bool) -> str:
    """A cell as text. A first of the month alone in a title is how a workbook keeps a typed 2024年3月."""
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return (
            f"{day.year}年{day.month}月"
            if day.day == 1 and not after_label
            else f"{day.year}年{day.month}月{day.day}日"
        )
    if isinstance(value, int | float) and not isinstance(value, bool) and after_label:
        parsed = parse_day(value)
        if isinstance(parsed, date):
            return f"{parsed.year}年{parsed.month}月{parsed.day}日"
    return unicodedata.normalize("NFKC", str(value)).strip()


_UNIT = re.compile(
    r"(?:填[报表制]|报送|上报|编[报制]|制表)(?:单位|部门|机构|机关)(?:\([^()]*\))?\s*:\s*"
    r"(?P<name>.+?)(?=\s{2,}|\s+\S{1,8}:|[,;,;]|(?:填[报表]|报送|制表|上报)(?:日期|时间|人)|(?:计量|金额)?单位\s*:|联系|$)"
)
_LABEL = re.compile(
    r"(?:填[报表制]|报送|上报|编[报制]|制表)(?:单位|部门|机构|机关|日期|时间|人)(?:\([^()]*\))?\s*:?"
    r"|(?:统计)?截[至止](?:日期|时间)\s*:?|(?:所属期|报告期|统计月份|所属月份|月份|日期)\s*:?"
)
_SEAL = re.compile(r"\((?:单位)?(?:盖章|公章|签章|章)\)")
_FIRST_DAYS = 10
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年")
_MONTH_ALONE = re.compile(r"\d{1,2}月份?")
_OWN_LEVEL = re.compile(r"[省市州盟县区旗]?本级")
