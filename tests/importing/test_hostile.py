"""Hostile files: each ends in a table or one refusal, within ten seconds, and harms neither the parent nor the next file."""

from __future__ import annotations

import random
import resource
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hub.importing.check import check_file_limited
from hub.importing.parsed import Options, ParsedSubmission
from tests.importing import hostile
from tests.importing.reading import written
from tests.importing.tables import KEY, wage_case

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SECONDS, CHILD_MB, PARENT_MB = 10.0, 512, 50


@pytest.mark.parametrize("name", hostile.FILES)
def test_a_hostile_file_ends_in_a_table_or_one_refusal(name: str) -> None:
    file = hostile.FILES[name]
    data = file.made()
    _check(b"a,b\n1,2\n", "a.csv")  # the process that makes the children is there
    before, started = _resident_mb(), time.monotonic()
    found = _check(data, file.file)
    assert time.monotonic() - started < SECONDS
    assert _resident_mb() - before < PARENT_MB
    _is_a_table_or_one_refusal(found)
    if file.kinds:
        [refused] = found
        assert {p.kind for p in refused.problems if p.severity == "error"} <= file.kinds
        assert refused.refused
    assert _imports_the_next_file()


def test_there_are_forty_kinds_and_more() -> None:
    assert len(hostile.FILES) >= 80
    assert {Path(file.file).suffix for file in hostile.FILES.values()} >= {
        ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".xml",
    }  # fmt: skip


def test_an_encrypted_workbook_says_so_in_both_languages() -> None:
    for name in (
        "a_workbook_encrypted_by_a_password",
        "an_old_workbook_with_a_password",
        "a_zip_with_a_password",
        "an_open_document_with_a_password",
    ):
        [refused] = _check(hostile.FILES[name].made(), "台账.xls")
        [problem] = refused.problems
        assert "加密" in problem.message("zh") or "密码" in problem.message("zh")
        assert "encrypted" in problem.message("en") or "password" in problem.message("en")


def test_macros_are_data_of_nobody() -> None:
    [found] = _check(hostile.FILES["a_workbook_with_macros"].made(), "台账.xlsm")
    assert "kind_differs_from_extension" not in {p.kind for p in found.problems}


def test_nothing_that_a_file_names_is_fetched() -> None:
    with _listening() as (port, callers):
        outside = hostile.outside_entities("Workbook", port)
        for data in (
            hostile.with_links_outside(port),
            f"{outside}{hostile.SPREADSHEETML}&x;&y;</Workbook>".encode(),
            written.repacked(written.xlsx([["a"]]), {"xl/sharedStrings.xml": f"{outside}<sst>&y;</sst>"}),
            written.repacked(written.ods([["a"]]), {"content.xml": f"{outside}<x>&y;</x>"}),
            f"<html><img src='http://127.0.0.1:{port}/'><table><tr><td>a<td>b</table></html>".encode(),
        ):
            _is_a_table_or_one_refusal(_check(data, "台账.xls"))
        # The listener itself works: a caller of ours is noticed.
        assert callers == []
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        _wait_until_called(callers)


@pytest.mark.parametrize("group", range(8))
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(group: int) -> None:
    """Fuzzing with a fixed seed, 200 mutations in all: never another exception, never a dead process."""
    chance = random.Random(20240301 + group)
    files = _small_examples()
    for _ in range(25):
        file = chance.choice(files)
        bad = bytearray(file.read_bytes())
        for _ in range(chance.choice((0, 1, 4, 40, 400))):
            bad[chance.randrange(len(bad))] = chance.choice(
                (0, 255, chance.randrange(256), ord(chance.choice("<>&\"',")))
            )
        if chance.random() < 0.4:
            del bad[chance.randrange(len(bad)) :]
        elif chance.random() < 0.2:
            start = chance.randrange(len(bad))
            bad[start:start] = bad[start : start + 5_000] * chance.randint(1, 40)
        _is_a_table_or_one_refusal(_check(bytes(bad), file.name))
    assert _imports_the_next_file()


def _small_examples() -> list[Path]:
    """The smaller half of every kind, so that 200 of them take seconds."""
    found: list[Path] = []
    for kind in ("xlsx", "xls", "et", "ods", "csv"):
        files = sorted(EXAMPLES.rglob(f"*.{kind}"), key=lambda path: (path.stat().st_size, path.name))
        found += files[: max(len(files) // 2, 2)]
    return found


def _check(data: bytes, name: str) -> list[ParsedSubmission]:
    return check_file_limited(data, name, Options(), digest_key=KEY, memory_mb=CHILD_MB)


def _is_a_table_or_one_refusal(found: list[ParsedSubmission]) -> None:
    assert found
    for submission in found:
        for problem in submission.problems:
            assert problem.message("zh") != problem.message("en")
        if submission.sheet is None:
            errors = [p for p in submission.problems if p.severity == "error"]
            assert (len(found), len(errors)) == (1, 1), [p.kind for p in errors]


def _imports_the_next_file() -> bool:
    case = wage_case()
    data = "\n".join((",".join(case), ",".join(str(value) for value in case.values())))
    [found] = _check(data.encode(), "台账.csv")
    return (found.sheet, len(found.rows)) == ("wage_cases", 1)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


@contextmanager
def _listening() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine and who has called it."""
    callers: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    caller, address = server.accept()
                except OSError:
                    return
                callers.append(str(address))
                caller.close()

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], callers
        server.shutdown(socket.SHUT_RDWR)


def _wait_until_called(callers: list[str]) -> None:
    deadline = time.monotonic() + 5
    while not callers:
        assert time.monotonic() < deadline
        time.sleep(0.01)
