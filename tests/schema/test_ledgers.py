"""Ledgers and employers: one statement for everything below a root field, at the asked moment, in scope."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from hub.access.viewer import Viewer
from hub.ledgers.catalogue import ledgers
from schema.build import build_schema
from schema.entities import camel
from tests.schema.picture import COUNTY, Hub

FIRM = "91520200MA0000001X"
OTHER = "91520200MA0000002Y"


@pytest.fixture(scope="module")
def hub(module_database_url: str) -> Hub:
    """A firm that owns one project and builds another, with accounts, months, cases; projects of two months."""
    hub = Hub(module_database_url)
    for number in (1, 2, 3):
        hub.version(number, datetime(2020, number + 3, 1, tzinfo=UTC))
    march, april = date(2020, 3, 1), date(2020, 4, 1)
    sent = {"region_code": "520221"}
    first = hub.submission("projects", march, version=1, **sent)
    second = hub.submission("projects", april, version=2, **sent)
    hub.submission("special_accounts", march, version=1, **sent)
    hub.submission("projects", march, version=1, region_code="520203")
    hub.insert("employers", key=FIRM, uscc=FIRM, name='六盘水"甲"公司', region_code="520200")
    hub.insert("employers", key=OTHER, uscc=OTHER, name="六盘水乙公司", region_code="520203")
    own = {"unit": "HRSS:520221"}
    amounts = {march: ("100.50", None), april: ("200.00", "50.25")}
    for month, number in ((march, first), (april, second)):
        common = own | {"month": month, "submission_id": number}
        one, two = amounts[month]
        hub.row("projects", "520221", project_code="P1", contract_amount=one, contractor_key=FIRM,
                status="UNDER_CONSTRUCTION", started_on=date(2020, 1, 2), **common)  # fmt: skip
        if month == march:
            hub.row("projects", "520221", project_code="P2", contract_amount=two, owner_key=FIRM, **common)
        else:
            hub.row("projects", "520221", project_code="P3", contract_amount=two, owner_key=FIRM,
                    live_from=2, **common)  # fmt: skip
    hub.row("projects", "520203", project_code="P9", unit="HRSS:520203", contractor_key=OTHER)
    for digest in ("a", "b"):
        hub.row("special_accounts", "520221", project_code="P1", account_digest=digest,
                account_no=f"****{digest}", **own)  # fmt: skip
        for month in (march, april):
            hub.row("account_monthly", "520221", project_code="P1", account_digest=digest, month=month,
                    paid_in="5.00", workers_paid=3, **own)  # fmt: skip
    hub.row("wage_cases", "520221", case_no="甲1", employer_key=FIRM, worker_group=["MIGRANT"], **own)
    hub.row("wage_cases", "520221", case_no="旧", employer_key=FIRM, live_from=1, live_to=2, **own)
    hub.row("wage_cases", "520221", case_no="新", employer_key=FIRM, live_from=2, **own)
    hub.row("wage_cases", "520203", case_no="乙1", employer_key=OTHER, unit="HRSS:520203")
    hub.row("wage_recoveries", "520221", employer_key=FIRM, amount="12.00", recovery_kind="WAGES",
            source_ledger="wage_cases", source_row=1, **own)  # fmt: skip
    return hub


def test_an_employer_comes_with_all_its_records_in_one_statement(hub: Hub) -> None:
    data = hub.ask(
        """
        query Q($uscc: String!) {
          employer(uscc: $uscc) {
            __typename uscc name region { name level }
            projectsOwned { nodes { projectCode } }
            projectsContracted { nodes { projectCode contractor { name } accounts { totalCount } } }
            specialAccounts { nodes { accountNo project { projectCode } } }
            accountMonths { aggregate { count sum { paidIn workersPaid } } }
            wageCases { nodes { caseNo employer { name } } }
            wageRecoveries { nodes { amount isWages } }
            supportedLawsuits { totalCount nodes { id } }
          }
        }
        """,
        {"uscc": FIRM},
    )
    assert hub.statements == 1
    name = '六盘水"甲"公司'
    assert data["employer"] == {
        "__typename": "Employer",
        "uscc": FIRM,
        "name": name,
        "region": {"name": "六盘水市", "level": "PREFECTURE"},
        "projectsOwned": {"nodes": [{"projectCode": "P3"}]},
        "projectsContracted": {
            "nodes": [{"projectCode": "P1", "contractor": {"name": name}, "accounts": {"totalCount": 2}}]
        },
        "specialAccounts": {
            "nodes": [
                {"accountNo": "****a", "project": {"projectCode": "P1"}},
                {"accountNo": "****b", "project": {"projectCode": "P1"}},
            ]
        },
        "accountMonths": {"aggregate": {"count": 4, "sum": {"paidIn": "20.00", "workersPaid": 12}}},
        "wageCases": {
            "nodes": [
                {"caseNo": "甲1", "employer": {"name": name}},
                {"caseNo": "新", "employer": {"name": name}},
            ]
        },
        "wageRecoveries": {"nodes": [{"amount": "12.00", "isWages": True}]},
        "supportedLawsuits": {"totalCount": 0, "nodes": []},
    }
    assert hub.ask('{ employer(uscc: "无") { name } }') == {"employer": None}


def test_nested_lists_have_their_own_filters_pages_and_orders(hub: Hub) -> None:
    data = hub.ask(
        """
        {
          employers(where: {name: {contains: "甲"}, within: "520200"}) {
            nodes {
              projectsContracted {
                nodes {
                  accounts(first: 1, orderBy: [{field: ACCOUNT_NO, direction: DESC}]) {
                    edges { cursor node { accountNo months(where: {month: {gte: "2020-04"}}) {
                      nodes { period month paidIn }
                    } } }
                    pageInfo { hasNextPage }
                    totalCount
                  }
                }
              }
            }
          }
        }
        """
    )
    assert hub.statements == 1
    (employer,) = data["employers"]["nodes"]
    (project,) = employer["projectsContracted"]["nodes"]
    accounts = project["accounts"]
    assert accounts["totalCount"] == 2
    assert accounts["pageInfo"] == {"hasNextPage": True}
    assert accounts["edges"][0]["node"] == {
        "accountNo": "****b",
        "months": {"nodes": [{"period": "2020-04", "month": "2020-04", "paidIn": "5.00"}]},
    }


def test_a_snapshot_shows_each_units_newest_state(hub: Hub) -> None:
    query = """
    query Q($on: Date, $asOf: DateTime) {
      projects(on: $on, asOf: $asOf) {
        nodes { projectCode month contractAmount }
        aggregate { count sum { contractAmount } min { startedOn contractAmount } max { contractAmount } }
      }
    }
    """

    def codes(**variables: Any) -> list[str]:
        return [n["projectCode"] for n in hub.ask(query, variables)["projects"]["nodes"]]

    now = hub.ask(query)["projects"]
    assert [(n["projectCode"], n["month"]) for n in now["nodes"]] == [
        ("P1", "2020-04"),
        ("P3", "2020-04"),
        ("P9", "2020-03"),
    ]
    assert now["aggregate"] == {
        "count": 3,
        "sum": {"contractAmount": "250.25"},
        "min": {"startedOn": "2020-01-02", "contractAmount": "50.25"},
        "max": {"contractAmount": "200.00"},
    }
    assert codes(on="2020-03-31") == ["P1", "P2", "P9"]
    assert codes(on="2020-01-31") == []
    assert codes(asOf="2020-04-15T00:00:00Z") == ["P1", "P2", "P9"]


def test_as_of_answers_what_the_hub_knew(hub: Hub) -> None:
    def cases(as_of: str) -> list[str]:
        query = '{ wageCases(asOf: "%s", where: {employer: "%s"}) { nodes { caseNo } } }' % (as_of, FIRM)  # noqa: UP031
        found = [n["caseNo"] for n in hub.ask(query)["wageCases"]["nodes"]]
        assert hub.statements == 1
        return found

    assert cases("2020-03-31T23:59:59Z") == []
    assert cases("2020-04-01T08:00:00") == ["甲1", "旧"]  # in China, the very second of the first version
    assert cases("2020-04-30T23:59:59Z") == ["甲1", "旧"]
    assert cases("2020-05-01T00:00:00Z") == ["甲1", "新"]


def test_a_county_sees_nothing_of_another(hub: Hub) -> None:
    query = """
    {
      wageCases { nodes { caseNo } totalCount aggregate { count } }
      projects { nodes { projectCode } }
      employer(uscc: "%s") { wageCases { totalCount } projectsContracted { nodes { projectCode } } }
    }
    """
    elsewhere = hub.ask(query % OTHER, viewer=COUNTY)
    assert [n["caseNo"] for n in elsewhere["wageCases"]["nodes"]] == ["甲1", "新"]
    assert elsewhere["wageCases"]["totalCount"] == elsewhere["wageCases"]["aggregate"]["count"] == 2
    assert [n["projectCode"] for n in elsewhere["projects"]["nodes"]] == ["P1", "P3"]
    assert elsewhere["employer"] == {"wageCases": {"totalCount": 0}, "projectsContracted": {"nodes": []}}
    nobody = Viewer("press", "press", "SECRETARIAT", "520200", frozenset())
    for question in ("{ wageCases { totalCount } }", "{ employers { nodes { name } } }"):
        assert hub.refusal(question, viewer=nobody) == "FORBIDDEN"


def test_a_node_is_found_again_by_its_id(hub: Hub) -> None:
    row = hub.ask('{ wageCases(where: {caseNo: {eq: "甲1"}}) { nodes { id } } }')["wageCases"]["nodes"][0]
    query = (
        "query Q($id: ID!) { node(id: $id) { __typename id ... on WageCase { caseNo } "
        "... on Employer { name } } }"
    )
    assert hub.ask(query, {"id": row["id"]})["node"] == {
        "__typename": "WageCase",
        "id": row["id"],
        "caseNo": "甲1",
    }
    assert hub.ask(query, {"id": f"Employer:{OTHER}"})["node"]["name"] == "六盘水乙公司"
    other = hub.ask('{ wageCases(where: {caseNo: {eq: "乙1"}}) { nodes { id } } }')["wageCases"]["nodes"][0]
    for unknown in (other["id"], "WageCase:520000:x", "WageCase", "Nothing:1", ""):
        assert hub.ask(query, {"id": unknown}, viewer=COUNTY) == {"node": None}


def test_aliases_and_root_fields_take_one_statement_each(hub: Hub) -> None:
    data = hub.ask(
        """
        {
          visits: wageCases(where: {source: {eq: VISIT}}) { n: totalCount }
          all: wageCases { n: totalCount ten: nodes { no: caseNo again: caseNo } nodes { id } }
          type: __typename
        }
        """
    )
    assert hub.statements == 2
    assert data["visits"] == {"n": 0}
    assert data["all"]["ten"][0] == {"no": "甲1", "again": "甲1"}
    assert data["type"] == "Query"


def test_a_repeated_question_is_not_compiled_again(hub: Hub) -> None:
    plans = build_schema(hub.settings.query_depth_max).data.plans
    query = "query Q($w: WageCaseFilter, $n: Int) { wageCases(where: $w, first: $n) { nodes { caseNo } } }"
    hub.ask(query, {"w": {"caseNo": {"eq": "甲1"}}, "n": 1})
    compiled = plans.compiled
    for number in (2, 3):
        found = hub.ask(query, {"w": {"caseNo": {"eq": "乙1"}}, "n": number})
        assert found["wageCases"]["nodes"] == [{"caseNo": "乙1"}]
    assert plans.compiled == compiled
    hub.ask(query, {"w": {"caseNo": {"startsWith": "乙1"}}, "n": 1})
    assert plans.compiled == compiled + 1


@pytest.mark.parametrize("ledger", sorted(ledgers()))
def test_every_field_of_every_ledger_is_answered_and_described(hub: Hub, ledger: str) -> None:
    schema = build_schema(hub.settings.query_depth_max)
    entity = schema.data.entities[ledger]
    core = schema._schema
    of_type = core.type_map[entity.type_name]
    assert of_type.description
    for field in of_type.fields.values():  # type: ignore[attr-defined]
        assert field.description, field
    hub.row(ledger, "520222", **_least(ledger))
    leaves = " ".join(camel(s) for s in entity.scalars)
    links = " ".join(
        f"{camel(k.name)} {{ {'totalCount' if k.many else '__typename'} }}" for k in entity.links.values()
    )
    orders = ", ".join(
        f"{{field: {name}}}"
        for name in list(core.type_map[f"{entity.type_name}OrderField"].values)[:5]  # type: ignore[attr-defined]
    )
    root = camel(entity.root)
    data = hub.ask(f"{{ {root}(orderBy: [{orders}]) {{ nodes {{ id {leaves} {links} }} totalCount }} }}")
    assert hub.statements == 1
    assert data[root]["totalCount"] == len(data[root]["nodes"])


def _least(ledger: str) -> dict[str, Any]:
    """Values for the columns that a row cannot be without."""
    table = ledgers()[ledger].table()
    own = [table.c[name] for name in ledgers()[ledger].own_columns()]
    return {c.name: "1" for c in own if not c.nullable}
