"""What checking a file gives: one entry per submission, with typed rows and problems."""

from __future__ import annotations

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
    rows: list[ParsedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Ledger field -> (worksheet, column letter), to place problems found later."""

    @property
    def refused(self) -> bool:
        """Whether an error stands in the way."""
        return any(p.severity is Severity.ERROR for p in self.problems)
