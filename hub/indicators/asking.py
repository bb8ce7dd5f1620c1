"""Asking the statistics: a checked question in, its figures out, in one statement of an open transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import psycopg

from hub.database import Reading
from hub.errors import LimitExceeded
from hub.indicators.catalogue import Indicator
from hub.indicators.figures import Answer, Viewing, answer, withheld
from hub.indicators.question import Question, checked
from hub.indicators.statement import Statement, statement

PAGES_MAX = 20
"""Rows of an answer, in pages of the largest size."""


class Asker(Viewing, Protocol):
    """Whoever asks: what of it may be seen."""


def ask(
    connection: psycopg.Connection,
    question: Question,
    catalogue: Mapping[str, Indicator],
    by: Asker,
    *,
    rows_max: int | None = None,
) -> Answer:
    """The figures as the transaction sees them under its scope; what `by` may not see is withheld.

    Raises HubError where the question cannot be answered, or has more rows than `rows_max`.
    """
    question, plan, hidden = planned(question, catalogue, by, rows_max)
    row = connection.execute(plan.sql.encode(), dict(plan.params)).fetchone()
    assert row is not None
    return _bounded(answer(question, catalogue, plan, row[0], hidden), rows_max)


async def ask_within(
    reading: Reading,
    question: Question,
    catalogue: Mapping[str, Indicator],
    by: Asker,
    *,
    rows_max: int | None = None,
) -> Answer:
    """The same in the reading of a request."""
    question, plan, hidden = planned(question, catalogue, by, rows_max)
    text = await reading.fetch_value(plan.sql, plan.params, custom_plan=True)
    return _bounded(answer(question, catalogue, plan, text, hidden), rows_max)


def planned(
    question: Question, catalogue: Mapping[str, Indicator], by: Asker, rows_max: int | None
) -> tuple[Question, Statement, frozenset[str]]:
    """The question with its filters made plain, its statement, and the indicators that are withheld."""
    question = checked(question, catalogue)
    hidden = withheld(question.asked, question.within, by)
    plan = statement(question.about(lambda i: i.code not in hidden), catalogue)
    check_rows(len(plan.places.dense) * len(plan.groups), rows_max)
    return question, plan, hidden


def check_rows(count: int, limit: int | None) -> None:
    """Raise LimitExceeded where an answer has too many rows."""
    if limit is not None and count > limit:
        raise LimitExceeded(
            f"本次统计有 {count} 行，最多 {limit} 行：请缩小地区或统计期，或减少分组。",
            f"The answer has {count} rows, at most {limit} are given: ask for a smaller region or window, "
            "or fewer groups.",
        )


def _bounded(found: Answer, limit: int | None) -> Answer:
    check_rows(len(found.rows), limit)
    return found
