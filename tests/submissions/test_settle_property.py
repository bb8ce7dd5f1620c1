"""Random histories of submissions against a naive recount: every past data version still answers as it did."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.access.viewer import OPERATOR
from hub.database import connect, enter_scope
from hub.importing.parsed import ParsedSubmission
from hub.months import last_day
from hub.scope import EVERYTHING
from hub.submissions import REPLACE, SUPPLEMENT, accept, preview, receive, withdraw
from tests.submissions.pictures import KEYS, projects, wage_cases

UNITS = ("520281", "520200")
PERIODS = ("2019-01", "2019-02", "2019-01..2019-02", "2019-01..2019-12", "2019-02..2019-12")
CASES = ("1号", "2号", "3号")


@dataclass
class Said:
    """A submission as the recount remembers it."""

    unit: str
    first: str
    last: str
    as_of: date
    rows: dict[str, int]
    replaces: bool
    accepted: int | None = None
    withdrawn: int | None = None


@dataclass
class Recount:
    """The naive truth: what is said, and when it counted."""

    said: list[Said] = field(default_factory=list)
    version: int = 0

    def live(self, version: int, snapshot: bool) -> dict[tuple[str, ...], int]:
        """Key -> amount of what counts in a data version."""
        counted = [
            s
            for s in self.said
            if s.accepted is not None
            and s.accepted <= version
            and not (s.withdrawn is not None and s.withdrawn <= version)
        ]
        standing = [
            s
            for s in counted
            if not any(
                t.replaces
                and t.unit == s.unit
                and t.accepted > s.accepted
                and t.first <= s.first
                and t.last >= s.last
                for t in counted
                if t.accepted is not None and s.accepted is not None
            )
        ]
        found: dict[tuple[str, ...], int] = {}
        for s in sorted(standing, key=lambda s: (s.as_of, s.accepted)):
            for key, amount in s.rows.items():
                found[(key, s.unit, s.last) if snapshot else (key,)] = amount
        return found


rows = st.dictionaries(st.sampled_from(CASES), st.integers(1, 3).map(lambda n: n * 100), min_size=1)
received = st.tuples(
    st.just("receive"),
    st.sampled_from(UNITS),
    st.sampled_from(PERIODS),
    rows,
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from([REPLACE, REPLACE, SUPPLEMENT]),
)
later = st.tuples(st.sampled_from(["accept", "withdraw", "again"]), st.integers(0, 30))
history = st.lists(st.one_of(received, received, later), min_size=1, max_size=14)

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(history)
def test_a_ledger_agrees_with_the_recount_at_every_version(
    module_database_url: str, events: list[tuple[Any, ...]]
) -> None:
    _replay(module_database_url, events, wage_cases, "wage_cases", snapshot=False)


@QUIET
@given(history)
def test_a_snapshot_agrees_with_the_recount_at_every_version(
    module_database_url: str, events: list[tuple[Any, ...]]
) -> None:
    _replay(module_database_url, events, projects, "projects", snapshot=True)


def _replay(
    url: str,
    events: list[tuple[Any, ...]],
    picture: Callable[..., ParsedSubmission],
    ledger: str,
    *,
    snapshot: bool,
) -> None:
    with psycopg.connect(url.replace("+psycopg", "")) as owner:
        owner.execute(
            f"truncate submissions, accepted_submissions, data_versions, {ledger}, wage_recoveries, stored_files, employers".encode()
        )
    recount = Recount()
    ids: list[int] = []
    for event in events:
        if event[0] == "receive":
            _, unit, period, amounts, late, at_once, mode = event
            if snapshot:
                period = period[-7:]
            _receive(url, picture, recount, ids, unit, period, amounts, late, at_once, mode)
        elif ids:
            _later(url, picture, recount, ids, event[0], event[1] % len(ids))
    with connect(url) as connection:
        enter_scope(connection, EVERYTHING)
        versions = connection.execute("select count(*), max(number) from data_versions").fetchone()
        assert versions == (recount.version, recount.version or None)
        for version in range(recount.version + 1):
            assert _live(connection, ledger, version, snapshot) == recount.live(version, snapshot)
        if ledger == "wage_cases":
            _recoveries_follow_their_rows(connection)


def _receive(
    url: str,
    picture: Callable[..., ParsedSubmission],
    recount: Recount,
    ids: list[int],
    unit: str,
    period: str,
    amounts: dict[str, int],
    late: int,
    at_once: bool,
    mode: str,
) -> None:
    first, last = period[:7], period[-7:]
    end = last_day(date(int(last[:4]), int(last[5:]), 1))
    as_of = end.replace(day=end.day - late)
    parsed = picture(amounts, region=unit, period=period, as_of=as_of)
    with connect(url) as connection:
        receipt = receive(
            connection, parsed, data=b"x", keys=KEYS, by=OPERATOR, accept_now=at_once, mode=mode
        )
    twins = [
        s for s in recount.said
        if s.accepted is not None and s.withdrawn is None and (s.unit, s.first, s.last) == (unit, first, last)
    ]  # fmt: skip
    newest = max(twins, key=lambda s: s.accepted or 0, default=None)
    if (
        newest is not None
        and newest.rows == amounts
        and (newest.replaces or mode == SUPPLEMENT)
        and not newest.as_of < end == as_of
    ):
        assert receipt.status == "unchanged"
        return
    assert receipt.status == ("accepted" if at_once else "checked")
    assert receipt.submission is not None
    ids.append(receipt.submission)
    said = Said(unit, first, last, as_of, dict(amounts), mode == REPLACE)
    recount.said.append(said)
    if at_once:
        recount.version += 1
        said.accepted = recount.version


def _later(
    url: str,
    picture: Callable[..., ParsedSubmission],
    recount: Recount,
    ids: list[int],
    action: str,
    index: int,
) -> None:
    said = recount.said[index]
    if action == "again":
        period = said.first if said.first == said.last else f"{said.first}..{said.last}"
        end = last_day(date(int(said.last[:4]), int(said.last[5:]), 1))
        late = (end - said.as_of).days
        mode = REPLACE if said.replaces else SUPPLEMENT
        _receive(url, picture, recount, ids, said.unit, period, deepcopy(said.rows), late, True, mode)
        return
    with connect(url) as connection:
        if action == "accept" and said.accepted is None:
            shown = preview(connection, ids[index], by=OPERATOR)
            accept(connection, ids[index], by=OPERATOR, plan=shown.plan)
            counted = connection.execute("select accepted_rows from submissions where id = %s", [ids[index]])
            assert counted.fetchone() == (asdict(shown.rows),)
            recount.version += 1
            said.accepted = recount.version
        elif action == "withdraw" and said.accepted is not None and said.withdrawn is None:
            withdraw(connection, ids[index], by=OPERATOR, reason="test")
            recount.version += 1
            said.withdrawn = recount.version


def _live(
    connection: psycopg.Connection, ledger: str, version: int, snapshot: bool
) -> dict[tuple[str, ...], int]:
    key, amount = ("project_code", "contract_amount") if snapshot else ("case_no", "recovered_amount")
    found = connection.execute(
        f"""
        select {key}, split_part(unit, ':', 2), to_char(month, 'YYYY-MM'), {amount} from {ledger}
        where live_from <= %(v)s and (live_to is null or live_to > %(v)s)
        """.encode(),
        {"v": version},
    ).fetchall()
    live = {(row[:3] if snapshot else row[:1]): int(row[3]) for row in found}
    assert len(live) == len(found), "two live rows of one key"
    return live


def _recoveries_follow_their_rows(connection: psycopg.Connection) -> None:
    astray = connection.execute(
        """
        select count(*) from wage_cases c full join wage_recoveries w on w.source_row = c.id
        where (c.live_from, c.live_to, c.recovered_amount) is distinct from (w.live_from, w.live_to, w.amount)
        """
    ).fetchone()
    assert astray == (0,)
