"""What reporting units have answered about their workbooks: which header is which field, which table is which sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hub.importing.headers import header_paths
from hub.importing.privacy import masked
from hub.importing.table import Table

HEADER_MAX = 300
"""The most characters of a header that are compared and kept."""

Answers = Mapping[str, str]
"""Header (as `header_key` writes it) -> field; an empty field: the column is left aside."""

HeaderRows = tuple[int, int]
"""First and last row of a header, counted from 1 as the spreadsheet shows them."""


@dataclass(frozen=True)
class Memory:
    """Answers given once and used ever since, each for its own reporting unit (AGENCY:region) only."""

    headers: Mapping[str, Mapping[str, Answers]] = field(default_factory=dict)
    """Unit -> sheet -> answers."""
    sheets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Unit -> signature of a table -> sheet."""
    header_rows: Mapping[str, Mapping[str, HeaderRows]] = field(default_factory=dict)
    """Unit -> sheet -> the rows in which its header stands."""

    def answers(self, unit: str | None, sheet: str) -> Answers:
        """What the unit answered about the headers of a sheet."""
        return self.headers.get(unit or "", {}).get(sheet, {})

    def sheet_of(self, unit: str | None, table: Table) -> str | None:
        """The sheet that the unit said such a table is."""
        known = self.sheets.get(unit or "")
        return known.get(signature(table)) if known else None


def header_key(header: str) -> str:
    """A header as it is compared: blanks, units, numbering and width aside; levels joined by "/"."""
    return stored_key(header_paths(header.split("/")))


def stored_key(path: Sequence[str]) -> str:
    """The levels of a header, each as it is compared, as one text that may be kept: masked, and not too long."""
    return masked("/".join(path))[:HEADER_MAX]


def answers_of(columns: Iterable[tuple[str, str]]) -> Answers:
    """The answers that an upload brings along: (header, field) as written."""
    return {header_key(header): to for header, to in columns}


def signature(table: Table) -> str:
    """A digest of the headers of a table, whatever their order: the same form filled again has the same."""
    headers = sorted("/".join(header_paths(column.path)) for column in table.columns)
    return hashlib.sha256("\n".join(headers).encode()).hexdigest()
