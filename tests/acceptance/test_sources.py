"""Every figure of the example worlds down to its cells: the sources recompute it, and the workbooks hold what they say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any
from unicodedata import normalize

import pytest

from hub.importing.dates import parse_day
from hub.importing.grid import Grid
from hub.importing.reading import read
from tests.acceptance.examples import EXAMPLES, LIUPANSHUI, WORLDS, expected
from tests.acceptance.hubs import Server

Worlds = Callable[[str], Server]

USES_WORLD = LIUPANSHUI
PAGE = 200
MONTHS = {
    "liupanshui-2019": ("2019-01", "2019-12"),
    "jiangxi-2020": ("2019-05", "2021-03"),
    "chuzhou-2024": ("2023-01", "2024-06"),
}
SOURCE = """cursor part value field header submission file sheet unit period worksheet row cell record
  region { code name }"""
QUERY = """
query Sourced($within: RegionCode!, $from: Month!, $to: Month!, $by: [Dimension!]!) {
  statistics(within: $within, from: $from, to: $to, by: $by) { region { code } ownLevel FIGURES }
}"""


def definitions(server: Server) -> dict[str, dict[str, Any]]:
    """The catalogue by field."""
    fields = "{ indicators { code field kind unit } }"
    return {found["field"]: found for found in server.ask(fields)["indicators"]}


def sourced(
    server: Server, world_name: str, by: list[str]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """(definition, figure with all its sources) of every figure of a world that is not nothing."""
    catalogue = definitions(server)
    names = list(catalogue)
    for at in range(0, len(names), 15):
        yield from _pages(server, world_name, by, catalogue, names[at : at + 15])


def _pages(
    server: Server, world_name: str, by: list[str], catalogue: dict[str, dict[str, Any]], names: list[str]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    first, last = MONTHS[world_name]
    variables = {"within": expected(world_name)["region"], "from": first, "to": last, "by": by}
    found = f"value code missing numerator denominator sourcesTotal sources(first: {PAGE}) {{ {SOURCE} }}"
    rows = server.ask(
        QUERY.replace("FIGURES", " ".join(f"{name} {{ {found} }}" for name in names)), variables
    )
    for at, row in enumerate(rows["statistics"]):
        for name in names:
            figure = row[name]
            while len(figure["sources"]) < figure["sourcesTotal"]:
                after = figure["sources"][-1]["cursor"]
                more = f'{name} {{ sources(first: {PAGE}, after: "{after}") {{ {SOURCE} }} }}'
                page = server.ask(QUERY.replace("FIGURES", more), variables)["statistics"][at][name][
                    "sources"
                ]
                assert page, (name, row["region"], len(figure["sources"]), figure["sourcesTotal"])
                figure["sources"] += page
            if figure["code"] or (figure["value"] is not None and Decimal(figure["value"])):
                yield catalogue[name], figure


def recounted(unit: str, sources: list[dict[str, Any]]) -> Decimal:
    """A figure made anew of what its sources contribute: amounts and persons are added, records counted, and things
    that several records name, such as projects, counted once."""
    values = [source["value"] for source in sources]
    if unit == "COUNT" and set(values) != {"1"} and "project_code" in {s["field"] for s in sources}:
        return Decimal(len(set(values)))
    return sum(map(Decimal, values), Decimal(0))


@pytest.mark.parametrize("by", [[], ["COUNTY"]], ids=["total", "county"])
@pytest.mark.parametrize("world_name", WORLDS)
def test_every_figure_is_recomputed_from_its_cells(world: Worlds, world_name: str, by: list[str]) -> None:
    told = 0
    for definition, figure in sourced(world(world_name), world_name, by):
        sources, name = figure["sources"], definition["code"]
        if name.startswith(
            "reporting_"
        ):  # what is counted there are submissions; one that is missing has no file
            assert all(s["file"] and s["row"] is None and s["cell"] is None for s in sources), name
            continue
        told += 1
        assert sources, f"{name} has no source"
        assert len({s["cursor"] for s in sources}) == len(sources) == figure["sourcesTotal"], name
        assert all(s["cell"] and s["file"] for s in sources), (
            name,
            [s for s in sources if not s["cell"]][:3],
        )
        parts = defaultdict(list)
        for source in sources:
            parts[source["part"]].append(source)
        if definition["kind"] == "RATIO":
            for part in ("NUMERATOR", "DENOMINATOR"):
                assert recounted("COUNT", parts[part]) == Decimal(figure[part.lower()]), (name, part)
        elif definition["kind"] == "ORDINAL":
            assert {s["value"] for s in sources} == {figure["code"] or figure["value"]}, name
        elif definition["unit"] == "DAYS":
            assert median(Decimal(s["value"]) for s in sources) == Decimal(figure["value"]), name
        else:
            # Nobody has confirmed yet which recovered amounts are one payment: all of them count.
            assert recounted(definition["unit"], sources) == Decimal(figure["value"]), name
    assert told > 10


@cache
def grids(path: Path) -> dict[str, Grid]:
    """The worksheets of an original workbook, by the hub's own reader."""
    return {grid.worksheet: grid for grid in read(path.read_bytes(), path.name).grids}


def cell_of(world_name: str, source: dict[str, Any]) -> tuple[Any, str]:
    """What the original workbook holds in the cell of a source, and all that stands above it."""
    [path] = [p for p in (EXAMPLES / world_name).rglob("*") if p.name == source["file"]]
    grid = grids(path)[source["worksheet"]]
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", source["cell"]).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    above = "".join(str(grid.value(row, at) or "") for row in range(12) for at in range(column + 3))
    return grid.value(int(number) - 1, column - 1), above


AMOUNTS = ("hrss_wages_recovered", "special_account_inflow", "procuratorate_wages_recovered", "union_wages_recovered",
           "legal_aid_amount", "enforcement_amount_applied", "wages_recovered_gross", "court_wages_enforced")  # fmt: skip
DATES = ("supported_lawsuits_handled", "complaints_received", "wage_cases_filed", "legal_aid_cases_approved",
         "crime_transfers", "blacklist_new", "union_reminder_letters_issued")  # fmt: skip


@pytest.mark.parametrize("world_name", WORLDS)
def test_the_original_workbooks_hold_what_the_sources_say(world: Worlds, world_name: str) -> None:
    server, checked = world(world_name), 0
    catalogue = definitions(server)
    names = [name for name, found in catalogue.items() if found["code"] in AMOUNTS + DATES]
    variables = {"within": expected(world_name)["region"], "by": []}
    variables |= dict(zip(("from", "to"), MONTHS[world_name], strict=True))
    fields = f"{{ sources(first: 60) {{ {SOURCE} }} }}"
    query = QUERY.replace("FIGURES", " ".join(f"{name} {fields}" for name in names))
    [row] = server.ask(query, variables)["statistics"]
    for name in names:
        for source in row[name]["sources"]:
            held, above = cell_of(world_name, source)
            assert held is not None, (name, source)
            if catalogue[name]["code"] in AMOUNTS:
                digits = re.search(r"\d+(\.\d+)?", re.sub(r"[,\s]", "", normalize("NFKC", str(held))))
                assert digits, (name, source, held)
                factors = (1, 10000) if "万" in above + str(held) else (1,)
                stated = [Decimal(digits[0]) * factor for factor in factors]
                assert Decimal(source["value"]) in stated, (name, source, held)
            else:
                day = parse_day(held)
                assert isinstance(day, date), (name, source, held)
                assert MONTHS[world_name][0] <= f"{day:%Y-%m}" <= MONTHS[world_name][1], (name, source, held)
            checked += 1
    assert checked > 60


def test_what_must_not_be_seen_has_no_sources(world: Worlds) -> None:
    server = world(LIUPANSHUI)
    token = server.hub.token("county-sources", "viewer", agency="HRSS", region="520201")
    query = QUERY.replace(
        "FIGURES", f"wageCasesFiled {{ value missing sourcesTotal sources {{ {SOURCE} }} }}"
    )
    variables = {"from": "2019-01", "to": "2019-12", "by": []}
    [hidden] = server.ask(query, {**variables, "within": "520200"}, token)["statistics"]
    assert hidden["wageCasesFiled"] == {
        "value": None, "missing": "WITHHELD", "sourcesTotal": 0, "sources": [],
    }  # fmt: skip
    [own] = server.ask(query, {**variables, "within": "520201"}, token)["statistics"]
    assert own["wageCasesFiled"]["sourcesTotal"] == int(own["wageCasesFiled"]["value"]) > 0
    assert {s["region"]["code"] for s in own["wageCasesFiled"]["sources"]} == {"520201"}
    other = QUERY.replace("FIGURES", f"legalAidCasesApproved {{ missing sources {{ {SOURCE} }} }}")
    [unseen] = server.ask(other, {**variables, "within": "520201"}, token)["statistics"]
    assert unseen["legalAidCasesApproved"] == {"missing": "WITHHELD", "sources": []}


def test_too_many_sources_and_a_wrong_cursor_are_refused(world: Worlds) -> None:
    server = world(LIUPANSHUI)
    variables = {"within": "520200", "from": "2019-01", "to": "2019-12", "by": []}
    too_many = QUERY.replace("FIGURES", "wageCasesFiled { sources(first: 1001) { cell } }")
    [error] = server.answer(too_many, variables)["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    strange = QUERY.replace("FIGURES", 'wageCasesFiled { sources(after: "abc") { cell } }')
    [error] = server.answer(strange, variables)["errors"]
    assert error["extensions"]["code"] == "CURSOR_INVALID"
