"""File locks that end with the process that holds them."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def locked(path: Path, kind: int) -> int:
    """The descriptor of the locked file; waits for the lock."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, kind)
    return descriptor


def locked_if_free(path: Path, *, patience: float = 0) -> int | None:
    """The descriptor of the file locked for us alone, or None if others hold it for `patience` seconds."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + patience
    while not locks_now(descriptor, fcntl.LOCK_EX):
        if time.monotonic() >= deadline:
            os.close(descriptor)
            return None
        time.sleep(0.02)
    return descriptor


def locks_now(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def held(path: Path) -> Iterator[None]:
    descriptor = locked(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)
