"""Indicators as data: one TOML file each, the file name is the code; checked against the ledgers when loaded."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hub.agencies import agencies
from hub.discovery import extensions
from hub.ledgers.base import LedgerRow, Nature, Relation
from hub.ledgers.catalogue import ledgers

DEFINITIONS = Path(__file__).parent / "definitions"


class Kind(StrEnum):
    """How a figure behaves over months and regions (design, section 6)."""

    FLOW = "flow"
    STOCK = "stock"
    DISTINCT = "distinct"
    RATIO = "ratio"
    ORDINAL = "ordinal"


class Unit(Enum):
    """What a figure is counted in: its name in the definitions, in zh and in en."""

    COUNT = "count", "", ""
    PERSONS = "persons", "人", "persons"
    PERSON_TIMES = "person-times", "人次", "person-times"
    YUAN = "yuan", "元", "yuan"
    PERCENT = "percent", "%", "%"
    DAYS = "days", "天", "days"
    MONTHS = "months", "个月", "months"
    GRADE = "grade", "级", "grade"

    def __init__(self, key: str, zh: str, en: str) -> None:
        self.key = key
        self.zh = zh
        self.en = en

    @classmethod
    def by_key(cls, key: str) -> Unit:
        """The unit that a definition names."""
        return next(unit for unit in cls if unit.key == key)


class InvalidDefinition(Exception):
    """A definition that must not be used: which file, and what is wrong with it."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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
    measure: Annotated[
        str, Field(pattern=r"^(count|(sum|distinct|value):[a-z_]+|median_days:[a-z_]+\.\.[a-z_]+)$")
    ]
    """How its rows count: each once, a column added up, things told apart; for ordinals the column whose one value
    they share; for medians the two days between which they lie."""
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
    """Dimension (worker_group, outcome, channel, industry, employer_type) -> column, for groups and filters."""
    record: str | None = None
    """The column with the case or document number."""

    @property
    def table(self) -> type[LedgerRow]:
        """The class of its ledger."""
        return ledgers()[self.ledger]

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
        return sheets_of(self.ledger)

    @property
    def relation(self) -> Relation | None:
        """The relation that `linked` goes along."""
        if self.linked is None:
            return None
        return next(r for r in self.table.relations if r.name == self.linked.relation)


class Indicator(_Strict):
    """An indicator as its definition states it. Either `parts`, or numerator and denominator."""

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
    version: str
    valid_from: date
    parts: tuple[Part, ...] = ()
    numerator: str | None = None
    denominator: str | None = None

    @property
    def field(self) -> str:
        """Its name in GraphQL."""
        head, *rest = self.code.split("_")
        return head + "".join(word.capitalize() for word in rest)

    @property
    def reads(self) -> tuple[str, ...]:
        """The agencies whose rows a viewer must see to see the figure."""
        return self.agencies or (self.agency,)


DIMENSIONS = ("worker_group", "industry", "employer_type", "channel", "outcome")
"""The dimensions of code lists, in the order of their names in GraphQL."""


@cache
def indicators(extra_dirs: tuple[Path, ...] = ()) -> Mapping[str, Indicator]:
    """All indicators by code: those of the hub, of extension directories, and of further directories."""
    found: dict[str, Indicator] = {}
    added = [extension / "hub" / "indicators" / "definitions" for extension in extensions()]
    for directory in (DEFINITIONS, *added, *extra_dirs):
        for path in sorted(directory.glob("*.toml")):
            if path.stem in found:
                raise InvalidDefinition(f"{path.name}: {path.stem} is defined twice")
            found[path.stem] = load(path)
    for indicator in found.values():
        _check_ratio(indicator, found)
    return dict(sorted(found.items()))


def load(path: Path) -> Indicator:
    """One definition, checked against the ledgers. Raises `InvalidDefinition`."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        indicator = Indicator.model_validate({**content, "code": path.stem})
        for problem in _problems(indicator):
            raise ValueError(problem)
    except (ValidationError, ValueError) as wrong:
        raise InvalidDefinition(f"{path.name}: {wrong}") from wrong
    return indicator


@cache
def sheets_of(ledger: str) -> tuple[str, ...]:
    """The sheets that fill a ledger: its own, or for the derived ledger of recoveries all that state one."""
    if ledger != "wage_recoveries":
        return (ledger,)
    stated = LedgerRow.recovery.__func__  # type: ignore[attr-defined]
    return tuple(
        name
        for name, table in ledgers().items()
        if table.recovery.__func__ is not stated  # type: ignore[attr-defined]
    )


def _problems(indicator: Indicator) -> Iterable[str]:
    known = agencies()
    for agency in (indicator.agency, *indicator.agencies):
        if agency not in known:
            yield f"there is no agency {agency}"
    if (indicator.kind is Kind.RATIO) != (indicator.numerator is not None is not indicator.denominator):
        yield "a ratio, and only a ratio, has a numerator and a denominator"
    if (indicator.kind is Kind.RATIO) == bool(indicator.parts):
        yield "every indicator but a ratio has parts"
    if indicator.unit == "grade" and indicator.kind is not Kind.ORDINAL:
        yield "a grade is an ordinal: grades are never added"
    for part in indicator.parts:
        yield from _part_problems(indicator, part)


def _part_problems(indicator: Indicator, part: Part) -> Iterable[str]:
    if part.ledger not in ledgers():
        yield f"there is no ledger {part.ledger}"
        return
    columns = set(part.table.model_fields)
    used = {part.date, part.until, part.year, part.record}
    used |= {*part.columns, *part.once, *part.dimensions.values()}
    for condition in (*part.where, *part.every):
        used |= {condition.field, condition.column}
    for column in sorted(c for c in used if c is not None and c not in columns):
        yield f"the ledger {part.ledger} has no column {column}"
    for dimension in part.dimensions:
        if dimension not in DIMENSIONS:
            yield f"there is no dimension {dimension}"
    if part.every and not part.measure.startswith("distinct:"):
        yield "`every` is for distinct things"
    measure = part.measure.partition(":")[0]
    if (measure == "value") != (indicator.kind is Kind.ORDINAL):
        yield "an ordinal, and only an ordinal, gives the one value of a column: it is never added up"
    if (measure == "median_days") and (indicator.kind is not Kind.DISTINCT or len(indicator.parts) > 1):
        yield "a median is recounted at every level: its kind is distinct, and it has one part"
    if (part.year is not None or part.of_region) and indicator.kind is not Kind.ORDINAL:
        yield "`year` and `of_region` are for ordinals"
    if bool(part.once) != (part.nature is Nature.SNAPSHOT and indicator.kind is not Kind.STOCK):
        yield "what happened to the records of a snapshot names them with `once`: every state repeats it"
    if indicator.kind is Kind.STOCK:
        dated = part.nature is Nature.LEDGER
        if dated != (part.date is not None and part.until is not None):
            yield "a stock of a ledger has `date` and `until`; that of a snapshot or monthly sheet has neither"
    else:
        if (part.date is None) == (part.year is None) or part.until is not None:
            yield "a flow has `date`, the day that it counts by, and no `until`; an ordinal has it or `year`"
        if part.measure.startswith("distinct:") or part.linked:
            yield "a flow counts rows or adds up a column"
    if part.linked is not None:
        relation = next((r for r in part.table.relations if r.name == part.linked.relation), None)
        if part.nature is not Nature.SNAPSHOT or relation is None or relation.to not in ledgers():
            yield f"{part.ledger} has no snapshot linked as {part.linked.relation}"
            return
        other = ledgers()[relation.to]
        if other.nature is not Nature.SNAPSHOT:
            yield f"{relation.to} is no snapshot"
        for condition in part.linked.where:
            for name in (condition.field, condition.column):
                if name is not None and name not in other.model_fields:
                    yield f"the ledger {relation.to} has no column {name}"


def _check_ratio(indicator: Indicator, known: Mapping[str, Any]) -> None:
    for code in (indicator.numerator, indicator.denominator):
        if code is not None and (code not in known or known[code].kind in (Kind.RATIO, Kind.ORDINAL)):
            raise InvalidDefinition(
                f"{indicator.code}.toml: {code} is no indicator that a ratio can be made of"
            )
