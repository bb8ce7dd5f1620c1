"""Receiving, accepting and withdrawing: what is refused, what is kept, what two at once do."""

from __future__ import annotations

import threading
from dataclasses import replace

import psycopg
import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect, enter_scope
from hub.errors import Conflict, Forbidden, HubError
from hub.scope import EVERYTHING
from hub.submissions import accept, receive, withdraw
from tests.submissions.pictures import KEYS, projects, wage_cases

CLERK = Viewer(
    "clerk", "clerk", "HRSS", "520281",
    frozenset({"data.read", "submissions.receive", "submissions.accept", "submissions.withdraw"}),
)  # fmt: skip


def counts(url: str) -> dict[str, int]:
    tables = ("submissions", "stored_files", "data_versions", "employers", "wage_cases", "wage_recoveries")
    with connect(url) as connection:
        enter_scope(connection, EVERYTHING)
        return {t: one(connection, f"select count(*) from {t}") for t in tables}


def one(connection: psycopg.Connection, statement: str) -> int:
    row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return int(row[0])


def test_checking_stores_nothing(database_url: str) -> None:
    before = counts(database_url)
    with connect(database_url) as connection:
        receipt = receive(
            connection, wage_cases({"1号": 100}), data=b"x", keys=KEYS, by=OPERATOR, store=False
        )
    assert (receipt.status, receipt.rows.new) == ("checked", 1)
    assert counts(database_url) == before


def test_a_correction_is_counted_row_by_row(database_url: str) -> None:
    with connect(database_url) as connection:
        receive(
            connection,
            wage_cases({"1号": 100, "2号": 200, "3号": 300}),
            data=b"x",
            keys=KEYS,
            by=OPERATOR,
            accept_now=True,
        )
    with connect(database_url) as connection:
        receipt = receive(
            connection,
            wage_cases({"1号": 100, "2号": 250, "4号": 400}),
            data=b"y",
            keys=KEYS,
            by=OPERATOR,
            accept_now=True,
        )
    rows = receipt.rows
    assert (rows.read, rows.new, rows.changed, rows.unchanged, rows.removed) == (3, 1, 1, 1, 1)
    with connect(database_url) as connection:
        enter_scope(connection, EVERYTHING)
        live = "from wage_cases where live_from is not null and live_to is null"
        assert one(connection, f"select sum(recovered_amount) {live}") == 750
        assert one(connection, "select sum(recovered_amount) from wage_cases where live_from <= 1") == 600


def test_a_row_beaten_by_a_later_period_is_named(database_url: str) -> None:
    with connect(database_url) as connection:
        later = wage_cases({"1号": 100}, period="2019-01..2019-12")
        receive(connection, later, data=b"x", keys=KEYS, by=OPERATOR, accept_now=True)
    with connect(database_url) as connection:
        late = wage_cases({"1号": 999, "2号": 200}, period="2019-03")
        receipt = receive(connection, late, data=b"y", keys=KEYS, by=OPERATOR, accept_now=True)
    assert (receipt.rows.shadowed, receipt.rows.new) == (1, 1)
    assert [(p.kind, p.cell) for p in receipt.parsed.problems] == [("row_shadowed", "A5")]


def test_an_unknown_project_is_refused_and_nothing_counts(database_url: str) -> None:
    account = projects({"P1": 1})
    account.sheet = "special_accounts"
    for row in account.rows:
        row.values = {
            "row_key": "520200|P9|x",
            "region_code": "520281",
            "project_code": "P9",
            "account_digest": "x",
        }
    account.columns = {"project_code": ("Sheet1", "B")}
    with connect(database_url) as connection:
        receipt = receive(connection, account, data=b"x", keys=KEYS, by=OPERATOR, accept_now=True)
    assert receipt.status == "refused"
    assert [(p.kind, p.cell, p.value) for p in receipt.parsed.problems] == [("unknown_reference", "B5", "P9")]
    assert counts(database_url)["data_versions"] == 0


def test_a_project_listed_in_the_same_file_may_be_referred_to(database_url: str) -> None:
    listed = projects({"P9": 1})
    account = projects({"P9": 1})
    account.sheet = "special_accounts"
    for row in account.rows:
        row.values = {
            "row_key": "520200|P9|x",
            "region_code": "520281",
            "project_code": "P9",
            "account_digest": "x",
        }
    with connect(database_url) as connection:
        receipt = receive(connection, account, data=b"x", keys=KEYS, by=OPERATOR, siblings=[listed, account])
    assert receipt.status == "checked"


def test_a_partial_overlap_asks(database_url: str) -> None:
    with connect(database_url) as connection:
        receive(
            connection,
            wage_cases({"1号": 1}, period="2019-01..2019-06"),
            data=b"x",
            keys=KEYS,
            by=OPERATOR,
            accept_now=True,
        )
    with connect(database_url) as connection:
        receipt = receive(
            connection, wage_cases({"1号": 1}, period="2019-04..2019-12"), data=b"y", keys=KEYS, by=OPERATOR
        )
    assert [(p.kind, p.severity) for p in receipt.parsed.problems] == [("period_overlaps", "warning")]


def test_a_clerk_reports_only_for_the_own_agency_and_region(database_url: str) -> None:
    for parsed in (wage_cases({"1号": 1}, region="520201"), replace(wage_cases({"1号": 1}), agency="COURT")):
        with pytest.raises(Forbidden), connect(database_url) as connection:
            receive(connection, parsed, data=b"x", keys=KEYS, by=CLERK)
    with connect(database_url) as connection:
        assert receive(connection, wage_cases({"1号": 1}), data=b"x", keys=KEYS, by=CLERK).status == "checked"


def test_accepting_twice_and_withdrawing_without_reason_are_refused(database_url: str) -> None:
    with connect(database_url) as connection:
        number = receive(
            connection, wage_cases({"1号": 1}), data=b"x", keys=KEYS, by=OPERATOR, accept_now=True
        ).submission
    assert number is not None
    with pytest.raises(Conflict), connect(database_url) as connection:
        accept(connection, number, by=OPERATOR)
    with pytest.raises(HubError, match="reason"), connect(database_url) as connection:
        withdraw(connection, number, by=OPERATOR, reason=" ")
    with connect(database_url) as connection:
        withdraw(connection, number, by=OPERATOR, reason="填报口径有误")
    with pytest.raises(Conflict), connect(database_url) as connection:
        withdraw(connection, number, by=OPERATOR, reason="again")


def test_two_accepts_at_once_take_two_versions_and_one_row_lives(database_url: str) -> None:
    numbers = []
    for unit in ("520281", "520200"):
        with connect(database_url) as connection:
            numbers.append(
                receive(
                    connection,
                    wage_cases({"1号": 1, "2号": 2}, region=unit),
                    data=b"x",
                    keys=KEYS,
                    by=OPERATOR,
                ).submission
            )
    start = threading.Barrier(2)

    def accept_one(number: int) -> None:
        start.wait()
        with connect(database_url) as connection:
            accept(connection, number, by=OPERATOR)

    threads = [threading.Thread(target=accept_one, args=[n]) for n in numbers if n is not None]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with connect(database_url) as connection:
        enter_scope(connection, EVERYTHING)
        assert one(connection, "select count(*) from data_versions") == 2
        assert (
            one(connection, "select count(*) from wage_cases where live_from is not null and live_to is null")
            == 2
        )
        assert (
            one(
                connection,
                "select count(*) from wage_cases where live_to is not null and live_to <= live_from",
            )
            == 0
        )


def test_the_serving_role_without_a_scope_sees_no_row(database_url: str) -> None:
    with connect(database_url) as connection:
        receive(connection, wage_cases({"1号": 1}), data=b"x", keys=KEYS, by=OPERATOR, accept_now=True)
    with connect(database_url) as connection:
        for table in ("wage_cases", "wage_recoveries", "submissions"):
            assert one(connection, f"select count(*) from {table}") == 0
    with connect(database_url) as connection:
        enter_scope(connection, CLERK.scope)
        assert one(connection, "select count(*) from wage_cases") == 1
        enter_scope(connection, replace(CLERK, region="520201").scope)
        assert one(connection, "select count(*) from wage_cases") == 0
