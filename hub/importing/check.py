"""Checking a file: from its bytes to the submissions it holds, each with typed rows and everything to tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from hub.importing.catalogue import name_of, sheet_named, sheets
from hub.importing.cells import Source, letters, read_rows
from hub.importing.child import run_limited
from hub.importing.columns import Match
from hub.importing.dates import Span, parse_day, parse_month, parse_span
from hub.importing.figures import figures_of, months_of_figures, without_repeated_figures
from hub.importing.grid import address, column_letter
from hub.importing.matching import Synonyms, match_again, match_workbook
from hub.importing.memory import Memory, answers_of, signature
from hub.importing.numbers import NumberProblem, parse_identifier
from hub.importing.packed import PackedRows, content_digest
from hub.importing.parsed import Header, Options, ParsedRow, ParsedSubmission
from hub.importing.periods import one_period
from hub.importing.placing import Placement, by_slot, place, unit_written
from hub.importing.privacy import is_resident_id, masked, without_persons
from hub.importing.problems import Problem, RefusedFileError, Severity
from hub.importing.reading import Workbook, read
from hub.importing.repeats import similar_employers, without_repeats
from hub.importing.sheet import Sheet
from hub.importing.sides import by_side
from hub.importing.table import Table
from hub.importing.table_rules import told_by_table_rules
from hub.importing.values import written
from hub.ledgers.base import Nature
from hub.months import Period, month_of
from hub.regions import NATIONAL, Level, register

Matched = Sequence[tuple[Table, Match]]


def check_file(
    data: bytes,
    name: str,
    options: Options,
    *,
    digest_key: bytes,
    synonyms: Synonyms | None = None,
    memory: Memory | None = None,
    extra_packages: tuple[str, ...] = (),
) -> list[ParsedSubmission]:
    """The submissions that a file holds, problems sorted by place; one with `sheet` None where it holds none.

    Touches no database: whether references exist is for whoever stores the rows. `synonyms`: further headers by
    sheet and field; `memory`: what the units have answered before; `extra_packages`: packages besides `importers`
    that declare sheets.
    """
    try:
        workbook = read(data, name)
    except RefusedFileError as refused:
        return [_nothing(name, options, [refused.problem])]
    for grid in workbook.grids:
        grid.worksheet = masked(grid.worksheet)
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
        answers=answers_of(options.columns),
        remembered=lambda table: memory.sheet_of(unit_written(table, options), table) if memory else None,
        header_rows=options.header_rows,
        remembered_rows=lambda table: (
            memory.header_rows.get(unit_written(table, options) or "", {})
            if memory and memory.header_rows
            else {}
        ),
    )
    if memory and memory.headers:
        matching.matched = [
            (table, _recalled(name, table, match, options, synonyms or {}, memory))
            for table, match in matching.matched
        ]
    of_the_file = [*workbook.notices, *matching.problems]
    slots = [
        (sheet, _submission(workbook, name, sheet, matched, options, digest_key))
        for sheet, matched in by_slot(matching.matched, name, options)
    ]
    one_period(slots)
    found = [one for sheet, submission in slots for one in by_side(submission, sheet)]
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
    memory: Memory | None = None,
    extra_packages: tuple[str, ...] = (),
    memory_mb: int = 512,
    cpu_seconds: int = 20,
    wall_seconds: float = 60.0,
) -> list[ParsedSubmission]:
    """`check_file` in a child process with limits, for files from outside; breaking a limit is a problem as well."""
    try:
        return run_limited(
            _check_and_pack,
            data,
            name,
            options,
            digest_key,
            synonyms,
            memory,
            extra_packages,
            memory_mb=memory_mb,
            cpu_seconds=cpu_seconds,
            wall_seconds=wall_seconds,
        )
    except RefusedFileError as refused:
        return [_nothing(name, options, [refused.problem])]


def _check_and_pack(
    data: bytes,
    name: str,
    options: Options,
    digest_key: bytes,
    synonyms: Synonyms | None,
    memory: Memory | None,
    extra_packages: tuple[str, ...],
) -> list[ParsedSubmission]:
    found = check_file(
        data,
        name,
        options,
        digest_key=digest_key,
        synonyms=synonyms,
        memory=memory,
        extra_packages=extra_packages,
    )
    for submission in found:
        sheet = sheet_named(submission.sheet, extra_packages) if submission.sheet else None
        if sheet is not None and not submission.refused:
            submission.digest = content_digest(sheet.ledger, submission.rows)
        rows, submission.rows = list(submission.rows), ()
        submission.rows = PackedRows.of(rows)
    return found


def _recalled(
    name: str, table: Table, match: Match, options: Options, synonyms: Synonyms, memory: Memory
) -> Match:
    """The match with what the unit that sends the table has answered before; this upload's answers are stronger."""
    placement = placement_of(name, match.sheet, [(table, match)], options)
    before = memory.answers(f"{placement.agency}:{placement.region}", match.sheet.name)
    if not before:
        return match
    return match_again(table, match, synonyms, {**before, **answers_of(options.columns)})


def placement_of(name: str, sheet: Sheet, matched: Matched, options: Options) -> Placement:
    """Whose the tables of one sheet are and for which months, by their texts and their values."""
    days = set(_business_days(matched))
    return place(
        name,
        [table for table, _ in matched],
        sheet,
        options,
        min(days, default=None),
        set(_months(matched)),
        set(_units(matched)),
        max(days, default=None),
    )


def _submission(
    workbook: Workbook, name: str, sheet: Sheet, matched: Matched, options: Options, digest_key: bytes
) -> ParsedSubmission:
    """What the tables of one sheet say together."""
    placement = placement_of(name, sheet, matched, options)
    stated = placement.period
    if sheet.measures:
        year = stated.last.year if stated else None
        placement.period = months_of_figures(stated, set(_months(matched, year)))
        if placement.period and placement.as_of:
            placement.as_of = min(placement.as_of, placement.period.end_day)
    found = ParsedSubmission(
        name,
        sheet.name,
        placement.side,
        placement.agency,
        placement.region,
        masked(placement.unit_name) if placement.unit_name else None,
        placement.period,
        placement.as_of,
        problems=list(placement.problems),
        signatures=tuple(signature(table) for table, _ in matched),
    )
    source = _source(placement, sheet, digest_key)
    said: list[ParsedRow] = []
    worksheets = Counter(table.grid.worksheet for table, _ in matched)
    for table, match in matched:
        above = match.common.get("region_above")
        if match.turned:
            table = match.turned.table
        rows, problems = read_rows(table, match.columns, match.sheet, source, register(), above)
        match.problems = [p for p in match.problems if not _is_given(p, source)]
        if sheet.measures:
            rows, problems = figures_of(table, match, rows, problems, stated)
        said += rows
        found.problems += [*match.problems, *problems, *_personal_numbers(table, match)]
        if sheet.ledger.nature is Nature.LEDGER:
            found.problems += _after_period(rows, match, placement.period)
        if workbook.kind in ("csv", "tsv"):
            found.problems += _uneven_records(table)
        placed = (
            match.turned.letters(match.columns)
            if match.turned
            else letters(match.columns, table.grid.worksheet)
        )
        found.columns = placed | found.columns
        shared = worksheets[table.grid.worksheet] > 1
        found.headers += _headers(table, match, _ranges(row.row_number for row in rows) if shared else None)
    columns = {table.grid.worksheet: match.columns for table, match in matched}
    repeated = without_repeated_figures if sheet.measures else without_repeats
    found.rows, repeats = repeated(said, sheet, columns)
    found.problems += repeats
    found.problems += similar_employers(found.rows, sheet, columns)
    found.problems += told_by_table_rules(found.rows, sheet, columns, found.problems)
    return found


def _headers(table: Table, match: Match, rows: str | None) -> Iterator[Header]:
    """The columns of a table with the fields that they fill, and its rows where they do not follow from the worksheet."""
    fields = {column.index: field for field, column in match.columns.items()}
    for column in table.columns:
        header = "/".join(column.path)
        letter = match.turned.letter(column) if match.turned else column_letter(column.index)
        yield Header(table.grid.worksheet, letter, masked(header), fields.get(column.index), rows)


def _ranges(numbers: Iterable[int]) -> str:
    """Row numbers as a multirange: {[5,8),[10,11)}."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number:
            found[-1][1] = number + 1
        else:
            found.append([number, number + 1])
    return "{" + ",".join(f"[{first},{end})" for first, end in found) + "}"


def _is_given(problem: Problem, source: Source) -> bool:
    return problem.kind == "missing_column" and problem.details.get("field") in source.given


def _given(placement: Placement, sheet: Sheet) -> dict[str, object]:
    """What every row would say: a county's court writes no 法院 column, an evaluation of 2023 no 年度 column."""
    required = {column.to for column in sheet.columns if column.required}
    found: dict[str, object] = {}
    region = register().by_code(placement.region) if placement.region else None
    if (
        sheet.office in required
        and region is not None
        and region.level is Level.COUNTY
        and placement.unit_name
    ):
        found[str(sheet.office)] = placement.unit_name
    period = placement.period
    if "year" in required and period is not None and period.first.year == period.last.year:
        found["year"] = period.first.year
    return found


def _source(placement: Placement, sheet: Sheet, digest_key: bytes) -> Source:
    """What completes the rows. A unit that cannot be told stops the submission, not the checking of its cells."""
    period = placement.period
    return Source(
        region=placement.region or NATIONAL,
        year=period.last.year if period else date.today().year,
        month=period.first if period and len(period) == 1 else None,
        digest_key=digest_key,
        given=_given(placement, sheet),
    )


def _business_days(matched: Matched) -> Iterator[date]:
    for table, match in matched:
        for column in (match.columns[f] for f in match.sheet.business_dates if f in match.columns):
            for row in table.data_rows:
                day = parse_day(table.value(row, column.index))
                if isinstance(day, date):
                    yield day


def _months(matched: Matched, year: int | None = None) -> Iterator[date]:
    """The months of the 统计月份 column: a field of monthly sheets, a common column of others (2024年1-3月).

    `year`: that of a month written without one.
    """
    for table, match in matched:
        monthly = match.sheet.ledger.nature in (Nature.MONTHLY, Nature.STATISTICAL)
        column = match.columns.get("month") if monthly else match.common.get("period")
        if column is None:
            continue
        for row in table.data_rows:
            value = table.value(row, column.index)
            if monthly:
                month = parse_month(value, default_year=year)
                if isinstance(month, date):
                    yield month
            elif isinstance(span := parse_span(value), Span):
                yield from Period(month_of(span.start), month_of(span.end))


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
    """Numbers in columns that are dropped: rounded by the spreadsheet, whoever typed them has lost them too; and
    identity numbers whose check character (GB 11643) says that they were mistyped. Told masked, never stored."""
    for column in match.personal:
        identity = any("证" in part or "身份" in part for part in column.path)
        for row in table.data_rows:
            found = parse_identifier(table.value(row, column.index))
            cell = address(row, column.index)
            if isinstance(found, NumberProblem) and found.kind == "precision_lost":
                yield Problem(found.kind, Severity.ERROR, table.grid.worksheet, cell, "****")
            elif identity and isinstance(found, str) and _is_mistyped_identity(found):
                kind, details = "identity_wrong_check_character", {"header": "/".join(column.path)}
                yield Problem(kind, Severity.WARNING, table.grid.worksheet, cell, "****", details)


def _is_mistyped_identity(number: str) -> bool:
    return bool(re.fullmatch(r"\d{17}[0-9Xx]", number)) and not is_resident_id(number.upper())


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

    return sorted(map(without_persons, problems), key=place_of)


def _column_number(letter: str) -> int:
    number = 0
    for character in letter:
        number = number * 26 + ord(character) - 64
    return number
