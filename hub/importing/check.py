"""Checking a file: from its bytes to the submissions it holds, each with typed rows and everything to tell."""

from __future__ import annotations

import gc
import pickle
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from hub.importing.catalogue import name_of, sheets
from hub.importing.cells import Source, letters, read_rows
from hub.importing.child import run_limited
from hub.importing.dates import parse_day, parse_month
from hub.importing.grid import address
from hub.importing.matching import Match, Synonyms, match_workbook
from hub.importing.numbers import NumberProblem, parse_identifier
from hub.importing.parsed import Options, ParsedRow, ParsedSubmission
from hub.importing.placing import Placement, by_slot, place
from hub.importing.privacy import masked
from hub.importing.problems import Problem, RefusedFileError, Severity
from hub.importing.reading import Workbook, read
from hub.importing.repeats import without_repeats
from hub.importing.sheet import Sheet
from hub.importing.table import Table
from hub.importing.values import written
from hub.ledgers.base import Nature
from hub.months import Period
from hub.regions import NATIONAL, register

Matched = Sequence[tuple[Table, Match]]

# Rows pickled together.
_PARCEL = 1000


def check_file(
    data: bytes,
    name: str,
    options: Options,
    *,
    digest_key: bytes,
    synonyms: Synonyms | None = None,
    extra_packages: tuple[str, ...] = (),
) -> list[ParsedSubmission]:
    """The submissions that a file holds, problems sorted by place; one with `sheet` None where it holds none.

    Touches no database: whether references exist is for whoever stores the rows. `synonyms`: further headers by
    sheet and field; `extra_packages`: packages besides `importers` that declare sheets.
    """
    try:
        workbook = read(data, name)
    except RefusedFileError as refused:
        return [_nothing(name, options, [refused.problem])]
    known = sheets(extra_packages)
    declared = name_of(options.sheet, extra_packages) if options.sheet else None
    if options.sheet and declared is None:
        unknown = Problem("declared_sheet_unknown", Severity.ERROR, value=options.sheet)
        return [_nothing(name, options, [unknown])]
    matching = match_workbook(
        workbook.grids,
        known,
        file_name=name,
        declared=declared,
        synonyms=synonyms,
    )
    of_the_file = [*workbook.notices, *matching.problems]
    found = [
        _submission(workbook, name, sheet, matched, options, digest_key)
        for sheet, matched in by_slot(matching.matched, name, options)
    ]
    if not found:
        return [_nothing(name, options, _sorted(of_the_file, workbook))]
    found[0].problems += of_the_file
    for submission in found:
        submission.problems = _sorted(submission.problems, workbook)
    return found


def check_file_limited(
    data: bytes,
    name: str,
    options: Options,
    *,
    digest_key: bytes,
    synonyms: Synonyms | None = None,
    extra_packages: tuple[str, ...] = (),
    memory_mb: int = 512,
    cpu_seconds: int = 20,
    wall_seconds: float = 60.0,
) -> list[ParsedSubmission]:
    """`check_file` in a child process with limits, for files from outside; breaking a limit is a problem as well."""
    try:
        packed = run_limited(
            _check_and_pack,
            data,
            name,
            options,
            digest_key,
            synonyms,
            extra_packages,
            memory_mb=memory_mb,
            cpu_seconds=cpu_seconds,
            wall_seconds=wall_seconds,
        )
    except RefusedFileError as refused:
        return [_nothing(name, options, [refused.problem])]
    return [_unpacked(submission, parcels) for submission, parcels in packed]


def _check_and_pack(
    data: bytes,
    name: str,
    options: Options,
    digest_key: bytes,
    synonyms: Synonyms | None,
    extra_packages: tuple[str, ...],
) -> list[tuple[ParsedSubmission, list[bytes]]]:
    found = check_file(
        data, name, options, digest_key=digest_key, synonyms=synonyms, extra_packages=extra_packages
    )
    return [(submission, _parcels(submission)) for submission in found]


def _parcels(submission: ParsedSubmission) -> list[bytes]:
    """The rows of a submission, taken out of it and pickled in parcels.

    Pickled in one go, the table of objects already seen would need as much memory as the rows themselves.
    """
    rows = submission.rows
    submission.rows = []
    rows.reverse()
    parcels: list[bytes] = []
    while rows:
        parcel = rows[-_PARCEL:]
        del rows[-_PARCEL:]
        parcel.reverse()
        parcels.append(pickle.dumps(parcel, protocol=5))
    return parcels


def _unpacked(submission: ParsedSubmission, parcels: list[bytes]) -> ParsedSubmission:
    # Millions of new objects, none of them garbage: looking for cycles meanwhile costs three times the unpacking.
    collecting = gc.isenabled()
    gc.disable()
    try:
        for parcel in parcels:
            submission.rows += pickle.loads(parcel)
    finally:
        if collecting:
            gc.enable()
    return submission


def _submission(
    workbook: Workbook, name: str, sheet: Sheet, matched: Matched, options: Options, digest_key: bytes
) -> ParsedSubmission:
    """What the tables of one sheet say together."""
    placement = place(
        name,
        [table for table, _ in matched],
        sheet,
        options,
        min(_business_days(matched), default=None),
        set(_months(matched)),
        set(_units(matched)),
    )
    found = ParsedSubmission(
        name,
        sheet.name,
        placement.side,
        placement.agency,
        placement.region,
        placement.unit_name,
        placement.period,
        placement.as_of,
        problems=list(placement.problems),
    )
    source = _source(placement, digest_key)
    for table, match in matched:
        above = match.common.get("region_above")
        rows, problems = read_rows(table, match.columns, match.sheet, source, register(), above)
        found.rows += rows
        found.problems += [*match.problems, *problems, *_personal_numbers(table, match)]
        if sheet.ledger.nature is Nature.LEDGER:
            found.problems += _after_period(rows, match, placement.period)
        if workbook.kind in ("csv", "tsv"):
            found.problems += _uneven_records(table)
        found.columns = letters(match.columns, table.grid.worksheet) | found.columns
    columns = {table.grid.worksheet: match.columns for table, match in matched}
    found.rows, repeats = without_repeats(found.rows, sheet, columns)
    found.problems += repeats
    return found


def _source(placement: Placement, digest_key: bytes) -> Source:
    """What completes the rows. A unit that cannot be told stops the submission, not the checking of its cells."""
    period = placement.period
    return Source(
        region=placement.region or NATIONAL,
        year=period.last.year if period else date.today().year,
        month=period.first if period and len(period) == 1 else None,
        digest_key=digest_key,
    )


def _business_days(matched: Matched) -> Iterator[date]:
    for table, match in matched:
        for column in (match.columns[f] for f in match.sheet.business_dates if f in match.columns):
            for row in table.data_rows:
                day = parse_day(table.value(row, column.index))
                if isinstance(day, date):
                    yield day


def _months(matched: Matched) -> Iterator[date]:
    """The months of the 统计月份 column: a field of monthly sheets, a common column of others."""
    for table, match in matched:
        monthly = match.sheet.ledger.nature is Nature.MONTHLY
        column = match.columns.get("month") if monthly else match.common.get("period")
        if column is None:
            continue
        for row in table.data_rows:
            month = parse_month(table.value(row, column.index))
            if isinstance(month, date):
                yield month


def _units(matched: Matched) -> Iterator[str]:
    """The offices of the 填报单位 column."""
    for table, match in matched:
        column = match.common.get("reporting_unit")
        for row in table.data_rows if column else ():
            name = written(table.value(row, column.index)).strip() if column else ""
            if name:
                yield name


def _after_period(rows: Sequence[ParsedRow], match: Match, period: Period | None) -> Iterator[Problem]:
    """What happened after the months of the submission belongs to another, or one of the two is wrong."""
    days = [(field, match.columns[field]) for field in match.sheet.business_dates if field in match.columns]
    for row in rows if period else ():
        for field, column in days:
            day = row.values[field]
            if day is not None and period is not None and period.end_day < day <= date.today():
                cell = address(row.row_number - 1, column.index)
                details = {"header": "/".join(column.path), "period": str(period)}
                yield Problem(
                    "date_after_period", Severity.WARNING, row.worksheet, cell, day.isoformat(), details
                )


def _personal_numbers(table: Table, match: Match) -> Iterator[Problem]:
    """Numbers that the spreadsheet has rounded, in columns that are dropped: whoever typed them has lost them too."""
    for column in match.personal:
        for row in table.data_rows:
            found = parse_identifier(table.value(row, column.index))
            if isinstance(found, NumberProblem) and found.kind == "precision_lost":
                cell = address(row, column.index)
                yield Problem(found.kind, Severity.ERROR, table.grid.worksheet, cell, "****")


def _uneven_records(table: Table) -> Iterator[Problem]:
    """Records of a text file whose cells may have moved: longer than the header, or of another length than most.

    An unquoted 50,000 is two cells: what follows stands one column too far to the right.
    """
    width = max(column.index for column in table.columns) + 1
    lengths = Counter(len(table.grid.rows[row]) for row in table.data_rows)
    usual = max(lengths, key=lambda length: lengths[length], default=0)
    for row in table.data_rows:
        length = len(table.grid.rows[row])
        if length != usual and length <= width:
            yield Problem(
                "record_length_differs",
                Severity.WARNING,
                table.grid.worksheet,
                address(row, 0),
                details={"cells": length, "usual": usual},
            )
        cells = table.grid.rows[row]
        extra = next((i for i in range(width, len(cells)) if cells[i] is not None), None)
        if extra is not None:
            yield Problem(
                "extra_cell",
                Severity.ERROR,
                table.grid.worksheet,
                address(row, extra),
                masked(written(cells[extra])),
            )


def _nothing(name: str, options: Options, problems: list[Problem]) -> ParsedSubmission:
    return ParsedSubmission(
        name, agency=options.agency, region=options.region, period=options.period, problems=problems
    )


def _sorted(problems: Sequence[Problem], workbook: Workbook) -> list[Problem]:
    """By worksheet, row and column; what concerns a whole worksheet or file comes before its cells."""
    order = {grid.worksheet: place for place, grid in enumerate(workbook.grids)}

    def place_of(problem: Problem) -> tuple[int, int, int, str, str]:
        worksheet = -1 if problem.worksheet is None else order.get(problem.worksheet, len(order))
        split = re.fullmatch(r"([A-Z]+)(\d+)", problem.cell or "")
        row, column = (int(split[2]), _column_number(split[1])) if split else (0, 0)
        return worksheet, row, column, problem.severity, problem.kind

    return sorted(problems, key=place_of)


def _column_number(letter: str) -> int:
    number = 0
    for character in letter:
        number = number * 26 + ord(character) - 64
    return number
