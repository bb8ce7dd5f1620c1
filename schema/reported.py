"""GraphQL types of a figure as it was reported, beside what the ledgers give."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry

from hub.indicators.catalogue import Indicator
from hub.indicators.figures import Figure
from hub.indicators.numbers import printed
from hub.indicators.reported import Comparison
from schema.selection import Selected


def _told(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.enum(description="How much of a window the statistical sheets state（填报完整程度）.")
class ReportedStatus(Enum):
    """A month is stated where every region does so that states any month of the window."""

    COMPLETE = strawberry.enum_value("COMPLETE", description="Every month（各月齐全）")
    PARTIAL = strawberry.enum_value("PARTIAL", description="Some months, or some regions only（部分）")
    NONE = strawberry.enum_value("NONE", description="Nothing: not reported, or no sheet has it（无）")


@strawberry.type(
    description="What statistical sheets state, beside what the ledgers give（填报数与台账数对照）."
)
class ReportedComparison:
    """Flows add the months, stocks take the last month, ratios are made anew of both parts."""

    reported: Decimal | None = _told("As reported, of the months that there are（填报数）")
    ledger: Decimal | None = _told("Counted from ledgers（台账数）")
    difference: Decimal | None = _told(
        "Reported less ledger, where the reported months are complete; of percentages in points（差额）"
    )
    tolerance: Decimal | None = _told(
        "Allowed difference, in the unit of the figure; null for ratios（允许误差）"
    )
    within: bool | None = _told(
        "Whether the difference is allowed; of ratios that of both parts（是否在允许误差内）"
    )
    status: ReportedStatus = _told("How much of the window is reported（完整程度）")
    months: int = _told("Months reported by all regions（已报月数）")
    expected_months: int = _told("Months of the window; one for a stock（应报月数）")


FIELDS = frozenset({"reported", "reportedComparison"})
"""The fields of Figure that need what was reported."""


def comparison_getter(field: Selected) -> Callable[[Any], Any]:
    """What gives the selected comparison of a figure as JSON values; null for a figure that is only reported."""
    selected = [(f.key, _GETTERS[f.name]) for f in field.fields]

    def get(figure: Figure) -> dict[str, Any] | None:
        found = figure.comparison
        return None if found is None else {key: of(figure.definition, found) for key, of in selected}

    return get


def reported_of(figure: Figure) -> str | None:
    """What was reported of a figure that is counted from ledgers, where it is complete."""
    found = figure.comparison
    whole = found is not None and found.status.name == "COMPLETE"
    return _amount(figure.definition, found.reported) if found is not None and whole else None


def _amount(indicator: Indicator, value: Decimal | None) -> str | None:
    return None if value is None else printed(indicator, value)


_GETTERS: dict[str, Callable[[Indicator, Comparison], Any]] = {
    "__typename": lambda _, found: "ReportedComparison",
    "reported": lambda indicator, found: _amount(indicator, found.reported),
    "ledger": lambda indicator, found: _amount(indicator, found.ledger),
    "difference": lambda indicator, found: _amount(indicator, found.difference),
    "tolerance": lambda indicator, found: _amount(indicator, found.tolerance),
    "within": lambda _, found: found.within,
    "status": lambda _, found: found.status.name,
    "months": lambda _, found: found.months,
    "expectedMonths": lambda _, found: found.expected_months,
}
