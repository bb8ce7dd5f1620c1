"""A long job tells how far it is, and leaves nothing when it is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.access.viewer import OPERATOR
from hub.importing.parsed import Options
from hub.settings import Settings
from hub.submissions.intake import Intake
from tests.submissions.actions import checksums

CASES = Path(__file__).parents[2] / "examples" / "liupanshui-2019" / "hrss" / "盘州市2019年欠薪案件台账.xlsx"


class CutOff(Exception):
    """Whoever waits has given up."""


def test_rows_are_told_when_they_are_checked_and_when_they_are_received(database_url: str) -> None:
    heard: list[tuple[str, int]] = []
    intake = Intake(database_url, Settings.model_validate({"files_key": "f" * 40, "digest_key": "k" * 40}))
    [receipt] = intake.take(
        CASES.read_bytes(),
        CASES.name,
        Options(),
        by=OPERATOR,
        tell=lambda step, rows: heard.append((step, rows)),
    )
    read = receipt.rows.read
    assert read > 0
    assert heard == [("checked", read), ("received", read)]


@pytest.mark.parametrize("step", ["checked", "received"])
def test_a_job_that_is_cut_off_leaves_nothing(database_url: str, step: str) -> None:
    def give_up(said: str, _: int) -> None:
        if said == step:
            raise CutOff

    intake = Intake(database_url, Settings.model_validate({"files_key": "f" * 40, "digest_key": "k" * 40}))
    before = checksums(database_url)
    with pytest.raises(CutOff):
        intake.take(CASES.read_bytes(), CASES.name, Options(), by=OPERATOR, accept=True, tell=give_up)
    assert checksums(database_url) == before
