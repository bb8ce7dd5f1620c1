"""What the hub knew: every data field at a time, or at exactly one data version, which it names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.schema.picture import Hub

FIRM = "91520302MA6DATAV11"


@pytest.fixture(scope="module")
def hub(module_database_url: str) -> Hub:
    """A case of version 1, corrected in version 2 and taken back in version 4; version 3 is another unit's."""
    found = Hub(module_database_url)
    for number in (1, 2, 3, 4):
        found.version(number, datetime(2020, 4, number, tzinfo=UTC))
    found.insert("employers", key=FIRM, uscc=FIRM, name="遵义甲公司", region_code="520302")
    common = {"row_key": "A", "employer_key": FIRM, "uscc": FIRM, "filed_on": date(2020, 3, 5)}
    for amount, first, last in (("100.00", 1, 2), ("250.00", 2, 4)):
        found.row(
            "wage_cases",
            "520302",
            case_no="黔A1",
            amount_involved=amount,
            live_from=first,
            live_to=last,
            **common,
        )
    found.row("wage_cases", "520303", case_no="黔B1", amount_involved="7.00", live_from=3)
    return found


CASES = """query Q($asOf: DateTime, $dataVersion: Int) {
  wageCases(asOf: $asOf, dataVersion: $dataVersion) {
    dataVersion totalCount aggregate { sum { amountInvolved } }
    groups(by: [CASE_NO]) { caseNo aggregate { sum { amountInvolved } } }
  }
}"""


def cases(hub: Hub, **variables: object) -> tuple[int, int, dict[str, str]]:
    found = hub.ask(CASES, dict(variables))["wageCases"]
    assert hub.statements == 1
    groups = {g["caseNo"]: g["aggregate"]["sum"]["amountInvolved"] for g in found["groups"]}
    return found["dataVersion"], found["totalCount"], groups


def test_a_data_version_is_read_exactly_and_named(hub: Hub) -> None:
    assert cases(hub, dataVersion=0) == (0, 0, {})
    assert cases(hub, dataVersion=1) == (1, 1, {"黔A1": "100.00"})
    assert cases(hub, dataVersion=2) == (2, 1, {"黔A1": "250.00"})
    assert cases(hub, dataVersion=3) == (3, 2, {"黔A1": "250.00", "黔B1": "7.00"})
    assert cases(hub, dataVersion=4) == cases(hub) == (4, 1, {"黔B1": "7.00"})


def test_a_time_is_answered_by_the_newest_version_of_then(hub: Hub) -> None:
    assert cases(hub, asOf="2020-03-31T00:00:00Z") == (0, 0, {})
    assert cases(hub, asOf="2020-04-02T12:00:00Z") == cases(hub, dataVersion=2)
    assert cases(hub, asOf="2030-01-01T00:00:00Z") == cases(hub)


def test_an_employer_and_a_node_can_be_asked_for_as_they_were(hub: Hub) -> None:
    document = f"""query Q($v: Int) {{ employer(uscc: "{FIRM}", dataVersion: $v) {{
        wageCases {{ dataVersion nodes {{ id amountInvolved }} }} }} }}"""

    def amounts(version: int | None) -> list[str]:
        found = hub.ask(document, {"v": version})["employer"]["wageCases"]
        assert found["dataVersion"] == (version or 4)
        return [node["amountInvolved"] for node in found["nodes"]]

    assert [amounts(v) for v in (1, 2, None)] == [["100.00"], ["250.00"], []]
    (case,) = hub.ask("{ wageCases(dataVersion: 2) { nodes { id } } }")["wageCases"]["nodes"]
    asked = f'node(id: "{case["id"]}", dataVersion: $v, asOf: $t)'
    node = f"query Q($v: Int, $t: DateTime) {{ {asked} {{ id }} }}"
    assert hub.ask(node, {"v": 2})["node"] == hub.ask(node, {"t": "2020-04-03T10:00:00Z"})["node"] == case
    assert hub.ask(node)["node"] is hub.ask(node, {"v": 1})["node"] is None


def test_employers_can_be_listed_at_a_version(hub: Hub) -> None:
    found = hub.ask("{ employers(dataVersion: 2) { dataVersion nodes { wageCases { totalCount } } } }")
    assert found["employers"] == {"dataVersion": 2, "nodes": [{"wageCases": {"totalCount": 1}}]}


def test_submissions_stand_as_they_did(hub: Hub) -> None:
    """The first was withdrawn in version 4, the second came later and covers it from version 3 on."""
    first = hub.submission(
        "wage_cases",
        date(2020, 3, 1),
        version=1,
        withdrawn_version=4,
        withdrawn_reason="错报",
        received_at=datetime(2020, 3, 31, tzinfo=UTC),
    )
    second = hub.submission(
        "wage_cases", date(2020, 3, 1), version=3, received_at=datetime(2020, 4, 2, 12, tzinfo=UTC)
    )

    def states(arguments: str) -> dict[str, str]:
        listed = hub.ask(
            f'{{ submissions(sheet: "wage_cases", {arguments}) {{ nodes {{ id state withdrawnReason }} }} }}'
        )["submissions"]["nodes"]
        assert hub.statements == 1
        return {node["id"]: node["state"] for node in listed}

    one, other = str(first), str(second)
    assert states("dataVersion: 0") == {}
    assert states("dataVersion: 1") == {one: "ACCEPTED"}
    assert states('asOf: "2020-04-02T23:00:00Z"') == {one: "ACCEPTED", other: "CHECKED"}
    assert states("dataVersion: 3") == {one: "SUPERSEDED", other: "ACCEPTED"}
    assert states("dataVersion: 4") == states("first: 5") == {one: "WITHDRAWN", other: "ACCEPTED"}
    assert states("dataVersion: 3, state: SUPERSEDED") == {one: "SUPERSEDED"}
    fields = "{ state acceptedVersion acceptedAt withdrawnVersion withdrawnAt withdrawnReason }"
    now, then, before = hub.ask(
        f'{{ now: submission(id: "{one}") {fields} then: submission(id: "{one}", dataVersion: 3) {fields}'
        f' before: submission(id: "{one}", asOf: "2020-03-30T00:00:00Z") {fields} }}'
    ).values()
    assert before is None
    assert (now["state"], now["withdrawnVersion"], now["withdrawnReason"]) == ("WITHDRAWN", 4, "错报")
    assert then == {
        **now,
        "state": "SUPERSEDED",
        "withdrawnVersion": None,
        "withdrawnAt": None,
        "withdrawnReason": None,
    }


def test_what_agencies_reported_is_told_as_of_a_version(hub: Hub) -> None:
    hub.submission("court_wage_cases", date(2020, 2, 1), version=2, agency="COURT", withdrawn_version=3)
    document = """{ agencies { code now: reported { submissions } then: reported(dataVersion: 2) { submissions }
        time: reported(asOf: "2020-04-02T12:00:00Z") { submissions newestMonth } } }"""
    (court,) = [agency for agency in hub.ask(document)["agencies"] if agency["code"] == "COURT"]
    assert hub.statements <= 6
    assert court == {
        "code": "COURT",
        "now": {"submissions": 0},
        "then": {"submissions": 1},
        "time": {"submissions": 1, "newestMonth": "2020-02"},
    }


ROOTS = (
    "submissions(%s) { totalCount }",
    'submission(id: "1", %s) { id }',
    "sheets { reported(%s) { units } }",
    "wageCases(%s) { totalCount }",
    "projects(%s) { dataVersion nodes { id } }",
    "employers(%s) { totalCount }",
    'employer(uscc: "91520302MA6NOBODY1", %s) { uscc }',
    'node(id: "WageCase:520000:1", %s) { id }',
    'statistics(within: "520000", from: "2020-03", to: "2020-03", %s) { wageCasesFiled { value } }',
)


@pytest.mark.parametrize("root", ROOTS)
def test_a_time_and_a_version_together_and_unknown_versions_are_refused(hub: Hub, root: str) -> None:
    both = 'asOf: "2020-04-02T00:00:00Z", dataVersion: 2'
    error, *_ = hub.answer("{ " + root.replace("%s", both) + " }")["errors"]
    assert error["extensions"]["code"] == "AS_OF_AND_VERSION"
    for unknown in ("99", "-1"):
        document = "{ " + root.replace("%s", f"dataVersion: {unknown}") + " }"
        error, *_ = hub.answer(document)["errors"]
        assert error["extensions"]["code"] == "NOT_FOUND"
        assert error["message"] == f"There is no data version {unknown}."
