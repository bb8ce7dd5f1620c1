"""From the data rows of a matched table to typed rows of a ledger, with everything to tell about their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hub.importing.grid import CellValue, address, column_letter
from hub.importing.headers import unit_note
from hub.importing.numbers import unit_factor
from hub.importing.parsed import ParsedRow
from hub.importing.problems import Problem, Severity
from hub.importing.row_regions import RowRegions
from hub.importing.sheet import Column, Finding, Kind, Sheet
from hub.importing.table import Table, TableColumn
from hub.importing.totals import total_mismatches
from hub.importing.values import REPEATING, Converter, Pair, Setting, Trouble, converter, written
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
    """One column as the row loop sees it."""

    field: str
    index: int
    convert: Converter
    known: dict[tuple[type, CellValue], Any] | None
    required: bool
    second: str | None
    header: str


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
    """The reading of one table: its plan is made once, then every row runs through it."""

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
        self.monthly = sheet.ledger.nature is Nature.MONTHLY

    def read(self) -> tuple[list[ParsedRow], list[Problem]]:
        self._check_unit()
        rows = [self._row(number) for number in self.table.data_rows]
        broken = {p.cell for p in self.problems if p.severity is Severity.ERROR}
        self.problems += total_mismatches(self.table, self._countable(), rows, broken)
        return rows, self.problems

    def _row(self, number: int) -> ParsedRow:
        values = dict(self.template)
        broken = self._fill(values, number)
        self._place(values, number)
        if self.monthly and "month" not in broken and values["month"] is None:
            values["month"] = self.source.month
            if self.source.month is None:
                self._tell(number, "month", "month_missing", Severity.ERROR)
        for derived, derivation in self.derive.items():
            values[derived] = derivation(values)
        for derivation_of_sheet in self.sheet.derived:
            values.update(derivation_of_sheet(values))
        values["row_key"] = self._key(values)
        self._apply_rules(values, number, broken)
        return ParsedRow(self.table.grid.worksheet, number + 1, values)

    def _fill(self, values: dict[str, Any], number: int) -> set[str]:
        """Convert the cells of a row into `values`; gives the fields that hold an error."""
        grid, filled_down = self.table.grid, self.table.filled_down
        cells = grid.rows[number] if number < len(grid.rows) else []
        width = len(cells)
        broken: set[str] = set()
        for reader in self.readers:
            index = reader.index
            raw = cells[index] if index < width else None
            if raw is None and filled_down:
                raw = filled_down.get((number, index))
            if raw is None:
                if self._unreadable(number, reader):
                    broken.add(reader.field)
                elif reader.required:
                    self._tell(number, reader.field, "required_missing", Severity.ERROR)
                    broken.add(reader.field)
                continue
            known = reader.known
            if known is None:
                found = reader.convert(raw)
            else:
                key = (raw.__class__, raw)
                if key in known:
                    found = known[key]
                else:
                    found = known[key] = reader.convert(raw)
            if found.__class__ is Trouble:
                shown = found.shown if found.shown is not None else written(raw)
                self._tell(number, reader.field, found.kind, found.severity, shown, found.details)
                if found.severity is Severity.ERROR:
                    broken.add(reader.field)
                found = found.value
            elif found.__class__ is Pair:
                if reader.second is not None and found.second is not None:
                    values[reader.second] = found.second
                found = found.value
            if found is not None:
                values[reader.field] = found
            elif reader.required and reader.field not in broken:
                self._tell(number, reader.field, "required_missing", Severity.ERROR, written(raw))
                broken.add(reader.field)
        return broken

    def _place(self, values: dict[str, Any], number: int) -> None:
        """Fill the region of a row by the record's own year and tell what its cells say wrongly."""
        days = [values[field] for field in self.sheet.business_dates if values[field] is not None]
        year = days[0].year if days else values["month"].year if values.get("month") else self.source.year
        code, name = (
            None if index is None else self._region_cell(number, index) for index in self.region_columns
        )
        above = None if self.region_above is None else self._region_cell(number, self.region_above)
        place = self.regions.find(code, name, year, above)
        values["region_code"] = place.region_code
        values["prefecture_code"] = place.prefecture_code
        values["province_code"] = place.province_code
        for field, kind, severity, details in place.troubles:
            shown = code if field == "region_code" else name
            self._tell(number, field, kind, severity, shown, details)
        fields = [
            (index, field)
            for index, field in zip(self.region_columns, ("region_code", "region_name"), strict=True)
            if index is not None
        ]
        for index, field in fields:
            if (number, index) in self.table.grid.errors:
                self._tell_error_cell(number, field)
        if fields and code is name is above is None and self.source.region.endswith("00"):
            unit = {"unit": self.regions.name}
            self._tell(number, fields[-1][1], "region_missing", Severity.NOTICE, None, unit)

    def _apply_rules(self, values: dict[str, Any], number: int, broken: set[str]) -> None:
        """Run the sheet's rules. A field with an error is blank to the rules that follow, and marked once.

        A field that the sheet has no column for contradicts nothing: what must be there is a required column.
        """
        view: Mapping[str, Any] = values
        for rule in self.sheet.rules:
            for finding in rule(view):
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
        unit = place.unit or self.table.unit or YUAN
        setting = Setting(
            unit_factor(unit) or Decimal(1), self.source.year, self.source.month, self.source.digest_key
        )
        return _Reader(
            field=column.to,
            index=place.index,
            convert=converter(column, setting),
            known={} if column.kind in REPEATING else None,
            required=column.required,
            second=digest_field(column) if column.kind is Kind.ACCOUNT else column.precision_to,
            header=_header(place),
        )

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
        for row in (*self.table.title_rows, *self.table.skipped_rows, *self.table.footer_rows):
            for index, value in enumerate(self.table.grid.rows[row]):
                if isinstance(value, str) and unit_note(value) == unit:
                    return address(row, index)
        return None

    def _countable(self) -> dict[str, tuple[int, Converter]]:
        """The columns whose totals can be checked: field -> column and converter."""
        kinds = (*MONEY_KINDS, Kind.COUNT, Kind.PRECISE_COUNT)
        return {
            reader.field: (reader.index, reader.convert)
            for reader in self.readers
            if self.declared[reader.field].kind in kinds
        }

    def _region_cell(self, number: int, index: int) -> str | None:
        text = written(self.table.value(number, index)).strip()
        return None if text in _NO_REGION else text

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
        self.problems.append(
            Problem(
                kind,
                severity,
                self.table.grid.worksheet,
                address(number, column.index) if column else f"A{number + 1}",
                value[:200] if value else None,
                {"header": self._header_of(field) if field in self.declared else field, **(details or {})},
            )
        )


def letters(columns: Mapping[str, TableColumn], worksheet: str) -> dict[str, tuple[str, str]]:
    """Ledger field -> (worksheet, column letter), as a parsed submission keeps it."""
    return {field: (worksheet, column_letter(column.index)) for field, column in columns.items()}


def _template(sheet: Sheet) -> dict[str, Any]:
    """All values of a row before its cells are read."""
    fields: Iterable[str] = (
        *sheet.ledger.own_columns(),
        *(column.to for column in sheet.columns if column.kind not in _REGION_KINDS),
        *(("month",) if sheet.ledger.nature is Nature.MONTHLY else ()),
    )
    return dict.fromkeys(fields)


def _derivations(ledger: type[LedgerRow]) -> dict[str, Callable[[Mapping[str, Any]], str | None]]:
    """The key columns of a ledger, by their names: court_case_key follows from court_case_no, owner_key from
    owner_uscc and owner_name, employer_key from uscc and employer_name (or subject_name)."""
    own = set(ledger.own_columns())
    found: dict[str, Callable[[Mapping[str, Any]], str | None]] = {}
    for column in sorted(own):
        stem = column.removesuffix("_key")
        if stem == column:
            continue
        if f"{stem}_no" in own:
            found[column] = _document_key(f"{stem}_no")
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


_NO_REGION = frozenset(("", "-", "—", "——", "/", "无"))
