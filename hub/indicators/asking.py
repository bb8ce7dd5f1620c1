"""Asking the statistics: a checked question in, its figures out, in one statement of an open transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import psycopg

from hub.database import Reading
from hub.indicators.catalogue import Indicator
from hub.indicators.figures import Answer, Viewing, answer, withheld
from hub.indicators.question import Question, checked
from hub.indicators.statement import statement


class Asker(Viewing, Protocol):
    """Whoever asks: what of it may be seen."""


def ask(
    connection: psycopg.Connection, question: Question, catalogue: Mapping[str, Indicator], by: Asker
) -> Answer:
    """The figures as the transaction sees them under its scope; what `by` may not see is withheld.

    Raises HubError where the question cannot be answered.
    """
    question = checked(question, catalogue)
    hidden = withheld(question.asked, question.within, by)
    plan = statement(question.about(lambda i: i.code not in hidden), catalogue)
    row = connection.execute(plan.sql.encode(), dict(plan.params)).fetchone()
    assert row is not None
    return answer(question, catalogue, plan, row[0], hidden)


async def ask_within(
    reading: Reading, question: Question, catalogue: Mapping[str, Indicator], by: Asker
) -> Answer:
    """The same in the reading of a request."""
    question = checked(question, catalogue)
    hidden = withheld(question.asked, question.within, by)
    plan = statement(question.about(lambda i: i.code not in hidden), catalogue)
    text = await reading.fetch_value(plan.sql, plan.params, custom_plan=True)
    return answer(question, catalogue, plan, text, hidden)
