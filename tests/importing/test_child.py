"""A child process with limits: results and refusals come back, and nothing that happens in it harms the parent."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from hub.importing.child import ChildError, beside, both, may_fork, run_limited
from hub.importing.grid import address
from hub.importing.problems import RefusedFileError


def _sum(*numbers: int) -> int:
    return sum(numbers)


def _refuse() -> None:
    raise RefusedFileError("file_too_large", megabytes=7)


def _fail() -> None:
    raise ValueError("a mistake of ours")


def _kill_oneself(number: int) -> None:
    os.kill(os.getpid(), number)
    time.sleep(10)


def _crash() -> None:
    ctypes.string_at(0)


def _take_memory() -> int:
    return len(bytearray(10**9))


def _burn() -> None:
    while True:
        pass


def _echo(data: bytes) -> bytes:
    return data


def _leave() -> None:
    sys.exit(3)


def _reaches(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def _open_descriptors() -> list[str]:
    found = []
    for name in range(3, 1_000):
        with suppress(OSError):
            found.append(os.readlink(f"/proc/self/fd/{name}"))
    return found


def _pid_and_sleep(file: str) -> None:
    Path(file).write_text(str(os.getpid()))
    time.sleep(60)


def _read_beside(guard: Callable[[], str], reading: Callable[[], object]) -> tuple[str, bool]:
    found = beside(guard, worthwhile=True)
    first = os.getppid()
    try:
        reading()
    finally:
        said = found()
    return said, said.startswith(f"{first} ")


def _own_number() -> str:
    return str(os.getpid())


def _own_and_parents_number() -> str:
    return f"{os.getpid()} {os.getppid()}"


def _refuse_late() -> str:
    time.sleep(0.5)
    raise RefusedFileError("file_too_large", megabytes=7)


def _two_numbers() -> tuple[str, str, bool]:
    return *both(_own_number, _own_number), may_fork()


def _fail_in_the_fork(parent: int) -> int:
    if os.getppid() == parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return 42


def _both_although_one_dies() -> tuple[str, int]:
    parent = os.getpid()
    return both(_own_number, lambda: _fail_in_the_fork(parent))


def _both_of_which_one_refuses() -> tuple[str, None]:
    return both(_own_number, _refuse)


def _kind(function: Callable[..., object], *args: object, **limits: Any) -> str:
    with pytest.raises(RefusedFileError) as caught:
        run_limited(function, *args, **limits)
    assert caught.value.problem.message("zh")
    return caught.value.problem.kind


def test_a_result_comes_back() -> None:
    assert run_limited(_sum, 1, 2, 3) == 6


def test_a_refusal_comes_back_with_its_details() -> None:
    with pytest.raises(RefusedFileError) as caught:
        run_limited(_refuse)
    assert (caught.value.problem.kind, caught.value.problem.details) == ("file_too_large", {"megabytes": 7})


def test_our_own_mistake_is_not_called_a_bad_file() -> None:
    with pytest.raises(ChildError, match="a mistake of ours"):
        run_limited(_fail)


@pytest.mark.parametrize("number", [signal.SIGABRT, signal.SIGSEGV])
def test_a_child_that_dies_is_a_file_that_cannot_be_read(number: int) -> None:
    assert _kind(_kill_oneself, int(number)) == "file_cannot_be_read"


def test_a_crash_in_a_library_is_a_file_that_cannot_be_read() -> None:
    assert _kind(_crash) == "file_cannot_be_read"
    assert _kind(_leave) == "file_cannot_be_read"


def test_memory_cpu_and_time_are_limited() -> None:
    assert _kind(_take_memory, memory_mb=200) == "file_needs_too_much_memory"
    assert _kind(_kill_oneself, int(signal.SIGKILL)) == "file_needs_too_much_memory"
    assert _kind(_burn, cpu_seconds=1) == "file_needs_too_much_time"
    started = time.monotonic()
    assert _kind(time.sleep, 60, wall_seconds=0.5) == "file_needs_too_much_time"
    assert time.monotonic() - started < 5


def test_a_guard_looks_while_a_second_process_reads() -> None:
    guarding, forked = run_limited(_read_beside, _own_and_parents_number, _own_number)
    assert len(guarding.split()) == 2
    assert forked


def test_what_the_guard_refuses_is_refused_whatever_has_happened_to_the_reading() -> None:
    for reading in (_own_number, _crash, _leave, _take_memory, _burn):
        assert _kind(_read_beside, _refuse_late, reading) == "file_too_large"


def test_without_a_refusal_the_end_of_the_reading_counts() -> None:
    assert _kind(_read_beside, _own_number, _crash) == "file_cannot_be_read"
    assert _kind(_read_beside, _own_number, _take_memory, memory_mb=200) == "file_needs_too_much_memory"
    assert _kind(_read_beside, _own_number, _burn, cpu_seconds=1) == "file_needs_too_much_time"
    assert _kind(_read_beside, _own_number, _burn, wall_seconds=1) == "file_needs_too_much_time"
    with pytest.raises(ChildError, match="a mistake of ours"):
        run_limited(_read_beside, _own_number, _fail)


def test_outside_of_a_child_the_guard_runs_first() -> None:
    pid = str(os.getpid())
    assert beside(_own_number, worthwhile=True)() == pid
    assert both(_own_number, _own_number) == (pid, pid)
    with pytest.raises(RefusedFileError):
        beside(_refuse_late, worthwhile=True)


def test_two_halves_run_in_two_processes() -> None:
    first, second, at_once = run_limited(_two_numbers)
    assert at_once
    assert first != second


def test_a_half_that_fails_in_its_fork_is_called_again() -> None:
    assert run_limited(_both_although_one_dies)[1] == 42
    assert _kind(_both_of_which_one_refuses) == "file_too_large"


def test_arguments_larger_than_the_memory_are_refused() -> None:
    assert _kind(_echo, bytes(100 * 2**20), memory_mb=50) == "file_needs_too_much_memory"


def test_large_data_goes_both_ways() -> None:
    data = os.urandom(20 * 2**20)
    assert run_limited(_echo, data) == data


def test_a_child_reaches_nobody_where_the_system_permits_to_leave_the_network() -> None:
    permitted = "import ctypes, sys; c = ctypes.CDLL(None); sys.exit(bool(c.unshare(1 << 30)) and bool(c.unshare(5 << 28)))"
    may_leave = subprocess.run([sys.executable, "-c", permitted], check=False).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert run_limited(_reaches, listener.getsockname()[1]) is not may_leave


def test_a_child_holds_nothing_open_but_its_own_socket() -> None:
    [held] = run_limited(_open_descriptors)
    assert held.startswith("socket:")


def test_many_threads_call_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda row: run_limited(address, row, 0), range(60)))
    assert found == [f"A{row}" for row in range(1, 61)]


def test_a_later_call_takes_milliseconds_only() -> None:
    # A function of an imported module; one of this file has the child import this file and pytest first.
    run_limited(address, 1, 1)
    started = time.monotonic()
    for _ in range(20):
        run_limited(address, 1, 1)
    assert (time.monotonic() - started) / 20 < 0.1


def test_no_process_and_no_descriptor_is_left() -> None:
    run_limited(_sum, 1)
    descriptors = len(os.listdir("/proc/self/fd"))
    for _ in range(4):
        run_limited(_sum, 1)
        _kind(_kill_oneself, int(signal.SIGABRT))
    assert len(os.listdir("/proc/self/fd")) == descriptors
    [nursery] = _nurseries_of(os.getpid())
    assert _children(nursery) == []


def test_the_nursery_is_started_anew_when_it_dies() -> None:
    run_limited(_sum, 1)
    [nursery] = _nurseries_of(os.getpid())
    os.kill(nursery, signal.SIGKILL)
    _wait_until(lambda: not _runs(nursery))
    assert run_limited(_sum, 2, 3) == 5


def test_a_child_does_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    script = tmp_path / "script.py"
    # No main guard: a child that imported the main module again would start children without end.
    script.write_text(
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "from hub.importing.child import run_limited\n"
        f"from {__name__} import _pid_and_sleep\n"
        f"run_limited(_pid_and_sleep, {str(file)!r}, wall_seconds=60.0)\n"
    )
    parent = subprocess.Popen([sys.executable, str(script)])
    _wait_until(lambda: file.exists() and file.read_text() != "")
    child = int(file.read_text())
    [nursery] = _nurseries_of(parent.pid)
    parent.kill()
    parent.wait()
    _wait_until(lambda: not _runs(child) and not _runs(nursery))


def test_a_forked_copy_of_the_parent_has_its_own_nursery() -> None:
    run_limited(_sum, 1)
    pid = os.fork()
    if pid == 0:
        os._exit(run_limited(_sum, 40, 2))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 42
    assert run_limited(_sum, 1, 1) == 2


def _stat(pid: int) -> tuple[str, int]:
    """State and parent of a process; a dead one that nobody has buried is a Z."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return fields[0], int(fields[1])


def _runs(pid: int) -> bool:
    try:
        return _stat(pid)[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _children(parent: int) -> list[int]:
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if _runs(pid) and _stat(pid)[1] == parent]


def _nurseries_of(parent: int) -> list[int]:
    return [
        pid for pid in _children(parent) if "hub.importing.child" in Path(f"/proc/{pid}/cmdline").read_text()
    ]


def _wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
