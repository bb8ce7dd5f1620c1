"""Initialising, starting and stopping the embedded server."""

import fcntl
import locale
import os
import re
import shlex
import shutil
import signal
import socket
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hub.embedded.cluster import Cluster, EmbeddedPostgresError, private_directory, reachable
from hub.embedded.locks import locked_if_free, locks_now

DATABASE = "hub"
OWNER = "hub"
PORT = 5432  # names the socket file only: the server listens on no network address

SETTINGS = {
    "shared_buffers": "256MB",
    "jit": "off",  # our statements are short: compiling them costs more than it gives
    "timezone": "UTC",
    "log_timezone": "UTC",
}
FAST_UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

START_SECONDS = 120  # recovery after a power cut can take a while
STOP_SECONDS = 60
LONGEST_SOCKET_PATH = 103  # bytes: 107 on Linux, 103 on macOS


def ensure_server(cluster: Cluster, *, fast_unsafe: bool) -> Path:
    """Gives the directory of the socket when the server answers."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        lock = locked_if_free(cluster.locks / "server.lock")
        if lock is not None:
            try:
                _launch(cluster, lock, fast_unsafe=fast_unsafe)
            finally:
                os.close(lock)
        postmaster = _postmaster(cluster.data)
        if postmaster is not None and postmaster.ready:
            return postmaster.socket_directory
        if time.monotonic() > deadline:
            raise EmbeddedPostgresError(
                zh=f"内嵌的 PostgreSQL 在 {START_SECONDS} 秒内没有应答，请查看 {cluster.locks / 'log'}。",
                en=f"The embedded PostgreSQL did not answer within {START_SECONDS} seconds; "
                f"see {cluster.locks / 'log'}.",
            )
        time.sleep(0.02)


def _launch(cluster: Cluster, lock: int, *, fast_unsafe: bool) -> None:
    """Starts the postmaster, which inherits the lock."""
    log = cluster.locks / "log"
    if log.exists():
        log.replace(cluster.locks / "log.previous")
    stale = _postmaster(cluster.data)
    if stale is not None and stale.answers():
        raise EmbeddedPostgresError(
            zh=f"{cluster.data} 上已有另一方式启动的 PostgreSQL，请先停止它。",
            en=f"A PostgreSQL started in another way runs on {cluster.data}: stop it first.",
        )
    # We hold the lock, so the process named here is dead; PostgreSQL itself would refuse to start if its
    # number meanwhile belongs to another process of the same user.
    (cluster.data / "postmaster.pid").unlink(missing_ok=True)
    if stale is not None:
        _remove_socket_directory(stale.socket_directory)
    if not cluster.data.exists():
        _initialise(cluster, lock, fast_unsafe=fast_unsafe)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(_socket_directory(cluster)),
        "port": str(PORT),
    }
    if fast_unsafe:
        settings |= FAST_UNSAFE
    options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
    cluster.run(
        ["pg_ctl", "start", "--wait", f"--timeout={START_SECONDS}", "--options", options],
        data=cluster.data,
        lock=lock,
    )


def _initialise(cluster: Cluster, lock: int, *, fast_unsafe: bool) -> None:
    """Makes the cluster and the database under another name first: it is there whole or not at all."""
    unfinished = cluster.base / "data.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    private_directory(unfinished, cluster.account)
    arguments: list[str | Path] = [
        "initdb",
        f"--username={OWNER}",
        "--auth-local=trust",  # who can enter the 0700 directory of the socket is the owner
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        f"--lc-ctype={_character_type()}",
    ]
    arguments += [f"--set={name}={value}" for name, value in SETTINGS.items()]
    if fast_unsafe:
        arguments.append("--no-sync")
    cluster.run(arguments, data=unfinished, lock=lock)
    cluster.run(
        ["postgres", "--single", "-c", "exit_on_error=on", "postgres"],
        data=unfinished,
        lock=lock,
        text=f"CREATE DATABASE {DATABASE} OWNER {OWNER}\n",
    )
    unfinished.rename(cluster.data)


def _character_type() -> str:
    """A locale here that takes Chinese characters for letters: pg_trgm asks it, not the provider."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8"):
            with suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    raise EmbeddedPostgresError(
        zh="本机没有 UTF-8 的 locale（如 C.UTF-8），内嵌的 PostgreSQL 无法检索中文；请安装 locales。",
        en="This machine has no UTF-8 locale such as C.UTF-8, so PostgreSQL could not search Chinese: "
        "install the package locales.",
    )


def _socket_directory(cluster: Cluster) -> Path:
    """A private directory whose path is short enough for a socket and plain enough for PostgreSQL's lists."""
    directory = cluster.base / "socket"
    if _fits(directory):
        shutil.rmtree(directory, ignore_errors=True)
        private_directory(directory, cluster.account)
        return directory
    places = [Path(place) for place in (tempfile.gettempdir(), "/tmp")]
    parent = next(
        place
        for place in places
        if _fits(place / "hub-12345678") and (cluster.account is None or reachable(place, cluster.account))
    )
    directory = Path(tempfile.mkdtemp(prefix="hub-", dir=parent))
    if cluster.account is not None:
        os.chown(directory, cluster.account.pw_uid, cluster.account.pw_gid)
    return directory


def _fits(directory: Path) -> bool:
    path = f"{directory}/.s.PGSQL.{PORT}"
    return len(path.encode()) <= LONGEST_SOCKET_PATH and re.fullmatch(r"[A-Za-z0-9_./+-]+", path) is not None


def _remove_socket_directory(directory: Path) -> None:
    if directory.name.startswith("hub-"):  # one of ours in the directory for temporary files
        shutil.rmtree(directory, ignore_errors=True)


def stop_server(server: int, data: Path) -> None:
    """Stops the postmaster if one lives; the caller holds users.lock alone."""
    begun = time.monotonic()
    sent: set[tuple[int, signal.Signals]] = set()
    socket_directory: Path | None = None
    while not locks_now(server, fcntl.LOCK_EX):
        # Fast: open transactions are rolled back. Immediate, for a server that hangs: it recovers when it is
        # started again.
        how = signal.SIGINT if time.monotonic() - begun < STOP_SECONDS else signal.SIGQUIT
        postmaster = _postmaster(data)
        if postmaster is not None and (postmaster.pid, how) not in sent:
            socket_directory = postmaster.socket_directory
            sent.add((postmaster.pid, how))
            with suppress(ProcessLookupError):  # it has just ended by itself
                os.kill(postmaster.pid, how)
        time.sleep(0.01)
    fcntl.flock(server, fcntl.LOCK_UN)
    if socket_directory is not None:
        _remove_socket_directory(socket_directory)


@dataclass(frozen=True)
class _Postmaster:
    """What postmaster.pid says."""

    pid: int
    socket_directory: Path
    ready: bool

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(2)
            try:
                probe.connect(f"{self.socket_directory}/.s.PGSQL.{PORT}")
            except OSError:
                return False
            return True


def _postmaster(data: Path) -> _Postmaster | None:
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if len(lines) < 5:
        return None  # still being written, or cut short by a crash
    return _Postmaster(int(lines[0]), Path(lines[4]), ready=len(lines) >= 8 and lines[7].strip() == "ready")
