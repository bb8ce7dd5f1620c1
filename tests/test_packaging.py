"""What a fresh machine gets: pinned packages, no address of ours, no password committed."""

import os
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_lock_names_no_address_and_no_place_of_a_machine() -> None:
    assert not re.search(r"://|^/|\s/\w|^--(index|extra|find)", LOCK, re.MULTILINE)


def test_every_pin_has_a_hash() -> None:
    pins = [entry for entry in re.split(r"\n(?=\S)", LOCK) if "==" in entry.splitlines()[0]]

    assert len(pins) > 50
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    locked = {line.split("==")[0].split("[")[0] for line in LOCK.splitlines() if "==" in line}

    assert {re.split(r"[\[>=<]", name)[0] for name in wanted} <= locked


@pytest.mark.parametrize("name", ["HUB_DB_PASSWORD", "HUB_DIGEST_KEY", "HUB_FILES_KEY"])
def test_compose_has_no_secret_and_asks_for_it(name: str) -> None:
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    uses = re.findall(rf"\$\{{{name}([^}}]*)\}}", compose)

    assert uses
    assert all(use.startswith(":?") for use in uses)


def test_production_runs_postgresql_18_and_the_hub_runs_as_nobody_special() -> None:
    assert "image: postgres:18\n" in (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert re.search(r"^USER hub$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)


def test_ci_can_be_run() -> None:
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")
    for target in ("make test", "make check", "make browser"):
        assert target in script.read_text(encoding="utf-8")
