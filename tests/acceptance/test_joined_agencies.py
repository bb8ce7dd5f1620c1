"""What one agency sends leads to what another one sends: transfers and police cases, applications and court cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.acceptance.examples import LIUPANSHUI, expected
from tests.acceptance.hubs import Server

Worlds = Callable[[str], Server]


def nodes(server: Server, root: str, fields: str, where: str = "") -> list[dict[str, Any]]:
    """The first rows of a ledger."""
    arguments = f"first: 100{', where: ' + where if where else ''}"
    found: list[dict[str, Any]] = server.ask(f"{{ {root}({arguments}) {{ nodes {{ {fields} }} }} }}")[root][
        "nodes"
    ]
    return found


def test_every_transfer_has_its_police_case_with_the_same_decision(world: Worlds) -> None:
    fields = "transferNo policeDecision policeCase { decision transfer { transferNo } }"
    transfers = nodes(world(LIUPANSHUI), "crimeTransfers", fields)
    assert len(transfers) == expected(LIUPANSHUI)["ledger_rows"]["H7"]
    for transfer in transfers:
        case = transfer["policeCase"]
        assert case["decision"] == transfer["policeDecision"]
        assert case["transfer"]["transferNo"] == transfer["transferNo"]


def test_every_application_has_its_court_case_however_the_brackets_are_written(world: Worlds) -> None:
    fields = "decisionNo courtCase { enforcementKind application { decisionNo } }"
    applications = nodes(world(LIUPANSHUI), "enforcementApplications", fields)
    assert len(applications) == expected(LIUPANSHUI)["ledger_rows"]["H8"]
    for application in applications:
        case = application["courtCase"]
        assert case["enforcementKind"] == "NON_LITIGATION"
        assert case["application"]["decisionNo"] == application["decisionNo"]


def test_complaints_deposits_and_attendance_lead_to_their_project(world: Worlds) -> None:
    server = world(LIUPANSHUI)
    of_projects = "{projectCode: {isNull: false}}"
    for root, where in (("complaints", of_projects), ("wageDeposits", ""), ("attendanceMonths", "")):
        rows = nodes(server, root, "projectCode project { projectCode }", where)
        assert rows, root
        for row in rows:
            assert row["project"] == {"projectCode": row["projectCode"]}, root


def test_a_deposit_enforced_is_no_wage_that_the_court_recovered(world: Worlds) -> None:
    recoveries = nodes(
        world(LIUPANSHUI), "wageRecoveries", "amount recoveryKind caseNo", '{agency: {eq: "COURT"}}'
    )
    kinds = {row["amount"]: row["recoveryKind"] for row in recoveries}
    assert (kinds["191600.00"], kinds["3250600.00"], kinds["2520000.00"]) == ("WAGES", "OTHER", "OTHER")
