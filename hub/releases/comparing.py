"""A figure card against the data: the number counted once more, and what it would be now and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import psycopg

from hub.access.viewer import Viewer
from hub.database import enter_scope
from hub.errors import HubError
from hub.indicators.asking import ask
from hub.indicators.catalogue import Indicator, indicators
from hub.indicators.editions import known_on
from hub.indicators.figures import Figure
from hub.indicators.numbers import printed, shown
from hub.indicators.one_figure import (
    asked_again,
    at,
    definition_digest,
    definitions_of,
    figure_of,
    made_by,
)
from hub.indicators.press import Language, text
from hub.indicators.question import SourcesWanted
from hub.indicators.sourcing import Source
from hub.indicators.vintages import Vintage, history
from hub.releases.cards import Card, numbers_of

Catalogue = Mapping[str, Indicator]

SOURCES_MAX = 1000
"""The most sources of one page."""
REASONS_MAX = 20
"""The most changes since a card that are told with it; `figureHistory` pages all of them."""
_EXAMINED_MAX = 60
_SECONDS_MAX = 5.0


@dataclass(frozen=True)
class CardNow:
    """What a card's figure is now, by the definition that holds now.

    `difference` is now less then, as printed, null where one of them has no number. `reasons`: the acts since the
    card that changed the figure, newest first; `more_reasons`: there may be more, not told here.
    """

    value: str | None
    code: str | None
    missing: str | None
    text_zh: str
    text_en: str
    data_version: int
    changed: bool
    difference: str | None
    reasons: tuple[Vintage, ...]
    more_reasons: bool
    definition_version: str
    definition_changed: bool

    def text(self, language: Language) -> str:
        """The number in words."""
        return self.text_zh if language is Language.ZH else self.text_en


def verified(
    connection: psycopg.Connection, card: Card, *, by: Viewer, catalogue: Catalogue | None = None
) -> bool | None:
    """Whether the figure, counted once more at the card's data version by the card's definition, is the same.

    None where this hub no longer understands that definition, which is not to say that the number is wrong.
    """
    enter_scope(connection, by.scope)
    figure = recounted(connection, card, by=by, catalogue=catalogue)
    return None if figure is None else same(card, figure)


def sources(
    connection: psycopg.Connection, card: Card, *, by: Viewer, first: int, after: str | None = None
) -> tuple[list[Source], int]:
    """The rows that the figure of a card was counted from, as the viewer may see them, and how many there are."""
    if not 0 <= first <= SOURCES_MAX:
        raise HubError(
            f"first 应在 0 到 {SOURCES_MAX} 之间。", f"`first` must lie between 0 and {SOURCES_MAX}."
        )
    enter_scope(connection, by.scope)
    wanted = SourcesWanted(first, after)
    figure = recounted(connection, card, by=by, sources=wanted)
    return ([], 0) if figure is None else (figure.sources(wanted), figure.sources_total)


def recounted(
    connection: psycopg.Connection,
    card: Card,
    *,
    by: Viewer,
    sources: SourcesWanted | None = None,
    catalogue: Catalogue | None = None,
) -> Figure | None:
    """The figure of a card counted once more, in the open scope; None where its definition is not understood.

    The card's own definition is taken where the catalogue has another one for that day. `sources`: those wanted.
    """
    known = catalogue or indicators()
    if card.indicator in known:
        figure = _figure(connection, card, known, card.data_version, by, card.definitions_on, sources)
        if definition_digest(made_by(figure)) == card.definition_digest:
            return figure
    try:
        own = definitions_of(card.definition)
    except ValueError:
        return None
    return _figure(connection, card, {**known, **own}, card.data_version, by, card.definitions_on, sources)


def card_now(
    connection: psycopg.Connection, card: Card, *, by: Viewer, catalogue: Catalogue | None = None
) -> CardNow | None:
    """What the figure would be now and why; None where the catalogue no longer has the indicator."""
    catalogue = catalogue or indicators()
    if card.indicator not in catalogue:
        return None
    enter_scope(connection, by.scope)
    row = connection.execute("select coalesce(max(number), 0) from data_versions").fetchone()
    assert row is not None
    question = asked_again(card.asked, catalogue)
    today = known_on(question, None)
    figure = _figure(connection, card, catalogue, row[0], by, today)
    number, indicator = figure.number, figure.definition
    since = history(
        connection,
        replace(question, definitions_on=today),
        catalogue,
        by,
        first=REASONS_MAX,
        since=card.data_version,
        until=row[0],
        examined_max=_EXAMINED_MAX,
        seconds_max=_SECONDS_MAX,
    )
    difference = None
    if number.value is not None and card.value is not None:
        difference = printed(indicator, Decimal(shown(indicator, number) or 0) - Decimal(card.value))
    return CardNow(
        value=None if number.value is None else shown(indicator, number),
        code=number.code,
        missing=number.missing and number.missing.name,
        text_zh=text(figure, Language.ZH),
        text_en=text(figure, Language.EN),
        data_version=figure.answer.version,
        changed=not same(card, figure),
        difference=difference,
        reasons=since.vintages,
        more_reasons=since.after is not None,
        definition_version=indicator.version,
        definition_changed=definition_digest(made_by(figure)) != card.definition_digest,
    )


def _figure(
    connection: psycopg.Connection,
    card: Card,
    catalogue: Catalogue,
    version: int,
    by: Viewer,
    definitions_on: date,
    sources: SourcesWanted | None = None,
) -> Figure:
    question = at(asked_again(card.asked, catalogue), version, definitions_on)
    if sources is not None:
        question = replace(question, asked=tuple(replace(a, sources=(sources,)) for a in question.asked))
    return figure_of(ask(connection, question, catalogue, by))


def same(card: Card, figure: Figure) -> bool:
    """Whether a figure is what a card says: to the last digit before rounding, grade, reason why there is none."""
    found = numbers_of(figure)
    return (card.exact, card.code, card.missing) == (found["exact"], found["code"], found["missing"])
