"""Puts a city into a database by the hub's own actions, and tells when each data version came to be."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime

import psycopg

from hub.access.viewer import OPERATOR
from hub.database import SERVING_ROLE, connect, libpq
from hub.importing.parsed import ParsedRow, ParsedSubmission
from hub.months import Period
from hub.submissions import REPLACE, SUPPLEMENT, receive, withdraw
from tests.oracle.city import City
from tests.oracle.facts import Said

KEYS = (b"k" * 32,)


def fill(url: str, city: City) -> None:
    """Replay everything that happened; every act must do what it was meant to do."""
    ids: dict[int, int] = {}
    with psycopg.connect(libpq(url)) as connection:
        connection.execute(f"set role {SERVING_ROLE}")
        connection.commit()
        for action, number in city.events:
            said = city.history.said[number]
            with connection.transaction():
                if action == "withdraw":
                    withdraw(connection, ids[number], by=OPERATOR, reason="撤回")
                else:
                    ids[number] = _sent(connection, action, said)
    with connect(url) as connection:
        row = connection.execute("select max(number) from data_versions").fetchone()
        assert row == (city.history.version,), (row, city.history.version)


def times(url: str) -> list[datetime]:
    """When the data versions 1, 2, ... came to be."""
    with connect(url) as connection:
        return [row[0] for row in connection.execute("select at from data_versions order by number")]


def _sent(connection: psycopg.Connection, action: str, said: Said) -> int:
    receipt = receive(
        connection,
        parsed_of(said),
        data=b"x",
        keys=KEYS,
        by=OPERATOR,
        accept_now=action == "accept",
        mode=REPLACE if said.replaces else SUPPLEMENT,
        nil=not said.rows,
        siblings=[_projects(said)],
    )
    wanted = {"accept": "accepted", "keep": "checked", "again": "unchanged"}[action]
    problems = [(p.kind, p.value, p.details) for p in receipt.parsed.problems if p.severity.value == "error"]
    assert receipt.status == wanted, (action, receipt.status, said.sheet, said.unit, said.first, problems)
    assert receipt.submission is not None
    return receipt.submission


def parsed_of(said: Said) -> ParsedSubmission:
    """What reading a file would have given."""
    rows = [ParsedRow("Sheet1", number, deepcopy(row)) for number, row in enumerate(said.rows, start=5)]
    return ParsedSubmission(
        "台账.xlsx",
        said.sheet,
        said.side,
        said.agency,
        said.region,
        None,
        Period(said.first, said.last),
        said.as_of,
        rows,
    )


def _projects(said: Said) -> ParsedSubmission:
    """The projects that rows refer to, as a sheet of the same file would list them."""
    codes = sorted({row["project_code"] for row in said.rows if row.get("project_code")})
    rows = [ParsedRow("项目", n, {"project_code": code}) for n, code in enumerate(codes)]
    return ParsedSubmission("台账.xlsx", "projects", rows=rows)
