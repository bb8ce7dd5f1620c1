"""What a statement is made of: the scans of ledgers, the shape of a question, which rows count in a data version."""

from __future__ import annotations

from dataclasses import dataclass, field

from hub.indicators.catalogue import Kind, Part
from hub.indicators.question import Dimension, Reading
from hub.ledgers.base import Nature


@dataclass
class Scan:
    """One reading of one ledger: the parts that share its date, dimensions and filters."""

    number: int
    part: Part
    kind: Kind
    dimensions: tuple[str | None, ...]
    parts: list[tuple[str, Part]] = field(default_factory=list)
    """(indicator code, part)"""
    readings: set[Reading] = field(default_factory=lambda: {Reading.CURRENT})

    @property
    def is_state(self) -> bool:
        """Whether it reads the newest state of each unit."""
        return self.kind is Kind.STOCK and self.part.nature is not Nature.LEDGER

    @property
    def is_carried(self) -> bool:
        """Whether there is something to tell after the newest data: states carried forward, slots that are owed."""
        return self.is_state or self.part.table.derived

    @property
    def is_dated(self) -> bool:
        """Whether it is a stock counted by two dates."""
        return self.kind is Kind.STOCK and self.part.nature is Nature.LEDGER

    @property
    def by_year(self) -> bool:
        """Whether its rows are given for years, and count in the windows that touch them."""
        return self.part.year is not None

    @property
    def in_stretches(self) -> bool:
        """Whether its rows are counted by the stretch of days that theirs lies in."""
        return self.kind is not Kind.STOCK and not self.by_year

    @property
    def links(self) -> list[Part]:
        """The parts that count only with a linked row."""
        return [part for _, part in self.parts if part.linked is not None]

    @property
    def ordinals(self) -> list[str]:
        """The codes of the indicators that give a value and are never added."""
        return [code for code, _ in self.parts] if self.kind is Kind.ORDINAL else []

    @property
    def medians(self) -> list[str]:
        """The codes of the indicators that are the middle of all days."""
        return [code for code, part in self.parts if part.measure.startswith("median_days:")]

    @property
    def deduplicated(self) -> list[str]:
        """The codes of the indicators that count a payment once which several agencies report."""
        return [code for code, part in self.parts if part.measure.startswith("deduplicated:")]


@dataclass(frozen=True)
class Shape:
    """What decides the text of a statement."""

    asked: tuple[tuple[str, int, frozenset[Reading], bool], ...]
    level: Dimension | None
    codes: tuple[str, ...]
    filters: tuple[str, ...]
    stretches: tuple[int, ...]
    moved: bool
    outer_codes: bool
    past: str
    """How a past state is asked for: by a time ("as_of"), by its number ("version"), or not at all ("")."""
    on: bool
    sources: tuple[tuple[str, int], ...] = ()
    """For every request of sources the edition whose rows are asked for, and what it is in the figure."""
    reported: bool = False
    checks: bool = False
    editions: tuple[str, ...] = ()
    """The editions of definitions that are counted, by their keys."""

    @property
    def coverage(self) -> bool:
        return any(coverage for _, _, _, coverage in self.asked)


def live(shape: Shape, row: str) -> str:
    if shape.past:
        now = "(select number from v)"
        return f"{row}.live_from <= {now} and ({row}.live_to is null or {row}.live_to > {now})"
    return f"{row}.live_from is not null and {row}.live_to is null"


def accepted(shape: Shape, row: str = "m") -> str:
    if shape.past:
        now = "(select number from v)"
        return f"{row}.accepted_version <= {now} and ({row}.withdrawn_version is null or {row}.withdrawn_version > {now})"
    return f"{row}.accepted_version is not null and {row}.withdrawn_version is null"


def standing(shape: Shape) -> str:
    """Which submissions `m` are accepted and not covered by a later one: what was replaced states no day any more."""
    return f"""{accepted(shape)} and not exists (select from accepted_submissions later
  where later.sheet = m.sheet and later.side = m.side and later.unit = m.unit and {accepted(shape, "later")}
    and later.mode = 'REPLACE' and later.accepted_version > m.accepted_version
    and later.period_from <= m.period_from and later.period_to >= m.period_to)"""


def obliged(shape: Shape) -> str:
    """Which obligations `o` hold in the data version."""
    if shape.past:
        now = "(select number from v)"
        return f"o.declared_version <= {now} and (o.ended_version is null or o.ended_version > {now})"
    return "o.ended_version is null"
