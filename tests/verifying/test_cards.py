"""Figure cards and recovery groups: right after later corrections, named when somebody changes them."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest

from hub.access.viewer import OPERATOR
from hub.database import connect, libpq
from hub.indicators.catalogue import indicators
from hub.indicators.one_figure import one_figure
from hub.releases.cards import Card, make_card
from hub.reporting.obligations import declare, end
from hub.submissions.intake import Intake
from tests.verifying.ledgers_sent import LIUPANSHUI, behind_its_back, hub_on, send, verified

EDITED = (
    "alter table figure_cards disable trigger user",
    "update figure_cards set {} where indicator = 'hrss_wages_recovered'",
    "alter table figure_cards enable trigger user",
)


@pytest.fixture
def hub(database_url: str) -> Intake:
    return hub_on(database_url)


def card(hub: Intake, indicator: str = "hrss_wages_recovered") -> Card:
    question = one_figure(
        indicators(), indicator, within=LIUPANSHUI, first=date(2019, 1, 1), last=date(2019, 12, 1)
    )
    with connect(hub.url) as connection:
        return make_card(connection, question, by=OPERATOR)


def edit(hub: Intake, change: str) -> None:
    with psycopg.connect(libpq(hub.url)) as owner:
        for statement in EDITED:
            owner.execute(statement.format(change).encode())


def test_cards_are_right_after_corrections_and_an_edited_one_is_named(hub: Intake) -> None:
    send(hub, {"1号": 100, "2号": 200})
    first = card(hub)
    send(hub, {"1号": 150})
    assert card(hub).value != first.value
    found = verified(hub)
    assert found.findings.listed == []
    assert found.checked["cards"] == 2
    edit(hub, "value = '301.00', exact = '301.00'")
    told = verified(hub).findings.listed
    assert {(d.kind, d.details["card"], d.column, d.stored, d.rebuilt) for d in told} >= {
        ("card_differs", first.id, "value", "301.00", first.value)
    }
    assert {d.column for d in told} <= {"value", "exact"}


def test_a_card_whose_question_was_changed_is_named(hub: Intake) -> None:
    send(hub, {"1号": 100, "2号": 200})
    made = card(hub)
    edit(hub, "question = replace(question, '2019-12', '2019-11')")
    told = verified(hub).findings.listed
    assert ("card_differs", made.id, "id") in {(d.kind, d.details["card"], d.column) for d in told}


def test_a_row_changed_behind_its_back_is_no_reason_to_change_a_card(hub: Intake) -> None:
    send(hub, {"1号": 100, "2号": 200})
    card(hub)
    behind_its_back(hub, "update wage_cases set recovered_amount = 900, workers_count = 90")
    assert not any(d.kind == "card_differs" for d in verified(hub, limit=10_000).findings.listed)


def test_recovery_groups_are_held_against_their_data_versions(hub: Intake) -> None:
    send(hub, {"1号": 100})
    with psycopg.connect(libpq(hub.url)) as owner:
        owner.execute(
            """
            insert into recovery_groups (state, decided_by, confirmed_version) values ('CONFIRMED', 'test', 2);
            insert into recovery_members (group_id, province_code, row_key, live_from)
            select 1, province_code, row_key, 2 from wage_recoveries;
            insert into data_versions (number, at, action, by) values (2, now() + interval '1 hour', 'GROUP', 'test')
            """
        )
    found = verified(hub)
    assert found.findings.listed == []
    assert found.checked["decisions"] == 1
    behind_its_back(hub, "update recovery_members set live_from = 1")
    told = verified(hub).findings.listed
    assert [(d.details["table"], d.column, d.stored, d.rebuilt) for d in told] == [
        ("recovery_members", "live_from", "1", "2")
    ]
    behind_its_back(hub, "delete from recovery_members", "delete from recovery_groups")
    assert [(d.kind, d.details["table"]) for d in verified(hub).findings.listed] == [
        ("row_missing", "recovery_groups")
    ]


def test_obligations_are_held_against_their_data_versions(hub: Intake) -> None:
    send(hub, {"1号": 100})
    with connect(hub.url) as connection:
        [owed] = declare(
            connection, sheet="H6", agency="HRSS", region=LIUPANSHUI, first=date(2019, 1, 1), by=OPERATOR
        )
        end(connection, owed.id, by=OPERATOR, reason="机构撤并", after=date(2019, 6, 1))
    found = verified(hub)
    assert found.findings.listed == []
    assert found.checked["decisions"] == 2
    behind_its_back(hub, "update obligations set ended_version = 1 where ended_version is not null")
    assert [(d.kind, d.details["table"], d.stored) for d in verified(hub).findings.listed] == [
        ("row_surplus", "obligations", "data_version 1")
    ]
    behind_its_back(hub, "delete from obligations")
    assert [(d.kind, d.details["table"]) for d in verified(hub).findings.listed] == [
        ("row_missing", "obligations"),
        ("row_missing", "obligations"),
    ]
