"""The vintages of a figure: only the versions in which it changed, each with the act that changed it."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect, enter_scope
from hub.errors import Forbidden, HubError
from hub.indicators.asking import ask
from hub.indicators.catalogue import indicators
from hub.indicators.numbers import Missing, shown
from hub.indicators.one_figure import at, figure_of, one_figure
from hub.indicators.question import Question
from hub.indicators.vintages import History, history
from hub.submissions import withdraw
from hub.submissions.versions import lock_versions, new_version
from tests.submissions.actions import number_of, received
from tests.submissions.pictures import projects, wage_cases

READS = frozenset({"data.read"})
COUNTY, PREFECTURE = "520281", "520200"


def question(indicator: str = "hrss_wages_recovered", within: str = COUNTY, **rest: Any) -> Question:
    return one_figure(
        indicators(), indicator, within=within, first=date(2019, 1, 1), last=date(2019, 12, 1), **rest
    )


def asked(url: str, about: Question, by: Viewer = OPERATOR, **how: Any) -> History:
    with connect(url) as connection:
        enter_scope(connection, by.scope)
        return history(connection, about, indicators(), by, **how)


def accepted(url: str, amounts: dict[str, int], **how: Any) -> int:
    reason = how.pop("reason", None)
    return number_of(received(url, wage_cases(amounts, **how), accept_now=True, reason=reason))


def told(found: History) -> list[tuple[Any, ...]]:
    return [
        (v.act.version, v.act.action, v.act.submission and v.act.submission.id, v.value or v.missing.name)  # type: ignore[union-attr]
        for v in found.vintages
    ]


def test_a_history_names_the_submissions_that_changed_a_figure_and_no_others(database_url: str) -> None:
    first = accepted(database_url, {"1号": 100})
    accepted(database_url, {"9号": 70}, region="520203")  # another county
    number_of(received(database_url, projects({"甲": 5}), accept_now=True))  # another sheet
    accepted(database_url, {"1号": 100, "2号": 0})  # another row, the same sum
    last = accepted(database_url, {"1号": 40}, reason="更正")
    with connect(database_url) as connection:
        withdraw(connection, last, by=OPERATOR, reason="有误")

    found = asked(database_url, question())

    assert told(found) == [
        (6, "WITHDRAW", last, "100.00"),
        (5, "ACCEPT", last, "40.00"),
        (1, "ACCEPT", first, "100.00"),
    ]
    assert [v.act.reason for v in found.vintages] == ["有误", "更正", None]
    assert (found.after, found.vintages[0].text_zh, found.vintages[0].text_en) == (None, "100元", "RMB 100")
    assert found.vintages[0].definition_version == indicators()["hrss_wages_recovered"].version


def test_reasons_that_no_longer_hold_make_a_figure_not_reported_again(database_url: str) -> None:
    only = accepted(database_url, {"1号": 100})
    with connect(database_url) as connection:
        withdraw(connection, only, by=OPERATOR, reason="重复")

    assert told(asked(database_url, question())) == [
        (2, "WITHDRAW", only, "NOT_REPORTED"),
        (1, "ACCEPT", only, "100.00"),
    ]


def test_a_submission_from_above_changes_what_is_covered_and_its_file_is_not_told(database_url: str) -> None:
    """The prefecture's file makes the county's figure zero instead of not reported; the county may not see the file."""
    above = accepted(database_url, {"9号": 70}, region=PREFECTURE)
    county = Viewer("c", "viewer", None, COUNTY, READS)

    [vintage] = asked(database_url, question(), by=county).vintages
    [seen] = asked(database_url, question()).vintages

    assert vintage.act.submission
    assert (vintage.value, vintage.act.submission.id, vintage.act.submission.file) == ("0.00", above, None)
    assert seen.act.submission
    assert seen.act.submission.file == "台账.xlsx"


def test_acts_without_a_submission_are_examined_too(database_url: str) -> None:
    accepted(database_url, {"1号": 100})
    with connect(database_url) as connection:
        lock_versions(connection)
        version = new_version(connection, "GROUP", None, OPERATOR, "确认")
        enter_scope(connection, OPERATOR.scope)
        connection.execute("update wage_cases set live_to = %s", [version])

    [latest, _] = asked(database_url, question()).vintages

    assert (latest.act.version, latest.act.action, latest.act.submission) == (version, "GROUP", None)
    assert (latest.act.reason, latest.value) == ("确认", "0.00")


def test_pages_go_on_where_the_page_before_ended(database_url: str) -> None:
    for amount in (1, 2, 3, 3, 4, 5):
        accepted(database_url, {"1号": amount, "2号": 0 if amount == 3 else 10})
    whole = told(asked(database_url, question()))

    for size, examined, seconds in ((1, 200, 10), (2, 200, 10), (100, 1, 10), (2, 2, 10), (100, 200, 0)):
        pages: list[tuple[Any, ...]] = []
        cursor = None
        for _ in range(20):
            found = asked(
                database_url, question(), first=size, after=cursor, examined_max=examined, seconds_max=seconds
            )
            assert len(found.vintages) <= size
            pages += told(found)
            cursor = found.after
            if cursor is None:
                break
        assert (pages, cursor) == (whole, None), (size, examined, seconds)


def test_every_version_is_told_as_the_engine_answers_it(database_url: str) -> None:
    """Random histories: walking through the vintages gives the answer at every data version."""
    chance = random.Random(20191223)
    standing: list[int] = []
    version = 0
    for _ in range(40):
        if standing and chance.random() < 0.3:
            number = standing.pop(chance.randrange(len(standing)))
            with connect(database_url) as connection:
                withdraw(connection, number, by=OPERATOR, reason="测试")
            version += 1
            continue
        receipt = received(
            database_url,
            wage_cases(
                {f"{n}号": chance.randrange(1, 4) for n in range(chance.randrange(1, 4))},
                region=chance.choice((COUNTY, "520203", PREFECTURE)),
                period=chance.choice(("2019-01..2019-12", "2019-05", "2019-01..2019-06")),
                as_of=chance.choice((None, date(2019, 6, 3))),
            ),
            accept_now=True,
        )
        if receipt.status == "accepted":
            standing.append(number_of(receipt))
            version += 1

    for about in (
        question(),
        question(within=PREFECTURE),
        question("wage_cases_filed"),
        question(on=date(2019, 5, 1)),
    ):
        found = asked(database_url, about, first=100)
        assert len(found.vintages) > 2
        with connect(database_url) as connection:
            enter_scope(connection, OPERATOR.scope)
            for number in range(1, version + 1):
                figure = figure_of(ask(connection, at(about, number), indicators(), OPERATOR))
                said = next((v for v in found.vintages if v.act.version <= number), None)
                assert (said.value if said else None) == shown(figure.definition, figure.number), number
                assert (said.missing if said else Missing.NOT_REPORTED) is figure.number.missing, number


def test_a_record_that_another_unit_reports_later_leaves_the_county(database_url: str) -> None:
    """Case numbers are known within a prefecture: the later submission of the other county wins the record."""
    first = accepted(database_url, {"1号": 100, "2号": 5})
    other = accepted(database_url, {"1号": 100}, region="520203")

    assert told(asked(database_url, question())) == [
        (2, "ACCEPT", other, "5.00"),
        (1, "ACCEPT", first, "105.00"),
    ]


def test_reporting_rates_have_a_history_too(database_url: str) -> None:
    accepted(database_url, {"1号": 100}, period="2019-01")
    accepted(database_url, {"1号": 100}, period="2019-02")

    found = asked(database_url, question("reporting_completeness_rate"))

    assert [v.act.version for v in found.vintages] == [2, 1]
    with connect(database_url) as connection:
        enter_scope(connection, OPERATOR.scope)
        now = figure_of(ask(connection, question("reporting_completeness_rate"), indicators(), OPERATOR))
    assert found.vintages[0].value == shown(now.definition, now.number)


def test_what_may_not_be_seen_has_no_history(database_url: str) -> None:
    accepted(database_url, {"1号": 100})
    for viewer in (
        Viewer("a", "clerk", "UNION", COUNTY, READS),
        Viewer("b", "viewer", None, "520203", READS),
    ):
        with pytest.raises(Forbidden) as refused:
            asked(database_url, question(), by=viewer)
        assert refused.value.code == "WITHHELD"


def test_pages_are_bounded(database_url: str) -> None:
    for wrong in ({"first": 0}, {"first": 101}, {"after": "x"}, {"after": "-1"}):
        with pytest.raises(HubError):
            asked(database_url, question(), **wrong)
