"""Accepting, previewing and closing at the same moment: one after the other, and all of it or nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date

import psycopg
import pytest

from hub.access.viewer import OPERATOR
from hub.database import connect
from hub.errors import Conflict, HubError
from hub.submissions import SUPPLEMENT, accept, close_month, preview, withdraw
from hub.submissions.versions import lock_versions
from tests.submissions.actions import asked, checksums, number_of, received
from tests.submissions.pictures import wage_cases

PATIENCE = 0.3


class Doing(threading.Thread):
    """Something done in a thread of its own, and how it ended."""

    def __init__(self, action: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.action, self.refused = action, ""
        self.start()

    def run(self) -> None:
        try:
            self.action()
        except HubError as wrong:
            self.refused = wrong.code


def accepting(url: str, number: int, **how: object) -> Callable[[], None]:
    def act() -> None:
        with connect(url) as connection:
            accept(connection, number, **{"by": OPERATOR, **how})  # type: ignore[arg-type]

    return act


def test_of_two_accepts_with_one_plan_one_is_carried_out(database_url: str) -> None:
    number = number_of(received(database_url, wage_cases({"1号": 1})))
    with connect(database_url) as connection:
        plan = preview(connection, number, by=OPERATOR).plan
    both = [Doing(accepting(database_url, number, plan=plan)) for _ in range(2)]
    for each in both:
        each.join()
    assert sorted(each.refused for each in both) == ["", "CONFLICT"]
    assert asked(database_url, "select count(*) from data_versions") == [(1,)]


def test_of_two_corrections_with_their_plans_the_second_is_stale(database_url: str) -> None:
    received(database_url, wage_cases({"1号": 1}), accept_now=True)
    plans = {}
    for amount in (2, 3):
        number = number_of(received(database_url, wage_cases({"1号": amount})))
        with connect(database_url) as connection:
            plans[number] = preview(connection, number, by=OPERATOR).plan
    both = [Doing(accepting(database_url, number, plan=plan)) for number, plan in plans.items()]
    for each in both:
        each.join()
    assert sorted(each.refused for each in both) == ["", "PLAN_STALE"]


def test_a_plan_is_stale_once_its_base_is_withdrawn(database_url: str) -> None:
    base = number_of(received(database_url, wage_cases({"1号": 1}), accept_now=True))
    number = number_of(received(database_url, wage_cases({"1号": 2})))
    with connect(database_url) as connection:
        plan = preview(connection, number, by=OPERATOR).plan
    with connect(database_url) as connection:
        withdraw(connection, base, by=OPERATOR, reason="有误")
    before = checksums(database_url)
    with pytest.raises(Conflict) as stale:
        accepting(database_url, number, plan=plan, mode=SUPPLEMENT)()
    assert stale.value.code == "PLAN_STALE"
    assert checksums(database_url) == before


def test_an_accept_waits_for_whoever_is_previewing(database_url: str) -> None:
    number = number_of(received(database_url, wage_cases({"1号": 1})))
    with connect(database_url) as connection:
        lock_versions(connection)
        waiting = Doing(accepting(database_url, number))
        time.sleep(PATIENCE)
        assert waiting.is_alive()
    waiting.join()
    assert waiting.refused == ""
    assert asked(database_url, "select count(*) from data_versions") == [(1,)]


def test_a_month_that_is_being_closed_is_closed_to_an_accept_that_waits(database_url: str) -> None:
    number = number_of(received(database_url, wage_cases({"1号": 1})))
    with connect(database_url) as connection:
        close_month(connection, "520200", date(2019, 12, 1), by=OPERATOR)
        waiting = Doing(accepting(database_url, number))
        time.sleep(PATIENCE)
        assert waiting.is_alive()
    waiting.join()
    assert waiting.refused == "REASON_REQUIRED"
    assert asked(database_url, "select count(*) from data_versions") == [(0,)]


@pytest.mark.parametrize("nil", [False, True])
def test_an_accept_whose_connection_dies_leaves_nothing(database_url: str, nil: bool) -> None:
    received(database_url, wage_cases({"1号": 1, "2号": 2}), accept_now=True)
    number = number_of(received(database_url, wage_cases({} if nil else {"1号": 5, "3号": 3})))
    before = checksums(database_url)
    how = {"nil": True} if nil else {"mode": SUPPLEMENT}

    def dying() -> None:
        with connect(database_url) as connection:
            accept(connection, number, by=OPERATOR, **how)
            asked(database_url, "select pg_terminate_backend(%s)", connection.info.backend_pid)
            connection.execute("select 1")

    with pytest.raises(psycopg.OperationalError):
        dying()
    assert checksums(database_url) == before
    accepting(database_url, number, **how)()
    live = asked(
        database_url,
        "select case_no, recovered_amount::int from wage_cases where live_from is not null and live_to is null order by 1",
    )
    assert live == ([] if nil else [("1号", 5), ("2号", 2), ("3号", 3)])


def test_a_chain_of_supplement_replacement_and_withdrawals_comes_back(database_url: str) -> None:
    def live() -> list[tuple[object, ...]]:
        return asked(
            database_url,
            "select case_no, recovered_amount::int from wage_cases where live_from is not null and live_to is null"
            " order by 1",
        )

    received(database_url, wage_cases({"1号": 1, "2号": 2}), accept_now=True)
    added = number_of(
        received(database_url, wage_cases({"2号": 20, "3号": 3}), accept_now=True, mode=SUPPLEMENT)
    )
    assert live() == [("1号", 1), ("2号", 20), ("3号", 3)]
    nothing = number_of(received(database_url, wage_cases({}), accept_now=True, nil=True))
    assert live() == []
    with connect(database_url) as connection:
        withdraw(connection, nothing, by=OPERATOR, reason="误报")
    assert live() == [("1号", 1), ("2号", 20), ("3号", 3)]
    with connect(database_url) as connection:
        withdraw(connection, added, by=OPERATOR, reason="误报")
    assert live() == [("1号", 1), ("2号", 2)]
