"""The watcher: a small process that stops the embedded server when its last user is gone, killed or not."""

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

from hub.embedded.cluster import Cluster
from hub.embedded.locks import locked, locked_if_free
from hub.embedded.server import stop_server

# Without site-packages the watcher is there in 40 ms: this package imports only the standard library.
PROGRAM = """
import sys
sys.path.append(sys.argv[1])
from pathlib import Path
from hub.embedded.watcher import watch
watch(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
"""


def ensure_watcher(cluster: Cluster) -> None:
    """Starts the watcher if there is none; it is on watch before the server is up."""
    watching = locked_if_free(cluster.locks / "watcher.lock")
    if watching is None:
        return
    try:
        with (cluster.locks / "log").open("ab") as log:
            subprocess.run(
                [
                    *(sys.executable, "-I", "-S", "-c", PROGRAM),
                    *(Path(__file__).parents[2], cluster.locks, cluster.data, str(watching)),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd="/",
                start_new_session=True,  # what ends our session or terminal does not end the watcher
                pass_fds=[watching],
                check=True,
            )
    finally:
        os.close(watching)


def watch(locks: Path, data: Path, watching: int) -> None:
    """What the watcher does: waits until nobody uses the server, stops it and ends."""
    # Opened at once: it must work even when somebody has deleted the directory meanwhile.
    server = os.open(locks / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
    if os.fork():
        return
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    users = locked(locks / "users.lock", fcntl.LOCK_EX)
    stop_server(server, data)
    os.close(watching)  # first: the next user must not take us for a living watcher
    os.close(users)
