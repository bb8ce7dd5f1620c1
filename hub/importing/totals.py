"""Total rows of a table against the sum of their parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from hub.importing.grid import address
from hub.importing.parsed import ParsedRow
from hub.importing.problems import Problem, Severity
from hub.importing.table import Table
from hub.importing.values import Converter, Pair, written

_TOLERANCE = Decimal("0.01")


def total_mismatches(
    table: Table,
    columns: Mapping[str, tuple[int, Converter]],
    rows: list[ParsedRow],
    broken: Collection[str | None],
) -> list[Problem]:
    """A warning for each total that differs from its parts. Columns with a broken cell are passed over.

    A total stands for all rows, or for those since the last total (of a page); a subtotal for the run of rows
    before or after it.
    """
    found: list[Problem] = []
    for number, kind in sorted(table.skipped_rows.items()):
        if kind not in ("total", "subtotal"):
            continue
        runs = _runs(table, number, rows, kind)
        for field, (index, convert) in columns.items():
            raw = table.grid.value(number, index)
            total = _number(convert(raw)) if raw is not None else None
            if total is None or any(address(row.row_number - 1, index) in broken for row in rows):
                continue
            sums = [_sum(run, field) for run in runs]
            if any(abs(part - total) <= _TOLERANCE for part in sums):
                continue
            found.append(
                Problem(
                    "total_mismatch",
                    Severity.WARNING,
                    table.grid.worksheet,
                    address(number, index),
                    written(raw),
                    {"header": table_header(table, index), "total": _plain(total), "parts": _plain(sums[0])},
                )
            )
    return found


def table_header(table: Table, index: int) -> str:
    """The header of a column as it is written, parts joined by a slash."""
    return next(("/".join(column.path) for column in table.columns if column.index == index), "")


def _runs(table: Table, number: int, rows: list[ParsedRow], kind: str) -> list[list[ParsedRow]]:
    breaks = sorted(
        row for row, what in table.skipped_rows.items() if what in ("total", "subtotal", "section")
    )
    before = max((row for row in breaks if row < number), default=-1)
    after = min((row for row in breaks if row > number), default=len(table.grid.rows))
    preceding = [row for row in rows if before < row.row_number - 1 < number]
    following = [row for row in rows if number < row.row_number - 1 < after]
    return [rows, preceding] if kind == "total" else [preceding, following]


def _sum(rows: list[ParsedRow], field: str) -> Decimal:
    return sum((Decimal(row.values[field]) for row in rows if row.values[field] is not None), Decimal(0))


def _number(found: Any) -> Decimal | None:
    value = found.value if isinstance(found, Pair) else found
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
