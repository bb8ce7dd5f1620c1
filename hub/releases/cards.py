"""Figure cards: make one of a figure as it stands at a data version, find it again, list them."""

from __future__ import annotations

import base64
import binascii
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import orjson
import psycopg
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from hub.access.viewer import Viewer
from hub.database import enter_scope
from hub.errors import Conflict, Forbidden, HubError, NotFound
from hub.indicators import press
from hub.indicators.asking import ask
from hub.indicators.catalogue import Indicator, indicators
from hub.indicators.editions import known_on
from hub.indicators.figures import Figure
from hub.indicators.numbers import Missing, printed
from hub.indicators.one_figure import (
    asked_of,
    at,
    canonical,
    definition_digest,
    definition_text,
    figure_of,
    made_by,
)
from hub.indicators.press import Language
from hub.indicators.question import Asked, Question, Reading, checked
from hub.regions import bounds, register
from hub.releases.identity import card_id, normalised_id
from hub.releases.tables import SEVERAL_AGENCIES

READINGS = frozenset({Reading.YEAR_BEFORE})
"""The windows beside its own that a card tells of."""
PAGE_DEFAULT = 20
PAGE_MAX = 200


@dataclass(frozen=True)
class Card:
    """One figure as it was told when the card was made; hub.releases.tables says what its texts hold."""

    id: str
    question: str
    indicator: str
    definition: str
    definition_version: str
    definition_digest: str
    definitions_on: date
    region_code: str
    agency: str
    window_from: date
    window_to: date
    data_version: int
    as_of: datetime
    cut_off: date
    value: str | None
    exact: str | None
    code: str | None
    missing: str | None
    numerator: str | None
    denominator: str | None
    coverage: dict[str, Any]
    year_on_year: dict[str, Any]
    text_zh: str
    text_en: str
    sentence_zh: str
    sentence_en: str
    created_at: datetime

    @property
    def asked(self) -> dict[str, Any]:
        """Indicator, within, from, to, on and where, as they were asked for."""
        found: dict[str, Any] = orjson.loads(self.question)["asked"]
        return found

    @property
    def region_name(self) -> str:
        """The full name of its region in the year in which its window ends."""
        return register().full_name(self.region_code, self.window_to.year)

    def text(self, language: Language) -> str:
        """The number in words."""
        return self.text_zh if language is Language.ZH else self.text_en

    def sentence(self, language: Language) -> str:
        """The whole sentence."""
        return self.sentence_zh if language is Language.ZH else self.sentence_en


_COLUMNS = ", ".join(Card.__dataclass_fields__)


@dataclass(frozen=True)
class CardPage:
    """A page of cards, each with its cursor; `total` counts all that the viewer may see of what was asked."""

    cards: tuple[tuple[str, Card], ...]
    total: int
    more: bool


def make_card(connection: psycopg.Connection, question: Question, *, by: Viewer) -> Card:
    """The card of the one figure that is asked for, at the data version or time that the question names, else now.

    The same figure asked for again gives the first card. Raises Forbidden where the role makes no cards or the
    figure is withheld from the viewer (WITHHELD), NotFound for a data version that does not exist, and what
    `checked` raises.
    """
    by.require("data.read")
    by.require("cards.create")
    catalogue = indicators()
    about = question.asked[0].indicator
    question = checked(replace(question, asked=(Asked(about, READINGS, coverage=True),)), catalogue)
    enter_scope(connection, by.scope)
    version, as_of = _data_version(connection, question)
    # The definitions of a version that is named are those of its time, as in a live answer; else those of today.
    known = None if question.version is not None else known_on(question, None)
    figure = figure_of(ask(connection, at(question, version, known), catalogue, by))
    if figure.number.missing is Missing.WITHHELD:
        raise Forbidden(
            f"{figure.indicator.zh}超出本令牌的地区或部门范围，不能制作数字卡。",
            f"{figure.indicator.en} lies outside the region or agency of this token: no card can be made of it.",
            code="WITHHELD",
        )
    return _kept(connection, figure, asked_of(question), as_of, by)


def card(connection: psycopg.Connection, identifier: str, *, by: Viewer) -> Card:
    """A card by its id; NotFound where there is none or what it says may not be seen."""
    by.require("data.read")
    enter_scope(connection, by.scope)
    found = normalised_id(identifier)
    made = None if found is None else _by_id(connection, found)
    if made is None:
        raise NotFound("没有这张数字卡，或无权查看。", "There is no such figure card, or it may not be seen.")
    return made


def cards(
    connection: psycopg.Connection,
    *,
    by: Viewer,
    within: str | None = None,
    indicator: str | None = None,
    first: int = PAGE_DEFAULT,
    after: str | None = None,
) -> CardPage:
    """The cards that may be seen, newest first, of regions within `within`, of one indicator."""
    by.require("data.read")
    if not 1 <= first <= PAGE_MAX:
        raise HubError(f"first 应在 1 到 {PAGE_MAX} 之间。", f"`first` must lie between 1 and {PAGE_MAX}.")
    made, last = _after(after)
    lo, hi = (None, None) if within is None else bounds(within)
    values = {"lo": lo, "hi": hi, "indicator": indicator, "made": made, "last": last, "limit": first + 1}
    enter_scope(connection, by.scope)
    which = """(%(lo)s::text is null or region_code >= %(lo)s and region_code < %(hi)s)
      and (%(indicator)s::text is null or indicator = %(indicator)s)"""
    with connection.cursor(row_factory=class_row(Card)) as cursor:
        found = cursor.execute(
            f"""select {_COLUMNS} from figure_cards where {which}
            and (%(last)s::text is null or (created_at, id) < (%(made)s::timestamptz, %(last)s))
            order by created_at desc, id desc limit %(limit)s""".encode(),
            values,
        ).fetchall()
    total = connection.execute(f"select count(*) from figure_cards where {which}".encode(), values).fetchone()
    assert total is not None
    return CardPage(tuple((_cursor(one), one) for one in found[:first]), total[0], len(found) > first)


def numbers_of(figure: Figure) -> dict[str, str | None]:
    """The number of a figure in the columns of a card: value, exact, code, missing, numerator, denominator."""
    number, (own, *bases) = figure.number, made_by(figure)
    parts = (number.numerator, number.denominator) if len(bases) == 2 else ()
    above, below = [
        None if value is None else printed(base, value) for base, value in zip(bases, parts, strict=False)
    ] or [None, None]
    return {
        "value": None if number.value is None else printed(own, number.value),
        "exact": None if number.value is None else f"{number.value:f}",
        "code": number.code,
        "missing": None if number.missing is None else number.missing.name,
        "numerator": above,
        "denominator": below,
    }


def _data_version(connection: psycopg.Connection, question: Question) -> tuple[int, datetime]:
    """Number and time of the data version that a question reads."""
    row = connection.execute(
        """
        select number, at from data_versions
        where (%(version)s::bigint is null or number = %(version)s)
          and (%(as_of)s::timestamptz is null or at <= %(as_of)s)
        order by number desc limit 1
        """,
        {"version": question.version, "as_of": question.as_of},
    ).fetchone()
    if row is None:
        raise NotFound(
            "当时还没有任何数据，不能制作数字卡。"
            if question.version is None
            else f"没有数据版本 {question.version}。",
            "There were no data then: no card can be made."
            if question.version is None
            else f"There is no data version {question.version}.",
        )
    return row[0], row[1]


def _kept(
    connection: psycopg.Connection, figure: Figure, asked: dict[str, Any], as_of: datetime, by: Viewer
) -> Card:
    """The card of a figure, written down unless it is there already."""
    indicator, made_of = figure.definition, made_by(figure)
    digest = definition_digest(made_of)
    edition = {"version": indicator.version, "digest": digest}
    version = figure.answer.version
    question = canonical(
        {
            "asked": asked,
            "definition": edition,
            "data_version": version,
            "as_of": as_of.astimezone(UTC).isoformat(),
        }
    )
    identifier = card_id(question)
    connection.execute(
        f"""
        insert into figure_cards ({_COLUMNS.replace(", created_at", "")}, created_by) values
        (%(id)s, %(question)s, %(indicator)s, %(definition)s, %(definition_version)s, %(definition_digest)s, %(definitions_on)s,
         %(region_code)s, %(agency)s, %(window_from)s, %(window_to)s, %(data_version)s, %(as_of)s, %(cut_off)s,
         %(value)s, %(exact)s, %(code)s, %(missing)s, %(numerator)s, %(denominator)s, %(coverage)s,
         %(year_on_year)s, %(text_zh)s, %(text_en)s, %(sentence_zh)s, %(sentence_en)s, %(by)s)
        on conflict (id) do nothing
        """.encode(),
        {
            "id": identifier,
            "question": question,
            "indicator": indicator.code,
            "definition": definition_text(made_of),
            "definition_version": indicator.version,
            "definition_digest": digest,
            "definitions_on": figure.answer.known,
            "region_code": figure.answer.question.within,
            "agency": _agency(figure.indicator),
            "window_from": figure.answer.question.first,
            "window_to": figure.answer.question.last,
            "data_version": version,
            "as_of": as_of,
            "cut_off": figure.cut,
            **numbers_of(figure),
            "coverage": Jsonb(asdict(figure.coverage)),
            "year_on_year": Jsonb(_year_on_year(figure)),
            "text_zh": press.text(figure, Language.ZH),
            "text_en": press.text(figure, Language.EN),
            "sentence_zh": press.sentence(figure, Language.ZH),
            "sentence_en": press.sentence(figure, Language.EN),
            "by": by.name,
        },
    )
    made = _by_id(connection, identifier)
    if made is None or made.question != question:
        raise Conflict(
            f"数字卡编号 {identifier} 已用于另一数字。", f"The id {identifier} belongs to another figure."
        )
    return made


def _agency(indicator: Indicator) -> str:
    """The one agency whose rows the figure rests on."""
    reads = set(indicator.reads)
    return reads.pop() if len(reads) == 1 else SEVERAL_AGENCIES


def _year_on_year(figure: Figure) -> dict[str, Any]:
    change = figure.change(Reading.YEAR_BEFORE)
    indicator = change.indicator
    return {
        "status": change.status.name,
        "base": None if change.base is None else printed(indicator, change.base),
        "base_code": change.base_code,
        "difference": None if change.difference is None else printed(indicator, change.difference),
        "ratio": None if change.ratio is None else f"{change.ratio:f}",
        "percentage_points": None
        if change.percentage_points is None
        else printed(indicator, change.percentage_points),
        "text_zh": press.change_text(change, Language.ZH),
        "text_en": press.change_text(change, Language.EN),
    }


def _by_id(connection: psycopg.Connection, identifier: str) -> Card | None:
    with connection.cursor(row_factory=class_row(Card)) as cursor:
        return cursor.execute(
            f"select {_COLUMNS} from figure_cards where id = %s".encode(), [identifier]
        ).fetchone()


def _cursor(made: Card) -> str:
    return base64.b64encode(orjson.dumps([made.created_at.isoformat(), made.id])).decode()


def _after(cursor: str | None) -> tuple[datetime | None, str | None]:
    if cursor is None:
        return None, None
    try:
        made, last = orjson.loads(base64.b64decode(cursor, validate=True))
        return datetime.fromisoformat(made), str(last)
    except (binascii.Error, ValueError, TypeError) as wrong:
        raise HubError("游标无效。", "The cursor is not valid.", code="CURSOR_INVALID") from wrong
