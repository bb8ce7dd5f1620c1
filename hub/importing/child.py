"""Running a function on a file from outside in a child process with limits of memory, CPU time and time.

A small server process ("nursery") has imported the readers and forks one child a call, within milliseconds. Where
the system permits it, it and its children see no network.
It is our own and not the fork server of multiprocessing: that imports the main module again in every child.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import importlib
import json
import os
import pickle
import resource
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from typing import IO, Any, NoReturn, TypeVar, cast

from hub.importing.problems import RefusedFileError

# Modules that the nursery imports once, so that no child has to.
PRELOAD: tuple[str, ...] = ("hub.importing.preload",)

S = TypeVar("S")
T = TypeVar("T")

_BEGIN = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from hub.importing.child import serve
serve(0)
"""
_REQUEST = struct.Struct("<IId")
_STATUS = struct.Struct("<i")
_PR_SET_PDEATHSIG = 1
_limited = False
"""Whether this process is a child of the nursery."""
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000


class ChildError(RuntimeError):
    """The function itself failed in the child: our mistake, not the file's. Holds the child's traceback."""


def run_limited(
    function: Callable[..., T],
    *args: object,
    memory_mb: int = 512,
    cpu_seconds: int = 20,
    wall_seconds: float = 30.0,
) -> T:
    """Call `function(*args)` in a child process and return its result; all of them must pickle.

    `memory_mb` is what the call may take beyond the child's start; the arguments and the result count.
    Raises the function's RefusedFileError; a child that dies or breaks a limit is a RefusedFileError too
    (file_cannot_be_read, file_needs_too_much_memory, file_needs_too_much_time). Safe from several threads.
    """
    task = pickle.dumps((sys.path, pickle.dumps((function, args), protocol=5)), protocol=5)
    ours, theirs = socket.socketpair()
    status_reader, status_writer = os.pipe()
    try:
        try:
            _nursery.request(
                _REQUEST.pack(memory_mb, cpu_seconds, wall_seconds), [theirs.fileno(), status_writer]
            )
        finally:
            theirs.close()
            os.close(status_writer)
        # The child's own alarm ends it; this one is for a machine that gives the child no time at all.
        ours.settimeout(wall_seconds + 10)
        answer = _exchange(ours, task)
        status = _read_status(status_reader, wall_seconds + 10)
    except TimeoutError:
        raise RefusedFileError("file_needs_too_much_time", seconds=round(wall_seconds)) from None
    finally:
        ours.close()
        os.close(status_reader)
    if status != 0 or not answer:
        _raise_for_status(status, memory_mb=memory_mb, cpu_seconds=cpu_seconds, wall_seconds=wall_seconds)
    outcome, value = pickle.loads(answer)
    if outcome == "result":
        return cast(T, value)
    if outcome == "refused":
        raise value
    if outcome == "memory":
        raise RefusedFileError("file_needs_too_much_memory", megabytes=memory_mb)
    if outcome == "panic":
        raise RefusedFileError("file_cannot_be_read")
    raise ChildError(value)


def _exchange(ours: socket.socket, task: bytes) -> bytearray:
    """Send the task, then read the answer until the child closes; a child that died early has no answer."""
    try:
        ours.sendall(task)
        ours.shutdown(socket.SHUT_WR)
        answer = bytearray()
        while chunk := ours.recv(2**20):
            answer += chunk
    except (BrokenPipeError, ConnectionResetError):
        return bytearray()
    return answer


def _read_status(status_reader: int, seconds: float) -> int:
    """How the child ended, as os.waitstatus_to_exitcode says; -SIGKILL when the nursery is gone as well."""
    poll = select.poll()
    poll.register(status_reader, select.POLLIN | select.POLLHUP)
    if not poll.poll(seconds * 1000):
        raise TimeoutError
    packed = os.read(status_reader, _STATUS.size)
    return int(_STATUS.unpack(packed)[0]) if len(packed) == _STATUS.size else -int(signal.SIGKILL)


def _raise_for_status(status: int, *, memory_mb: int, cpu_seconds: int, wall_seconds: float) -> NoReturn:
    if -status == signal.SIGXCPU:
        raise RefusedFileError("file_needs_too_much_time", seconds=cpu_seconds)
    if -status == signal.SIGALRM:
        raise RefusedFileError("file_needs_too_much_time", seconds=round(wall_seconds))
    if -status == signal.SIGKILL:
        # Without a limit of ours broken it is the system that kills, when memory runs out.
        raise RefusedFileError("file_needs_too_much_memory", megabytes=memory_mb)
    raise RefusedFileError("file_cannot_be_read")


def beside(guard: Callable[[], T], *, worthwhile: bool) -> Callable[[], T]:
    """Have `guard` look at a file while the caller goes on reading it; gives the function that waits for its result.

    Where that is worthwhile, for a large file: looking takes half as long as reading. In a child of `run_limited` a
    second process is forked, which goes on with the caller's work and answers in the end; the first process runs the
    guard. If the guard raises, the fork is killed, whatever the file has brought it to, and nothing but what the
    guard raised comes back, as if it had run first: if only the caller waits for it however its reading ends. Each of
    the two has the limits of the call.
    Everywhere else, and where the system forks no more, the guard runs before this returns.
    """
    reader, writer = os.pipe()
    first = os.getpid()
    try:
        fork = os.fork() if worthwhile and _limited else None
    except OSError:
        fork = None
    if fork == 0:
        os.close(writer)
        _die_with_parent()
        if os.getppid() != first:
            os._exit(1)
        return lambda: cast(T, _received(reader))
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        if fork is not None:
            _watch(fork, guard, pipe)
    result = guard()
    return lambda: result


def may_fork() -> bool:
    """Whether `both` calls its functions at the same time here: in a child of `run_limited`."""
    return _limited


def both(first: Callable[[], T], second: Callable[[], S]) -> tuple[T, S]:
    """What two functions give: where `may_fork`, the second is called in a forked process, whose result must pickle.

    A row costs as much to check as to read, and half of the rows know nothing of the other half. Each process has
    the limits of the call. What fails in the fork is called again here, and told as it is told without one.
    """
    reader, writer = os.pipe()
    parent = os.getpid()
    try:
        fork = os.fork() if _limited else None
    except OSError:
        fork = None
    if fork == 0:
        code = 1
        try:
            _die_with_parent()
            if os.getppid() == parent:
                os.close(reader)
                with os.fdopen(writer, "wb") as pipe:
                    pickle.dump(second(), pipe, protocol=5)
                code = 0
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        ours = first()
        if fork is None:
            return ours, second()
        answer = pipe.read()
    if os.waitpid(fork, 0)[1] != 0:
        return ours, second()
    return ours, cast(S, pickle.loads(answer))


def _received(reader: int) -> object:
    with os.fdopen(reader, "rb") as pipe:
        return pickle.load(pipe)


def _watch(fork: int, guard: Callable[[], object], pipe: IO[bytes]) -> NoReturn:
    """Run the guard, tell the fork, and end as it ends; raise what the guard raises."""
    try:
        pickle.dump(guard(), pipe, protocol=5)
        pipe.close()
    except BrokenPipeError:
        pass  # the fork has died before it wanted to know; how, follows
    except BaseException:
        os.kill(fork, signal.SIGKILL)
        os.waitpid(fork, 0)
        raise
    code = os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])
    if code < 0:
        os.kill(os.getpid(), -code)
    os._exit(abs(code))


class _Nursery:
    """The server process as its parent sees it: started at the first request, started anew if it died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def request(self, limits: bytes, descriptors: list[int]) -> None:
        """Have a child forked that talks over `descriptors`."""
        with self._lock:
            if self._socket is None or self._owner != os.getpid():
                self._start()
            assert self._socket is not None
            try:
                socket.send_fds(self._socket, [limits], descriptors)
            except OSError:
                self._start()
                socket.send_fds(self._socket, [limits], descriptors)

    def stop(self) -> None:
        """Close the socket, at which the nursery ends by itself."""
        if self._socket is not None and self._owner == os.getpid():
            self._socket.close()
            self._socket = None
            if self._process is not None:
                self._process.wait(timeout=10)

    def forget(self) -> None:
        """In a forked copy of the parent: leave the nursery to the parent."""
        self._lock = threading.Lock()
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._process = None

    def _start(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket, theirs = socket.socketpair()
        self._owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BEGIN, json.dumps(sys.path)],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the parent
        )
        theirs.close()


def stop() -> None:
    """End the server process; the next call starts another."""
    _nursery.stop()


_nursery = _Nursery()
atexit.register(_nursery.stop)
os.register_at_fork(after_in_child=_nursery.forget)


def serve(descriptor: int) -> None:
    """The nursery's loop: fork a child for each request until the parent closes the socket or dies."""
    _leave_the_network()
    for name in PRELOAD:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    requests = socket.socket(fileno=os.dup(descriptor))
    os.dup2(os.open(os.devnull, os.O_RDONLY), descriptor)
    woken, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.set_wakeup_fd(waker)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    children: dict[int, int] = {}
    while True:
        ready = select.select([requests.fileno(), woken], [], [])[0]
        if woken in ready:
            os.read(woken, 4096)
            _bury(children)
        if requests.fileno() in ready:
            message, descriptors, _, _ = socket.recv_fds(requests, _REQUEST.size, 2)
            if not message:
                break
            child_socket, status_writer = descriptors
            pid = os.fork()
            if pid == 0:
                _be_child(child_socket, _REQUEST.unpack(message))
            os.close(child_socket)
            children[pid] = status_writer
    for pid in children:
        os.kill(pid, signal.SIGKILL)


def _bury(children: dict[int, int]) -> None:
    """Tell the parents of ended children how they ended."""
    while children:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        status_writer = children.pop(pid)
        try:
            os.write(status_writer, _STATUS.pack(os.waitstatus_to_exitcode(status)))
        except BrokenPipeError:
            pass
        finally:
            os.close(status_writer)


def _be_child(child_socket: int, limits: tuple[int, int, float]) -> NoReturn:
    """Run one task and leave; never returns into the nursery's loop."""
    global _limited
    _limited = True
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # What a dying reader prints is no sentence for a clerk.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        # Nothing that the nursery holds open is for a reader.
        os.closerange(3, child_socket)
        os.closerange(child_socket + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        _die_with_parent()
        gc.disable()  # the child ends before garbage could matter; its memory is limited all the same
        with socket.socket(fileno=child_socket) as connection:
            _limit(*limits)
            task = bytearray()
            try:
                while chunk := connection.recv(2**20):
                    task += chunk
                answer = _answer(task)
            except MemoryError:
                task.clear()
                while connection.recv(2**16):
                    pass  # a parent that is still sending would not hear the answer
                answer = pickle.dumps(("memory", None))
            connection.sendall(answer)
        code = 0
    finally:
        os._exit(code)


def _answer(task: bytearray) -> bytes:
    path, call = pickle.loads(task)
    task.clear()
    sys.path[:] = path
    outcome: tuple[str, Any]
    try:
        function, args = pickle.loads(call)
        del call
        outcome = ("result", function(*args))
        return pickle.dumps(outcome, protocol=5)
    except RefusedFileError as refused:
        outcome = ("refused", refused.with_traceback(None))
    except MemoryError:
        outcome = ("memory", None)
    except Exception:  # noqa: BLE001 (the parent raises it again)
        outcome = ("failed", traceback.format_exc())
    except BaseException:  # noqa: BLE001 (the panic of a Rust reader is no Exception)
        outcome = ("panic", None)
    return pickle.dumps(outcome, protocol=5)


def _limit(memory_mb: int, cpu_seconds: int, wall_seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    if sys.platform == "linux":
        with open("/proc/self/statm", encoding="ascii") as statm:
            pages = int(statm.read().split()[0])
        ceiling = pages * resource.getpagesize() + memory_mb * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    # Unhandled, the alarm ends the process even inside a reader that never returns to Python.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)


def _leave_the_network() -> None:
    """Linux: enter an empty network, in which a reader that were made to fetch something would find nobody.

    Where the system permits it: to root, and to others where they may have namespaces of their own. No reader of
    ours fetches anything; this is for what a mistake in a library could do.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _die_with_parent() -> None:
    """Linux: be killed when the nursery dies, which itself ends when the parent's socket closes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
