"""What an action on a submission answers: the entry that `hub import --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from hub.importing.grouping import grouped
from hub.importing.parsed import ParsedSubmission
from hub.importing.problems import Problem, Severity

REPLACE, SUPPLEMENT = "REPLACE", "SUPPLEMENT"
MODES = (REPLACE, SUPPLEMENT)
"""The modes of a submission: what it no longer lists is removed, or stays as it is."""

LISTED_MAX = 500
"""The most problems that one answer over HTTP lists."""
GROUPS_MAX = 200
KEPT_MAX = 20_000
"""The most problems that are stored with a submission."""


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

    def as_page(self) -> dict[str, Any]:
        """The entry as HTTP answers it: the first LISTED_MAX problems, how many there are, and all of them in groups."""
        problems = self.parsed.problems
        return {
            **self._facts(),
            "problems": [problem.as_json() for problem in problems[:LISTED_MAX]],
            "problems_total": len(problems),
            "problem_groups": [group.as_json() for group in grouped(problems)[:GROUPS_MAX]],
        }

    def as_json(self) -> dict[str, Any]:
        """The entry of `hub check --json` and `hub import --json`, with every problem."""
        return {**self._facts(), "problems": [problem.as_json() for problem in self.parsed.problems]}

    def _facts(self) -> dict[str, Any]:
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
        }


def kept_problems(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """The problems as they are stored with a submission: all, or KEPT_MAX of them and a notice how many more there were.

    Errors are kept before warnings and warnings before notices; the order stays.
    """
    if len(problems) <= KEPT_MAX:
        return [problem.as_json() for problem in problems]
    weights = {severity: weight for weight, severity in enumerate(Severity)}
    heaviest = sorted(range(len(problems)), key=lambda i: weights[problems[i].severity])[:KEPT_MAX]
    more = Problem("problems_not_kept", Severity.NOTICE, details={"count": len(problems) - KEPT_MAX})
    return [problems[i].as_json() for i in sorted(heaviest)] + [more.as_json()]
