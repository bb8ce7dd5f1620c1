"""Filters: every kind of condition, alone and joined."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.schema.picture import Hub


@pytest.fixture(scope="module")
def hub(module_database_url: str) -> Hub:
    """Four wage cases of two counties of Liupanshui, and one of another prefecture."""
    hub = Hub(module_database_url)
    hub.version(1, datetime(2020, 4, 1, tzinfo=UTC))
    hub.submission("wage_cases", date(2020, 3, 1), version=1)
    rows: list[dict[str, Any]] = [
        {
            "case_no": "甲1",
            "source": "VISIT",
            "filed_on": date(2020, 1, 5),
            "worker_group": ["MIGRANT", "WOMEN"],
            "workers_count": 7,
            "amount_involved": "100.50",
            "arrears_from": date(2019, 11, 1),
            "employer_key": "E1",
            "note": "含100%_字",
        },
        {
            "case_no": "甲2",
            "source": "LETTER",
            "filed_on": date(2020, 2, 5),
            "worker_group": ["MIGRANT"],
            "workers_count": 3,
            "amount_involved": "20.00",
            "arrears_from": date(2019, 12, 1),
            "employer_key": "E2",
        },
        {"case_no": "乙1", "source": "VISIT", "worker_group": [], "note": "含100字"},
        {"case_no": "乙2", "month": date(2020, 2, 1), "agency": "UNION"},
    ]
    for row, region in zip(rows, ("520221", "520221", "520203", "520200"), strict=True):
        hub.row("wage_cases", region, **row)
    hub.row("wage_cases", "522301", case_no="丙1")
    hub.row("wage_cases", "520221", case_no="未采用", live_from=None)
    hub.row("wage_cases", "520221", case_no="已替代", live_from=1, live_to=2)
    return hub


FILTERS = [
    ("{}", "甲1 甲2 乙1 乙2 丙1"),
    ('{caseNo: {eq: "甲1"}}', "甲1"),
    ('{caseNo: {in: ["甲1", "丙1", "无"]}}', "甲1 丙1"),
    ("{caseNo: {in: []}}", ""),
    ('{caseNo: {startsWith: "甲"}}', "甲1 甲2"),
    ('{caseNo: {contains: "1"}}', "甲1 乙1 丙1"),
    ('{note: {contains: "100%_"}}', "甲1"),
    ("{note: {isNull: false}}", "甲1 乙1"),
    ('{note: {isNull: false, contains: "字"}, caseNo: {startsWith: "乙"}}', "乙1"),
    ("{amountInvolved: {eq: 20}}", "甲2"),
    ('{amountInvolved: {gt: "20.00", lte: "100.50"}}', "甲1"),
    ('{amountInvolved: {gte: "20.00", lt: "100.50"}}', "甲2"),
    ("{amountInvolved: {isNull: true}}", "乙1 乙2 丙1"),
    ("{workersCount: {in: [3, 4]}}", "甲2"),
    ("{workersCount: {gte: 7}}", "甲1"),
    ('{filedOn: {gte: "2020-02-05"}}', "甲2"),
    ('{filedOn: {lt: "2020-02-05", eq: "2020-01-05"}}', "甲1"),
    ('{arrearsFrom: {eq: "2019-12"}}', "甲2"),
    ('{month: {gte: "2020-02", lt: "2020-03"}}', "乙2"),
    ('{month: {in: ["2020-02"]}}', "乙2"),
    ("{source: {eq: VISIT}}", "甲1 乙1"),
    ("{source: {in: [LETTER, VISIT]}}", "甲1 甲2 乙1"),
    ("{source: {isNull: true}}", "乙2 丙1"),
    ("{workerGroup: {contains: WOMEN}}", "甲1"),
    ("{workerGroup: {containsAny: [WOMEN, MIGRANT]}}", "甲1 甲2"),
    ("{workerGroup: {isNull: true}}", "乙2 丙1"),
    ('{within: "520200"}', "甲1 甲2 乙1 乙2"),
    ('{region: "520200"}', "乙2"),
    ('{agency: {eq: "UNION"}}', "乙2"),
    ('{employer: "E2"}', "甲2"),
    ('{or: [{caseNo: {eq: "甲1"}}, {caseNo: {eq: "乙1"}}]}', "甲1 乙1"),
    ('{and: [{caseNo: {startsWith: "甲"}}, {workersCount: {lt: 5}}]}', "甲2"),
    ("{not: {source: {eq: VISIT}}}", "甲2 乙2 丙1"),
    ("{not: {not: {source: {eq: VISIT}}}}", "甲1 乙1"),
    ('{or: [], within: "520200"}', ""),
    ("{and: []}", "甲1 甲2 乙1 乙2 丙1"),
    ("{caseNo: null, source: {eq: null}}", "甲1 甲2 乙1 乙2 丙1"),
]


@pytest.mark.parametrize(("where", "expected"), FILTERS)
def test_a_filter_finds_its_cases(hub: Hub, where: str, expected: str) -> None:
    data = hub.ask(f"{{ wageCases(where: {where}) {{ totalCount nodes {{ caseNo }} }} }}")
    assert [n["caseNo"] for n in data["wageCases"]["nodes"]] == expected.split()
    assert data["wageCases"]["totalCount"] == len(expected.split())
    assert hub.statements == 1


def test_a_region_finds_the_codes_that_it_wholly_succeeded(hub: Hub) -> None:
    """Zhongshan's neighbour Panzhou (520281) took over the whole of Panxian (520222)."""
    hub.row("wage_cases", "520222", case_no="盘县")
    data = hub.ask('{ wageCases(where: {within: "520281"}) { nodes { caseNo } } }')
    assert [n["caseNo"] for n in data["wageCases"]["nodes"]] == ["盘县"]


def test_yes_and_no_are_told_from_nothing(database_url: str) -> None:
    hub = Hub(database_url)
    for code, real_name in (("P1", True), ("P2", False), ("P3", None)):
        hub.row("court_wage_cases", "520221", case_no=code, is_supported=real_name)
    query = "query Q($yes: Boolean) { courtWageCases(where: {isSupported: $yes}) { nodes { caseNo } } }"
    found = {
        yes: [n["caseNo"] for n in hub.ask(query, {"yes": yes})["courtWageCases"]["nodes"]]
        for yes in (True, False, None)
    }
    assert found == {True: ["P1"], False: ["P2"], None: ["P1", "P2", "P3"]}


def test_computed_fields_are_given_and_filter(database_url: str) -> None:
    hub = Hub(database_url)
    for kind in ("WAGES", "ADVANCE"):
        hub.row("wage_recoveries", "520221", amount="1", recovery_kind=kind, source_ledger="x", source_row=1)
    query = "query Q($yes: Boolean) { wageRecoveries(where: {isWages: $yes}) { nodes { isWages amount } } }"
    for yes in (True, False):
        assert hub.ask(query, {"yes": yes})["wageRecoveries"]["nodes"] == [{"isWages": yes, "amount": "1.00"}]


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ('{caseNo: {in: ["' + '","'.join(map(str, range(1001))) + '"]}}', "LIMIT_EXCEEDED"),
        ("{not: " * 7 + '{caseNo: {eq: "1"}}' + "}" * 7, "LIMIT_EXCEEDED"),
        ("{or: [" + ", ".join(['{caseNo: {eq: "1"}}'] * 201) + "]}", "LIMIT_EXCEEDED"),
        ('{caseNo: {eq: "\\u0000"}}', "BAD_REQUEST"),
        ('{within: "52"}', "BAD_REQUEST"),
        ('{month: {eq: "2020-13"}}', "BAD_REQUEST"),
    ],
)
def test_a_filter_out_of_bounds_is_refused(hub: Hub, where: str, code: str) -> None:
    assert hub.refusal(f"{{ wageCases(where: {where}) {{ totalCount }} }}") == code
