"""A small load generator in a process of its own: keep-alive connections, one request at a time on each."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from itertools import cycle

WARM_UP = 0.2
"""Before each window, as a share of it."""


class Client(asyncio.Protocol):
    """One connection that asks, waits for the whole answer and asks again."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._answer = bytearray()
        self._length: int | None = None
        self._sent = 0.0
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if self._length is None:
            end = self._answer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._answer[:end]).lower()
            if not head.startswith(b"http/1.1 200"):
                self._fail(RuntimeError(f"the server answered {head[:40]!r}"))
                return
            start = head.index(b"content-length:") + 15
            self._length = end + 4 + int(head[start : (head + b"\r").index(b"\r", start)])
        if len(self._answer) >= self._length:
            self._load.done(self._sent, len(self._answer))
            self._answer.clear()
            self._length = None
            if self._load.over():
                self._transport.close()
                self.ended.set_result(None)
            else:
                self._ask()

    def connection_lost(self, _: Exception | None) -> None:
        self._fail(ConnectionError("the server closed the connection"))

    def _fail(self, error: Exception) -> None:
        if not self.ended.done():
            self.ended.set_exception(error)
            self._transport.close()

    def _ask(self) -> None:
        self._sent = time.perf_counter()
        self._transport.write(next(self._load.requests))


class Load:
    """Requests in turn until the time is over; what came in after the warm-up is counted."""

    def __init__(self, requests: Sequence[bytes], seconds: float) -> None:
        self.requests = cycle(requests)
        self._begin = time.perf_counter() + seconds * WARM_UP
        self._end = self._begin + seconds
        self._seconds = seconds
        self._latencies: list[float] = []
        self._all = 0
        self._bytes = 0

    def over(self) -> bool:
        """Whether no further request is to be sent."""
        return time.perf_counter() >= self._end

    def done(self, sent: float, size: int) -> None:
        """An answer is complete."""
        now = time.perf_counter()
        self._all += 1
        self._bytes = size
        if self._begin <= now < self._end:
            self._latencies.append(now - sent)

    def report(self) -> dict[str, float]:
        """Requests a second, latencies in milliseconds, and how many there were in all, warm-up included."""
        found = sorted(self._latencies) or [float("nan")]
        return {
            "rate": len(self._latencies) / self._seconds,
            "p50": found[len(found) // 2] * 1000,
            "p95": found[len(found) * 95 // 100] * 1000,
            "all": self._all,
            "bytes": self._bytes,
        }


def request(path: str, token: str, body: bytes) -> bytes:
    """A POST as it goes over the wire."""
    return (
        f"POST {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {token}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    ).encode() + body


async def run(port: int, requests: Sequence[bytes], concurrency: int, seconds: float) -> dict[str, float]:
    """Put load on the server; each connection starts at another request."""
    load = Load(requests, seconds)
    loop = asyncio.get_running_loop()
    clients = [
        (await loop.create_connection(lambda: Client(load), "127.0.0.1", port))[1] for _ in range(concurrency)
    ]
    await asyncio.gather(*(client.ended for client in clients))
    return load.report()


def main() -> None:
    """Reads one JSON task on stdin, prints the report."""
    task = json.load(sys.stdin)
    requests = [request(task["path"], task["token"], body.encode()) for body in task["bodies"]]
    json.dump(asyncio.run(run(task["port"], requests, task["concurrency"], task["seconds"])), sys.stdout)


if __name__ == "__main__":
    main()
