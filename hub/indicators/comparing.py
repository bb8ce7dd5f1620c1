"""What a figure is compared with: a year before, the window before, and the windows that make a comparison fair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hub.indicators.catalogue import Indicator, Kind
from hub.indicators.changes import Change, Days, Status
from hub.indicators.figures import Figure
from hub.indicators.numbers import Missing
from hub.indicators.question import ORDINAL_READINGS, Comparison, parts_of


def compared(figure: Figure, kind: Comparison) -> Change:
    """The change of a comparison with the days that were compared.

    NOT_COMPARABLE where there is none of that kind: grades have no difference, figures of whole months lie on no day
    before a festival, and January is not told without February.
    """
    answer, indicator, row = figure.answer, figure.indicator, figure.row
    now, base = (answer.days(indicator, row, reading) for reading in kind.value)
    told_as_well = kind in _ALWAYS or figure.number.missing is Missing.WITHHELD
    if not told_as_well and (
        now is None or base is None or not _applies(kind, indicator, answer.catalogue, now)
    ):
        return Change(indicator, kind.base, Status.NOT_COMPARABLE)
    found = figure.change(kind.base, kind.now)
    if found.status is Status.NO_VALUE and figure.number.known:  # nothing was sent in both windows
        found = Change(indicator, kind.base, Status.NO_BASE)
    return replace(found, days=now, base_days=base)


_ALWAYS = (Comparison.YEAR_ON_YEAR, Comparison.PREVIOUS)
"""Every figure has these, also where a cut-off day leaves nothing of a window: their status is the same with days."""


def _applies(kind: Comparison, indicator: Indicator, catalogue: Mapping[str, Indicator], days: Days) -> bool:
    if indicator.kind is Kind.ORDINAL:
        return kind.base in ORDINAL_READINGS
    if kind is Comparison.JANUARY_AND_FEBRUARY:
        return days[1].month != 1
    if kind is Comparison.SPRING_FESTIVAL:
        dated = [part for base, part in parts_of(indicator, catalogue) if base.kind is not Kind.STOCK]
        return not any(part.date and part.table.table().c[part.date].info.get("month") for part in dated)
    return True
