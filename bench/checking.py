"""Checking a large workbook in its limited process, against the time that calamine alone takes to read it."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from bench.country import SEED
from bench.importing import FAULTY_EVERY, YEAR, workbook
from hub.importing import child
from hub.importing.check import check_file_limited
from hub.importing.parsed import Options
from hub.months import Period
from hub.settings import Settings

TARGET, MEMORY_TARGET = 3.0, 300
"""Times calamine's time at most; megabytes of the parent below."""


@dataclass(frozen=True)
class Checked:
    """Wall and processor seconds of each round, and the most memory that the checking parent ever held."""

    rows: int
    problems: int
    hub: list[float]
    hub_processor: list[float]
    calamine: list[float]
    calamine_processor: list[float]
    parent_megabytes: float

    @property
    def ratio(self) -> float:
        """How many times calamine's time, by medians."""
        return statistics.median(self.hub) / statistics.median(self.calamine)

    @property
    def processor_ratio(self) -> float:
        """The same by processor time, the least of the rounds: what other work on the machine disturbs little."""
        return min(self.hub_processor) / min(self.calamine_processor)


def measure(home: Path, rows: int, rounds: int, say: Callable[[str], None]) -> Checked:
    """Check a workbook with a fault in every hundredth row and read it by calamine, in turn, each in a fresh process."""
    path = home / f"faulty-{rows}-{SEED}.xlsx"
    if not path.exists():
        say(f"writing a workbook of {rows:,} rows")
        path.write_bytes(workbook(rows, faulty=True))
    hub, alone = [], []
    for _ in range(rounds):
        say(f"check of {rows:,} rows")
        hub.append(_in_a_process("hub", path))
        alone.append(_in_a_process("calamine", path))
    if any(found["problems"] != rows // FAULTY_EVERY for found in hub):
        raise SystemExit(f"expected {rows // FAULTY_EVERY} problems, found {hub[0]['problems']:g}")
    return Checked(
        rows,
        rows // FAULTY_EVERY,
        [found["seconds"] for found in hub],
        [found["processor"] for found in hub],
        [found["seconds"] for found in alone],
        [found["processor"] for found in alone],
        max(found["megabytes"] for found in hub),
    )


def _in_a_process(what: str, path: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.checking", what, str(path)], check=True, capture_output=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _check(path: Path) -> dict[str, float]:
    data = path.read_bytes()
    settings = Settings(database_url=None)
    options = Options(sheet="supported_lawsuits", period=Period(date(YEAR, 1, 1), date(YEAR, 12, 1)))

    def check(content: bytes, name: str) -> int:
        (found,) = check_file_limited(
            content,
            name,
            options,
            digest_key=b"bench" * 8,
            memory_mb=settings.parser_memory_mb,
            cpu_seconds=settings.parser_cpu_seconds,
            wall_seconds=settings.parser_wall_seconds,
        )
        return len(found.problems)

    check(b"a", "a.csv")  # starts the nursery, which a running hub has
    begun, own = time.perf_counter(), _processor(resource.RUSAGE_SELF)
    problems = check(data, path.name)
    seconds = time.perf_counter() - begun
    megabytes = _most_megabytes()
    child.stop()  # its time counts once it has ended
    used = _processor(resource.RUSAGE_SELF) + _processor(resource.RUSAGE_CHILDREN)
    return {
        "seconds": seconds,
        "processor": used - own - _of_an_idle_nursery(check),
        "problems": problems,
        "megabytes": megabytes,
    }


def _of_an_idle_nursery(check: Callable[[bytes, str], int]) -> float:
    """What a nursery takes to start and for a file of one byte."""
    before = _processor(resource.RUSAGE_CHILDREN)
    check(b"a", "a.csv")
    child.stop()
    return _processor(resource.RUSAGE_CHILDREN) - before


def _read(path: Path) -> dict[str, float]:
    begun, used = time.perf_counter(), _processor(resource.RUSAGE_SELF)
    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return {
        "seconds": time.perf_counter() - begun,
        "processor": _processor(resource.RUSAGE_SELF) - used,
        "problems": 0,
        "megabytes": _most_megabytes(),
    }


def _most_megabytes() -> float:
    """The most memory that this program held; ru_maxrss would count whoever started it as well."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024


def _processor(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    print(json.dumps((_check if sys.argv[1] == "hub" else _read)(Path(sys.argv[2]))))  # noqa: T201
