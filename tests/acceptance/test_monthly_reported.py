"""Figures of the statistical sheets as their offices reported them, over GraphQL, and what a late correction breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from hub.importing.measures import LAST_YEAR, VALUE, YEAR_TO_DATE
from tests.acceptance.conftest import Copier
from tests.acceptance.examples import CHUZHOU, EXAMPLES, JIANGXI, LIUPANSHUI, WORLDS, expected, files
from tests.acceptance.hubs import Hub, Server

Worlds = Callable[[str], Server]
Reported = dict[tuple[str, str, str, str], str]
"""(month, region, indicator, part) -> the figure as GraphQL writes it."""

QUERY = """
query Figures($where: ReportedFigureFilter, $after: String) {
  reportedFigures(where: $where, first: 1000, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      sheet indicator month measuredIn value yearToDate sameMonthLastYear
      region { code } agency worksheet rowNumber submission { fileName }
    }
  }
}
"""
PARTS = {VALUE: "value", YEAR_TO_DATE: "yearToDate", LAST_YEAR: "sameMonthLastYear"}


def figures(server: Server, **where: Any) -> list[dict[str, Any]]:
    """All reported figures that a filter wants, page by page."""
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = server.ask(QUERY, {"where": where, "after": after})["reportedFigures"]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


def by_place(nodes: list[dict[str, Any]]) -> Reported:
    return {
        (node["month"], node["region"]["code"], node["indicator"], part): node[field]
        for node in nodes
        for part, field in PARTS.items()
        if node[field] is not None
    }


def wanted(world: str) -> Reported:
    """monthly_reported of expected.json: _ytd and _last are parts, _wan says that the sheet was in 万元."""
    return {
        (month, region.removesuffix("-own"), *_indicator(name)): str(value)
        for month, regions in expected(world)["monthly_reported"].items()
        for region, values in regions.items()
        for name, value in values.items()
    }


def _indicator(name: str) -> tuple[str, str]:
    name = name.removesuffix("_wan")
    for ending, part in (("_ytd", YEAR_TO_DATE), ("_last", LAST_YEAR)):
        if name.endswith(ending):
            return name.removesuffix(ending), part
    return name, VALUE


@pytest.mark.parametrize("world_name", WORLDS)
def test_every_reported_value_is_there_and_no_other(world: Worlds, world_name: str) -> None:
    found = by_place(figures(world(world_name)))
    assert found == wanted(world_name)


@pytest.mark.parametrize(
    ("world_name", "sheet", "agency"),
    [
        (LIUPANSHUI, "hrss_monthly", "HRSS"),
        (JIANGXI, "procuratorate_monthly", "PROCURATORATE"),
        (CHUZHOU, "union_monthly", "UNION"),
    ],
)
def test_a_figure_leads_back_to_its_row(world: Worlds, world_name: str, sheet: str, agency: str) -> None:
    rows = {
        (file.path.name, _month(file.period), region.removesuffix("-own")): row
        for file in files(world_name)
        if not file.is_correction
        for described in file.sheets
        for region, row in described.get("row_of_region", {}).items()
    }
    nodes = figures(world(world_name))
    assert {(node["sheet"], node["agency"]) for node in nodes} == {(sheet, agency)}
    assert {
        (node["submission"]["fileName"], node["month"], node["region"]["code"]): node["rowNumber"]
        for node in nodes
    } == rows


def _month(period: str) -> str:
    return period.partition("..")[0]


def test_figures_can_be_asked_for_by_indicator_region_and_month(world: Worlds) -> None:
    server = world(LIUPANSHUI)
    one = {
        "indicator": {"eq": "hrss_wages_recovered"},
        "month": {"eq": "2019-08"},
        "region": "520201",
        "sheet": {"eq": "hrss_monthly"},
    }
    [node] = figures(server, **one)
    assert (node["value"], node["yearToDate"], node["measuredIn"]) == ("403300.00", "1896200.00", "yuan")
    within = figures(
        server, indicator={"eq": "projects_real_name"}, within="520200", month={"gte": "2019-11"}
    )
    months, regions = ("2019-11", "2019-12"), expected(LIUPANSHUI)["monthly_reported"]["2019-11"]
    assert sorted((n["month"], n["region"]["code"]) for n in within) == sorted(
        (month, region.removesuffix("-own")) for month in months for region in regions
    )
    assert {n["yearToDate"] for n in within} == {None}
    assert figures(server, value={"lt": "0"}) == []


def test_a_late_correction_names_the_month_that_no_longer_follows(world_copy: Copier) -> None:
    correction = next(c for c in expected(LIUPANSHUI)["corrections"] if c["form"] == "H12")
    finding = correction["finding"]

    def reported(server: Server) -> dict[str, str]:
        nodes = figures(server, region=correction["region"], month={"eq": correction["period"]})
        found = {
            (f"{indicator}_ytd" if part == YEAR_TO_DATE else indicator): value
            for (_, _, indicator, part), value in by_place(nodes).items()
        }
        return {name: found[name] for name in correction["before"]}

    with world_copy(LIUPANSHUI) as url, Hub(url).serving() as server:
        assert reported(server) == {name: str(value) for name, value in correction["before"].items()}
        [entry] = Hub(url).import_files([EXAMPLES / LIUPANSHUI / correction["file"]], "--reason", "更正")
        assert entry["status"] == "accepted", entry["problems"]
        assert reported(server) == {name: str(value) for name, value in correction["after"].items()}
        assert (entry["rows"]["changed"], entry["rows"]["new"], entry["rows"]["removed"]) == (2, 0, 0)

    told = list(_breaks(entry))
    assert {kind for kind, _, _ in told} == {"cumulative_break"}
    assert len(told) == len(finding["indicators"])
    for indicator in finding["indicators"]:
        assert any(indicator in text and "2019-10" in text and "2019-11" in text for _, _, text in told)
    assert any(finding["difference_yuan"] in text for _, _, text in told)
    assert any(f"相差{finding['difference_workers']}，" in text for _, _, text in told)


def _breaks(entry: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for problem in entry["problems"]:
        if problem["severity"] == "warning":
            yield problem["kind"], problem["cell"], problem["message"]["zh"]
