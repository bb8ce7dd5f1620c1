"""Rules over all rows of a submission: what one row says against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hub.importing.grid import address
from hub.importing.parsed import ParsedRow
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import Sheet
from hub.importing.table import TableColumn


def told_by_table_rules(
    rows: Sequence[ParsedRow],
    sheet: Sheet,
    columns: Mapping[str, Mapping[str, TableColumn]],
    told: Sequence[Problem],
) -> list[Problem]:
    """What the `table_rules` of a sheet find, each at the cell of its field. `columns` are those by worksheet.

    A cell that has an error already, and a field that the sheet has no column for, are passed over.
    """
    if not sheet.table_rules:
        return []
    broken = {(p.worksheet, p.cell) for p in told if p.severity is Severity.ERROR}
    headers = {column.to: column.headers[0] for column in sheet.columns}
    values = [row.values for row in rows]
    found: list[Problem] = []
    for rule in sheet.table_rules:
        for place, finding in rule(values):
            row = rows[place]
            of_worksheet = columns[row.worksheet]
            column = of_worksheet.get(finding.field)
            if column is None:
                continue
            cell = address(row.row_number - 1, column.index)
            if (row.worksheet, cell) in broken:
                continue
            details: dict[str, Any] = {"header": "/".join(column.path), **(finding.details or {})}
            for name, detail in details.items():
                if isinstance(detail, str) and detail in headers:
                    named = of_worksheet.get(detail)
                    details[name] = "/".join(named.path) if named else headers[detail]
            shown = _shown(row.values[finding.field])
            found.append(Problem(finding.kind, finding.severity, row.worksheet, cell, shown, details))
    return found


def _shown(value: Any) -> str | None:
    """A value as its sentence shows it; texts have lost their personal numbers before."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
