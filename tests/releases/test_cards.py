"""Figure cards: the same number for ever, whatever is corrected later, and why it is another now."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import psycopg
import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect, libpq
from hub.errors import Forbidden, HubError, NotFound
from hub.indicators.catalogue import indicators
from hub.indicators.one_figure import one_figure
from hub.indicators.question import Question
from hub.releases.cards import Card, card, cards, make_card
from hub.releases.comparing import card_now, verified
from hub.releases.identity import card_id, normalised_id
from hub.submissions import accept, withdraw
from tests.submissions.actions import number_of, received
from tests.submissions.pictures import wage_cases

READS = frozenset({"data.read", "cards.create"})
COUNTY, PREFECTURE = "520281", "520200"
COUNTED = "wage_cases_filed"
CORRECTIONS = int(os.environ.get("HUB_TEST_CORRECTIONS", "60"))
"""A longer run: HUB_TEST_CORRECTIONS=1000 pytest tests/releases."""


def question(indicator: str = "hrss_wages_recovered", within: str = PREFECTURE, **rest: Any) -> Question:
    return one_figure(
        indicators(), indicator, within=within, first=date(2019, 1, 1), last=date(2019, 12, 1), **rest
    )


def made(url: str, asked: Question, by: Viewer = OPERATOR) -> Card:
    with connect(url) as connection:
        return make_card(connection, asked, by=by)


@contextmanager
def reading(url: str) -> Iterator[psycopg.Connection]:
    with connect(url) as connection:
        yield connection


def accepted(url: str, amounts: dict[str, int], **how: Any) -> int:
    reason = how.pop("reason", None)
    return number_of(received(url, wage_cases(amounts, **how), accept_now=True, reason=reason))


def test_a_card_tells_the_figure_and_is_the_same_when_asked_for_again(database_url: str) -> None:
    accepted(database_url, {"1号": 100, "2号": 250})

    first = made(database_url, question())
    again = made(database_url, question())
    with reading(database_url) as connection:
        found = card(connection, first.id.lower().replace("0", "o"), by=OPERATOR)

    assert (first.value, first.exact, first.missing, first.data_version) == ("350.00", "350.00", None, 1)
    assert first.sentence_zh.startswith("2019年1月至12月，贵州省六盘水市")
    assert "350元" in first.sentence_zh
    assert "RMB 350" in first.sentence_en
    assert first.coverage["expected"] == 12
    assert first.id == again.id == found.id == card_id(first.question)
    assert again.created_at == first.created_at


def test_the_id_depends_on_the_question_and_on_the_data_version(database_url: str) -> None:
    accepted(database_url, {"1号": 100})
    one = made(database_url, question())
    other = made(database_url, question(within=COUNTY))
    filtered = made(database_url, question(where={"worker_group": ["MIGRANT"]}))
    accepted(database_url, {"1号": 200})

    later = made(database_url, question())
    before = made(database_url, question(version=1))
    then = made(database_url, question(as_of=one.as_of))

    assert len({one.id, other.id, filtered.id, later.id}) == 4
    assert (later.value, later.data_version) == ("200.00", 2)
    assert before == then == one


def test_a_correction_changes_what_it_would_be_now_and_names_the_submission(database_url: str) -> None:
    accepted(database_url, {"1号": 100, "2号": 250})
    one = made(database_url, question())
    other = accepted(
        database_url, {"9号": 70}, region="520203"
    )  # another county: the prefecture's figure too
    correction = accepted(database_url, {"1号": 100, "2号": 50}, reason="更正")

    with reading(database_url) as connection:
        now = card_now(connection, one, by=OPERATOR)
        still = card(connection, one.id, by=OPERATOR)
        holds = verified(connection, one, by=OPERATOR)

    assert (still, holds) == (one, True)
    assert now is not None
    assert (now.changed, now.value, now.difference) == (True, "220.00", "-130.00")
    assert (now.data_version, now.definition_changed, now.more_reasons) == (3, False, False)
    assert [
        (r.act.version, r.act.action, r.act.submission and r.act.submission.id, r.act.reason, r.value)
        for r in now.reasons
    ] == [(3, "ACCEPT", correction, "更正", "220.00"), (2, "ACCEPT", other, None, "420.00")]
    assert now.reasons[0].act.submission
    assert (now.reasons[0].act.submission.file, now.reasons[0].act.submission.unit) == (
        "台账.xlsx",
        "HRSS:520281",
    )


def test_what_does_not_concern_the_figure_is_no_reason(database_url: str) -> None:
    accepted(database_url, {"1号": 100})
    one = made(database_url, question(within=COUNTY))
    accepted(database_url, {"9号": 70}, region="520203")

    with reading(database_url) as connection:
        now = card_now(connection, one, by=OPERATOR)

    assert now is not None
    assert (now.changed, now.reasons, now.difference, now.data_version) == (False, (), "0.00", 2)


def test_a_card_of_nothing_reported_says_so_and_what_came_since(database_url: str) -> None:
    accepted(database_url, {"1号": 100}, region="520203")
    one = made(database_url, question(within=COUNTY))
    late = accepted(database_url, {"2号": 30})

    with reading(database_url) as connection:
        now = card_now(connection, one, by=OPERATOR)
        assert verified(connection, one, by=OPERATOR) is True

    assert (one.value, one.missing, one.text_zh) == (None, "NOT_REPORTED", "未报送")
    assert now is not None
    assert (now.changed, now.value, now.difference) == (True, "30.00", None)
    assert [r.act.submission.id for r in now.reasons if r.act.submission] == [late]


def test_after_many_corrections_every_card_gives_its_number_and_holds(database_url: str) -> None:
    chance = random.Random(20190423)
    submissions: list[int] = [accepted(database_url, {"1号": 100})]
    standing = list(submissions)
    kept: list[tuple[Card, tuple[object, ...]]] = []
    for step in range(CORRECTIONS):
        if standing and chance.random() < 0.25:
            with connect(database_url) as connection:
                withdraw(
                    connection, standing.pop(chance.randrange(len(standing))), by=OPERATOR, reason="测试"
                )
        else:
            amounts = {f"{n}号": chance.randrange(1, 99) for n in range(chance.randrange(1, 5))}
            receipt = received(
                database_url,
                wage_cases(
                    amounts,
                    region=chance.choice((COUNTY, "520203", PREFECTURE)),
                    period=chance.choice(("2019-01..2019-12", "2019-05", "2019-01..2019-06")),
                    workers_count=chance.randrange(1, 9),
                ),
            )
            if receipt.status == "checked":
                with connect(database_url) as connection:
                    accept(connection, number_of(receipt), by=OPERATOR)
                standing.append(number_of(receipt))
        if step % 3 == 0:
            code = chance.choice(("hrss_wages_recovered", "wage_cases_filed", "wage_case_workers"))
            one = made(database_url, question(code, chance.choice((COUNTY, PREFECTURE))))
            kept.append((one, _told(one)))

    assert len({one.id for one, _ in kept}) > 10
    with reading(database_url) as connection:
        for one, told in kept:
            again = card(connection, one.id, by=OPERATOR)
            assert (again, _told(again)) == (one, told)
            assert verified(connection, again, by=OPERATOR) is True
            now = card_now(connection, again, by=OPERATOR)
            assert now is not None
            last = now.reasons[0] if now.reasons else None
            assert (last.value if last else one.value) == now.value
            if now.changed:
                assert last is not None


def test_nobody_changes_or_deletes_a_card(database_url: str) -> None:
    accepted(database_url, {"1号": 100})
    one = made(database_url, question())

    for statement in (
        "update figure_cards set value = '1'",
        "delete from figure_cards",
        "truncate figure_cards",
    ):
        with psycopg.connect(libpq(database_url)) as owner, pytest.raises(psycopg.errors.RestrictViolation):
            owner.execute(statement.encode())
        with connect(database_url) as serving, pytest.raises(psycopg.errors.InsufficientPrivilege):
            serving.execute(statement.encode())
    with reading(database_url) as connection:
        assert card(connection, one.id, by=OPERATOR) == one


def test_a_number_changed_behind_the_hubs_back_is_not_verified(database_url: str) -> None:
    accepted(database_url, {"1号": 100})
    one = made(database_url, question())
    with psycopg.connect(libpq(database_url)) as owner:
        owner.execute("update wage_cases set recovered_amount = 90")

    with reading(database_url) as connection:
        assert verified(connection, one, by=OPERATOR) is False


def test_a_card_is_recounted_by_its_own_definition(database_url: str) -> None:
    accepted(database_url, {"1号": 100})
    known = indicators()
    ratio, count = made(database_url, question("refusal_filing_rate")), made(database_url, question(COUNTED))
    other = known[COUNTED].model_copy(update={"parts": known["hrss_wages_recovered"].parts, "version": "9"})
    changed = {**known, COUNTED: other}

    with reading(database_url) as connection:
        now = card_now(connection, count, by=OPERATOR, catalogue=changed)
        assert verified(connection, count, by=OPERATOR, catalogue=changed) is True
        assert verified(connection, ratio, by=OPERATOR, catalogue=changed) is True
        gone = {code: one for code, one in known.items() if code != COUNTED}
        assert verified(connection, count, by=OPERATOR, catalogue=gone) is True
        assert card_now(connection, count, by=OPERATOR, catalogue=gone) is None
    assert now is not None
    assert (now.definition_changed, now.definition_version, now.value, now.reasons) == (True, "9", "100", ())


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [
        (Viewer("a", "viewer", None, PREFECTURE, READS), True),
        (Viewer("b", "clerk", "HRSS", PREFECTURE, READS), True),
        (Viewer("c", "clerk", "UNION", PREFECTURE, READS), False),
        (Viewer("d", "viewer", None, COUNTY, READS), False),
        (Viewer("e", "clerk", "HRSS", "520100", READS), False),
    ],
    ids=lambda value: value.name if isinstance(value, Viewer) else str(value),
)
def test_a_card_is_seen_by_those_who_see_its_figure(database_url: str, viewer: Viewer, sees: bool) -> None:
    accepted(database_url, {"1号": 100})
    one = made(database_url, question())

    with reading(database_url) as connection:
        listed = [found.id for _, found in cards(connection, by=viewer).cards]
        assert listed == ([one.id] if sees else [])
        if sees:
            assert card(connection, one.id, by=viewer) == one
        else:
            with pytest.raises(NotFound):
                card(connection, one.id, by=viewer)
    if not sees:
        with pytest.raises(Forbidden) as refused:
            made(database_url, question(), by=viewer)
        assert refused.value.code == "WITHHELD"


def test_a_figure_of_several_agencies_is_for_those_who_see_all(database_url: str) -> None:
    accepted(database_url, {"1号": 100})
    one = made(database_url, question("wages_recovered_gross"))

    assert one.value == "100.00"
    with reading(database_url) as connection:
        assert cards(connection, by=Viewer("b", "clerk", "HRSS", PREFECTURE, READS)).total == 0
        assert cards(connection, by=Viewer("a", "viewer", None, PREFECTURE, READS)).total == 1


def test_refusals(database_url: str) -> None:
    with pytest.raises(NotFound):
        made(database_url, question())  # there is no data at all
    accepted(database_url, {"1号": 100})
    with pytest.raises(NotFound):
        made(database_url, question(version=7))
    with pytest.raises(Forbidden):
        made(database_url, question(), by=Viewer("x", "clerk", None, PREFECTURE, frozenset({"data.read"})))
    with pytest.raises(HubError) as both:
        made(database_url, replace(question(version=1), as_of=made(database_url, question()).as_of))
    assert both.value.code == "AS_OF_AND_VERSION"


def test_lists_are_paged_newest_first(database_url: str) -> None:
    accepted(database_url, {"1号": 100})
    wanted = [
        made(database_url, question(code, within)).id
        for code in ("wage_cases_filed", "hrss_wages_recovered")
        for within in (PREFECTURE, COUNTY)
    ]

    with reading(database_url) as connection:
        pages: list[str] = []
        cursor: str | None = None
        while True:
            page = cards(connection, by=OPERATOR, first=3, after=cursor)
            pages += [found.id for _, found in page.cards]
            if not page.more:
                break
            cursor = page.cards[-1][0]
        within = cards(connection, by=OPERATOR, within=COUNTY, indicator="wage_cases_filed")
        assert (pages, page.total) == (wanted[::-1], 4)
        assert [found.id for _, found in within.cards] == [wanted[1]]
        for bad in ({"first": 0}, {"first": 201}, {"after": "?"}):
            with pytest.raises(HubError):
                cards(connection, by=OPERATOR, **bad)


def test_an_id_survives_being_typed_in() -> None:
    identifier = card_id('{"some":"question"}')
    assert normalised_id(f" {identifier.lower()} ") == identifier
    assert normalised_id(identifier.removeprefix("F-").replace("1", "l").replace("0", "O")) == identifier
    assert [normalised_id(text) for text in ("", "F-", "F-123", identifier + "0", "F-UUUUUUUUUUUU")] == [
        None
    ] * 5


def _told(one: Card) -> tuple[object, ...]:
    return (one.value, one.exact, one.code, one.missing, one.sentence_zh, one.sentence_en, one.year_on_year)
