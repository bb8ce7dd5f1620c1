"""Whatever clerks send, accept and take back, verifying finds nothing; one changed life of a row is always found."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.access.viewer import OPERATOR
from hub.database import connect, libpq
from hub.errors import Conflict
from hub.months import last_day
from hub.submissions import REPLACE, SUPPLEMENT, accept, withdraw
from hub.submissions.intake import Intake
from tests.verifying.ledgers_sent import LIUPANSHUI, PANZHOU, hub_on, send, verified

PERIODS = ("2019-01", "2019-02", "2019-01..2019-02", "2019-01..2019-12")
TABLES = (
    "submissions, accepted_submissions, data_versions, wage_cases, wage_recoveries, stored_files, employers"
)

sent = st.tuples(
    st.sampled_from([PANZHOU, LIUPANSHUI]),
    st.sampled_from(PERIODS),
    st.dictionaries(
        st.sampled_from(["1号", "2号", "3号"]), st.integers(1, 3).map(lambda n: n * 100), min_size=1
    ),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from([REPLACE, REPLACE, SUPPLEMENT]),
)
later = st.tuples(st.sampled_from(["accept", "withdraw"]), st.integers(0, 30))
history = st.lists(st.one_of(sent, sent, later), min_size=1, max_size=10)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history, st.integers(0, 30))
def test_verifying_finds_nothing_until_a_life_is_changed(
    module_database_url: str, events: list[tuple[Any, ...]], which: int
) -> None:
    with psycopg.connect(libpq(module_database_url)) as owner:
        owner.execute(f"truncate {TABLES} restart identity".encode())
    hub = hub_on(module_database_url)
    numbers: list[int] = []
    for event in events:
        if event[0] in ("accept", "withdraw"):
            _later(hub, event[0], numbers, event[1])
        else:
            _send(hub, numbers, *event)
    assert verified(hub).findings.listed == []
    with psycopg.connect(libpq(module_database_url)) as owner:
        rows = owner.execute("select id from wage_cases where live_from is not null order by id").fetchall()
        if not rows:
            return
        chosen = rows[which % len(rows)]
        owner.execute("update wage_cases set live_to = coalesce(live_to, 0) + 7 where id = %s", chosen)
    assert [(d.details["table"], d.column) for d in verified(hub).findings.listed if d.column] == [
        ("wage_cases", "live_to")
    ]


def _send(
    hub: Intake,
    numbers: list[int],
    region: str,
    period: str,
    amounts: dict[str, int],
    late: int,
    at_once: bool,
    mode: str,
) -> None:
    end = last_day(date(int(period[-7:-3]), int(period[-2:]), 1))
    receipt = send(
        hub,
        amounts,
        region=region,
        period=period,
        as_of=end.replace(day=end.day - late),
        accept=at_once,
        mode=mode,
    )
    if receipt.status != "unchanged":
        assert receipt.submission is not None
        numbers.append(receipt.submission)


def _later(hub: Intake, action: str, numbers: list[int], index: int) -> None:
    if not numbers:
        return
    number = numbers[index % len(numbers)]
    with connect(hub.url) as connection:
        try:
            if action == "accept":
                accept(connection, number, by=OPERATOR)
            else:
                withdraw(connection, number, by=OPERATOR, reason="误报")
        except Conflict:
            pass  # accepted or withdrawn before
