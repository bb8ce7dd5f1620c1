"""The figures that the agencies published, and those derived from the same workbooks, through `statistics` over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from tests.acceptance.conftest import Copier
from tests.acceptance.examples import CHUZHOU, EXAMPLES, FORMS, JIANGXI, LIUPANSHUI, WORLDS, camel, expected
from tests.acceptance.hubs import Hub, Server

Worlds = Callable[[str], Server]

# The published figures whose workbooks the hub takes.
CASES = {
    LIUPANSHUI: (
        "AC14 AC14a AC15 AC15a AC16 AC16a AC17 AC20a AC20b AC21a AC21b AC21c AC22a AC22b AC23a AC23b "
        "AC24a AC24b AC24c AC24d AC24e AC24f AC25a AC25b X01 X02 X03 X04 X05 X06 "
        "X07 AC18a AC18b AC19 AC26"
    ),
    JIANGXI: "AC05 AC05b AC06 AC07 AC08 AC09 AC10 AC10b AC11 AC12 AC13 X11 X12 X13 X14",
    CHUZHOU: "AC01 AC01y AC02 AC03 AC04 X21 AC03g X22 X23 X24 X25 X26 X27 X28 X29 X30 X31 X32 X33",
}
# What is told by records and their relations, each in a test of its own.
RECORDS = {
    LIUPANSHUI: "R02 R03 R04 W05",
    JIANGXI: "R07 R08",
    CHUZHOU: "R01 AC27 AC28",
}
# Needs recovery groups that somebody confirmed: test_recovery_groups.py.
ELSEWHERE = {LIUPANSHUI: "", JIANGXI: "", CHUZHOU: "AC03d"}
# The notes of the splits: these two of Jiangxi count migrant workers only, Chuzhou's clues those of the union.
SPLIT_FILTERS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    (JIANGXI, indicator): {"workerGroup": ["MIGRANT"]}
    for indicator in ("supported_lawsuits_handled", "supported_workers")
} | {(CHUZHOU, "clues_transferred"): {"fromAgency": "UNION", "toAgency": "PROCURATORATE"}}


def case_of(world: str, identifier: str) -> dict[str, Any]:
    """A case of the acceptance list by its id."""
    found: dict[str, Any] = next(c for c in expected(world)["acceptance"] if c["id"] == identifier)
    return found


def cases() -> Iterator[Any]:
    for world, identifiers in CASES.items():
        for identifier in identifiers.split():
            yield pytest.param(world, case_of(world, identifier), id=f"{world}-{identifier}")


def splits() -> Iterator[Any]:
    for world in WORLDS:
        for indicator, values in expected(world)["splits"]["values"].items():
            by_level = values if "county" in values else {"county": values}
            for level, by_code in by_level.items():
                yield pytest.param(world, indicator, level, by_code, id=f"{world}-{indicator}-{level}")


def statistics(
    server: Server,
    indicator: str,
    fields: str,
    *,
    within: str,
    months: tuple[str, str],
    by: tuple[str, ...] = (),
    on: str | None = None,
    where: Mapping[str, Any] | None = None,
    as_of: str | None = None,
) -> list[dict[str, Any]]:
    """Rows of one indicator, its figure under the name `figure`."""
    query = """
    query Figures($within: RegionCode!, $from: Month!, $to: Month!, $on: Date, $by: [Dimension!]!,
                  $where: StatisticsFilter, $asOf: DateTime) {
      statistics(within: $within, from: $from, to: $to, on: $on, by: $by, where: $where, asOf: $asOf) {
        region { code }
        ownLevel
        figure: INDICATOR { FIELDS }
      }
    }
    """.replace("INDICATOR", camel(indicator)).replace("FIELDS", fields)
    variables = {
        "within": within, "from": months[0], "to": months[1], "on": on, "by": list(by),
        "where": where, "asOf": as_of,
    }  # fmt: skip
    rows: list[dict[str, Any]] = server.ask(query, variables)["statistics"]
    return rows


@pytest.mark.parametrize(("world_name", "case"), list(cases()))
def test_a_published_figure(world: Worlds, world_name: str, case: dict[str, Any]) -> None:
    indicator, _, comparison = case["indicator"].partition(".")
    where = {camel(name): value for name, value in case["filters"].items()}
    fields = "value code missing text yearOnYear { base ratio status text }"
    [row] = statistics(
        world(world_name),
        indicator,
        fields,
        within=case["region"],
        months=(case["from"], case["to"]),
        on=case.get("as_of"),
        where=where or None,
    )
    figure = row["figure"]
    if comparison == "yoy_multiple":
        change = figure["yearOnYear"]
        multiple = Decimal(change["ratio"]).quantize(Decimal(case["value"]), ROUND_HALF_UP)
        assert (change["base"], str(multiple), change["text"]) == (
            str(case["comparator"]["value"]),
            case["value"],
            case["press_zh"],
        )
    elif comparison == "yoy":
        assert figure["yearOnYear"] == {
            "base": None, "ratio": None, "status": case["missing_reason"], "text": figure["yearOnYear"]["text"],
        }  # fmt: skip
    else:
        told = figure["code" if case["unit"] == "grade" else "value"]
        assert (told, figure["missing"]) == (str(case["value"]), None)
        if "press_zh" in case:
            assert figure["text"] == case["press_zh"]


@pytest.mark.parametrize("world_name", WORLDS)
def test_every_case_of_the_acceptance_list_is_asked(world_name: str) -> None:
    asked = f"{CASES[world_name]} {RECORDS[world_name]} {ELSEWHERE[world_name]}".split()
    assert sorted(asked) == sorted(case["id"] for case in expected(world_name)["acceptance"])


@pytest.mark.parametrize(("world_name", "indicator", "level", "by_code"), list(splits()))
def test_a_figure_by_county_and_prefecture(
    world: Worlds, world_name: str, indicator: str, level: str, by_code: dict[str, Any]
) -> None:
    described = expected(world_name)["splits"]
    first, last = (
        (described["from"], described["to"]) if "from" in described else described["period"].split("..")
    )
    rows = statistics(
        world(world_name),
        indicator,
        "value",
        within=expected(world_name)["region"],
        months=(first, last),
        by=("COUNTY" if level == "county" else "PREFECTURE",),
        on=described.get("as_of"),
        where=SPLIT_FILTERS.get((world_name, indicator)),
    )
    found = {
        (row["region"]["code"], row["ownLevel"] and level == "county"): Decimal(row["figure"]["value"])
        for row in rows
        if row["figure"]["value"] is not None
    }
    assert len(found) == len([row for row in rows if row["figure"]["value"] is not None]), (
        "a region comes twice"
    )
    assert {group: value for group, value in found.items() if value} == {
        _group(code, level): Decimal(value) for code, value in by_code.items()
    }


def _group(code: str, level: str) -> tuple[str, bool]:
    """(region, own level): a plain prefecture code among counties is the prefecture's own level."""
    plain = code.removesuffix("-own")
    return plain, level == "county" and plain.endswith("00")


@pytest.mark.parametrize("world_name", WORLDS)
def test_every_ledger_holds_the_rows_of_its_sheets(world: Worlds, world_name: str) -> None:
    rows = expected(world_name)["ledger_rows"]
    ours = {root: rows.get(form, 0) for form, (_, root) in FORMS.items()}
    found: dict[str, Any] = {}
    roots = list(ours)
    for first in range(0, len(roots), 20):
        parts = " ".join(f"{root}(first: 1) {{ totalCount }}" for root in roots[first : first + 20])
        found |= world(world_name).ask(f"{{ {parts} }}")
    assert {root: connection["totalCount"] for root, connection in found.items()} == ours


def test_a_recommendation_keeps_its_precision_words_and_the_zone_that_it_names(world: Worlds) -> None:
    case = case_of(JIANGXI, "AC13")
    query = """
    query Record($number: String!) {
      procuratorialRecommendations(where: {docNo: {eq: $number}}) {
        nodes { addressee amountInvolved amountPrecision workersCount workersPrecision trigger region { name } }
      }
    }
    """
    [node] = world(JIANGXI).ask(query, {"number": case["filters"]["record"]})["procuratorialRecommendations"][
        "nodes"
    ]
    zone = node.pop("region")["name"]
    record = dict(case["record"])
    assert zone == record.pop("region_text")
    assert node == {camel(name): value for name, value in record.items()}


def test_blacklist_entries_keep_the_term_and_the_rules_of_their_day(world: Worlds) -> None:
    case = case_of(LIUPANSHUI, "AC26")
    query = """
    query Entries($numbers: [String!]!) {
      blacklistEntries(first: 100, where: {decisionNo: {in: $numbers}}) {
        nodes { decisionNo uscc listedOn expiresOn regime termMonths }
      }
    }
    """
    numbers = [entry["decision_no"] for entry in case["entries"]]
    nodes = world(LIUPANSHUI).ask(query, {"numbers": numbers})["blacklistEntries"]["nodes"]
    wanted = [
        {**{camel(name): value for name, value in entry.items()}, "termMonths": case["value"]}
        for entry in case["entries"]
    ]
    assert sorted(nodes, key=_decision) == sorted(wanted, key=_decision)


def _decision(entry: Mapping[str, Any]) -> str:
    return str(entry["decisionNo"])


@pytest.mark.parametrize("identifier", ["AC03", "AC04"])
def test_the_record_behind_a_reported_case(world: Worlds, identifier: str) -> None:
    case = case_of(CHUZHOU, identifier)
    record = dict(case["record"])
    number = record.pop("case_no", None) or case["filters"]["record"]
    is_wages = record.pop("in_wages_recovered", True)
    query = """
    query Record($number: String!) {
      supportedLawsuits(where: {caseNo: {eq: $number}}) { nodes { FIELDS } }
      wageRecoveries(where: {caseNo: {eq: $number}}) { nodes { isWages } }
    }
    """.replace("FIELDS", " ".join(camel(name) for name in record))
    found = world(CHUZHOU).ask(query, {"number": number})
    assert found["supportedLawsuits"]["nodes"] == [{camel(name): value for name, value in record.items()}]
    assert found["wageRecoveries"]["nodes"] == [{"isWages": is_wages}]


@pytest.mark.parametrize(
    ("world_name", "identifier", "root", "number", "other"),
    [
        (LIUPANSHUI, "R02", "crimeTransfers", "transferNo", "policeCase { caseNo }"),
        (LIUPANSHUI, "R02", "policeCases", "caseNo", "transfer { transferNo }"),
        (LIUPANSHUI, "R04", "enforcementApplications", "applicationNo", "courtCase { caseNo }"),
        (JIANGXI, "R07", "supportedLawsuits", "caseNo", "courtCase { caseNo }"),
    ],
)
def test_what_one_agency_reports_is_found_at_the_other(
    world: Worlds, world_name: str, identifier: str, root: str, number: str, other: str
) -> None:
    # The court's ledger of this world begins in May 2020, and it holds the claims of migrant workers alone.
    where = """(first: 1000, where: {decision: {eq: SUPPORT}, forum: {eq: LITIGATION},
      workerGroup: {contains: MIGRANT}, acceptedOn: {gte: "2020-05-01"}})"""
    of = where if root == "supportedLawsuits" else "(first: 1000)"
    nodes = world(world_name).ask(f"{{ {root}{of} {{ nodes {{ {number} other: {other} }} }} }}")[root][
        "nodes"
    ]
    assert nodes
    unmatched = [node[number] for node in nodes if node["other"] is None]
    assert unmatched == case_of(world_name, identifier)["unmatched"]


def test_a_clue_that_was_sent_and_not_received(world: Worlds) -> None:
    query = """
    { clueTransfers(first: 1000, where: {side: {eq: "sent"}}) {
        nodes { clueNo reports(first: 10) { nodes { side } } } } }
    """
    nodes = world(CHUZHOU).ask(query)["clueTransfers"]["nodes"]
    alone = [
        node["clueNo"] for node in nodes if "received" not in [r["side"] for r in node["reports"]["nodes"]]
    ]
    assert alone == case_of(CHUZHOU, "R01")["unmatched"]


def test_the_decisions_of_the_police_add_up_to_the_transfers(world: Worlds) -> None:
    case, transfers = case_of(LIUPANSHUI, "R03"), case_of(LIUPANSHUI, "AC20a")
    values = {
        indicator: int(
            statistics(
                world(LIUPANSHUI),
                indicator,
                "value",
                within=transfers["region"],
                months=(transfers["from"], transfers["to"]),
                on=transfers["as_of"],
            )[0]["figure"]["value"]
        )
        for indicator in (case["total"], *case["numerator"])
    }
    assert sum(values[part] for part in case["numerator"]) == values[case["total"]]


def test_courts_and_procuratorates_count_the_same_mediations(world: Worlds) -> None:
    query = """
    { courtWageCases(where: {isSupported: true, closeKind: {eq: MEDIATED}, filedOn: {gte: "2020-05-01"}}) {
        totalCount } }
    """
    found = world(JIANGXI).ask(query)["courtWageCases"]["totalCount"]
    assert found == case_of(JIANGXI, "R08")["value"]


def test_contractors_on_the_blacklist_that_began_a_project_later(world: Worlds) -> None:
    query = """
    { blacklistEntries(first: 100) { nodes {
        decisionNo listedOn removedOn
        employer { projectsContracted(first: 100) { nodes { projectCode startedOn } } } } } }
    """
    found = {
        (project["projectCode"], entry["decisionNo"])
        for entry in world(LIUPANSHUI).ask(query)["blacklistEntries"]["nodes"]
        if entry["employer"]
        for project in entry["employer"]["projectsContracted"]["nodes"]
        if (project["startedOn"] or "") > entry["listedOn"]
    }
    records = case_of(LIUPANSHUI, "W05")["records"]
    assert found == {(record["project_code"], record["decision_no"]) for record in records}


def test_one_letter_and_two_documents_four_priorities_and_seven_measures(world: Worlds) -> None:
    """The code lists have these values, and the records of the world show every one of them."""
    query = """
    { documents: __type(name: "UnionDocumentType") { enumValues { name } }
      priorities: __type(name: "AidPriority") { enumValues { name } }
      measures: __type(name: "AidMeasure") { enumValues { name } }
      unionSupervisionDocuments(first: 1000) { nodes { docType } }
      legalAidCases(first: 1000) { nodes { priority } }
      legalActivities(first: 1000) { nodes { measure } } }
    """
    found = world(CHUZHOU).ask(query)
    lists = {
        name: {value["name"] for value in found[name]["enumValues"]}
        for name in ("documents", "priorities", "measures")
    }
    letters, lists_of_aid = case_of(CHUZHOU, "AC27"), case_of(CHUZHOU, "AC28")
    assert lists["documents"] == set(letters["codes"])
    assert len(lists["documents"]) == letters["value"]
    assert {
        "AidPriority": len(lists["priorities"]), "AidMeasure": len(lists["measures"]),
    } == lists_of_aid["value"]  # fmt: skip
    seen = {
        "AidPriority": {node["priority"] for node in found["legalAidCases"]["nodes"]} - {None},
        "AidMeasure": {node["measure"] for node in found["legalActivities"]["nodes"]} - {None},
    }
    assert {name: len(codes) for name, codes in seen.items()} == lists_of_aid["seen_in_data"]
    assert {node["docType"] for node in found["unionSupervisionDocuments"]["nodes"]} == set(letters["codes"])


def test_a_corrected_ledger_changes_the_figures_and_the_old_ones_can_still_be_asked(
    world_copy: Copier,
) -> None:
    correction = next(c for c in expected(LIUPANSHUI)["corrections"] if c["form"] in FORMS)
    file = EXAMPLES / LIUPANSHUI / correction["file"]

    def figures(server: Server, as_of: str | None = None) -> dict[str, dict[str, Any]]:
        return {
            region: {
                indicator: statistics(
                    server,
                    indicator,
                    "value",
                    within=region.removeprefix("region "),
                    months=("2019-01", "2019-12"),
                    as_of=as_of,
                )[0]["figure"]["value"]
                for indicator in indicators
            }
            for region, indicators in correction["before"].items()
        }

    with world_copy(LIUPANSHUI) as url, Hub(url).serving() as server:
        version = server.ask("{ dataVersion { number at } }")["dataVersion"]
        assert figures(server) == _as_text(correction["before"])

        [entry] = Hub(url).import_files([file], "--reason", "更正")
        assert entry["status"] == "accepted", entry["problems"]
        counted = {name: entry["rows"][name] for name in ("new", "changed", "removed", "unchanged")}
        assert counted == {
            "new": len(correction["added"]),
            "changed": len(correction["changed"]),
            "removed": len(correction["removed"]),
            "unchanged": correction["unchanged"],
        }

        after = server.ask("{ dataVersion { number at } }")["dataVersion"]
        assert (int(after["number"]), after["at"] > version["at"]) == (int(version["number"]) + 1, True)
        assert figures(server) == _as_text(correction["after"])
        assert figures(server, as_of=version["at"]) == _as_text(correction["before"])


def _as_text(figures: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    return {
        region: {name: str(value) for name, value in values.items()} for region, values in figures.items()
    }
