"""From the data rows of a matched table to typed rows of a ledger, with everything to tell about their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from datetime import date
from decimal import Decimal
from operator import itemgetter
from types import NoneType
from typing import Any

from hub.importing.child import both, may_fork
from hub.importing.figures import without_parents, zero_where_none
from hub.importing.grid import CellValue, address, column_letter
from hub.importing.keys import digest_field, key_columns
from hub.importing.numbers import unit_factor
from hub.importing.packed import PackedRows
from hub.importing.parsed import ParsedRow
from hub.importing.problems import Problem, Severity
from hub.importing.row_regions import RowRegion, RowRegions
from hub.importing.sheet import Column, Finding, Kind, Sheet
from hub.importing.table import Table, TableColumn
from hub.importing.table_units import counted_in, unit_conflict
from hub.importing.totals import Summed, total_mismatches
from hub.importing.values import Converter, Pair, Setting, Trouble, converter, written
from hub.ledgers.base import Nature
from hub.ledgers.employers import employer_key
from hub.names import normalised_document_no, normalised_document_nos
from hub.regions import Register

_RegionCells = tuple[str | None, str | None, int, str | None]
"""What a row says of its region: code, name, year of the record, name of the wider region."""

MONEY_KINDS = (Kind.MONEY, Kind.PRECISE_MONEY)
_REGION_KINDS = (Kind.REGION_CODE, Kind.REGION_NAME)
_MANY = 20_000
"""Rows from which two processes check them faster than one."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who sent the rows and for when: what cells leave out is completed from it.

    `month` is the month of a monthly sheet that has no such column, None where the period is longer.
    """

    region: str
    year: int
    month: date | None
    digest_key: bytes
    given: Mapping[str, Any] = attribute(default_factory=dict)
    """Required values that the unit and the title give to all rows of a table without their columns: office, year."""


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
        self.register = regions
        self.cells: list[list[CellValue]] = []
        """The data rows as they stand on the grid."""
        self.values: dict[str, list[Any]] = {}
        """The values of the rows, column by column."""
        self.seconds = {reader.second for reader in self.readers if reader.second is not None}
        self.document_keys, self.employer_keys = key_columns(sheet.ledger)
        self.numbers: dict[str, str] = {}
        """Texts that are parts of keys, normalised."""
        self.monthly = sheet.ledger.nature in (Nature.MONTHLY, Nature.STATISTICAL)

    def read(self) -> tuple[list[ParsedRow], list[Problem]]:
        money = {f: c for f, c in self.columns.items() if self.declared[f].kind in MONEY_KINDS}
        self.problems += unit_conflict(self.table, money.values())
        many = len(self.table.data_rows) >= _MANY
        rows = self._halves() if many and may_fork() else self._all()
        self.told.sort(key=itemgetter(0))
        self.problems += [problem for _, problem in self.told]
        if self.sheet.measures:
            rows, problems = without_parents(self.table, self.columns, rows, list(self._countable()))
            self.problems += problems
        broken = {p.cell for p in self.problems if p.severity is Severity.ERROR}
        self.problems += total_mismatches(self.table, self._countable(), rows, broken, self.region_columns[1])
        return rows, self.problems

    def _halves(self) -> list[ParsedRow]:
        """The rows, read as two parts at the same time; the first is larger, as the other's rows have to come over."""
        numbers = self.table.data_rows
        middle = len(numbers) * 11 // 20
        first, second = self._part(numbers[:middle]), self._part(numbers[middle:])
        rows, (others, told, problems) = both(
            first._all, lambda: (PackedRows.of(second._all()), second.told, second.problems)
        )
        self.told += [*first.told, *told]
        self.problems += [
            *first.problems,
            *(problem for problem in problems if problem not in first.problems),
        ]
        rows += others
        return rows

    def _part(self, numbers: list[int]) -> _TableReading:
        table = replace(self.table, data_rows=numbers)
        part = _TableReading(table, self.columns, self.sheet, self.source, self.register)
        part.region_above = self.region_above
        return part

    def _all(self) -> list[ParsedRow]:
        numbers = self.table.data_rows
        self.cells = list(map(self.table.grid.rows.__getitem__, numbers))
        self.values = {field: [None] * len(numbers) for field in (*_fields(self.sheet), *self.seconds)}
        for reader in self.readers:
            self._read_column(reader)
        self._complete_columns()
        self._place()
        if self.monthly:
            self._complete_months()
        for field, number in self.document_keys.items():
            self.values[field] = [key or None for key in self._normalised(self.values[number])]
        for field, inputs in self.employer_keys.items():
            self.values[field] = list(map(employer_key, *map(self.values.__getitem__, inputs)))
        return self._rows()

    def _rows(self) -> list[ParsedRow]:
        """The columns as rows, each with its key and seen by the rules of the sheet."""
        fields, worksheet, rules = tuple(self.values), self.table.grid.worksheet, self.sheet.rules
        records = [dict(zip(fields, row, strict=True)) for row in zip(*self.values.values(), strict=True)]
        for derivation in self.sheet.derived:
            for values in records:
                values.update(derivation(values))
        rows: list[ParsedRow] = []
        for number, values, key in zip(self.table.data_rows, records, self._keys(records), strict=True):
            values["row_key"] = key
            for rule in rules:
                if rule(values):
                    self._apply_rules(values, number)
                    break
            rows.append(ParsedRow(worksheet, number + 1, values))
        return rows

    def _read_column(self, reader: _Reader) -> None:
        """Convert the cells of a column into values. Columns repeat their values: equal cells are read once."""
        cells = self._cells(reader.index)
        found = {cell: reader.convert(cell) for cell in set(cells) if cell is not None}
        special: set[CellValue] = set()
        if not _SPECIAL.isdisjoint(map(type, found.values())):
            special = {cell for cell, value in found.items() if type(value) in _SPECIAL}
        values: list[Any] = list(map(found.get, cells))
        blanks_tell = reader.required or bool(self.table.grid.errors) or bool(self.table.grid.uncached)
        if special or (blanks_tell and None in values):
            for place, cell in enumerate(cells):
                if cell in special:
                    values[place] = self._take(reader, place, cell, found[cell])
                elif cell is None and blanks_tell:
                    self._blank(reader, self.table.data_rows[place])
        # What another column has said about the same field stays where this one says nothing.
        earlier = self.values[reader.field]
        self.values[reader.field] = (
            [before if value is None else value for before, value in zip(earlier, values, strict=True)]
            if reader.field in self.seconds
            else values
        )

    def _cells(self, index: int) -> list[Any]:
        """The cells of a column, of which equal ones are the same to a reader: True equals 1.0 but is another."""
        cells: list[CellValue]
        if self.table.filled_down:
            cells = [self.table.value(number, index) for number in self.table.data_rows]
        else:
            try:
                cells = list(map(itemgetter(index), self.cells))
            except IndexError:
                cells = [row[index] if index < len(row) else None for row in self.cells]
        kinds = set(map(type, cells))
        if bool in kinds and not kinds.isdisjoint((int, float)):
            return [written(cell) if isinstance(cell, bool) else cell for cell in cells]
        return cells

    def _take(self, reader: _Reader, place: int, cell: CellValue, found: Any) -> Any:
        """What a cell has become where that is not simply a value: something to tell, two values, or none."""
        field, number = reader.field, self.table.data_rows[place]
        if isinstance(found, Trouble):
            shown = found.shown if found.shown is not None else written(cell)
            self._tell(number, field, found.kind, found.severity, shown, found.details)
            if found.severity is Severity.ERROR:
                self._break(number, field)
            found = found.value
        if isinstance(found, Pair):
            if reader.second is not None and found.second is not None:
                self.values[reader.second][place] = found.second
            found = found.value
        if found is None and reader.required and field not in self.broken.get(number, ()):
            self._tell(number, field, "required_missing", Severity.ERROR, written(cell))
            self._break(number, field)
        return found

    def _blank(self, reader: _Reader, number: int) -> None:
        """A cell without a value is a fault where the sheet needs one or the spreadsheet could not compute it."""
        if not self._unreadable(number, reader):
            if not reader.required:
                return
            self._tell(number, reader.field, "required_missing", Severity.ERROR)
        self._break(number, reader.field)

    def _break(self, number: int, field: str) -> None:
        self.broken.setdefault(number, set()).add(field)

    def _place(self) -> None:
        """Fill the regions of the rows by the record's own year and tell what their cells say wrongly."""
        code_column, name_column = self.region_columns
        cells = list(
            zip(
                self._region_cells(code_column),
                self._region_cells(name_column),
                self._years(),
                self._region_cells(self.region_above),
                strict=True,
            )
        )
        found = {cell: self.regions.find(*cell) for cell in set(cells)}
        places = [found[cell] for cell in cells]
        if code_column is name_column is self.region_above is None:
            places = self._places_of_offices(places)
        in_sections = self._places_of_sections(cells) if self.table.sections else {}
        if in_sections:
            numbered = zip(self.table.data_rows, places, strict=True)
            places = [in_sections.get(number, place) for number, place in numbered]
        self.values["region_code"] = [place.region_code for place in places]
        self.values["prefecture_code"] = [place.prefecture_code for place in places]
        self.values["province_code"] = [place.province_code for place in places]
        errors = self.table.grid.errors
        telling = {
            cell for cell, place in found.items() if place.troubles or cell[0] is cell[1] is cell[3] is None
        }
        if not telling and not errors:
            return
        for number, cell in zip(self.table.data_rows, cells, strict=True):
            if cell in telling and number not in in_sections:
                self._tell_place(number, cell, found[cell])
            for field, index in zip(("region_code", "region_name"), self.region_columns, strict=True):
                if (number, index) in errors:
                    self._tell_error_cell(number, field)

    def _places_of_offices(self, places: list[RowRegion]) -> list[RowRegion]:
        """Without a column of regions the office of a record (南康区人民法院) tells its region, within that of the unit."""
        column = self.columns.get(self.sheet.office or "")
        if column is None or self.sheet.office is None:
            return places
        offices = self.values[self.sheet.office]
        years = self._years()
        named = {
            (office, year): self.regions.of_office(office, year)
            for office, year in set(zip(offices, years, strict=True))
            if office is not None
        }
        if any(named.values()):
            header = "/".join(column.path)
            cell = address(self.table.header_rows[-1], column.index)
            self.problems.append(
                Problem(
                    "region_of_office",
                    Severity.NOTICE,
                    self.table.grid.worksheet,
                    cell,
                    header,
                    {"header": header, "unit": self.regions.name},
                )
            )
        return [
            named.get((office, year)) or place
            for place, office, year in zip(places, offices, years, strict=True)
        ]

    def _places_of_sections(self, cells: Sequence[_RegionCells]) -> dict[int, RowRegion]:
        """The regions of rows that name none themselves and stand below a section that does (二、平果市)."""
        found: dict[int, RowRegion] = {}
        for number, (code, name, year, above) in zip(self.table.data_rows, cells, strict=True):
            section = self.table.sections.get(number)
            if section is None or not code is name is above is None:
                continue
            place = self.regions.of_section(section.rpartition(" / ")[2], year)
            if place is not None:
                found[number] = place
        return found

    def _complete_columns(self) -> None:
        """Give all rows what stands in no column because the unit or the title says it."""
        for name, value in self.source.given.items():
            if name not in self.columns:
                self.values[name] = [value] * len(self.table.data_rows)

    def _years(self) -> list[int]:
        """The years of the records: of the first day that stands in the row, else of its month, else of the period."""
        years = [self.source.year] * len(self.table.data_rows)
        for field in ("month", *reversed(self.sheet.business_dates)):
            if field in self.values:
                years = [
                    year if day is None else day.year
                    for day, year in zip(self.values[field], years, strict=True)
                ]
        return years

    def _tell_place(self, number: int, cells: _RegionCells, place: RowRegion) -> None:
        code, name, _, above = cells
        for field, kind, severity, details in place.troubles:
            self._tell(number, field, kind, severity, code if field == "region_code" else name, details)
        if code is name is above is None:
            self._tell_no_region(number)

    def _complete_months(self) -> None:
        """Give the rows of a monthly sheet that name no month the one of the period."""
        months = self.values["month"]
        for place, number in enumerate(self.table.data_rows):
            if months[place] is None and "month" not in self.broken.get(number, ()):
                months[place] = self.source.month
                if self.source.month is None:
                    self._tell(number, "month", "month_missing", Severity.ERROR)

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

    def _keys(self, records: Sequence[Mapping[str, Any]]) -> list[str]:
        """The keys of the rows: prefecture and key fields, and the month where rows are those of a month."""
        parts = [self._normalised([values[field] for values in records]) for field in self.sheet.key]
        prefectures = [values["prefecture_code"] for values in records]
        keys = list(map("|".join, zip(prefectures, *parts, strict=True)))
        if not self.monthly:
            return keys
        months = (values["month"] for values in records)
        return [f"{key}|{month:%Y-%m}" if month else key for key, month in zip(keys, months, strict=True)]

    def _normalised(self, values: Sequence[Any]) -> list[str]:
        """The values of a column as parts of keys; nothing for what is missing."""
        texts = {value for value in values if isinstance(value, str)}
        self.numbers.update(normalised_document_nos(texts - self.numbers.keys()))
        return [
            self.numbers[value]
            if isinstance(value, str)
            else ""
            if value is None
            else normalised_document_no(str(value))
            for value in values
        ]

    def _reader(self, column: Column, place: TableColumn) -> _Reader:
        if column.kind in (Kind.COUNT, Kind.PRECISE_COUNT):
            unit, factor = None, Decimal(counted_in(self.table, place))
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

    def _countable(self) -> dict[str, Summed]:
        """The columns whose totals can be checked."""
        kinds = (*MONEY_KINDS, Kind.COUNT, Kind.PRECISE_COUNT)
        return {
            reader.field: Summed(reader.index, reader.convert, reader.factor)
            for reader in self.readers
            if self.declared[reader.field].kind in kinds
        }

    def _region_cells(self, index: int | None) -> list[str | None]:
        """The texts of a column of regions, None where a cell is blank or there is no such column."""
        if index is None:
            return [None] * len(self.table.data_rows)
        cells = self._cells(index)
        texts: dict[CellValue, str | None] = {None: None}
        for cell in set(cells) - {None}:
            text = written(cell).strip()
            texts[cell] = None if text in _NO_REGION else text
        return list(map(texts.__getitem__, cells))

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


def _fields(sheet: Sheet) -> tuple[str, ...]:
    """The values of a row that its cells fill."""
    return (
        *sheet.ledger.own_columns(),
        *(column.to for column in sheet.columns if column.kind not in _REGION_KINDS),
        *(("month",) if sheet.ledger.nature in (Nature.MONTHLY, Nature.STATISTICAL) else ()),
    )


def _header(column: TableColumn) -> str:
    return "/".join(column.path)


def _fields_named(finding: Finding, values: Mapping[str, Any]) -> list[str]:
    return [d for d in (finding.details or {}).values() if isinstance(d, str) and d in values]


_SPECIAL = frozenset((Trouble, Pair, NoneType))
_NO_REGION = frozenset(("", "-", "—", "——", "/", "无"))
