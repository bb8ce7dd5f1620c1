"""A hub as its users meet it: the commands in processes of their own, GraphQL over HTTP."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import httpx2
from sqlalchemy.engine import make_url

HUB = Path(sys.executable).with_name("hub")
DIGEST_KEY = "acceptance-tests-know-this-key-of-forty-two"
FILES_KEY = "the-files-of-the-acceptance-tests-know-this"
# For machines with much else to do.
COMMAND_SECONDS = 300
START_SECONDS = 120
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Ran:
    """A command that ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The one JSON document on stdout."""
        found: list[dict[str, Any]] = json.loads(self.out)
        return found


@dataclass
class Hub:
    """A hub on one migrated database; nothing is shared with the process of the test but the database."""

    url: str
    settings: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """What a process of this hub finds in its environment."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
        url = make_url(self.url).render_as_string(hide_password=False)
        keys = {"HUB_DIGEST_KEY": DIGEST_KEY, "HUB_FILES_KEY": FILES_KEY}
        return {**outside, "HUB_DATABASE_URL": url, **keys, **self.settings}

    def start(self, *arguments: str | Path, **how: Any) -> subprocess.Popen[str]:
        """A command under way."""
        command = [str(HUB), *map(str, arguments)]
        return subprocess.Popen(
            command, env=self.environment(), text=True, encoding="utf-8", preexec_fn=_end_with_parent, **how
        )

    def run(self, *arguments: str | Path, typed: str | None = None) -> Ran:
        """A command to its end; `typed` is its stdin."""
        process = self.start(
            *arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        out, err = process.communicate(typed, timeout=COMMAND_SECONDS)
        return Ran(process.returncode, out, err)

    def done(self, *arguments: str | Path, typed: str | None = None) -> str:
        """The stdout of a command that must end well."""
        ran = self.run(*arguments, typed=typed)
        assert ran.code == 0, (
            f"hub {' '.join(map(str, arguments))}: exit {ran.code}\n{ran.out[-4000:]}\n{ran.err[-4000:]}"
        )
        return ran.out

    def import_files(self, files: Sequence[Path], *options: str) -> list[dict[str, Any]]:
        """Import and accept; the entries of the report whatever the exit code."""
        ran = self.run("import", "--accept", "--json", *options, *files)
        assert ran.code in (0, 1), f"hub import: exit {ran.code}\n{ran.out[-4000:]}\n{ran.err[-4000:]}"
        return ran.entries

    def token(self, name: str, role: str, *, agency: str | None = None, region: str | None = None) -> str:
        """A new bearer token."""
        options = [*(["--agency", agency] if agency else []), *(["--region", region] if region else [])]
        return self.done("token", "create", name, "--role", role, *options).split()[-1]

    @contextmanager
    def serving(self) -> Iterator[Server]:
        """The hub's server on a free port of this machine, until the block ends."""
        port = _free_port()
        with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
            process = self.start("serve", "--port", str(port), stdout=log, stderr=log)
            try:
                server = Server(self, f"http://127.0.0.1:{port}", log)
                server.token = self.token(f"operator-{port}", "admin")
                _wait_until_ready(server, process)
                yield server
                server.client.close()
            finally:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


class Server:
    """A running server, asked as an administrator unless another token is given."""

    def __init__(self, hub: Hub, url: str, log: TextIO) -> None:
        self.hub = hub
        self.client = httpx2.Client(base_url=url, timeout=60)
        self.token = ""
        self._log = log

    @property
    def log(self) -> str:
        """The end of what it wrote on stdout and stderr."""
        self._log.seek(0)
        return self._log.read()[-4000:]

    def answer(
        self, query: str, variables: Mapping[str, Any] | None = None, token: str | None = None
    ) -> dict[str, Any]:
        """The whole response: data, errors."""
        token = self.token if token is None else token
        headers = {"authorization": f"Bearer {token}"} if token else {}
        body = {"query": query, "variables": dict(variables or {})}
        response = self.client.post("/graphql", json=body, headers=headers)
        found: dict[str, Any] = response.json()
        return found

    def ask(
        self, query: str, variables: Mapping[str, Any] | None = None, token: str | None = None
    ) -> dict[str, Any]:
        """The data of a query that must have no errors."""
        found = self.answer(query, variables, token)
        assert "errors" not in found, f"{found['errors']}\n{query}\n{variables}\n{self.log}"
        data: dict[str, Any] = found["data"]
        return data


def _end_with_parent() -> None:
    """A test run that is killed leaves no server behind; only Linux can do this."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _wait_until_ready(server: Server, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if server.client.get("/readyz").status_code == 200:
                return
        except httpx2.TransportError:
            pass  # not listening yet
        time.sleep(0.1)
    raise AssertionError(f"hub serve did not become ready (exit {process.poll()}):\n{server.log}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
