"""A province that nobody published: other headers, units, dates and formats, and figures known beforehand."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.databases import FilledDatabases
from tests.acceptance.examples import FORMS, camel
from tests.acceptance.hubs import Hub, Server
from tests.acceptance.test_employers import RECORDS, employer_records
from tests.worlds.fourth import World, records, write
from tests.worlds.records import BUSY, PREFECTURES, PROVINCE, QUIET, YEAR
from tests.worlds.truth import FLOWS, RATIOS, STOCKS, Truth, written, year_on_year

SEEDS = (1, 2, 4)
THE_YEAR = (f"{YEAR}-01", f"{YEAR}-12")
MONTHS = [f"{YEAR}-{month:02}" for month in range(1, 13)]
INDICATORS = (*FLOWS, *STOCKS, *RATIOS)
# Sheets that were sent for every month of the year and of the year before: they have a base.
WITH_A_BASE = ("supported_lawsuits_handled", "wage_cases_filed", "wage_case_workers", "hrss_wages_recovered")

Served = Callable[[int], Server]


@pytest.fixture(scope="session")
def fourth(filled: FilledDatabases) -> Iterator[Served]:
    """A server with the world of a seed: fourth(1).ask(...)."""
    with ExitStack() as open_until_the_end:
        serving: dict[int, Server] = {}

        def served(seed: int) -> Server:
            if seed not in serving:
                url = open_until_the_end.enter_context(filled.copy(f"fourth_{seed}", _importing(seed)))
                serving[seed] = open_until_the_end.enter_context(Hub(url).serving())
            return serving[seed]

        yield served


@pytest.mark.parametrize("seed", SEEDS)
def test_every_workbook_is_accepted_as_what_was_written(filled: FilledDatabases, seed: int) -> None:
    report = filled.report(f"fourth_{seed}", _importing(seed))
    with tempfile.TemporaryDirectory() as directory:
        files = write(seed, Path(directory)).files
    wanted = [
        (path.name, FORMS[sent.form][0], sent.agency, sent.region, sent.period, "accepted", len(sent.rows))
        for path, together in files
        for sent in together
    ]
    found = [
        (e["file"], e["sheet"], e["agency"], e["region"], e["period"], e["status"], e["rows"]["read"])
        for e in report
    ]
    assert sorted(found, key=str) == sorted(wanted, key=str), _errors(report)


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_of_the_province_its_prefectures_and_counties(fourth: Served, seed: int) -> None:
    truth, world = _truth(seed)
    fields = " ".join(f"{camel(name)} {{ value }}" for name in INDICATORS)
    total, prefectures, counties = (
        _statistics(fourth(seed), fields, within=within, by=by)
        for within, by in ((PROVINCE, []), (PROVINCE, ["PREFECTURE"]), (BUSY, ["COUNTY"]))
    )
    assert _values(total[0]) == {name: truth.figure(name, PROVINCE, THE_YEAR) for name in INDICATORS}

    by_prefecture = {row["region"]["code"]: _values(row) for row in prefectures}
    assert by_prefecture[BUSY] == {name: truth.figure(name, BUSY, THE_YEAR) for name in INDICATORS}

    by_county = {(row["region"]["code"], row["ownLevel"]): _values(row) for row in counties}
    groups = [(code, False) for code in PREFECTURES[BUSY][1]] + [(BUSY, True)]
    assert by_county == {
        (code, own): {name: truth.figure(name, code, THE_YEAR, own=own) for name in INDICATORS}
        for code, own in groups
    }
    assert any(world.counties[BUSY])


@pytest.mark.parametrize("seed", SEEDS)
def test_what_no_office_sent_is_not_reported_and_not_zero(fourth: Served, seed: int) -> None:
    truth, _ = _truth(seed)
    fields = "legalAidCasesApproved { value missing } blacklistNew { value missing } wageCasesFiled { value missing }"
    [row] = _statistics(fourth(seed), fields, within=QUIET)
    nothing = {"value": None, "missing": "NOT_REPORTED"}
    assert (row["legalAidCasesApproved"], row["blacklistNew"]) == (nothing, nothing)
    filed = truth.figure("wage_cases_filed", QUIET, THE_YEAR)
    assert row["wageCasesFiled"] == {"value": filed, "missing": None}


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_by_month_add_up_and_unreported_months_stay_empty(fourth: Served, seed: int) -> None:
    truth, _ = _truth(seed)
    fields = " ".join(f"{camel(name)} {{ value }}" for name in FLOWS)
    rows = _statistics(fourth(seed), fields, within=BUSY, by=["MONTH"])
    wanted = {
        month: {
            name: None
            if name == "special_account_wages_paid" and month < f"{YEAR}-11"
            else truth.figure(name, BUSY, (month, month))
            for name in FLOWS
        }
        for month in MONTHS
    }
    assert {row["month"]: _values(row) for row in rows} == wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_a_case_of_two_worker_groups_counts_in_both_and_once_in_the_total(fourth: Served, seed: int) -> None:
    truth, _ = _truth(seed)
    server = fourth(seed)
    for group in ("MIGRANT", "WOMEN", "NEW_EMPLOYMENT_FORM"):
        [row] = _statistics(
            server, "wageCasesFiled { value }", within=PROVINCE, where={"workerGroup": [group]}
        )
        assert row["wageCasesFiled"]["value"] == str(
            truth.flow("wage_cases_filed", PROVINCE, THE_YEAR, group=group)
        )
    rows = _statistics(
        server, "workerGroup { code } wageCasesFiled { value }", within=PROVINCE, by=["WORKER_GROUP"]
    )
    by_group = {row["workerGroup"]["code"]: row["wageCasesFiled"]["value"] for row in rows}
    for group in ("MIGRANT", "WOMEN", "NEW_EMPLOYMENT_FORM"):
        counted = int(truth.flow("wage_cases_filed", PROVINCE, THE_YEAR, group=group))
        assert by_group.get(group, "0") == str(counted)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_year_against_the_year_before(fourth: Served, seed: int) -> None:
    truth, _ = _truth(seed)
    change = "yearOnYear { base difference ratio status }"
    fields = " ".join(
        f"{camel(name)} {{ value {change} }}" for name in (*WITH_A_BASE, "court_wage_cases_accepted")
    )
    [row] = _statistics(fourth(seed), fields, within=BUSY)
    before = (f"{YEAR - 1}-01", f"{YEAR - 1}-12")
    for name in WITH_A_BASE:
        value, base = truth.flow(name, BUSY, THE_YEAR), truth.flow(name, BUSY, before)
        found = row[camel(name)]["yearOnYear"]
        assert found["base"] == written(name, base), name
        if base:
            difference, ratio = year_on_year(value, base)
            assert found["difference"] == written(name, difference), name
            assert abs(Decimal(found["ratio"]) - ratio) < Decimal("1e-9"), name
        else:
            assert found["status"] == "ZERO_BASE", name
    assert row["courtWageCasesAccepted"]["yearOnYear"]["status"] == "NO_BASE"


@pytest.mark.parametrize("seed", SEEDS)
def test_every_ledger_lists_what_was_written(fourth: Served, seed: int) -> None:
    truth, _ = _truth(seed)
    roots = [root for _, root in FORMS.values()]
    found: dict[str, Any] = {}
    for first in range(0, len(roots), 20):
        parts = " ".join(f"{root}(first: 1) {{ totalCount }}" for root in roots[first : first + 20])
        found |= fourth(seed).ask(f"{{ {parts} }}")
    wanted = {root: truth.ledger(form) for form, (_, root) in FORMS.items()}
    assert {root: connection["totalCount"] for root, connection in found.items()} == wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_every_employer_of_the_province_has_its_records(fourth: Served, seed: int) -> None:
    truth, world = _truth(seed)
    server = fourth(seed)
    nothing: dict[str, list[str]] = {form: [] for form in RECORDS}
    wanted = {firm.uscc: nothing | truth.records_of(firm.uscc) for firm in world.firms}
    found = {uscc: employer_records(server, uscc) or nothing for uscc in wanted}
    assert found == wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_values_are_stored_as_they_were_meant(fourth: Served, seed: int) -> None:
    """Whatever unit, date form and wording the workbook had."""
    _, world = _truth(seed)
    query = """
    query Cases($after: String) {
      wageCases(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { caseNo filedOn closedOn arrearsFrom workersCount amountInvolved recoveredAmount payMethod
          workerGroup closeKind source employerName uscc note region { code } }
      }
    }
    """
    found: dict[str, Mapping[str, Any]] = {}
    after = None
    while True:
        page = fourth(seed).ask(query, {"after": after})["wageCases"]
        found |= {node["caseNo"]: node for node in page["nodes"]}
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    wanted = {
        row["case_no"]: {
            "caseNo": row["case_no"],
            "filedOn": row["filed_on"].isoformat(),
            "closedOn": row["closed_on"].isoformat() if row["closed_on"] else None,
            "arrearsFrom": f"{row['arrears_from']:%Y-%m}",
            "workersCount": row["workers_count"],
            "amountInvolved": f"{row['amount_involved']:.2f}",
            "recoveredAmount": f"{row['recovered_amount']:.2f}" if row["recovered_amount"] else None,
            "payMethod": row["pay_method"],
            "workerGroup": row["worker_group"],
            "closeKind": row["close_kind"],
            "source": row["source"],
            "employerName": row["employer_name"],
            "uscc": row["uscc"],
            "note": row["note"],
            "region": {"code": row["region"]},
        }
        for sent in world.sent
        if sent.form == "H6"
        for row in sent.rows
    }
    assert found == wanted


def _importing(seed: int) -> Callable[[str], list[dict[str, Any]]]:
    def fill(url: str) -> list[dict[str, Any]]:
        with tempfile.TemporaryDirectory() as directory:
            world = write(seed, Path(directory))
            hub = Hub(url, {"HUB_SYNONYMS": str(world.synonyms)})
            return hub.import_files([path for path, _ in world.files])

    return fill


def _truth(seed: int) -> tuple[Truth, World]:
    world = records(seed)
    return Truth(world.sent), world


def _statistics(
    server: Server,
    fields: str,
    *,
    within: str,
    by: list[str] | None = None,
    where: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    query = """
    query Figures($within: RegionCode!, $from: Month!, $to: Month!, $by: [Dimension!]!, $where: StatisticsFilter) {
      statistics(within: $within, from: $from, to: $to, by: $by, where: $where) {
        region { code }
        ownLevel
        month
        FIELDS
      }
    }
    """.replace("FIELDS", fields)
    variables = {"within": within, "from": THE_YEAR[0], "to": THE_YEAR[1], "by": by or [], "where": where}
    rows: list[dict[str, Any]] = server.ask(query, variables)["statistics"]
    return rows


def _values(row: Mapping[str, Any]) -> dict[str, str | None]:
    return {name: row[camel(name)]["value"] for name in INDICATORS if camel(name) in row}


def _errors(report: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{entry['file']} {problem['worksheet']}!{problem['cell']} {problem['kind']}: {problem['message']['en']}"
        for entry in report
        for problem in entry["problems"]
        if problem["severity"] == "error"
    )
