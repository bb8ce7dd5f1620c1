"""The vintages of a figure: what it was over the data versions, and the act that changed it each time.

The versions that can have changed it are looked up first: acceptances and withdrawals of the sheets that it reads, by
units that lie in its region or report for it; those, of whatever unit, at which rows of the region began or ceased to
count (a record that two units report has one live row); and acts that are no submission's. What is derived from the
slots of reports can change with every version, as due days pass. The engine is then asked at
each of them; where the answer is another than at the version before, there is a vintage.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import psycopg
from psycopg import sql

from hub.errors import Forbidden, HubError
from hub.indicators import press
from hub.indicators.asking import Asker, ask
from hub.indicators.catalogue import Indicator, Part, sheets_of
from hub.indicators.figures import Figure, withheld
from hub.indicators.numbers import Missing, Number, shown
from hub.indicators.one_figure import at, definition_digest, figure_of, made_by
from hub.indicators.places import Places, places
from hub.indicators.press import Language
from hub.indicators.question import Question, checked, parts_of
from hub.ledgers.catalogue import ledgers as all_ledgers

PAGE_DEFAULT = 20
PAGE_MAX = 100
EXAMINED_MAX = 200
"""The most data versions that one call asks the engine about; further ones are for the next call."""
SECONDS_MAX = 10.0
"""After so long a call ends its page, where a figure takes long to count."""

_CANDIDATES = """
with touched as ({touched})
select d.number, d.at, d.action, d.reason, d.submission_id, a.sheet, a.unit, a.period_from, a.period_to,
  s.id is not null, s.file_name
from data_versions d
left join accepted_submissions a on a.id = d.submission_id
left join submissions s on s.id = d.submission_id
where d.number > %(since)s and d.number <= %(until)s
  and (%(every)s or d.submission_id is null or d.number in (select number from touched) or (a.sheet = any(%(sheets)s)
    and (a.region_code >= %(lo)s and a.region_code < %(hi)s or a.region_code = any(%(units)s))))
order by d.number desc limit %(limit)s
"""


_TOUCHED = """
select v.number from {ledger} r cross join lateral (values (r.live_from), (r.live_to)) as v(number)
where r.live_from is not null and v.number > %(since)s and v.number <= %(until)s and {within}
"""
_WITHIN = ("r.region_code >= %(lo)s and r.region_code < %(hi)s", "r.region_code = any(%(codes)s)")


@dataclass(frozen=True, slots=True)
class VintageSubmission:
    """The submission whose acceptance or withdrawal it was. `file` is None where the viewer may not see it."""

    id: int
    sheet: str
    unit: str
    period_from: date
    period_to: date
    file: str | None


@dataclass(frozen=True, slots=True)
class Act:
    """What took a data version. `reason` is None where none was given, or the submission may not be seen."""

    version: int
    at: datetime
    action: str
    reason: str | None
    submission: VintageSubmission | None


@dataclass(frozen=True, slots=True)
class Vintage:
    """A figure as it became at a data version, and the act that made it so."""

    act: Act
    value: str | None
    """As every interface prints it."""
    code: str | None
    missing: Missing | None
    text_zh: str
    text_en: str
    definition_version: str
    redefined: bool
    """Whether another definition made it so, and not the act: the data before it give the same by this definition."""
    cut_off: date

    def text(self, language: Language) -> str:
        """The number in words."""
        return self.text_zh if language is Language.ZH else self.text_en


@dataclass(frozen=True, slots=True)
class History:
    """A page of vintages, newest first. `after` asks for older ones; None where all versions have been examined."""

    vintages: tuple[Vintage, ...]
    after: str | None


def history(
    connection: psycopg.Connection,
    question: Question,
    catalogue: Mapping[str, Indicator],
    by: Asker,
    *,
    first: int = PAGE_DEFAULT,
    after: str | None = None,
    since: int = 0,
    until: int | None = None,
    examined_max: int = EXAMINED_MAX,
    seconds_max: float = SECONDS_MAX,
) -> History:
    """The vintages of the one figure of a question, in the open transaction and its scope.

    `since`, `until`: only changes after the one data version and up to the other. At most `examined_max` versions are
    asked about, in about `seconds_max`, so that a page may be short, or empty, and still have `after`. Raises Forbidden (WITHHELD) where the
    viewer may not see the figure, HubError for pages that cannot be and what `checked` raises.
    """
    if not 1 <= first <= PAGE_MAX:
        raise HubError(f"first 应在 1 到 {PAGE_MAX} 之间。", f"`first` must lie between 1 and {PAGE_MAX}.")
    question = checked(question, catalogue)
    if withheld(question.asked, question.within, by):  # also where there is no act to ask about
        raise _withheld(question.asked[0].indicator)
    newest = _newest(
        connection, _NO_END if until is None else until, _NO_END if after is None else _version(after)
    )
    acts = _acts(connection, question, catalogue, since, newest, examined_max)
    found: list[Vintage] = []
    deadline = time.monotonic() + seconds_max
    asked = _Asked(connection, question, catalogue, by)
    for number, act in enumerate(acts[:examined_max]):
        if len(found) == first or (number and time.monotonic() > deadline):
            return History(tuple(found), str(act.version))
        # What stood before: the state of the candidate before this one, or at the beginning.
        before = acts[number + 1].version if number + 1 < len(acts) else since
        figure = asked.at(act.version)
        earlier = asked.at(before)
        if _told_of(earlier.number) != _told_of(figure.number):
            found.append(_vintage(act, figure, asked.redefined(earlier, figure)))
    more = len(acts) > examined_max
    return History(tuple(found), str(acts[examined_max].version) if more else None)


def sheets_read(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The sheets of all ledgers that a figure is counted from, linked ones too, for a ratio of both its bases."""
    found: dict[str, None] = {}
    for part in _parts(indicator, catalogue):
        found.update(dict.fromkeys(all_ledgers() if part.table.derived else part.sheets))
        if part.relation is not None:
            found.update(dict.fromkeys(sheets_of(part.relation.to)))
    return tuple(found)


def _parts(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> list[Part]:
    return [part for edition in indicator.editions for _, part in parts_of(edition, catalogue)]


class _Asked:
    """The figure by data version, each asked for once."""

    def __init__(
        self,
        connection: psycopg.Connection,
        question: Question,
        catalogue: Mapping[str, Indicator],
        by: Asker,
    ) -> None:
        self._connection = connection
        self._question = question
        self._catalogue = catalogue
        self._by = by
        self._known: dict[int, Figure] = {}

    def at(self, version: int) -> Figure:
        """The figure at a data version. Raises Forbidden where it is withheld."""
        if version not in self._known:
            answer = ask(
                self._connection,
                at(self._question, version, self._question.definitions_on),
                self._catalogue,
                self._by,
            )
            figure = figure_of(answer)
            if figure.number.missing is Missing.WITHHELD:
                raise _withheld(figure.indicator)
            self._known[version] = figure
        return self._known[version]

    def redefined(self, before: Figure, now: Figure) -> bool:
        """Whether the data of the one give the number of the other by its definition, which is another one."""
        if definition_digest(made_by(before)) == definition_digest(made_by(now)):
            return False
        question = at(self._question, before.answer.version, now.answer.known)
        by_new = figure_of(ask(self._connection, question, self._catalogue, self._by))
        return _told_of(by_new.number) == _told_of(now.number)


def _withheld(indicator: Indicator) -> Forbidden:
    return Forbidden(
        f"{indicator.zh}超出本令牌的地区或部门范围。",
        f"{indicator.en} lies outside the region or agency of this token.",
        code="WITHHELD",
    )


_NO_END = 2**63 - 1


def _newest(connection: psycopg.Connection, *until: int) -> int:
    row = connection.execute(
        "select coalesce(max(number), 0) from data_versions where number <= %s", [min(until)]
    ).fetchone()
    assert row is not None
    return int(row[0])


def _acts(
    connection: psycopg.Connection,
    question: Question,
    catalogue: Mapping[str, Indicator],
    since: int,
    until: int,
    limit: int,
) -> list[Act]:
    """The acts that can have changed the figure, newest first; one more than `limit`, if there are."""
    where = _where(question)
    parts = _parts(question.asked[0].indicator, catalogue)
    derived = {p.ledger for p in parts if p.table.derived}
    stored = {p.ledger for p in parts} | {p.relation.to for p in parts if p.relation is not None}
    touched: list[sql.Composable] = [
        sql.SQL(_TOUCHED).format(ledger=sql.Identifier(ledger), within=sql.SQL(within))
        for ledger in sorted(stored - derived)
        for within in _WITHIN
    ] or [sql.SQL("select null::bigint as number")]
    rows = connection.execute(
        sql.SQL(_CANDIDATES).format(touched=sql.SQL(" union ").join(touched)),
        {
            "every": bool(derived),
            "since": since,
            "until": until,
            "sheets": list(sheets_read(question.asked[0].indicator, catalogue)),
            "lo": where.lo,
            "hi": where.hi,
            "codes": list(where.codes),
            "units": list(where.unit_codes),
            "limit": limit + 1,
        },
    )
    return list(_told(rows))


def _where(question: Question) -> Places:
    """The region with what it succeeded and those above it, whose units report for it; in the years before as well."""
    return places(question.within, None, question.years[0] - 1, question.years[-1])


def _told(rows: psycopg.Cursor[tuple[object, ...]]) -> Iterator[Act]:
    for number, taken, action, reason, submission, sheet, unit, first, last, seen, file in rows:
        assert isinstance(number, int)
        assert isinstance(taken, datetime)
        told = None
        if isinstance(submission, int):
            assert isinstance(first, date)
            assert isinstance(last, date)
            told = VintageSubmission(
                submission, str(sheet), str(unit), first, last, str(file) if seen else None
            )
        said = str(reason) if reason is not None and (told is None or seen) else None
        yield Act(number, taken, str(action), said, told)


def _told_of(number: Number) -> tuple[Decimal | None, str | None, Missing | None]:
    """What is told of a figure: a change of anything else is no vintage."""
    return number.value, number.code, number.missing


def _vintage(act: Act, figure: Figure, redefined: bool) -> Vintage:
    number: Number = figure.number
    return Vintage(
        act,
        None if number.value is None else shown(figure.definition, number),
        number.code,
        number.missing,
        press.text(figure, Language.ZH),
        press.text(figure, Language.EN),
        figure.definition.version,
        redefined,
        figure.cut,
    )


def _version(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
        raise HubError("游标无效。", "The cursor is not valid.", code="CURSOR_INVALID")
    return int(cursor)
