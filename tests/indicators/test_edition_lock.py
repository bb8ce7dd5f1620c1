"""An edition is never edited in place: the lock names whoever does."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.checks import own_definitions
from hub.indicators.catalogue import Indicator, load
from hub.indicators.edition_lock import LOCK, held, problems, write
from tests.indicators.test_editions import CASES


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "editions.lock"


def cases(folder: Path, text: str = CASES) -> dict[str, Indicator]:
    (folder / "test_cases.toml").write_text(text, encoding="utf-8")
    return {"test_cases": load(folder / "test_cases.toml")}


def test_editions_are_written_down_once(tmp_path: Path, lock: Path) -> None:
    known = cases(tmp_path)
    (missing,) = problems(known, lock)
    assert "test_cases 1, test_cases 2" in missing
    write(known, lock)
    assert set(held(lock)) == {("test_cases", "1"), ("test_cases", "2")}
    assert problems(known, lock) == []
    assert problems(cases(tmp_path, CASES.replace("测试案件数", "案件数")), lock) == []


def test_an_edition_changed_in_place_is_named_and_stays_locked(tmp_path: Path, lock: Path) -> None:
    write(cases(tmp_path), lock)
    before = lock.read_text(encoding="utf-8")
    changed = cases(tmp_path, CASES.replace('"LITIGATION"', '"ARBITRATION"'))
    (said,) = problems(changed, lock)
    assert said.startswith("test_cases.toml: version 2 was changed in place: give it a new version")
    write(changed, lock)
    assert lock.read_text(encoding="utf-8") == before


def test_an_edition_that_is_gone_is_named(tmp_path: Path, lock: Path) -> None:
    write(cases(tmp_path), lock)
    (said,) = problems(cases(tmp_path, CASES[: CASES.index("[[earlier]]")]), lock)
    assert said.startswith("test_cases.toml: version 1 is gone")


def test_a_new_version_beside_the_old_one_is_fine(tmp_path: Path, lock: Path) -> None:
    newest = CASES[: CASES.index("[[earlier]]")]
    old = newest.replace('version = "2"\nvalid_from = 2024-04-01', 'version = "1"\nvalid_from = 2016-01-01')
    write(
        cases(tmp_path, old.replace('where = [{ field = "forum", op = "is", value = "LITIGATION" }]\n', "")),
        lock,
    )
    known = cases(tmp_path)
    (missing,) = problems(known, lock)
    assert "does not hold 1 editions (test_cases 2)" in missing
    write(known, lock)
    assert problems(known, lock) == []


def test_the_lock_of_the_hub_fits_its_definitions() -> None:
    assert problems(own_definitions(), LOCK) == []
