"""What a definition of an indicator may say: its words, its parts, its editions, its rounding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from hub.ledgers.base import LedgerRow, Nature, Relation
from hub.ledgers.catalogue import countable, ledgers

SINCE = date(2016, 1, 1)
"""Since when definitions are known that do not say it."""

DIMENSIONS: Mapping[str, tuple[str, str]] = {
    "worker_group": ("劳动者类别", "Worker group; a record with two counts in both, once in the total"),
    "industry": ("行业", "Industry as the record names it, GB/T 4754 section"),
    "employer_type": ("单位类型", "Kind of employer"),
    "channel": ("来源", "Channel or source"),
    "outcome": ("结果", "Outcome"),
    "from_agency": ("移送部门", "Sending agency"),
    "to_agency": ("接收部门", "Receiving agency"),
    "ground": ("移送事由", "Ground of a clue; a clue with two counts in both, once in the total"),
    "recommendation_type": ("建议类型", "Type of recommendation"),
    "trigger": ("制发事由", "What triggered a recommendation"),
    "addressee": ("被建议单位", "Office that a recommendation is addressed to, as written"),
    "sector": ("工程类别", "Sector of a project"),
    "funding": ("资金性质", "Funding of a project"),
    "deposit_form": ("保证金形式", "Form of a wage deposit"),
    "diverted_to": ("分流去向", "Where a case was diverted to"),
    "subject_type": ("主体类型", "Kind of subject on the blacklist"),
    "removal_kind": ("移出类型", "Kind of removal from the blacklist"),
    "category": ("违法类别", "Category of violation"),
    "measure": ("措施", "Measure taken: of supervision, coercion or legal aid"),
    "aid_priority": ("法律援助重点", "Priority of legal aid"),
    "series": ("会议系列", "Series of meetings, as written"),
    "level": ("级别", "Administrative level"),
    "station_kind": ("站点类型", "Kind of service station"),
    "lead_agency": ("牵头部门", "Lead agency of a task"),
    "agency": ("填报部门", "Reporting agency"),
}
"""The dimensions beside region and time, in the order of their groups: name -> (zh, en)."""

AGENCY_DIMENSIONS = frozenset({"from_agency", "to_agency", "lead_agency", "agency"})
"""Dimensions whose codes are those of the agencies."""


class Kind(StrEnum):
    """How a figure behaves over months and regions (design, section 6)."""

    FLOW = "flow"
    STOCK = "stock"
    DISTINCT = "distinct"
    RATIO = "ratio"
    ORDINAL = "ordinal"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rounding(_Strict):
    """How a value is printed: at most so many decimals; `zeros`: always exactly as many (36.0, 500.00)."""

    decimals: Annotated[int, Field(ge=0, le=6)]
    mode: Literal["half_up", "half_even", "down"] = "half_up"
    zeros: bool = True

    def rounded(self, value: Decimal) -> Decimal:
        """The value as it is printed."""
        short = value.quantize(Decimal(1).scaleb(-self.decimals), rounding=_MODES[self.mode])
        if self.zeros or short != short.to_integral_value():
            return short
        return short.quantize(Decimal(1))


_MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


class Unit(Enum):
    """What a figure is counted in: its name in the definitions, in zh and in en, its decimals."""

    COUNT = "count", "", "", 0
    PERSONS = "persons", "人", "persons", 0
    PERSON_TIMES = "person-times", "人次", "person-times", 0
    YUAN = "yuan", "元", "yuan", 2
    PERCENT = "percent", "%", "%", 1
    DAYS = "days", "天", "days", 1
    MONTHS = "months", "个月", "months", 0
    GRADE = "grade", "级", "grade", 0

    def __init__(self, key: str, zh: str, en: str, decimals: int) -> None:
        self.key = key
        self.zh = zh
        self.en = en
        self.rounding = Rounding(decimals=decimals, zeros=key != "days")

    @classmethod
    def by_key(cls, key: str) -> Unit:
        """The unit that a definition names."""
        return next(unit for unit in cls if unit.key == key)


class Condition(_Strict):
    """One condition on a row: a column against a value, a list, or another column of the same row.

    A blank cell meets none of them but `is_blank`, `is_not` and `not_in` (a blank pay method is not DEPOSIT).
    """

    field: str
    op: Literal["is", "is_not", "in", "not_in", "is_true", "is_blank", "is_or_blank", "filled", "not_after"]
    value: str | tuple[str, ...] | None = None
    column: str | None = None

    @model_validator(mode="after")
    def _operands(self) -> Condition:
        wanted = {"is": str, "is_not": str, "is_or_blank": str, "in": tuple, "not_in": tuple}.get(self.op)
        if wanted is None and self.value is not None:
            raise ValueError(f"{self.op} takes no value")
        if wanted is not None and not isinstance(self.value, wanted):
            raise ValueError(f"{self.op} takes a {'list' if wanted is tuple else 'text'}")
        if (self.op == "not_after") != (self.column is not None):
            raise ValueError("not_after, and only it, compares with a column")
        return self


class Linked(_Strict):
    """A row counts only with a row of another snapshot, as of the same day, that meets the conditions."""

    relation: str
    where: tuple[Condition, ...] = ()


class Part(_Strict):
    """What is counted in one ledger. The parts of an indicator are added."""

    ledger: str
    sheet: str | None = None
    """Reported figures: the statistical sheet that reports them."""
    measure: Annotated[
        str,
        Field(pattern=r"^(count|(sum|distinct|value|deduplicated):[a-z_]+|median_days:[a-z_]+\.\.[a-z_]+)$"),
    ]
    """How its rows count: each once, a column added up, things told apart; for ordinals the column whose one value
    they share; for medians the two days between which they lie; for payments that several agencies report
    (`deduplicated`) the amount, of those confirmed to be one payment the largest."""
    date: str | None = None
    """Flows: the day, or month, that decides the window. Stocks of a ledger: the day since which a row counts."""
    year: str | None = None
    """Ordinals that are given for a year: the column that names it. A window reads the years that it touches."""
    of_region: bool = False
    """Ordinals: the value belongs to the region of the row itself, not to those that the region lies in."""
    once: tuple[str, ...] = ()
    """Flows of a snapshot: the columns that name a record. Every state repeats what happened to it; an event, told by
    the record and its day, counts once, as the newest state has it."""
    until: str | None = None
    """Stocks of a ledger: the day from which a row no longer counts; blank while it still does."""
    where: tuple[Condition, ...] = ()
    every: tuple[Condition, ...] = ()
    """For distinct things: all rows of the thing must meet these, or it does not count."""
    linked: Linked | None = None
    dimensions: Mapping[str, str] = Field(default_factory=dict)
    """Dimension (a name of DIMENSIONS) -> column, for groups and filters; `project.sector`: a column of the newest
    state of the row that a relation leads to."""
    record: str | None = None
    """The column with the case or document number."""

    @property
    def table(self) -> type[LedgerRow]:
        """The class of its ledger."""
        return countable()[self.ledger]

    @property
    def nature(self) -> Nature:
        """The nature of its ledger."""
        return self.table.nature

    @property
    def column(self) -> str | None:
        """The column that is added up, told apart or given; None for a plain count of rows."""
        return self.columns[-1] if self.columns else None

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that the measure reads."""
        return tuple(name for name in self.measure.partition(":")[2].split("..") if name)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets whose submissions cover it: of its own ledger, or those that state recovered amounts."""
        return (self.sheet,) if self.sheet is not None else sheets_of(self.ledger)

    def along(self, path: str) -> tuple[Relation, str] | None:
        """The relation and the column that a path such as `project.sector` names; None for a column of its own."""
        name, dot, column = path.partition(".")
        if not dot:
            return None
        return next(r for r in self.table.relations if r.name == name), column

    @property
    def relation(self) -> Relation | None:
        """The relation that `linked` goes along."""
        if self.linked is None:
            return None
        return next(r for r in self.table.relations if r.name == self.linked.relation)


class Indicator(_Strict):
    """One edition of an indicator as its definition states it. Either `parts`, or numerator and denominator.

    The newest edition carries the `earlier` ones. An edition never changes: a definition that counts otherwise is a
    new edition with a version of its own.
    """

    code: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    source: str
    unit: Literal["count", "persons", "person-times", "yuan", "percent", "days", "months", "grade"]
    word_zh: str = ""
    """Counting word (件 个 户); empty for yuan and percent."""
    word_en: str = ""
    """The thing counted, in the plural (cases, projects)."""
    kind: Kind
    agency: str
    """The agency that answers for it; SECRETARIAT for sums over agencies."""
    agencies: tuple[str, ...] = ()
    """All agencies whose rows are in it, where they are more than `agency`."""
    version: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,15}$")]
    valid_from: date
    """It holds for windows that end on this day or later."""
    known_from: date = SINCE
    """Since which day the hub has it: a question as of an earlier day is answered by the edition known then."""
    comparable: bool = False
    """Whether its figures may be compared with those of the edition before it."""
    given_rounding: Annotated[Rounding | None, Field(alias="rounding")] = None
    parts: tuple[Part, ...] = ()
    numerator: str | None = None
    denominator: str | None = None
    superseded: bool = False
    """Whether it is an earlier edition; set by the catalogue."""
    earlier: tuple[Indicator, ...] = ()

    @property
    def field(self) -> str:
        """Its name in GraphQL."""
        head, *rest = self.code.split("_")
        return head + "".join(word.capitalize() for word in rest)

    @property
    def key(self) -> str:
        """What names this edition in a statement: the code, for an earlier edition with its version."""
        if not self.superseded:
            return self.code
        return f"{self.code}__{re.sub('[.-]', '_', self.version.lower())}"

    @property
    def reads(self) -> tuple[str, ...]:
        """The agencies whose rows a viewer must see to see the figure, in any edition."""
        return tuple(dict.fromkeys(a for e in self.editions for a in (e.agencies or (e.agency,))))

    @property
    def editions(self) -> tuple[Indicator, ...]:
        """All editions, the newest first."""
        return (self, *self.earlier)

    @property
    def rounding(self) -> Rounding:
        """How its values are printed: as it says itself, else as its unit does."""
        return self.given_rounding or Unit.by_key(self.unit).rounding

    @property
    def can_be_zero(self) -> bool:
        """Whether nothing of it is 0; without rows an ordinal or a median has no value."""
        return self.kind in (Kind.FLOW, Kind.STOCK) or any(
            part.measure.startswith("deduplicated:") for part in self.parts
        )

    @property
    def is_reported(self) -> bool:
        """Whether it only gives what agencies report in statistical sheets."""
        return bool(self.parts) and all(part.nature is Nature.STATISTICAL for part in self.parts)

    def edition(self, on: date, known: date) -> Indicator | None:
        """The edition for windows that end on a day, as it was known on another; None before the first one."""
        if not self.earlier:
            return self if self.valid_from <= on and self.known_from <= known else None
        held = [e for e in self.editions if e.valid_from <= on and e.known_from <= known]
        return max(held, key=lambda e: (e.valid_from, e.known_from), default=None)


@cache
def sheets_of(ledger: str) -> tuple[str, ...]:
    """The sheets that fill a ledger: its own, for the ledger of recoveries all that state one, for slots none."""
    if ledger != "wage_recoveries":
        return () if countable()[ledger].derived else (ledger,)
    stated = LedgerRow.recovery.__func__  # type: ignore[attr-defined]
    return tuple(
        name
        for name, table in ledgers().items()
        if table.recovery.__func__ is not stated  # type: ignore[attr-defined]
    )
