"""Reported figures beside counted ones, and the finding that follows from a corrected month, over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.acceptance.conftest import Copier
from tests.acceptance.examples import CHUZHOU, EXAMPLES, JIANGXI, LIUPANSHUI, camel, expected
from tests.acceptance.hubs import Hub, Server

Worlds = Callable[[str], Server]

USES_WORLD = LIUPANSHUI
CHECKS = """
query Checks($within: RegionCode!, $from: Month!, $to: Month!, $indicator: String, $version: Int, $first: Int,
             $after: String) {
  reportedChecks(within: $within, from: $from, to: $to, indicator: $indicator, dataVersion: $version, first: $first,
                 after: $after) {
    totalCount dataVersion pageInfo { hasNextPage hasPreviousPage endCursor }
    edges { cursor }
    nodes { kind region { code name } indicator month sheet unit value comparedWith difference tolerance
      message { zh en } cells { submission file worksheet row cell field value } }
  }
}"""
COMPARISON = "reportedComparison { reported ledger difference tolerance within status months expectedMonths }"


def checks(server: Server, token: str | None = None, **variables: Any) -> dict[str, Any]:
    """The findings of 2019-08 to 2019-12, from which on the world has monthly sheets."""
    given = {"within": "520200", "from": "2019-08", "to": "2019-12", **variables}
    found: dict[str, Any] = server.ask(CHECKS, given, token)["reportedChecks"]
    return found


def test_what_was_reported_stands_beside_what_the_ledgers_give(world: Worlds) -> None:
    months = expected(LIUPANSHUI)["monthly_reported"]
    flows = ("complaints_received", "hrss_wages_recovered", "crime_transfers", "blacklist_new")
    stocks = ("projects_under_construction", "projects_real_name", "special_accounts_open")
    fields = " ".join(f"{camel(name)} {{ value ledger reported {COMPARISON} }}" for name in (*flows, *stocks))
    query = f"""{{ statistics(within: "520200", from: "2019-08", to: "2019-12", by: [COUNTY]) {{
      region {{ code }} ownLevel {fields} }} }}"""
    rows = {row["region"]["code"]: row for row in world(LIUPANSHUI).ask(query)["statistics"]}
    stated = {code for month in months.values() for code in month}
    assert stated
    for code in stated:
        row = rows[code.removesuffix("-own")]
        for name in (*flows, *stocks):
            figure, comparison = row[camel(name)], row[camel(name)]["reportedComparison"]
            values = [m[code].get(name, m[code].get(f"{name}_wan")) for m in months.values()]
            wanted = sum(map(float, values)) if name in flows else float(values[-1])
            assert float(figure["reported"]) == wanted, (code, name)
            assert comparison["status"] == "COMPLETE"
            assert comparison["months"] == comparison["expectedMonths"] == (5 if name in flows else 1)
            assert (comparison["ledger"], figure["ledger"]) == (figure["value"], figure["value"])
            assert float(comparison["difference"]) == wanted - float(figure["value"])
            assert comparison["within"] is True, (code, name, comparison)


def test_months_that_nobody_reported_are_said(world: Worlds) -> None:
    query = f"""{{ statistics(within: "520200", from: "2019-06", to: "2019-12") {{
      complaintsReceived {{ reported {COMPARISON} }} refusalCasesFiled {{ reported {COMPARISON} }}
      fullPaymentRate {{ value reported {COMPARISON} }} evaluationGrade {{ reported {COMPARISON} }} }} }}"""
    [row] = world(LIUPANSHUI).ask(query)["statistics"]
    partial = row["complaintsReceived"]
    assert partial["reported"] is None
    assert partial["reportedComparison"] | {"reported": "", "ledger": ""} == {
        "reported": "", "ledger": "", "difference": None, "tolerance": None, "within": None,
        "status": "PARTIAL", "months": 5, "expectedMonths": 7,
    }  # fmt: skip
    # The police answer for filings, and have sent no monthly sheet; what HRSS says of them is another agency's word.
    for name in ("refusalCasesFiled", "evaluationGrade"):
        assert row[name]["reported"] is None
        assert row[name]["reportedComparison"]["status"] == "NONE"


def test_what_must_not_be_seen_is_not_told_as_reported(world: Worlds) -> None:
    server = world(LIUPANSHUI)
    token = server.hub.token("county-reported", "viewer", agency="HRSS", region="520201")
    query = f"""{{ statistics(within: "520200", from: "2019-08", to: "2019-12") {{
      complaintsReceived {{ value missing reported {COMPARISON} }} }} }}"""
    [row] = server.ask(query, token=token)["statistics"]
    assert row["complaintsReceived"] == {
        "value": None, "missing": "WITHHELD", "reported": None, "reportedComparison": None,
    }  # fmt: skip
    variables = {"within": "520200", "from": "2019-08", "to": "2019-12"}
    [error] = server.answer(CHECKS, variables, token)["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    own = checks(server, token, within="520201")
    assert {node["region"]["code"] for node in own["nodes"]} <= {"520201"}


def test_a_corrected_month_leaves_the_finding_that_the_world_expects(world_copy: Copier) -> None:
    correction = next(c for c in expected(LIUPANSHUI)["corrections"] if "finding" in c)
    finding, region = correction["finding"], correction["region"]
    kinds = {"CUMULATIVE_DIFFERS", "NEGATIVE_MONTH", "PARTS_DIFFER", "LAST_YEAR_DIFFERS", "CORRECTED_LATER"}
    with world_copy(LIUPANSHUI) as url, Hub(url).serving() as server:
        before = checks(server)
        assert not [n for n in before["nodes"] if n["kind"] in kinds]

        [entry] = Hub(url).import_files([EXAMPLES / LIUPANSHUI / correction["file"]], "--reason", "更正")
        assert entry["status"] == "accepted", entry["problems"]
        after = checks(server)
        broken = {n["indicator"]: n for n in after["nodes"] if n["kind"] == "CUMULATIVE_DIFFERS"}
        assert sorted(broken) == sorted(finding["indicators"])
        assert {n["month"] for n in broken.values()} == {finding["expect"][:7]}
        assert {n["region"]["code"] for n in broken.values()} == {region}
        assert broken["hrss_wages_recovered"]["difference"] == finding["difference_yuan"]
        assert broken["workers_paid"]["difference"] == str(finding["difference_workers"])
        said = broken["hrss_wages_recovered"]["message"]
        assert finding["difference_yuan"] in said["zh"]
        assert finding["difference_yuan"] in said["en"]
        months = {cell["file"] for cell in broken["workers_paid"]["cells"]}
        assert months == {"治欠月报2019年11月.ods", "治欠月报2019年10月（更正）.xlsx"}

        changed = {
            (n["indicator"], cell["field"].partition(".")[2]): (n["comparedWith"], n["value"])
            for n in after["nodes"]
            if n["kind"] == "CORRECTED_LATER"
            for cell in n["cells"][:1]
        }
        assert changed == {
            (name, part): (str(correction["before"][key]), str(correction["after"][key]))
            for name in finding["indicators"]
            for part, key in (("value", name), ("year_to_date", f"{name}_ytd"))
        }
        assert next(n["difference"] for n in after["nodes"] if n["kind"] == "LEDGER_DIFFERS") == "34000.00"

        # What was known before is told as it was.
        assert checks(server, version=before["dataVersion"]) == before
        # One figure, one after the other.
        one = checks(server, indicator="workers_paid", first=1)
        assert (one["totalCount"], one["pageInfo"]["hasNextPage"], len(one["nodes"])) == (3, True, 1)
        rest = checks(server, indicator="workers_paid", after=one["pageInfo"]["endCursor"])
        assert (len(rest["nodes"]), rest["pageInfo"]["hasPreviousPage"]) == (2, True)
        assert [n["kind"] for n in one["nodes"] + rest["nodes"]] == [
            n["kind"] for n in after["nodes"] if n["indicator"] == "workers_paid"
        ]


def test_a_figure_that_no_sheet_states_and_a_wrong_cursor_are_refused(world: Worlds) -> None:
    server = world(LIUPANSHUI)
    given = {"within": "520200", "from": "2019-08", "to": "2019-12"}
    [error] = server.answer(CHECKS, {**given, "indicator": "evaluationGrade"})["errors"]
    assert error["extensions"]["code"] == "NOT_FOUND"
    [error] = server.answer(CHECKS, {**given, "after": "abc"})["errors"]
    assert error["extensions"]["code"] == "CURSOR_INVALID"


def test_worlds_with_few_sheets_have_no_wrong_finding(world: Worlds) -> None:
    for name, months in ((JIANGXI, ("2020-05", "2021-03")), (CHUZHOU, ("2024-01", "2024-06"))):
        server = world(name)
        found = checks(server, **{"within": expected(name)["region"], "from": months[0], "to": months[1]})
        assert not [
            n for n in found["nodes"] if n["kind"] in ("CUMULATIVE_DIFFERS", "NEGATIVE_MONTH", "PARTS_DIFFER")
        ]
