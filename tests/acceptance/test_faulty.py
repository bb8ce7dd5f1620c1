"""The workbooks with known faults, sent as their clerks would: every fault is told at its cell, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Copier
from tests.acceptance.examples import WORLDS
from tests.acceptance.hubs import Hub, Server

FAULTY = Path(__file__).parents[1] / "workbooks"
UPLOADS: Mapping[str, Mapping[str, str]] = json.loads((FAULTY / "uploads.json").read_text(encoding="utf-8"))
FAULTS: Mapping[str, list[dict[str, Any]]] = json.loads((FAULTY / "faults.json").read_text(encoding="utf-8"))

Told = Counter[tuple[str | None, str | None, str]]


@pytest.mark.parametrize("world_name", WORLDS)
def test_every_fault_is_found_and_nothing_else_is_an_error(world_copy: Copier, world_name: str) -> None:
    wrong = {}
    with world_copy(world_name) as url, Hub(url).serving() as server:
        for name, upload in UPLOADS.items():
            if upload["after"] != world_name:
                continue
            problems = _problems(server, name, upload)
            told = _places(problems, FAULTS[name])
            wanted = Counter((f["sheet"], f["cell"], f["severity"]) for f in FAULTS[name])
            missed = wanted - told
            more = {place: n for place, n in (told - wanted).items() if place[2] != "notice"}
            if missed or more:
                wrong[name] = {"missed": dict(missed), "more": more, "told": [p["kind"] for p in problems]}
    assert wrong == {}


def test_the_faults_are_those_of_all_the_workbooks() -> None:
    assert set(FAULTS) == set(UPLOADS) == {path.name for path in FAULTY.iterdir() if path.suffix != ".json"}
    assert sum(map(len, FAULTS.values())) > 60


def _problems(server: Server, name: str, upload: Mapping[str, str]) -> list[dict[str, Any]]:
    fields = {
        "sheet": upload["form"],
        "agency": upload["agency"],
        "region": upload["region"],
        "period": upload["period"],
    }
    headers = {"authorization": f"Bearer {server.token}"}
    sent = {"file": (name, (FAULTY / name).read_bytes())}
    answer = server.client.post("/api/submissions", headers=headers, data=fields, files=sent)
    assert answer.status_code in (201, 422), answer.text
    return [problem for entry in answer.json() for problem in entry["problems"]]


def _places(problems: list[dict[str, Any]], faults: list[dict[str, Any]]) -> Told:
    """(worksheet, cell, severity) of what was told; the worksheet of a text file means nothing."""
    named = {fault["sheet"] for fault in faults}
    alone = next(iter(named)) if len(named) == 1 else None
    return Counter(
        (
            alone if problem["worksheet"] not in named else problem["worksheet"],
            problem["cell"],
            problem["severity"],
        )
        for problem in problems
    )
