"""The commands of a clerk's day: preview, a plan, a supplement, a nil return, a closed month."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from hub.cli import app
from hub.errors import HubError

CASES = Path(__file__).parents[2] / "examples" / "liupanshui-2019" / "hrss" / "盘州市2019年欠薪案件台账.xlsx"
SLOT = ["--sheet", "H6", "--agency", "HRSS", "--region", "520281"]


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


def test_a_plan_goes_from_preview_to_accept(hub: CliRunner) -> None:
    [entry] = told(hub, "import", str(CASES))
    shown = told(hub, "preview", entry["submission"], "--first", "3")
    assert (len(shown["differences"]), shown["rows"]["new"]) == (3, entry["rows"]["new"])
    lines = said(hub, "preview", entry["submission"])
    assert f"plan {shown['plan']}" in lines
    assert "NEW" in lines
    with pytest.raises(HubError) as refused:
        said(hub, "accept", entry["submission"], "--plan", "another")
    assert refused.value.code == "PLAN_STALE"
    assert "accepted" in said(hub, "accept", entry["submission"], "--plan", shown["plan"])


def test_a_supplement_and_a_nil_return(hub: CliRunner) -> None:
    [entry] = told(hub, "import", "--supplement", str(CASES))
    assert entry["mode"] == "SUPPLEMENT"
    [nil] = told(hub, "import", "--nil", *SLOT, "--period", "2018-12", "--accept")
    assert (nil["nil"], nil["status"]) == (True, "accepted")
    assert hub.invoke(app, ["import"]).exit_code == 2


def test_a_closed_month_keeps_what_has_no_reason_waiting(hub: CliRunner) -> None:
    assert "六盘水市 2019-12" in said(hub, "close", "2019-12", "--region", "520200")
    [entry] = told(hub, "import", str(CASES), "--accept")
    assert entry["status"] == "checked"
    assert "month_closed" in {p["kind"] for p in entry["problems"]}
    with pytest.raises(HubError) as refused:
        said(hub, "accept", entry["submission"])
    assert refused.value.code == "REASON_REQUIRED"
    assert "已关账" in said(hub, "preview", entry["submission"])
    assert "reopened" in said(hub, "close", "2019-12", "--region", "520200", "--reopen")
    said(hub, "accept", entry["submission"])
    assert hub.invoke(app, ["close", "December", "--region", "520200"]).exit_code == 2
