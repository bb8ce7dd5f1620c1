"""`hub verify` on an example world that was corrected and partly taken back: right, and every change is named."""

from __future__ import annotations

import json
from typing import Any

import psycopg

from hub.database import libpq
from tests.acceptance.conftest import Copier
from tests.acceptance.examples import EXAMPLES, LIUPANSHUI, expected
from tests.acceptance.hubs import Hub

USES_WORLD = LIUPANSHUI


def test_a_corrected_world_is_right_and_what_is_changed_behind_its_back_is_named(world_copy: Copier) -> None:
    with world_copy(LIUPANSHUI) as url:
        hub = Hub(url)
        _correct_and_take_back(hub)
        right = hub.run("verify", "--json")
        assert right.code == 0, right.out[-4000:] + right.err[-4000:]
        found = json.loads(right.out)
        assert (found["ok"], found["differences"], found["differences_total"]) == (True, [], 0)
        counted = _one(url, "select count(*), (select count(*) from data_versions) from submissions")
        assert (found["checked"]["submissions"], found["checked"]["data_versions"]) == counted
        assert found["checked"]["rows"] > 1700
        assert found["checked"]["figures"] > 0

        changed = _change(url)
        wrong = hub.run("verify", "--json", "--limit", "1000")
        assert wrong.code == 1
        found = json.loads(wrong.out)
        assert {
            tuple(d[name] for name in ("kind", "submission", "worksheet", "row", "column"))
            for d in found["differences"]
            if d["kind"] != "figure_differs"
        } == changed
        assert found["differences_total"] == len(found["differences"]) > len(changed)
        assert {d["details"]["indicator"] for d in found["differences"] if d["kind"] == "figure_differs"}
        assert all(d["message"]["zh"] and d["message"]["en"] for d in found["differences"])


def _correct_and_take_back(hub: Hub) -> None:
    corrections = [EXAMPLES / LIUPANSHUI / one["file"] for one in expected(LIUPANSHUI)["corrections"]]
    entries = hub.import_files(corrections, "--reason", "更正")
    assert {entry["status"] for entry in entries} == {"accepted"}
    hub.done("withdraw", entries[0]["submission"], "--reason", "误报")
    [again] = hub.import_files(corrections[:1], "--reason", "更正")
    assert again["status"] == "accepted"


def _change(url: str) -> set[tuple[Any, ...]]:
    """Changes of whoever owns the database, each in a submission of its own, and where they must be found."""
    with psycopg.connect(libpq(url)) as owner:
        found: set[tuple[Any, ...]] = set()

        def change(statement: str) -> tuple[Any, ...]:
            row = owner.execute(statement.encode()).fetchone()
            assert row is not None, statement
            return tuple(row)

        amount = change(
            """update account_monthly set paid_in = paid_in + 1 where id = (
            select max(id) from account_monthly where live_to is null and paid_in > 0)
            returning submission_id, worksheet, row_number"""
        )
        found.add(("value_differs", *amount, "paid_in"))
        gone = change(
            """delete from special_accounts where id = (select min(id) from special_accounts)
            returning submission_id, worksheet, row_number"""
        )
        found.add(("row_missing", *gone, None))
        life = change(
            """update projects set live_to = 2 where id = (select min(id) from projects where live_to is null)
            returning submission_id, worksheet, row_number"""
        )
        found.add(("value_differs", *life, "live_to"))
        recovery = change(
            """update wage_recoveries set amount = amount - 1 where id = (
            select max(id) from wage_recoveries where source_ledger = 'wage_cases' and live_to is null)
            returning submission_id, worksheet, row_number"""
        )
        found.add(("value_differs", *recovery, "amount"))
        (file,) = change(
            """update stored_files set content = set_byte(content, 99, get_byte(content, 99) # 1) where sha256 = (
            select file_sha256 from submissions where sheet = 'enforcement_cases' order by id limit 1)
            returning (select min(s.id) from submissions s where s.file_sha256 = stored_files.sha256)"""
        )
        found.add(("file_unreadable", file, None, None, None))
        (version,) = change(
            """update accepted_submissions set withdrawn_version = 3 where id = (
            select min(id) from accepted_submissions where sheet = 'blacklist') returning id"""
        )
        found.add(("value_differs", version, None, None, "withdrawn_version"))
        return found


def _one(url: str, statement: str) -> tuple[Any, ...]:
    with psycopg.connect(libpq(url)) as connection:
        row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return tuple(row)
