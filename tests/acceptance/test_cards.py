"""Figure cards over HTTP and the command line: a published number survives the correction of its ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.acceptance.examples import EXAMPLES, LIUPANSHUI, expected
from tests.acceptance.hubs import Hub, Server

USES_WORLD = LIUPANSHUI
Copier = Callable[[str], AbstractContextManager[str]]

MAKE = """
mutation Make($indicator: String!, $within: RegionCode!, $asOf: DateTime) {
  createFigureCard(indicator: $indicator, within: $within, from: "2019-01", to: "2019-12", asOf: $asOf) {
    id path url value dataVersion sentence english: sentence(language: EN) citation asOf
  }
}
"""
CARD = """
query Card($id: String!) {
  figureCard(id: $id) {
    id value text sentence dataVersion verified cutOff definitionVersion definition { code version }
    coverage { expected received } yearOnYear { status text }
    sourcesTotal sources(first: 1000) { file worksheet cell value submission }
    now { changed value difference text definitionChanged
      reasons { dataVersion act reason value submission { file sheet unit periodFrom periodTo } } }
  }
}
"""
HISTORY = """
query History($indicator: String!, $within: RegionCode!) {
  figureHistory(indicator: $indicator, within: $within, from: "2019-01", to: "2019-12", first: 5) {
    hasMore vintages { dataVersion value text act submission { file } }
  }
}
"""


@dataclass(frozen=True)
class Corrected:
    """A served world whose ledger was corrected after cards had been made of its figures."""

    hub: Hub
    server: Server
    correction: dict[str, Any]
    before: dict[tuple[str, str], dict[str, Any]]
    version: dict[str, Any]


@pytest.fixture(scope="module")
def corrected(world_copy: Copier) -> Iterator[Corrected]:
    correction = next(c for c in expected(LIUPANSHUI)["corrections"] if c["form"] == "H6")
    with world_copy(LIUPANSHUI) as url:
        hub = Hub(url, {"HUB_PUBLIC_URL": "https://hub.example.org"})
        with hub.serving() as server:
            version = server.ask("{ dataVersion { number at } }")["dataVersion"]
            made = {
                key: server.ask(MAKE, {"indicator": key[1], "within": key[0]})["createFigureCard"]
                for key in _keys(correction)
            }
            [entry] = hub.import_files([EXAMPLES / LIUPANSHUI / correction["file"]], "--reason", "漏报更正")
            assert entry["status"] == "accepted", entry["problems"]
            yield Corrected(hub, server, correction, made, version)


def _keys(correction: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (region.removeprefix("region "), indicator)
        for region, indicators in correction["before"].items()
        for indicator in indicators
    ]


def _expected(correction: dict[str, Any], when: str, key: tuple[str, str]) -> str:
    return str(correction[when][f"region {key[0]}"][key[1]])


def test_cards_give_the_published_numbers_for_ever_and_tell_what_corrected_them(corrected: Corrected) -> None:
    name = corrected.correction["file"].rpartition("/")[2]
    for key, made in corrected.before.items():
        found = corrected.server.ask(CARD, {"id": made["id"]})["figureCard"]
        before, after = (_expected(corrected.correction, when, key) for when in ("before", "after"))

        assert (found["value"], found["verified"]) == (before, True), key
        assert (found["sentence"], found["dataVersion"]) == (
            made["sentence"],
            int(corrected.version["number"]),
        )
        assert (found["now"]["value"], found["now"]["changed"]) == (after, before != after), key
        assert float(found["now"]["difference"]) == float(after) - float(before)
        told = [
            (r["dataVersion"], r["act"], r["reason"], r["value"], r["submission"]["file"])
            for r in found["now"]["reasons"]
        ]
        only = (int(corrected.version["number"]) + 1, "ACCEPT", "漏报更正", after, name)
        assert told == ([only] if before != after else []), key
        assert sum(float(source["value"]) for source in found["sources"]) == float(before), key
        assert found["sourcesTotal"] == len(found["sources"])


def test_the_same_card_is_made_of_the_data_of_that_time_afterwards(corrected: Corrected) -> None:
    for key, made in corrected.before.items():
        asked = {"indicator": key[1], "within": key[0]}
        again = corrected.server.ask(MAKE, {**asked, "asOf": corrected.version["at"]})["createFigureCard"]
        later = corrected.server.ask(MAKE, asked)["createFigureCard"]

        assert again == made
        assert later["id"] != made["id"]
        assert later["value"] == _expected(corrected.correction, "after", key)


def test_the_history_of_a_figure_ends_with_the_correction(corrected: Corrected) -> None:
    found = corrected.server.ask(HISTORY, {"indicator": "hrssWagesRecovered", "within": "520281"})
    newest, before = found["figureHistory"]["vintages"][:2]

    assert (newest["value"], before["value"]) == ("2095200.00", "2040400.00")
    assert newest["submission"]["file"] == corrected.correction["file"].rpartition("/")[2]
    assert before["submission"]["file"] == corrected.correction["corrects"].rpartition("/")[2]


def test_programs_and_the_command_line_get_the_same_card(corrected: Corrected) -> None:
    key = ("520281", "hrss_wages_recovered")
    made = corrected.before[key]
    headers = {"authorization": f"Bearer {corrected.server.token}"}

    over_http = corrected.server.client.get(f"/api/figures/{made['id'].lower()}", headers=headers)
    shown = json.loads(corrected.hub.done("figure", made["id"], "--json"))
    words = corrected.hub.done("figure", made["id"])
    options = ("--within", key[0], "--from", "2019-01", "--to", "2019-12")
    version = str(corrected.version["number"])
    typed = corrected.hub.done("card", "--indicator", key[1], *options, "--data-version", version)

    assert over_http.status_code == 200, over_http.text
    assert over_http.json() == shown
    assert (shown["value"], shown["verified"], shown["now"]["value"]) == ("2040400.00", True, "2095200.00")
    assert shown["url"] == made["url"] == f"https://hub.example.org/figures/{made['id']}"
    assert made["sentence"] in words
    assert "漏报更正" in words
    assert typed.splitlines()[0] == made["id"]
    filtered = ("--where", '{"workerGroup": "MIGRANT"}', "--json")
    assert json.loads(corrected.hub.done("card", "--indicator", key[1], *options, *filtered))["where"] == {
        "workerGroup": ["MIGRANT"]
    }


def test_refusals_have_codes(corrected: Corrected) -> None:
    made = corrected.before[("520200", "hrss_wages_recovered")]["id"]
    county = corrected.hub.token("county", "viewer", region="520281")
    union = corrected.hub.token("union", "clerk", agency="UNION", region="520200")
    press = corrected.hub.token("press", "press", agency="HRSS", region="520200")
    headers = {"authorization": f"Bearer {county}"}
    asked = {"indicator": "hrss_wages_recovered", "within": "520200"}

    def code(document: str, variables: dict[str, Any], token: str) -> str:
        [error] = corrected.server.answer(document, variables, token)["errors"]
        return str(error["extensions"]["code"])

    assert corrected.server.ask(CARD, {"id": made}, county)["figureCard"] is None
    assert corrected.server.client.get(f"/api/figures/{made}", headers=headers).status_code == 404
    assert corrected.server.client.get(f"/api/figures/{made}").status_code == 401
    assert code(MAKE, asked, county) == "WITHHELD"
    assert code(MAKE, asked, union) == "WITHHELD"
    assert code(HISTORY, asked, union) == "WITHHELD"
    assert code(HISTORY, {**asked, "within": "650000"}, county) == "WITHHELD"  # never reported
    assert code(MAKE, asked, press) == "FORBIDDEN"
    assert code(CARD, {"id": made}, press) == "FORBIDDEN"
    assert code(MAKE, {**asked, "indicator": "no_such"}, county) == "NOT_FOUND"
    ran = corrected.hub.run("figure", "F-0")
    assert (ran.code, "没有这张数字卡" in ran.err) == (1, True)
