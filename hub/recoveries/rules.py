"""When two recovered amounts look like one payment (check R12), by dated rules."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Rule:
    """How far two amounts may be apart: percent of the larger amount and number of workers, days between them."""

    version: str
    amount_percent: Decimal
    workers_percent: Decimal
    days: int

    def amounts_agree(self, one: Decimal, other: Decimal) -> bool:
        """Whether two amounts may be the same."""
        return _near(one, other, self.amount_percent)

    def workers_agree(self, one: int | None, other: int | None) -> bool:
        """Whether two numbers of workers may be the same; a number that is not stated contradicts nothing."""
        return one is None or other is None or _near(Decimal(one), Decimal(other), self.workers_percent)

    def days_agree(self, one: date | None, other: date | None) -> bool:
        """Whether two days are near enough; both must be stated."""
        return one is not None and other is not None and abs((one - other).days) <= self.days


def rule(on: date) -> Rule:
    """The rule that holds on a day."""
    return next(found for since, found in reversed(_rules()) if since <= on)


@cache
def _rules() -> tuple[tuple[date, Rule], ...]:
    text = (files("hub") / "data" / "recovery_groups.toml").read_text(encoding="utf-8")
    return tuple(
        (
            row["from"],
            Rule(
                row["version"],
                Decimal(str(row["amount_percent"])),
                Decimal(str(row["workers_percent"])),
                row["days"],
            ),
        )
        for row in tomllib.loads(text)["rules"]
    )


def _near(one: Decimal, other: Decimal, percent: Decimal) -> bool:
    return abs(one - other) * 100 <= max(one, other) * percent
