"""`hub verify` finds nothing in what the hub did itself, and names what was changed behind its back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from hub import originals
from hub.access.viewer import OPERATOR
from hub.cli import app
from hub.database import connect
from hub.importing.parsed import Options
from hub.months import Period
from hub.submissions import answers
from hub.submissions.answers import answers_from
from hub.submissions.intake import Intake
from hub.verifying import Verified
from tests.submissions.actions import checksums
from tests.verifying.ledgers_sent import (
    LIUPANSHUI,
    PANZHOU,
    behind_its_back,
    hub_on,
    number_of,
    send,
    take_back,
    verified,
    wage_cases,
)

NAMES_THE_DAY_OTHERWISE = """欠薪案件台账2024年3月
填报单位：盘州市人力资源和社会保障局
案号,县区,来源,立案审批日期,单位名称,涉及人数,欠薪金额（元）
甲字1号,盘州市,来访,2024-03-01,某某公司,3,100
"""


@pytest.fixture
def hub(database_url: str) -> Intake:
    """A ledger of the city and one of the county that says otherwise, corrected, withdrawn and sent again."""
    intake = hub_on(database_url)
    send(intake, {"1号": 100, "2号": 200, "3号": 300})
    send(intake, {"1号": 111, "4号": 400}, region=LIUPANSHUI, period="2019-01..2019-02")
    wrong = send(intake, {"1号": 150, "2号": 250})
    take_back(intake, wrong)
    send(intake, {"2号": 222}, as_of=date(2019, 1, 20), mode="SUPPLEMENT")
    send(intake, {"9号": 900}, period="2019-03", accept=False)
    return intake


def places(found: Verified) -> list[tuple[Any, ...]]:
    """Kind, table, submission, row and column of all that is not a figure."""
    assert len(found.findings.listed) == found.findings.total
    return [
        (d.kind, d.details.get("table"), d.at.submission, d.at.row, d.column, d.stored, d.rebuilt)
        for d in found.findings.listed
        if d.kind != "figure_differs"
    ]


def figures(found: Verified) -> set[str]:
    """The indicators of which some figure differs."""
    return {d.details["indicator"] for d in found.findings.listed if d.kind == "figure_differs"}


def test_what_the_hub_did_itself_is_found_to_be_right_and_nothing_is_written(hub: Intake) -> None:
    before = checksums(hub.url)
    found = verified(hub, past=3)
    assert found.findings.listed == []
    assert found.checked["at_versions"] == [5, 3, 2, 1]
    assert found.fine
    assert found.checked["figures"] > 0
    counts = {n: found.checked[n] for n in ("files", "submissions", "data_versions", "files_read", "rows")}
    assert counts == {"files": 5, "submissions": 5, "data_versions": 5, "files_read": 5, "rows": 9}
    assert checksums(hub.url) == before


ROW = "select id from wage_cases where case_no = '{}' and submission_id = {} order by id limit 1"


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        (
            "update wage_cases set recovered_amount = 101 where id = ({row})",
            ("value_differs", "wage_cases", 1, 4, "recovered_amount", "101.00", "100.00"),
        ),
        (
            "update wage_cases set live_to = 4 where id = ({row})",
            ("value_differs", "wage_cases", 1, 4, "live_to", "4", "2"),
        ),
        (
            "update wage_cases set row_number = 7 where id = ({row})",
            ("value_differs", "wage_cases", 1, 4, "row_number", "7", "4"),
        ),
        (
            "update wage_recoveries set amount = 99 where source_row = ({row})",
            ("value_differs", "wage_recoveries", 1, 4, "amount", "99.00", "100.00"),
        ),
        (
            "update employers set name = '另一公司' where name = '某建筑公司4号'",
            ("value_differs", "employers", None, None, "name", "另一公司", "某建筑公司4号"),
        ),
        (
            "delete from employers where name = '某建筑公司4号'",
            ("row_missing", "employers", None, None, None, None, "520200:某建筑公司4号"),
        ),
        (
            "update accepted_submissions set mode = 'REPLACE' where mode = 'SUPPLEMENT'",
            ("value_differs", "accepted_submissions", 4, None, "mode", "REPLACE", "SUPPLEMENT"),
        ),
    ],
)
def test_a_change_behind_its_back_is_named(hub: Intake, statement: str, place: tuple[Any, ...]) -> None:
    behind_its_back(hub, statement.format(row=ROW.format("1号", 1)))
    found = verified(hub, limit=10_000)
    assert places(found) == [place]
    for difference in found.findings.listed:
        assert difference.message("zh")
        assert difference.message("en")


def test_a_changed_fact_of_a_submission_is_named(hub: Intake) -> None:
    behind_its_back(hub, "update submissions set as_of = '2019-01-30' where id = 1")
    assert places(verified(hub)) == [
        ("submission_differs", None, 1, None, "as_of", "2019-01-30", "2019-01-31"),
        ("value_differs", "accepted_submissions", 1, None, "as_of", "2019-01-31", "2019-01-30"),
    ]


def test_a_changed_amount_changes_named_figures(hub: Intake) -> None:
    behind_its_back(hub, "update wage_cases set recovered_amount = 901 where case_no = '4号'")
    found = verified(hub, limit=10_000)
    assert places(found) == [
        ("value_differs", "wage_cases", 2, 5, "recovered_amount", "901.00", "400.00"),
    ]
    assert "hrss_wages_recovered" in figures(found)
    told = next(d for d in found.findings.listed if d.kind == "figure_differs")
    assert told.details["region"] == PANZHOU
    assert told.details["version"] in found.checked["at_versions"]


def test_a_row_that_is_gone_or_was_put_in_is_named(hub: Intake) -> None:
    columns = (
        "province_code, submission_id, row_key, worksheet, region_code, prefecture_code, agency, unit, month"
    )
    behind_its_back(
        hub,
        "delete from wage_cases where case_no = '3号'",
        f"""insert into wage_cases ({columns}, case_no, row_number, live_from)
        select {columns.replace("row_key", "row_key || 'x'")}, case_no, 99, 1 from wage_cases where case_no = '4号'""",
    )
    assert {place[:4] for place in places(verified(hub, limit=10_000))} == {
        ("row_missing", "wage_cases", 1, 6),
        ("row_surplus", "wage_cases", 2, 99),
        ("value_differs", "wage_recoveries", 1, 6),
    }


def test_swapped_versions_are_named(hub: Intake) -> None:
    behind_its_back(
        hub,
        "update data_versions set submission_id = 3 - submission_id where number in (1, 2)",
    )
    found = {place[:3] + place[4:5] for place in places(verified(hub, limit=10_000))}
    assert ("submission_differs", None, 1, "accepted_version") in found
    assert ("submission_differs", None, 2, "accepted_version") in found
    assert ("value_differs", "accepted_submissions", 1, "accepted_version") in found


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("update data_versions set number = 60 where number = 5", "version_missing"),
        ("update data_versions set at = '2001-01-01' where number = 3", "version_time_not_rising"),
        ("update data_versions set action = 'WITHDRAW' where number = 2", "version_impossible"),
    ],
)
def test_impossible_versions_are_named(hub: Intake, statement: str, kind: str) -> None:
    behind_its_back(hub, statement)
    assert kind in {place[0] for place in places(verified(hub, limit=10_000))}


def test_a_damaged_file_is_named_and_nothing_else_for_it(hub: Intake) -> None:
    behind_its_back(
        hub,
        """update stored_files set content = set_byte(content, 40, get_byte(content, 40) # 1)
        where sha256 = (select file_sha256 from submissions where id = 1)""",
    )
    assert [place[:3] for place in places(verified(hub))] == [("file_unreadable", None, 1)]


def test_a_file_that_is_gone_is_named(hub: Intake) -> None:
    behind_its_back(
        hub, "delete from stored_files where sha256 = (select file_sha256 from submissions where id = 2)"
    )
    assert [place[:3] for place in places(verified(hub))] == [("file_missing", None, 2)]


def test_files_under_a_rotated_key_are_read_and_without_it_named(hub: Intake) -> None:
    rotated = hub_on(hub.url, files_key=SecretStr("n" * 40 + "," + "f" * 40))
    assert verified(rotated).fine
    without = hub_on(hub.url, files_key=SecretStr("n" * 40))
    assert {place[0] for place in places(verified(without))} == {"file_unreadable"}


def test_a_file_that_is_refused_now_is_told_with_the_sentence(hub: Intake) -> None:
    data = wage_cases({"1号": 100}).replace(b"2019-01-05", b"2019-13-05")
    with connect(hub.url) as connection:
        other = originals.keep(connection, data, hub.settings.keys_for_files())
    behind_its_back(hub, f"update submissions set file_sha256 = '{other}' where id = 1")
    found = verified(hub)
    assert [place[:3] for place in places(found)] == [("submission_refused_now", None, 1)]
    assert "2019-13-05" in found.findings.listed[0].message("en")


def test_a_file_that_says_another_slot_is_told(hub: Intake) -> None:
    behind_its_back(
        hub, "update submissions set side = 'sent', agency = 'COURT', unit = 'COURT:520281' where id = 5"
    )
    assert [place[:3] for place in places(verified(hub))] == [("submission_not_in_file", None, 5)]


def test_more_than_the_limit_is_counted(hub: Intake) -> None:
    behind_its_back(hub, "update wage_cases set workers_count = 4, note = 'x'")
    found = verified(hub, limit=3)
    assert len(found.findings.listed) == 3
    assert found.as_json()["differences_total"] == found.findings.total > 20
    assert any("more differences" in line for line in found.in_words())


def test_answers_that_are_forgotten_or_given_later_change_nothing(database_url: str) -> None:
    intake = hub_on(database_url)
    data = NAMES_THE_DAY_OTHERWISE.encode()
    answered = Options(columns=answers_from(["立案审批日期=filed_on"]))
    intake.take(data, "a.csv", answered, by=OPERATOR, accept=True)
    again = data.replace("甲字1号".encode(), "甲字2号".encode())
    [by_memory] = intake.take(again, "b.csv", Options(), by=OPERATOR, accept=True)
    assert by_memory.status == "accepted"
    with connect(database_url) as connection:
        for answer in answers.listed(connection, OPERATOR):
            answers.forget(connection, answer["id"], OPERATOR)
    assert verified(intake).findings.listed == []
    other = Options(columns=answers_from(["立案审批日期=closed_on", "立案日期=filed_on"]))
    intake.take(data.replace("立案审批日期".encode(), "立案日期".encode()), "c.csv", other, by=OPERATOR)
    assert verified(intake).findings.listed == []


def test_submissions_of_before_readings_were_kept_are_read_by_their_slot_and_columns(
    hub: Intake,
) -> None:
    answered = Options(columns=answers_from(["立案审批日期=filed_on"]))
    hub.take(NAMES_THE_DAY_OTHERWISE.encode(), "a.csv", answered, by=OPERATOR, accept=True)
    with connect(hub.url) as connection:
        for answer in answers.listed(connection, OPERATOR):
            answers.forget(connection, answer["id"], OPERATOR)
    behind_its_back(hub, "update submissions set options = null")
    assert verified(hub).findings.listed == []


def test_a_nil_return_without_a_file_is_held_against_its_declaration(database_url: str) -> None:
    intake = hub_on(database_url)
    slot = Options("wage_cases", "HRSS", PANZHOU, Period.parse("2019-01"))
    number = number_of(intake.nil_return(slot, by=OPERATOR, accept=True))
    assert verified(intake).findings.listed == []
    behind_its_back(intake, "update submissions set period_to = '2019-02-01'")
    assert ("submission_differs", None, number, None, "period", "2019-01..2019-02", "2019-01") in places(
        verified(intake)
    )


def test_the_steps_are_told(hub: Intake) -> None:
    heard: list[tuple[str, int, int]] = []
    tell: Callable[[str, int, int], None] = lambda *said: heard.append(said)  # noqa: E731
    verified(hub, tell=tell)
    assert list(dict.fromkeys(step for step, _, _ in heard)) == ["files", "submissions", "ledgers", "figures"]
    assert all(1 <= done <= of for _, done, of in heard)


def test_the_command_says_what_was_checked_and_ends_with_1_where_something_differs(
    hub: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("DATABASE_URL", hub.url), ("DIGEST_KEY", "k" * 40), ("FILES_KEY", "f" * 40)):
        monkeypatch.setenv(f"HUB_{name}", value)
    right = CliRunner().invoke(app, ["verify"])
    assert (right.exit_code, right.stdout.splitlines()[-1]) == (0, "一致 / no difference")
    assert "记录 / rows: 9" in right.stdout
    behind_its_back(hub, "update wage_cases set workers_count = 4")
    wrong = CliRunner().invoke(app, ["verify", "--limit", "1"])
    assert wrong.exit_code == 1
    assert "#1 欠薪台账.csv" in wrong.stdout
    assert "workers_count is stored as 4, rebuilt it is 3" in wrong.stdout
    assert "differences: " in wrong.stdout.splitlines()[-1]
