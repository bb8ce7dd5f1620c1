"""Windows of load on servers in turn, with the processor time that server and PostgreSQL spend a request."""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from bench.queries import Query, Value
from bench.server import HOST
from hub.database import libpq

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A server process under measurement."""

    kind: str
    port: int
    pid: int
    token: str

    def path(self, query: Query) -> str:
        """Where it answers a question."""
        return "/graphql" if self.kind == "product" else f"/{query.name}"

    def bodies(self, query: Query) -> list[str]:
        """The requests of a question, in the order of its values."""
        if self.kind == "product":
            return [self._document(query, value) for value in query.values]
        return [json.dumps({"number": number}) for number in range(len(query.values))]

    def answer(self, query: Query, number: int) -> bytes:
        """One answer."""
        request = urllib.request.Request(
            f"http://{HOST}:{self.port}{self.path(query)}",
            self.bodies(query)[number].encode(),
            {"content-type": "application/json", "authorization": f"Bearer {self.token}"},
        )
        with urllib.request.urlopen(request) as response:
            found: bytes = response.read()
            return found

    @staticmethod
    def _document(query: Query, value: Value) -> str:
        return json.dumps({"query": query.document, "variables": value.variables})


@dataclass
class Series:
    """What the windows of one server, question and concurrency gave."""

    windows: list[Mapping[str, float]] = field(default_factory=list)

    def median(self, what: str) -> float:
        """The median over the windows: rate, p50, p95, server_ms, postgres_ms, bytes."""
        return statistics.median(window[what] for window in self.windows)


@contextmanager
def servers(kinds: Sequence[str], url: str, home: Path, token: str) -> Iterator[dict[str, Server]]:
    """The servers, each a process on the first core; PostgreSQL and the load get the others, where there are any."""
    with ExitStack() as stack:
        _pin(_postmaster(url), _other_cores())
        yield {kind: stack.enter_context(_server(kind, url, home, token)) for kind in kinds}


@contextmanager
def _server(kind: str, url: str, home: Path, token: str) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "bench.server", kind, url, str(port), str(home)])
    try:
        _pin(process.pid, _first_core())
        _wait(process, port)
        yield Server(kind, port, process.pid, token)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the server did not start") from None
            time.sleep(0.05)


def window(server: Server, query: Query, url: str, concurrency: int, seconds: float) -> dict[str, float]:
    """One window of load."""
    postmaster = _postmaster(url)
    before = _cpu(server.pid), _cpu_of_children(postmaster)
    task = {
        "port": server.port,
        "path": server.path(query),
        "token": server.token,
        "bodies": server.bodies(query),
        "concurrency": concurrency,
        "seconds": seconds,
    }
    load = subprocess.Popen(
        [sys.executable, "-m", "bench.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    _pin(load.pid, _other_cores())
    answer, _ = load.communicate(json.dumps(task).encode())
    if load.returncode:
        raise RuntimeError(f"{server.kind} failed under load: {query.name}")
    found: dict[str, float] = json.loads(answer)
    after = _cpu(server.pid), _cpu_of_children(postmaster)
    found["server_ms"] = (after[0] - before[0]) * 1000 / found["all"]
    found["postgres_ms"] = (after[1] - before[1]) * 1000 / found["all"]
    return found


def differences(query: Query, one: Server, other: Server) -> str | None:
    """How the answers of two servers to the same requests differ: None where all are the same.

    Bytes are compared; where they differ, the parsed JSON, in which ratios count to twelve digits.
    """
    for number in range(len(query.values)):
        found, wanted = one.answer(query, number), other.answer(query, number)
        if found != wanted and _plain(json.loads(found)) != _plain(json.loads(wanted)):
            return f"{query.name}, value {number}:\n{found[:2000]!r}\n{wanted[:2000]!r}"
    return None


def same_bytes(query: Query, one: Server, other: Server) -> bool:
    """Whether the answers are the same to the byte."""
    return all(one.answer(query, n) == other.answer(query, n) for n in range(len(query.values)))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: f"{float(inner):.12g}" if name == "ratio" and inner else _plain(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value


def _postmaster(url: str) -> int:
    with psycopg.connect(libpq(url)) as connection:
        return _parent(connection.info.backend_pid)


def _parent(pid: int) -> int:
    return int(_stat(pid)[1])


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on."""
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()


def _cpu(pid: int) -> float:
    """Processor seconds of a process, with those of its ended children."""
    return sum(map(int, _stat(pid)[11:15])) / _TICKS


def _cpu_of_children(parent: int) -> float:
    """Processor seconds of the postmaster and its living and ended children."""
    total = _cpu(parent)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if _parent(int(entry.name)) == parent:
                    total += _cpu(int(entry.name))
            except (FileNotFoundError, ProcessLookupError):
                continue  # it has just ended, and counts with its parent
    return total


def _first_core() -> set[int]:
    return {min(os.sched_getaffinity(0))}


def _other_cores() -> set[int]:
    cores = os.sched_getaffinity(0)
    return cores - _first_core() or cores


def _pin(pid: int, cores: set[int]) -> None:
    os.sched_setaffinity(pid, cores)
