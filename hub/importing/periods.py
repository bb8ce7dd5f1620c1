"""One period for the ledgers of a workbook whose months had to be told from their dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hub.importing.parsed import ParsedSubmission
from hub.importing.problems import Problem
from hub.importing.sheet import Sheet
from hub.ledgers.base import Nature
from hub.months import Period


def one_period(found: Sequence[tuple[Sheet, ParsedSubmission]]) -> None:
    """Ledgers that one office filled in on one day in one workbook cover the same months: those of the widest.

    The earliest date of each alone says too little: a list of three documents begins when the first was signed.
    """
    groups: dict[tuple[str | None, str | None, object], list[tuple[ParsedSubmission, Problem]]] = {}
    for sheet, submission in found:
        assumed = _assumed(submission.problems) if sheet.ledger.nature is Nature.LEDGER else None
        if assumed is not None and submission.period is not None:
            key = (submission.agency, submission.region, submission.period.last)
            groups.setdefault(key, []).append((submission, assumed))
    for group in groups.values():
        periods = [submission.period for submission, _ in group if submission.period is not None]
        widest = Period(min(p.first for p in periods), periods[0].last)
        for submission, assumed in group:
            submission.period = widest
            assumed.details["period"] = str(widest)


def _assumed(problems: Iterable[Problem]) -> Problem | None:
    return next((problem for problem in problems if problem.kind == "period_assumed"), None)
