"""A question about one figure: how it is put, its canonical text, the figure that answers it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import orjson

from hub.errors import NotFound
from hub.indicators.catalogue import Indicator, edition_digest
from hub.indicators.figures import Answer, Figure
from hub.indicators.question import Asked, Question, Reading, RegionBasis, bases_of
from hub.months import format_month, parse_month

CANONICAL = orjson.OPT_SORT_KEYS


def one_figure(
    catalogue: Mapping[str, Indicator],
    indicator: str,
    *,
    within: str,
    first: date,
    last: date,
    on: date | None = None,
    where: Mapping[str, object] | None = None,
    readings: frozenset[Reading] = frozenset(),
    as_of: datetime | None = None,
    version: int | None = None,
    regions: RegionBasis = RegionBasis.OF_THE_TIME,
) -> Question:
    """The question; `indicator` by its code or its field name, NotFound where there is none."""
    found = catalogue.get(indicator) or next((i for i in catalogue.values() if i.field == indicator), None)
    if found is None:
        raise NotFound(f"没有指标“{indicator}”。", f"There is no indicator {indicator!r}.")
    asked = (Asked(found, readings),)
    return Question(
        within,
        first,
        last,
        asked,
        where=dict(where or {}),
        on=on,
        as_of=as_of,
        version=version,
        regions=regions,
    )


def at(question: Question, version: int, definitions_on: date | None = None) -> Question:
    """The same question to one data version, answered by the definitions of a day; of the version's where none is said."""
    return replace(question, as_of=None, version=version, definitions_on=definitions_on)


def figure_of(answer: Answer) -> Figure:
    """The one figure of an answer without groups."""
    return Figure(answer, answer.question.asked[0].indicator, answer.rows[0])


def asked_of(question: Question) -> dict[str, Any]:
    """What is asked in plain values, the time of the data left out; lists of codes in order."""
    where = {
        name: sorted(map(str, value)) if isinstance(value, list | tuple) else value
        for name, value in question.where.items()
    }
    return {
        "indicator": question.asked[0].indicator.code,
        "within": question.within,
        "from": format_month(question.first),
        "to": format_month(question.last),
        "on": None if question.on is None else question.on.isoformat(),
        "where": where,
        "regions": question.regions.name,
    }


def asked_again(
    asked: Mapping[str, Any], catalogue: Mapping[str, Indicator], readings: frozenset[Reading] = frozenset()
) -> Question:
    """The question of `asked_of`. NotFound where the catalogue no longer has the indicator."""
    return one_figure(
        catalogue,
        asked["indicator"],
        within=asked["within"],
        first=parse_month(asked["from"]),
        last=parse_month(asked["to"]),
        on=None if asked["on"] is None else date.fromisoformat(asked["on"]),
        where=asked["where"],
        readings=readings,
        regions=RegionBasis[asked["regions"]],
    )


def made_by(figure: Figure) -> tuple[Indicator, ...]:
    """The editions of the definitions that made a figure: its own, for a ratio then numerator and denominator."""
    answer = figure.answer
    made = answer.editions(figure.indicator, figure.row, Reading.CURRENT)
    return made or (figure.indicator, *(b for b in bases_of(figure.indicator, answer.catalogue) if b.parts))


def definition_text(made: Iterable[Indicator]) -> str:
    """The editions that made a figure as canonical JSON by code, each as if there were no other."""
    left = {"earlier", "superseded"}
    return canonical(
        {
            one.code: one.model_dump(mode="json", by_alias=True, exclude=left, exclude_none=True)
            for one in made
        }
    )


def definition_digest(made: Iterable[Indicator]) -> str:
    """The SHA-256 of all that decides the numbers of a figure that these editions made."""
    return digest_of(canonical({one.code: edition_digest(one) for one in made}))


def definitions_of(text: str) -> dict[str, Indicator]:
    """The definitions of `definition_text`. Raises ValueError where this hub no longer understands them."""
    return {code: Indicator.model_validate(one) for code, one in orjson.loads(text).items()}


def canonical(value: object) -> str:
    """JSON with sorted keys: equal values have equal texts."""
    return orjson.dumps(value, option=CANONICAL).decode()


def digest_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
