"""Indicators as data: one TOML file each, the file name is the code; checked against the ledgers when loaded."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hub.discovery import extensions
from hub.indicators.definition import (
    AGENCY_DIMENSIONS,
    DIMENSIONS,
    SINCE,
    Condition,
    Indicator,
    Kind,
    Linked,
    Part,
    Rounding,
    Unit,
    sheets_of,
)
from hub.indicators.definition_checks import edition_problems, problems, ratio_problems

__all__ = [
    "AGENCY_DIMENSIONS",
    "DEFINITIONS",
    "DIMENSIONS",
    "SINCE",
    "Condition",
    "Indicator",
    "InvalidDefinition",
    "Kind",
    "Linked",
    "Part",
    "Rounding",
    "Unit",
    "edition_digest",
    "indicators",
    "load",
    "sheets_of",
]

DEFINITIONS = Path(__file__).parent / "definitions"

_OWN = ("earlier", "version", "known_from", "comparable")
"""What an earlier edition does not take over from the newest one."""


class InvalidDefinition(Exception):
    """A definition that must not be used: which file, and what is wrong with it."""


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
        for edition in indicator.editions:
            for problem in ratio_problems(edition, found):
                raise InvalidDefinition(f"{indicator.code}.toml: {problem}")
    return dict(sorted(found.items()))


def load(path: Path) -> Indicator:
    """One definition, its newest edition with the earlier ones, checked. Raises `InvalidDefinition`."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        if "superseded" in content:
            raise ValueError("`superseded` follows from where an edition stands")
        before = [_edition(path.stem, _inherited(content, said)) for said in content.pop("earlier", [])]
        newest = _edition(path.stem, {**content, "earlier": before})
        for problem in edition_problems(newest):
            raise ValueError(problem)
    except (ValidationError, ValueError) as wrong:
        raise InvalidDefinition(f"{path.name}: {wrong}") from wrong
    return newest


def edition_digest(indicator: Indicator) -> str:
    """SHA-256 of all that decides the total of an edition: two with one digest count alike for ever.

    Words, and the columns by which a total can be taken apart, are not in it: a dimension may be added.
    """
    decides = indicator.model_dump(
        mode="json",
        include={"code", "kind", "unit", "parts", "numerator", "denominator", "valid_from", "known_from"},
        exclude={"parts": {"__all__": {"dimensions", "record"}}},
    )
    return hashlib.sha256(json.dumps(decides, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _inherited(newest: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What an earlier edition says, and for the rest what the newest one says."""
    rest = {name: value for name, value in newest.items() if name not in _OWN}
    if "parts" in said:
        rest = {name: value for name, value in rest.items() if name not in ("numerator", "denominator")}
    if "numerator" in said:
        rest.pop("parts", None)
    return {**rest, **said, "superseded": True}


def _edition(code: str, content: Mapping[str, Any]) -> Indicator:
    edition = Indicator.model_validate({**content, "code": code})
    for problem in problems(edition):
        raise ValueError(problem)
    return edition
