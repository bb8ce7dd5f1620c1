"""`python -m bench`: builds the country where it is missing, measures, prints the table and keeps it in the docs."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import checking, growth, importing
from bench.comparison import Compared, DifferentAnswers, Effort, compare, table
from bench.country import Country, country

DOCUMENT = Path(__file__).parent.parent / "docs" / "reference" / "performance.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
IMPORT_TARGET = 0.3


def main() -> int:
    """Measure; 1 where the hub and the reference do not answer the same."""
    asked = _arguments()
    scale = 0.01 if asked.small else asked.scale
    home = asked.home or Path(tempfile.gettempdir()) / f"hub-bench-{scale:g}"
    busy = os.getloadavg()
    effort = Effort(0.2, 1) if asked.small else Effort(asked.seconds, asked.rounds)
    with country(home, scale=scale) as made:
        if made.seconds:
            _say(f"the country was written in {made.seconds:.0f} s")
        try:
            compared = (
                []
                if asked.only and not set(asked.only) - {"import", "check", "growth"}
                else compare(made.url, home, effort, _say, only=asked.only)
            )
            imported = None
            if not asked.only or "import" in asked.only:
                rows, rounds = (2_000, 1) if asked.small else (100_000, min(3, effort.rounds))
                imported = importing.measure(made.url, home, rows, rounds, _say)
            checked = None
            if not asked.only or "check" in asked.only:
                rows, rounds = (2_000, 1) if asked.small else (100_000, min(3, effort.rounds))
                checked = checking.measure(home, rows, rounds, _say)
        except (DifferentAnswers, importing.NotImported) as failure:
            print(failure, file=sys.stderr)  # noqa: T201
            return 1
    grown: list[growth.Grown] = []
    if not asked.only or "growth" in asked.only:
        small = home.with_name(f"{home.name}-tenth")
        rounds = 1 if asked.small else 15
        grown = growth.measure([(scale / 10, small), (scale, home)], rounds, _say)
    report = "\n".join(_report(made, effort, compared, imported, checked, grown, busy))
    print(report)  # noqa: T201
    if asked.write:
        _keep(report)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--small", action="store_true", help="a smoke run of seconds on a hundredth of the country"
    )
    parser.add_argument("--scale", type=float, default=1.0, help="times the rows of the country")
    parser.add_argument("--home", type=Path, help="directory of the database; made and kept")
    parser.add_argument("--seconds", type=float, default=4.0, help="length of a window")
    parser.add_argument("--rounds", type=int, default=5, help="windows of each kind; medians count")
    parser.add_argument("--only", nargs="*", default=[], help="names of questions, import, check or growth")
    parser.add_argument("--write", action="store_true", help="put the figures into the documentation")
    return parser.parse_args()


def _report(
    made: Country,
    effort: Effort,
    compared: Sequence[Compared],
    imported: importing.Imported | None,
    checked: checking.Checked | None,
    grown: Sequence[growth.Grown],
    busy: tuple[float, float, float],
) -> list[str]:
    lines = [
        f"Measured with `python -m bench`: country x {made.scale:g}, {effort.rounds} windows of {effort.seconds:g} s each way, "
        f"{os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}, PostgreSQL 18; "
        f"load average of the machine {busy[0]:.1f} before, {os.getloadavg()[0]:.1f} after: alone it is about 0 and 2.",
        "",
    ]
    if compared:
        lines += table(compared)
        parsed = [one.query.title for one in compared if not one.same_bytes]
        if parsed:
            lines += [
                "",
                f"Answers equal to the byte, but for ratios, equal to 12 digits, in: {'; '.join(parsed)}.",
            ]
    if imported:
        lines += [
            "",
            "| import | MB | hub s | calamine + COPY s | hub : reference | target |",
            "|---|--:|--:|--:|--:|--:|",
            f"| {imported.rows:,} rows x {len(importing.COLUMNS)} columns | {imported.megabytes:.1f} "
            f"| {statistics.median(imported.hub):.1f} | {statistics.median(imported.reference):.1f} "
            f"| **{imported.ratio:.2f}** | {IMPORT_TARGET:.2f} |",
        ]
    if checked:
        lines += [
            "",
            "| check | problems listed | hub s | calamine alone s | hub : calamine | by processor time | target | parent MB | target |",
            "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
            f"| {checked.rows:,} rows x {len(importing.COLUMNS)} columns | {checked.problems:,} "
            f"| {statistics.median(checked.hub):.1f} | {statistics.median(checked.calamine):.1f} "
            f"| **{checked.ratio:.1f}** | {checked.processor_ratio:.1f} | {checking.TARGET:.1f} "
            f"| **{checked.parent_megabytes:.0f}** | {checking.MEMORY_TARGET} |",
        ]
    if grown:
        lines += ["", *growth.table(grown)]
    return lines


def _keep(report: str) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    head, found, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    if not found:
        raise SystemExit(f"{DOCUMENT} has no place for the figures")
    DOCUMENT.write_text(f"{head}{BEGIN}\n{report}\n{END}{tail}", encoding="utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
