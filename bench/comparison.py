"""The questions, asked of the hub, of raw SQL, and of raw SQL as the owner, in alternating windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.country import token
from bench.measure import Series, differences, same_bytes, servers, window
from bench.queries import Query, queries

KINDS = ("product", "raw", "owner")
CONCURRENCIES = (1, 16)


@dataclass(frozen=True)
class Effort:
    """How long to measure."""

    seconds: float
    rounds: int


class DifferentAnswers(Exception):
    """Product and reference do not answer the same, so that their times say nothing."""


@dataclass(frozen=True)
class Compared:
    """A question with its windows by (kind, concurrency)."""

    query: Query
    same_bytes: bool
    series: dict[tuple[str, int], Series]

    def ratio(self, concurrency: int, kind: str = "product", to: str = "raw") -> float:
        """Throughput as a share of the reference's, by medians."""
        return self.series[kind, concurrency].median("rate") / self.series[to, concurrency].median("rate")


def compare(
    url: str,
    home: Path,
    effort: Effort,
    say: Callable[[str], None],
    *,
    only: Sequence[str] = (),
) -> list[Compared]:
    """Measure the questions. Raises `DifferentAnswers` before anything is timed."""
    asked = [q for q in queries(url) if not only or q.name in only]
    with servers(KINDS, url, home, token(url, "bench")) as found:
        for query in asked:
            for kind in KINDS[:2]:
                difference = differences(query, found[kind], found[KINDS[-1]])
                if difference:
                    raise DifferentAnswers(f"{kind}: {difference}")
        compared = []
        for query in asked:
            say(query.title)
            same = same_bytes(query, found["product"], found["raw"])
            series = {(kind, concurrency): Series() for kind in KINDS for concurrency in CONCURRENCIES}
            for concurrency in CONCURRENCIES:
                for _ in range(effort.rounds):
                    for kind in KINDS:
                        series[kind, concurrency].windows.append(
                            window(found[kind], query, url, concurrency, effort.seconds)
                        )
            compared.append(Compared(query, same, series))
        return compared


def table(compared: Sequence[Compared]) -> list[str]:
    """The figures as lines of a Markdown table."""
    lines = [
        "| question | c | hub r/s | raw r/s | hub : raw | target | hub p50 / p95 ms | raw p50 / p95 ms "
        "| server CPU ms hub / raw | PostgreSQL CPU ms hub / raw | raw as owner r/s | owner : raw |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for one in compared:
        for concurrency in CONCURRENCIES:
            hub, raw, owner = (one.series[kind, concurrency] for kind in KINDS)
            target = f"{one.query.target:.2f}" if concurrency == CONCURRENCIES[-1] else ""
            lines.append(
                f"| {one.query.title} | {concurrency} | {hub.median('rate'):,.0f} | {raw.median('rate'):,.0f} "
                f"| **{one.ratio(concurrency):.2f}** | {target} "
                f"| {hub.median('p50'):.1f} / {hub.median('p95'):.1f} | {raw.median('p50'):.1f} / {raw.median('p95'):.1f} "
                f"| {hub.median('server_ms'):.2f} / {raw.median('server_ms'):.2f} "
                f"| {hub.median('postgres_ms'):.2f} / {raw.median('postgres_ms'):.2f} "
                f"| {owner.median('rate'):,.0f} | {one.ratio(concurrency, 'owner'):.2f} |"
            )
    return lines
