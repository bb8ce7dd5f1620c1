"""What is declared as data, as the oracle reads it: definitions as plain dictionaries, natures of ledgers, relations."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hub.ledgers.catalogue import ledgers

HUB = Path(__file__).parents[2] / "hub"
Table = dict[str, Any]

ELSEWHERE = {"reporting_slots", "reported_figures"}
"""What is derived from obligations, and what statistical sheets state, has tests of its own."""


@cache
def definitions() -> dict[str, Table]:
    """Indicator code -> its definition."""
    found = {}
    for path in sorted((HUB / "indicators" / "definitions").glob("*.toml")):
        definition = {"code": path.stem, **tomllib.loads(path.read_text(encoding="utf-8"))}
        if not {part["ledger"] for part in definition.get("parts", ())} & ELSEWHERE:
            found[path.stem] = definition
    return {
        code: d
        for code, d in found.items()
        if {d.get("numerator", code), d.get("denominator", code)} <= found.keys()
    }


@cache
def dimensions() -> tuple[str, ...]:
    """The names that definitions give to their groups of codes."""
    return tuple(
        sorted(
            {
                name
                for d in definitions().values()
                for p in d.get("parts", ())
                for name in p.get("dimensions", ())
            }
        )
    )


def bases(definition: Table) -> list[Table]:
    """The counted indicators of a definition: itself, or numerator and denominator."""
    if definition["kind"] == "ratio":
        return [definitions()[definition["numerator"]], definitions()[definition["denominator"]]]
    return [definition]


def parts(definition: Table) -> list[Table]:
    """All parts that must be counted for an indicator."""
    return [part for base in bases(definition) for part in base["parts"]]


def nature(ledger: str) -> str:
    """snapshot, ledger, monthly or statistical."""
    return str(ledgers()[ledger].nature.value)


def carry_months(ledger: str) -> int:
    """How many months the newest state of a sheet is carried."""
    return int(ledgers()[ledger].carry_months)


def has_column(ledger: str, column: str) -> bool:
    """Whether a ledger has a column."""
    return column in ledgers()[ledger].model_fields


def linked(ledger: str, relation: str) -> tuple[str, list[tuple[str, str]]]:
    """The ledger that a relation leads to, and the pairs of equal columns."""
    found = next(r for r in ledgers()[ledger].relations if r.name == relation)
    return found.to, list(found.on)


def codes_of(ledger: str, column: str) -> set[str] | None:
    """The codes of a column, None for free text; a path leads to the column of a related ledger."""
    if "." in column:
        relation, _, column = column.partition(".")
        ledger = linked(ledger, relation)[0]
    codes = ledgers()[ledger].table().c[column].info.get("codes")
    return None if codes is None else {member.name for member in codes}


@cache
def festivals() -> dict[int, date]:
    """The day of the Spring Festival by year."""
    listed = tomllib.loads((HUB / "data" / "spring_festival.toml").read_text(encoding="utf-8"))
    return {day.year: day for day in listed["days"]}


@cache
def small_base(day: date) -> Decimal:
    """The number below which a change is told in both numbers."""
    wording = tomllib.loads((HUB / "data" / "wording.toml").read_text(encoding="utf-8"))
    held = [edition for edition in wording["small_base"] if edition["from"] <= day]
    return Decimal(held[-1]["below"])
