"""`employer(uscc)` joins what all agencies recorded about one employer, each record in its role."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.acceptance.examples import WORLDS, expected
from tests.acceptance.hubs import Server

USES_WORLD = WORLDS[0]
# Key of `records` in expected.json -> connection of the employer, field that names a record.
RECORDS: Mapping[str, tuple[str, str]] = {
    "H1:owner": ("projectsOwned", "projectCode"),
    "H1:contractor": ("projectsContracted", "projectCode"),
    "H2": ("specialAccounts", "accountNo"),
    "H4": ("wageDeposits", "depositNo"),
    "H5": ("complaints", "clueNo"),
    "H6": ("wageCases", "caseNo"),
    "H7": ("crimeTransfers", "transferNo"),
    "H8": ("enforcementApplications", "applicationNo"),
    "H9": ("blacklistEntries", "decisionNo"),
    "H10": ("majorViolations", "publicationNo"),
    "P1": ("supportedLawsuits", "caseNo"),
    "P2": ("civilSupervisionCases", "caseNo"),
    "U1": ("unionSupervisionDocuments", "docNo"),
    "U3": ("unionServices", "serviceNo"),
    "J1": ("legalAidCases", "caseNo"),
    "C1": ("courtWageCases", "caseNo"),
    "C2": ("enforcementCases", "caseNo"),
    "C3": ("paymentOrders", "caseNo"),
    "PS1": ("policeCases", "caseNo"),
    "X1": ("clueTransfers", "clueNo"),
}
QUERY = "query Employer($uscc: String!) { employer(uscc: $uscc) { RECORDS } }".replace(
    "RECORDS",
    " ".join(
        f"{connection}(first: 200) {{ totalCount nodes {{ {field} }} }}"
        for connection, field in RECORDS.values()
    ),
)


@pytest.mark.parametrize("world_name", WORLDS)
def test_every_employer_has_exactly_its_records(world: Callable[[str], Server], world_name: str) -> None:
    server = world(world_name)
    wanted = {
        entry["uscc"]: {form: sorted(entry["records"].get(form, [])) for form in RECORDS}
        for entry in expected(world_name)["employers"]
    }
    assert {form for entry in expected(world_name)["employers"] for form in entry["records"]} <= set(RECORDS)
    names = {entry["uscc"]: entry["names"] for entry in expected(world_name)["employers"]}
    assert {uscc: employer_records(server, uscc) for uscc in wanted} == wanted
    for uscc in wanted:
        query = "query Name($uscc: String!) { employer(uscc: $uscc) { uscc name } }"
        employer = server.ask(query, {"uscc": uscc})["employer"]
        assert (employer["uscc"], employer["name"] in names[uscc]) == (uscc, True)


def test_an_unknown_credit_code_is_no_employer(world: Callable[[str], Server]) -> None:
    assert world(USES_WORLD).ask(QUERY, {"uscc": "91110000MA00000000"})["employer"] is None


def employer_records(server: Server, uscc: str) -> dict[str, list[str]] | None:
    """Form, or form and role -> the sorted names of an employer's records; None where there is no such employer."""
    employer = server.ask(QUERY, {"uscc": uscc})["employer"]
    if employer is None:
        return None
    found = {}
    for form, (connection, field) in RECORDS.items():
        nodes = employer[connection]["nodes"]
        assert len(nodes) == employer[connection]["totalCount"]
        # Of an account only the last four digits are known to the world's truth, and shown by the hub.
        found[form] = sorted(node[field][-4:] if form == "H2" else node[field] for node in nodes)
    return found
