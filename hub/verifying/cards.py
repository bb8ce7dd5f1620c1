"""Figure cards counted once more from the rebuilt tables, at their data versions, by their own definitions."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg.rows import class_row

from hub.access.viewer import OPERATOR
from hub.errors import HubError
from hub.indicators.one_figure import definition_digest, made_by
from hub.releases.cards import Card, numbers_of
from hub.releases.comparing import recounted
from hub.releases.identity import card_id
from hub.verifying import tables
from hub.verifying.differences import Difference, Findings
from hub.verifying.telling import Tell

_COLUMNS = ", ".join(Card.__dataclass_fields__)


def check_cards(connection: psycopg.Connection, findings: Findings, tell: Tell) -> int:
    """How many cards were checked: id, definition and number of each."""
    row = connection.execute("select count(*) from figure_cards").fetchone()
    assert row is not None
    tables.read_rebuilt(connection)
    with connection.cursor("cards", row_factory=class_row(Card)) as cursor:
        cursor.execute(f"select {_COLUMNS} from public.figure_cards order by created_at, id".encode())
        for done, card in enumerate(cursor, start=1):
            _check(connection, card, findings)
            tell("cards", done, row[0])
    tables.read_stored(connection)
    return int(row[0])


def _check(connection: psycopg.Connection, card: Card, findings: Findings) -> None:
    _tell(findings, card, {"id": card.id}, {"id": card_id(card.question)})
    found = connection.execute(
        "select at from data_versions where number = %s", [card.data_version]
    ).fetchone()
    _tell(findings, card, {"as_of": str(card.as_of)}, {"as_of": None if found is None else str(found[0])})
    if found is None:
        return
    try:
        figure = recounted(connection, card, by=OPERATOR)
    except HubError as refused:
        details = {"card": card.id, "zh": refused.zh, "en": str(refused)}
        findings.add(Difference("card_cannot_be_counted", column="question", details=details))
        return
    if figure is None:
        details = {"card": card.id, "indicator": card.indicator}
        findings.add(Difference("card_definition_unknown", column="definition", details=details))
        return
    _tell(
        findings,
        card,
        {"definition_digest": card.definition_digest},
        {"definition_digest": definition_digest(made_by(figure))},
    )
    rebuilt = numbers_of(figure)
    _tell(findings, card, {name: getattr(card, name) for name in rebuilt}, rebuilt)


def _tell(
    findings: Findings, card: Card, stored: Mapping[str, str | None], rebuilt: Mapping[str, str | None]
) -> None:
    for column, value in stored.items():
        if value != rebuilt[column]:
            details = {"card": card.id, "indicator": card.indicator, "version": card.data_version}
            findings.add(
                Difference(
                    "card_differs", column=column, stored=value, rebuilt=rebuilt[column], details=details
                )
            )
