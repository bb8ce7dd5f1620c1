"""What an action on a submission answers: the entry that `hub import --json` prints."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from hub.importing.parsed import ParsedSubmission

REPLACE, SUPPLEMENT = "REPLACE", "SUPPLEMENT"
MODES = (REPLACE, SUPPLEMENT)
"""The modes of a submission: what it no longer lists is removed, or stays as it is."""


@dataclass(slots=True)
class RowCounts:
    """Rows of a submission against what was live: read = new + changed + unchanged + shadowed.

    `removed` are live rows that the submission replaces and no longer lists; `shadowed` are beaten by a row
    of a later period with other values.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    shadowed: int = 0


@dataclass(slots=True)
class Receipt:
    """One submission as it came out: refused, checked, accepted or unchanged."""

    parsed: ParsedSubmission
    status: str
    rows: RowCounts = field(default_factory=RowCounts)
    submission: int | None = None
    mode: str = REPLACE
    nil: bool = False

    @property
    def partial(self) -> bool:
        """Whether it speaks of a part of its last month only: its as-of day lies before the end of its period."""
        parsed = self.parsed
        return parsed.period is not None and parsed.as_of is not None and parsed.as_of < parsed.period.end_day

    def as_json(self) -> dict[str, Any]:
        """The entry of `hub check --json` and `hub import --json`."""
        parsed = self.parsed
        return {
            "file": parsed.file,
            "sheet": parsed.sheet,
            "agency": parsed.agency,
            "region": parsed.region,
            "period": str(parsed.period) if parsed.period else None,
            "as_of": parsed.as_of.isoformat() if parsed.as_of else None,
            "status": self.status,
            "submission": None if self.submission is None else str(self.submission),
            "mode": self.mode,
            "nil": self.nil,
            "partial": self.partial,
            "rows": asdict(self.rows),
            "problems": [problem.as_json() for problem in parsed.problems],
        }
