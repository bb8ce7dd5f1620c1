"""The commands of a secretariat: oblige, list, release."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from hub.cli import app

RULE = ["H6", "--agency", "HRSS", "--region", "520200", "--from", "2019-01"]


@pytest.fixture
def hub(database_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    for name, value in (("DATABASE_URL", database_url), ("DIGEST_KEY", "k" * 40), ("FILES_KEY", "f" * 40)):
        monkeypatch.setenv(f"HUB_{name}", value)
    return CliRunner()


def said(hub: CliRunner, *arguments: str) -> str:
    done = hub.invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def told(hub: CliRunner, *arguments: str) -> Any:
    return orjson.loads(said(hub, *arguments, "--json"))


def test_units_are_obliged_listed_and_released(hub: CliRunner) -> None:
    made = told(
        hub, "oblige", *RULE, "--each", "county", "--to", "2019-12", "--due-days", "5", "--reason", "通知"
    )
    assert [(o["unit"], o["due_days"], o["to"]) for o in made] == [
        (f"HRSS:{code}", 5, "2019-12") for code in ("520201", "520203", "520221", "520281")
    ]
    lines = said(hub, "obligations", "--month", "2019-06", "--sheet", "H6").splitlines()
    assert len(lines) == 4
    assert "HRSS:520281" in lines[0]
    [over] = told(hub, "release", str(made[0]["id"]), "--reason", "机构撤销")
    assert (over["ended_reason"], over["unit"]) == ("机构撤销", "HRSS:520201")
    assert len(told(hub, "obligations")) == 3
    assert len(told(hub, "obligations", "--ended")) == 4


def test_a_month_is_written_as_such(hub: CliRunner) -> None:
    done = hub.invoke(app, ["oblige", *RULE[:-1], "2019"])
    assert done.exit_code == 2
    assert "2019-01" in done.output
