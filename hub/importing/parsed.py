"""What checking a file gives: one entry per submission, with typed rows and problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hub.importing.problems import Problem, Severity
from hub.months import Period


@dataclass(frozen=True, slots=True)
class Options:
    """What the uploader declares; everything left out is found in the content, then in the file name."""

    sheet: str | None = None
    agency: str | None = None
    region: str | None = None
    period: Period | None = None
    columns: tuple[tuple[str, str], ...] = ()
    """Answers about single columns: (header as written, field); an empty field leaves the column aside."""
    header_rows: tuple[int, int] | None = None
    """First and last row of the header, counted from 1, where it is not where the hub would look for it."""


@dataclass(frozen=True, slots=True)
class Header:
    """A column of a table: its letter, the header path joined by "/", the field it fills (None: not one of the sheet's)."""

    worksheet: str
    column: str
    header: str
    field: str | None
    rows: str | None = None
    """Of several tables on one worksheet the rows of its own, counted from 1, as PostgreSQL writes a multirange."""


@dataclass(slots=True)
class ParsedRow:
    """One record: where it stood and its values by ledger field (the sheet's columns plus region_code and employer keys)."""

    worksheet: str
    row_number: int
    """Counted from 1, as the spreadsheet shows it."""
    values: dict[str, Any]


@dataclass(slots=True)
class ParsedSubmission:
    """What one file says for one sheet and side, or why it cannot be told (`sheet` None)."""

    file: str
    sheet: str | None = None
    side: str = ""
    agency: str | None = None
    region: str | None = None
    unit_name: str | None = None
    period: Period | None = None
    as_of: date | None = None
    rows: Sequence[ParsedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Ledger field -> (worksheet, column letter), to place problems found later."""
    headers: list[Header] = field(default_factory=list)
    """The columns as they stood in the file, to be compared with those of the unit's last submission."""
    signatures: tuple[str, ...] = ()
    """Digests of the headers of its tables, by which the unit's next one is known again."""

    digest: str | None = field(default=None, compare=False)
    """What its rows say, where that is known already: see `packed.content_digest`."""

    @property
    def refused(self) -> bool:
        """Whether an error stands in the way."""
        return any(p.severity is Severity.ERROR for p in self.problems)
