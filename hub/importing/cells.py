"""From the data rows of a matched table to typed rows of a ledger, with everything to tell about their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter
from types import NoneType
from typing import Any

from hub.importing.figures import without_parents, zero_where_none
from hub.importing.grid import CellValue, address, column_letter
from hub.importing.headers import unit_note
from hub.importing.numbers import count_factor, unit_factor
from hub.importing.parsed import ParsedRow
from hub.importing.problems import Problem, Severity
from hub.importing.row_regions import RowRegions
from hub.importing.sheet import Column, Finding, Kind, Sheet
from hub.importing.table import Table, TableColumn
from hub.importing.totals import Summed, total_mismatches
from hub.importing.values import Converter, Pair, Setting, Trouble, converter, written
from hub.ledgers.base import LedgerRow, Nature
from hub.ledgers.employers import employer_key
from hub.names import normalised_document_no
from hub.regions import Register

MONEY_KINDS = (Kind.MONEY, Kind.PRECISE_MONEY)
_REGION_KINDS = (Kind.REGION_CODE, Kind.REGION_NAME)
YUAN = "元"


@dataclass(frozen=True, slots=True)
class Source:
    """Who sent the rows and for when: what cells leave out is completed from it.

    `month` is the month of a monthly sheet that has no such column, None where the period is longer.
    """

    region: str
    year: int
    month: date | None
    digest_key: bytes


@dataclass(slots=True)
class _Reader:
    """One column as the loops over its cells see it."""

    field: str
    index: int
    convert: Converter
    required: bool
    second: str | None
    factor: Decimal


def read_rows(
    table: Table,
    columns: Mapping[str, TableColumn],
    sheet: Sheet,
    source: Source,
    regions: Register,
    region_above: TableColumn | None = None,
) -> tuple[list[ParsedRow], list[Problem]]:
    """The rows of a table and what to tell about them. `columns`: ledger field -> the column that fills it;
    `region_above`: a second column of regions, wider than that of the rows (设区市 beside 县市区).

    Rows keep their order and may repeat a key: `repeats.without_repeats` looks at all tables of a submission.
    """
    reading = _TableReading(table, columns, sheet, source, regions)
    reading.region_above = region_above.index if region_above else None
    return reading.read()


class _TableReading:
    """The reading of one table: its plan is made once, then column after column is converted, then row after row
    gets what follows from its values."""

    def __init__(
        self,
        table: Table,
        columns: Mapping[str, TableColumn],
        sheet: Sheet,
        source: Source,
        regions: Register,
    ) -> None:
        self.table, self.columns, self.sheet, self.source = table, columns, sheet, source
        self.problems: list[Problem] = []
        self.told: list[tuple[int, Problem]] = []
        """What is told about single rows; column by column until they are sorted."""
        self.broken: dict[int, set[str]] = {}
        """The fields of a row that hold an error."""
        self.region_texts: dict[CellValue, str | None] = {None: None}
        self.regions = RowRegions(regions, source.region)
        self.declared = {column.to: column for column in sheet.columns}
        self.readers = [
            self._reader(self.declared[field], column)
            for field, column in sorted(columns.items(), key=lambda item: item[1].index)
            if self.declared[field].kind not in _REGION_KINDS
        ]
        self.region_columns = tuple(
            columns[field].index if field in columns else None for field in ("region_code", "region_name")
        )
        self.region_above: int | None = None
        self.template = _template(sheet)
        self.derive = _derivations(sheet.ledger)
        self.monthly = sheet.ledger.nature in (Nature.MONTHLY, Nature.STATISTICAL)

    def read(self) -> tuple[list[ParsedRow], list[Problem]]:
        self._check_unit()
        records = [self.template.copy() for _ in self.table.data_rows]
        for reader in self.readers:
            self._fill(reader, records)
        rows = [self._row(*row) for row in zip(self.table.data_rows, records, strict=True)]
        self.told.sort(key=itemgetter(0))
        self.problems += [problem for _, problem in self.told]
        if self.sheet.measures:
            rows, problems = without_parents(self.table, self.columns, rows, list(self._countable()))
            self.problems += problems
        broken = {p.cell for p in self.problems if p.severity is Severity.ERROR}
        self.problems += total_mismatches(self.table, self._countable(), rows, broken, self.region_columns[1])
        return rows, self.problems

    def _row(self, number: int, values: dict[str, Any]) -> ParsedRow:
        self._place(values, number)
        if self.monthly and values["month"] is None and "month" not in self.broken.get(number, ()):
            values["month"] = self.source.month
            if self.source.month is None:
                self._tell(number, "month", "month_missing", Severity.ERROR)
        for derived, derivation in self.derive.items():
            values[derived] = derivation(values)
        for derivation_of_sheet in self.sheet.derived:
            values.update(derivation_of_sheet(values))
        values["row_key"] = self._key(values)
        self._apply_rules(values, number)
        return ParsedRow(self.table.grid.worksheet, number + 1, values)

    def _fill(self, reader: _Reader, records: Sequence[dict[str, Any]]) -> None:
        """Convert the cells of a column into the values of the rows. Columns repeat their values: equal cells are
        read once."""
        field, numbers = reader.field, self.table.data_rows
        cells = self._cells(reader.index)
        found = {cell: reader.convert(cell) for cell in set(cells) if cell is not None}
        ordinary = {cell for cell, value in found.items() if not isinstance(value, _SPECIAL)}
        if len(ordinary) == len(found) and None not in cells:
            for values, cell in zip(records, cells, strict=True):
                values[field] = found[cell]
            return
        for number, values, cell in zip(numbers, records, cells, strict=True):
            if cell in ordinary:
                values[field] = found[cell]
            elif cell is None:
                self._blank(reader, number)
            else:
                self._take(reader, number, values, cell, found[cell])

    def _cells(self, index: int) -> list[Any]:
        """The cells of a column, of which equal ones are the same to a reader: True equals 1.0 but is another."""
        rows = self.table.grid.rows
        cells: list[CellValue]
        if self.table.filled_down:
            cells = [self.table.value(number, index) for number in self.table.data_rows]
        else:
            cells = [
                row[index] if index < len(row) else None
                for row in map(rows.__getitem__, self.table.data_rows)
            ]
        kinds = set(map(type, cells))
        if bool in kinds and not kinds.isdisjoint((int, float)):
            return [written(cell) if isinstance(cell, bool) else cell for cell in cells]
        return cells

    def _take(
        self, reader: _Reader, number: int, values: dict[str, Any], cell: CellValue, found: Any
    ) -> None:
        """What a cell has become where that is not simply a value: something to tell, two values, or none."""
        field = reader.field
        if isinstance(found, Trouble):
            shown = found.shown if found.shown is not None else written(cell)
            self._tell(number, field, found.kind, found.severity, shown, found.details)
            if found.severity is Severity.ERROR:
                self._break(number, field)
            found = found.value
        if isinstance(found, Pair):
            if reader.second is not None and found.second is not None:
                values[reader.second] = found.second
            found = found.value
        if found is not None:
            values[field] = found
        elif reader.required and field not in self.broken.get(number, ()):
            self._tell(number, field, "required_missing", Severity.ERROR, written(cell))
            self._break(number, field)

    def _blank(self, reader: _Reader, number: int) -> None:
        """A cell without a value is a fault where the sheet needs one or the spreadsheet could not compute it."""
        if not self._unreadable(number, reader):
            if not reader.required:
                return
            self._tell(number, reader.field, "required_missing", Severity.ERROR)
        self._break(number, reader.field)

    def _break(self, number: int, field: str) -> None:
        self.broken.setdefault(number, set()).add(field)

    def _place(self, values: dict[str, Any], number: int) -> None:
        """Fill the region of a row by the record's own year and tell what its cells say wrongly."""
        days = [values[field] for field in self.sheet.business_dates if values[field] is not None]
        year = days[0].year if days else values["month"].year if values.get("month") else self.source.year
        code_column, name_column = self.region_columns
        code = None if code_column is None else self._region_cell(number, code_column)
        name = None if name_column is None else self._region_cell(number, name_column)
        above = None if self.region_above is None else self._region_cell(number, self.region_above)
        place = self.regions.find(code, name, year, above)
        values["region_code"] = place.region_code
        values["prefecture_code"] = place.prefecture_code
        values["province_code"] = place.province_code
        for field, kind, severity, details in place.troubles:
            shown = code if field == "region_code" else name
            self._tell(number, field, kind, severity, shown, details)
        if code is name is above is None:
            self._tell_no_region(number)
        if self.table.grid.errors:
            for field, index in zip(("region_code", "region_name"), self.region_columns, strict=True):
                if (number, index) in self.table.grid.errors:
                    self._tell_error_cell(number, field)

    def _tell_no_region(self, number: int) -> None:
        fields = [field for field in ("region_code", "region_name") if field in self.columns]
        if fields and self.source.region.endswith("00"):
            unit = {"unit": self.regions.name}
            self._tell(number, fields[-1], "region_missing", Severity.NOTICE, None, unit)

    def _apply_rules(self, values: dict[str, Any], number: int) -> None:
        """Run the sheet's rules. A field with an error is blank to the rules that follow, and marked once.

        A field that the sheet has no column for contradicts nothing: what must be there is a required column.
        """
        view: Mapping[str, Any] = values
        for rule in self.sheet.rules:
            findings = rule(view)
            if not findings:
                continue
            broken = self.broken.setdefault(number, set())
            for finding in findings:
                if (
                    finding.field not in self.columns
                    or finding.field in broken
                    or any(field in broken for field in _fields_named(finding, values))
                ):
                    continue
                self._tell_finding(number, finding, values)
                if finding.severity is Severity.ERROR:
                    broken.add(finding.field)
                    view = {**view, finding.field: None}

    def _key(self, values: Mapping[str, Any]) -> str:
        parts = [
            normalised_document_no(str(values[field])) if values[field] is not None else ""
            for field in self.sheet.key
        ]
        if self.monthly and values["month"] is not None:
            parts.append(values["month"].isoformat()[:7])
        return "|".join((values["prefecture_code"], *parts))

    def _reader(self, column: Column, place: TableColumn) -> _Reader:
        if column.kind in (Kind.COUNT, Kind.PRECISE_COUNT):
            unit, factor = None, Decimal(self._counted_in(place))
        else:
            unit = place.unit or (None if column.kind is Kind.PERCENT else self.table.unit)
            factor = (unit_factor(unit) if unit else None) or Decimal(1)
        setting = Setting(factor, self.source.year, self.source.month, self.source.digest_key, unit)
        convert = converter(column, setting)
        return _Reader(
            field=column.to,
            index=place.index,
            convert=zero_where_none(convert) if column.none_is_zero else convert,
            required=column.required,
            second=digest_field(column) if column.kind is Kind.ACCOUNT else column.precision_to,
            factor=factor,
        )

    def _counted_in(self, place: TableColumn) -> int:
        """How many one of a column of counts stands for: what its header says, else the note (单位：万人、万元)."""
        stated = (count_factor(text) for text in (*place.path, *(note for note, _ in self._notes())))
        return next((factor for factor in stated if factor is not None), 1)

    def _notes(self) -> Iterator[tuple[str, str]]:
        """The texts around the table that name a unit (单位：万元、人), with their cells."""
        notes = (row for row, kind in self.table.skipped_rows.items() if kind == "note")
        for row in (*self.table.title_rows, *notes, *self.table.footer_rows):
            for index, value in enumerate(self.table.grid.rows[row]):
                if isinstance(value, str) and _UNIT_NOTE.search(value):
                    yield value, address(row, index)

    def _check_unit(self) -> None:
        """Where note and header name two units the header counts, and the clerk is asked at the note."""
        note = self.table.unit
        for field, column in self.columns.items():
            if note is None or self.declared[field].kind not in MONEY_KINDS:
                continue
            if column.unit is None or unit_factor(column.unit) == unit_factor(note):
                continue
            cell = self._note_cell(note)
            self.problems.append(
                Problem(
                    "unit_conflict",
                    Severity.WARNING,
                    self.table.grid.worksheet,
                    cell,
                    note,
                    {"header": _header(column), "header_unit": column.unit},
                )
            )
            return

    def _note_cell(self, unit: str) -> str | None:
        return next((cell for note, cell in self._notes() if unit_note(note) == unit), None)

    def _countable(self) -> dict[str, Summed]:
        """The columns whose totals can be checked."""
        kinds = (*MONEY_KINDS, Kind.COUNT, Kind.PRECISE_COUNT)
        return {
            reader.field: Summed(reader.index, reader.convert, reader.factor)
            for reader in self.readers
            if self.declared[reader.field].kind in kinds
        }

    def _region_cell(self, number: int, index: int) -> str | None:
        raw = self.table.value(number, index)
        if raw not in self.region_texts:
            text = written(raw).strip()
            self.region_texts[raw] = None if text in _NO_REGION else text
        return self.region_texts[raw]

    def _unreadable(self, number: int, reader: _Reader) -> bool:
        grid = self.table.grid
        if grid.errors and (number, reader.index) in grid.errors:
            self._tell_error_cell(number, reader.field)
            return True
        if grid.uncached and (number, reader.index) in grid.uncached:
            self._tell(number, reader.field, "formula_without_value", Severity.ERROR)
            return True
        return False

    def _tell_error_cell(self, number: int, field: str) -> None:
        code = self.table.grid.errors[number, self.columns[field].index]
        self._tell(number, field, "error_cell", Severity.ERROR, code)

    def _tell_finding(self, number: int, finding: Finding, values: Mapping[str, Any]) -> None:
        details = dict(finding.details or {})
        for name, detail in details.items():
            if isinstance(detail, str) and detail in self.declared:
                details[name] = self._header_of(detail)
        field = finding.field
        column = self.columns.get(field)
        raw = self.table.value(number, column.index) if column else None
        shown = None if raw is None else written(raw)
        if column and self.declared[field].kind in (Kind.TEXT, Kind.ACCOUNT):
            shown = values[field]
        self._tell(number, field, finding.kind, finding.severity, shown, details)

    def _header_of(self, field: str) -> str:
        column = self.columns.get(field)
        return _header(column) if column else self.declared[field].headers[0]

    def _tell(
        self,
        number: int,
        field: str,
        kind: str,
        severity: Severity,
        value: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        column = self.columns.get(field)
        problem = Problem(
            kind,
            severity,
            self.table.grid.worksheet,
            address(number, column.index) if column else f"A{number + 1}",
            value[:200] if value else None,
            {"header": self._header_of(field) if field in self.declared else field, **(details or {})},
        )
        self.told.append((number, problem))


def letters(columns: Mapping[str, TableColumn], worksheet: str) -> dict[str, tuple[str, str]]:
    """Ledger field -> (worksheet, column letter), as a parsed submission keeps it."""
    return {field: (worksheet, column_letter(column.index)) for field, column in columns.items()}


def _template(sheet: Sheet) -> dict[str, Any]:
    """All values of a row before its cells are read."""
    fields: Iterable[str] = (
        *sheet.ledger.own_columns(),
        *(column.to for column in sheet.columns if column.kind not in _REGION_KINDS),
        *(("month",) if sheet.ledger.nature in (Nature.MONTHLY, Nature.STATISTICAL) else ()),
    )
    return dict.fromkeys(fields)


def _derivations(ledger: type[LedgerRow]) -> dict[str, Callable[[Mapping[str, Any]], str | None]]:
    """The key columns of a ledger, by their names: court_case_key follows from court_case_no (or _ref), owner_key from
    owner_uscc and owner_name, employer_key from uscc and employer_name (or subject_name)."""
    own = set(ledger.own_columns())
    found: dict[str, Callable[[Mapping[str, Any]], str | None]] = {}
    for column in sorted(own):
        stem = column.removesuffix("_key")
        if stem == column:
            continue
        number = next((n for n in (f"{stem}_no", f"{stem}_ref") if n in own), None)
        if number is not None:
            found[column] = _document_key(number)
        elif f"{stem}_uscc" in own:
            found[column] = _employer_key(f"{stem}_uscc", f"{stem}_name")
        elif "uscc" in own:
            found[column] = _employer_key(
                "uscc", "employer_name" if "employer_name" in own else "subject_name"
            )
    return found


def _document_key(number: str) -> Callable[[Mapping[str, Any]], str | None]:
    return lambda values: normalised_document_no(values[number]) if values[number] else None


def _employer_key(uscc: str, name: str) -> Callable[[Mapping[str, Any]], str | None]:
    return lambda values: employer_key(values[uscc], values[name], values["prefecture_code"])


def digest_field(column: Column) -> str:
    """The field beside an account column that holds the digest of the whole number."""
    return f"{column.to.removesuffix('_no')}_digest"


def _header(column: TableColumn) -> str:
    return "/".join(column.path)


def _fields_named(finding: Finding, values: Mapping[str, Any]) -> list[str]:
    return [d for d in (finding.details or {}).values() if isinstance(d, str) and d in values]


_SPECIAL = (Trouble, Pair, NoneType)
_UNIT_NOTE = re.compile("单位|[亿万千]?元")
_NO_REGION = frozenset(("", "-", "—", "——", "/", "无"))
