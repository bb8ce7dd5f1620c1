"""What rows of a table must add up to: totals, subtotals, 其中 rows, and regions indented below their region."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hub.importing.grid import address
from hub.importing.parsed import ParsedRow
from hub.importing.problems import Problem, Severity
from hub.importing.rules import law
from hub.importing.table import Table
from hub.importing.values import Converter, Pair, Trouble, written
from hub.regions import is_within


@dataclass(frozen=True, slots=True)
class Summed:
    """A column of numbers that add up: its place, how its cells are read, the factor of its unit (万元: 10000)."""

    index: int
    convert: Converter
    factor: Decimal = Decimal(1)


@dataclass(slots=True)
class _Sums:
    """The checks of one table, with the columns that hold no broken cell."""

    table: Table
    columns: Mapping[str, Summed]
    rows: list[ParsedRow]

    def differs(
        self, kind: str, number: int, field: str, whole: Decimal, parts: Sequence[Decimal]
    ) -> Problem:
        """A problem at the cell of a row. Of several runs of rows the first is what the row most likely sums."""
        index = self.columns[field].index
        difference = whole - parts[0]
        details = {
            "header": table_header(self.table, index),
            "total": _plain(whole),
            "parts": _plain(parts[0]),
            "difference": f"+{_plain(difference)}" if difference > 0 else _plain(difference),
            "tolerance": _plain(self.tolerance(field)),
        }
        shown = written(self.table.grid.value(number, index))
        worksheet = self.table.grid.worksheet
        return Problem(kind, Severity.WARNING, worksheet, address(number, index), shown, details)

    def tolerance(self, field: str) -> Decimal:
        """How far a total may be off (law.toml). Where amounts are rounded to a larger unit, half of the last
        decimal place written is added for every row, as the parts and the total are rounded one by one."""
        stated = law("total_tolerance", date.today())
        fixed = Decimal(str(stated["amount"])) if stated else Decimal(0)
        factor = self.columns[field].factor
        if factor <= 1:
            return fixed
        written = [row.values[field] / factor for row in self.rows if row.values[field]]
        places = [-int(value.normalize().as_tuple().exponent) for value in written]
        rounded = factor.scaleb(-max([0, *places])) / 2 * (len(self.rows) + 1)
        return max(fixed, rounded)


def total_mismatches(
    table: Table,
    columns: Mapping[str, Summed],
    rows: list[ParsedRow],
    broken: Collection[str | None],
    region_column: int | None = None,
) -> list[Problem]:
    """A warning for each total that differs from its parts, 其中 row above its whole, and region whose parts do
    not add up to it. Columns with a broken cell are passed over.

    A total stands for all rows, or for those since the last total (of a page); a subtotal for the run of rows
    before or after it. A 其中 row belongs to the nearest row above it that is none.
    """
    kinds = sorted(table.skipped_rows.items())
    indents = [] if region_column is None else _indents(table, region_column)
    if not indents and not any(kind in ("total", "subtotal", "of_which") for _, kind in kinds):
        return []
    whole = {
        field: column
        for field, column in columns.items()
        if not any(address(row.row_number - 1, column.index) in broken for row in rows)
    }
    sums = _Sums(table, whole, rows)
    found: list[Problem] = []
    for number, kind in kinds:
        if kind in ("total", "subtotal"):
            found += _of_a_total(sums, number, kind)
        elif kind == "of_which":
            found += _of_which(sums, number)
    return [*found, *_of_regions(sums, indents)]


def table_header(table: Table, index: int) -> str:
    """The header of a column as it is written, parts joined by a slash."""
    return next(("/".join(column.path) for column in table.columns if column.index == index), "")


def _of_a_total(sums: _Sums, number: int, kind: str) -> Iterable[Problem]:
    runs = _runs(sums.table, number, sums.rows, kind)
    for field, column in sums.columns.items():
        total = _cell(sums.table, number, column)
        if total is None:
            continue
        parts = [_sum(run, field) for run in runs]
        tolerance = sums.tolerance(field)
        if not any(abs(part - total) <= tolerance for part in parts):
            yield sums.differs("total_mismatch", number, field, total, parts)


def _of_which(sums: _Sums, number: int) -> Iterable[Problem]:
    """A part is never above its whole; parts of several breakdowns overlap, so their sum says nothing."""
    passed_over = (
        "of_which",
        "blank",
        "note",
        "section",
        "repeated_header",
        "column_numbers",
        "numbered_empty",
    )
    above = next(
        (
            row
            for row in range(number - 1, max(sums.table.header_rows, default=-1), -1)
            if sums.table.skipped_rows.get(row) not in passed_over
        ),
        None,
    )
    if above is None:
        return
    for field, column in sums.columns.items():
        part, whole = _cell(sums.table, number, column), _cell(sums.table, above, column)
        if part is not None and whole is not None and part > whole:
            yield sums.differs("part_above_whole", number, field, part, [whole])


def _indents(table: Table, region_column: int) -> list[tuple[int, int]]:
    """Row -> spaces before its region, where the column uses them to draw a tree."""
    texts = [(row, table.value(row, region_column)) for row in table.data_rows]
    depths = [(row, len(text) - len(text.lstrip())) for row, text in texts if isinstance(text, str)]
    return depths if len({depth for _, depth in depths}) > 1 else []


def _of_regions(sums: _Sums, indents: list[tuple[int, int]]) -> Iterable[Problem]:
    """Regions indented below another and lying in it add up to it. A ledger names a region many times: no tree."""
    by_row = {row.row_number - 1: row for row in sums.rows}
    tree = [(by_row[number], number, depth) for number, depth in indents if number in by_row]
    codes = [row.values["region_code"] for row, _, _ in tree]
    if len(set(codes)) < len(codes):
        return
    for place, (parent, number, depth) in enumerate(tree):
        children: list[ParsedRow] = []
        level: int | None = None
        for child, _, inner in tree[place + 1 :]:
            if inner <= depth:
                break
            level = inner if level is None else level
            if inner <= level:
                children.append(child)
        inside = (is_within(child.values["region_code"], parent.values["region_code"]) for child in children)
        if not children or not all(inside):
            continue
        for field in sums.columns:
            whole, parts = parent.values[field], _sum(children, field)
            if whole is not None and abs(Decimal(whole) - parts) > sums.tolerance(field):
                yield sums.differs("children_mismatch", number, field, Decimal(whole), [parts])


def _runs(table: Table, number: int, rows: list[ParsedRow], kind: str) -> list[list[ParsedRow]]:
    breaks = sorted(
        row for row, what in table.skipped_rows.items() if what in ("total", "subtotal", "section")
    )
    before = max((row for row in breaks if row < number), default=-1)
    after = min((row for row in breaks if row > number), default=len(table.grid.rows))
    preceding = [row for row in rows if before < row.row_number - 1 < number]
    following = [row for row in rows if number < row.row_number - 1 < after]
    return [rows, preceding] if kind == "total" else [preceding, following]


def _cell(table: Table, number: int, column: Summed) -> Decimal | None:
    raw = table.grid.value(number, column.index)
    return _number(column.convert(raw)) if raw is not None else None


def _sum(rows: list[ParsedRow], field: str) -> Decimal:
    return sum((Decimal(row.values[field]) for row in rows if row.values[field] is not None), Decimal(0))


def _number(found: Any) -> Decimal | None:
    if isinstance(found, Trouble):
        found = found.value
    value = found.value if isinstance(found, Pair) else found
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
