"""What is wrong with a definition: unknown columns, measures that do not fit the kind, sums of unlike units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from hub.agencies import agencies
from hub.indicators.definition import DIMENSIONS, Indicator, Kind, Part
from hub.ledgers.base import Nature
from hub.ledgers.catalogue import countable, ledgers

_KEY_MAX = 58
"""A column of a statement, with its ending, stays within what PostgreSQL keeps of a name."""


def problems(indicator: Indicator) -> Iterable[str]:
    """What is wrong with an edition, in sentences for whoever wrote it."""
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
    if len(indicator.key) > _KEY_MAX:
        yield f"{indicator.key} is longer than {_KEY_MAX} characters"
    for part in indicator.parts:
        found = list(_part_problems(indicator, part))
        yield from found
        if not found and indicator.kind is not Kind.ORDINAL:
            unit = unit_of(indicator, part)
            if unit != indicator.unit:
                yield (
                    f"its unit is {indicator.unit}, but {part.ledger} {part.measure} gives {unit}: "
                    "unlike units are never added"
                )


def edition_problems(newest: Indicator) -> Iterable[str]:
    """What is wrong with the editions of a definition as a whole."""
    said = [edition.version for edition in newest.editions]
    if len(set(said)) < len(said):
        yield "every edition has a version of its own"
    starts = [(edition.valid_from, edition.known_from) for edition in newest.editions]
    if len(set(starts)) < len(starts):
        yield "two editions hold from the same day and are known since the same day"
    ordered = sorted(newest.editions, key=lambda e: (e.valid_from, e.known_from))
    if ordered[-1] is not newest:
        yield "the newest edition stands at the top, the ones before it in [[earlier]]"
    for before, after in pairwise(ordered):
        if after.comparable and (before.unit, before.kind) != (after.unit, after.kind):
            yield (
                f"version {after.version} ({after.unit}, {after.kind}) cannot be comparable with version "
                f"{before.version} ({before.unit}, {before.kind})"
            )


def ratio_problems(indicator: Indicator, known: Mapping[str, Indicator]) -> Iterable[str]:
    """What is wrong with what a ratio is made of."""
    bases = []
    for code in (indicator.numerator, indicator.denominator):
        if code is None:
            continue
        if code not in known or known[code].kind in (Kind.RATIO, Kind.ORDINAL):
            yield f"{code} is no indicator that a ratio can be made of"
        else:
            bases.append(known[code])
    if len(bases) == 2 and len({e.unit for base in bases for e in base.editions}) > 1:
        above, below = bases
        yield (
            f"a {indicator.unit} of unlike units: {above.code} is counted in {above.unit}, "
            f"{below.code} in {below.unit}"
        )


def unit_of(indicator: Indicator, part: Part) -> str:
    """What a part counts: rows and things, days, or what its column holds."""
    measure = part.measure.partition(":")[0]
    if measure in ("count", "distinct"):
        return "count"
    if measure == "median_days":
        return "days"
    assert part.column is not None
    column = part.table.table().c[part.column]
    unit = str(column.info.get("unit", column.name))
    if unit == "by_indicator":
        return indicator.unit
    if unit == "persons" and part.nature is Nature.MONTHLY and indicator.kind is Kind.FLOW:
        return "person-times"  # whoever is there in two months is counted twice
    return unit


def _part_problems(indicator: Indicator, part: Part) -> Iterable[str]:
    if part.ledger not in countable():
        yield f"there is no ledger {part.ledger}"
        return
    columns = set(part.table.model_fields)
    used = {part.date, part.until, part.year, part.record}
    used |= {*part.columns, *part.once, *(path for path in part.dimensions.values() if "." not in path)}
    for condition in (*part.where, *part.every):
        used |= {condition.field, condition.column}
    for column in sorted(c for c in used if c is not None and c not in columns):
        yield f"the ledger {part.ledger} has no column {column}"
    for dimension in part.dimensions:
        if dimension not in DIMENSIONS:
            yield f"there is no dimension {dimension}"
    for path in part.dimensions.values():
        if "." in path and not _leads_to_a_column(part, path):
            yield f"{path} is no column of a snapshot that {part.ledger} is linked to"
    if part.every and not part.measure.startswith("distinct:"):
        yield "`every` is for distinct things"
    if (part.sheet is not None) != (part.nature is Nature.STATISTICAL):
        yield "reported figures, and only they, name the sheet that reports them"
    measure = part.measure.partition(":")[0]
    if (measure == "value") != (indicator.kind is Kind.ORDINAL):
        yield "an ordinal, and only an ordinal, gives the one value of a column: it is never added up"
    if (measure == "median_days") and (indicator.kind is not Kind.DISTINCT or len(indicator.parts) > 1):
        yield "a median is recounted at every level: its kind is distinct, and it has one part"
    if (measure == "deduplicated") and (indicator.kind is not Kind.DISTINCT or len(indicator.parts) > 1):
        yield "what is deduplicated is recounted at every level: its kind is distinct, and it has one part"
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
        yield from _linked_problems(part)


def _leads_to_a_column(part: Part, path: str) -> bool:
    name, _, column = path.partition(".")
    relation = next((r for r in part.table.relations if r.name == name), None)
    other = ledgers().get(relation.to) if relation is not None else None
    return other is not None and other.nature is Nature.SNAPSHOT and column in other.model_fields


def _linked_problems(part: Part) -> Iterable[str]:
    assert part.linked is not None
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
