"""The command line refuses in one sentence, in zh and en, and never with a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HUB = Path(sys.executable).parent / "hub"
CASES = (
    Path(__file__).parent.parent / "examples" / "liupanshui-2019" / "hrss" / "盘州市2019年欠薪案件台账.xlsx"
)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"HUB_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "HUB_DIGEST_KEY": "k" * 40},
            "cannot be reached",
        ),
        ({"HUB_PORT": "many"}, "HUB_PORT"),
        ({"HUB_DIGEST_KEY": "short"}, "HUB_DIGEST_KEY"),
    ],
)
def test_a_hub_that_cannot_start_says_why(settings: dict[str, str], said: str) -> None:
    done = subprocess.run(
        [HUB, "check", CASES], env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_of_ours_elsewhere_needs_its_key(database_url: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "HUB_DIGEST_KEY"}
    done = subprocess.run(
        [HUB, "check", CASES],
        env={**environment, "HUB_DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "HUB_DIGEST_KEY" in done.stderr
