"""Problems of one kind in one column as one group: what a clerk reads first (金额不是数字 x 312, rows 5-316)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hub.importing.problems import Problem

MOST_RANGES = 6
FIRST_CELLS = 5

_WEIGHT = {"error": 0, "warning": 1, "notice": 2}


@dataclass(slots=True)
class Group:
    """Problems of one kind and severity in one column of one worksheet.

    `cells` are the first few; `rows` are runs of rows, first and last inclusive, counted from 1. `zh` and `en` are
    the sentences of the first problem: the others say the same of their cells.
    """

    kind: str
    severity: str
    worksheet: str | None
    header: str
    count: int
    zh: str
    en: str
    cells: list[str] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)
    problems: list[Problem | Mapping[str, Any]] = field(default_factory=list)
    """The problems themselves, in their order."""

    @property
    def where_zh(self) -> str:
        """第5-316行、第320行; nothing where no cell is meant."""
        parts = [f"{first}-{last}" if last > first else str(first) for first, last in self.rows[:MOST_RANGES]]
        more = "等" if len(self.rows) > MOST_RANGES else ""
        return f"第{'、'.join(parts)}{more}行" if parts else ""

    @property
    def where_en(self) -> str:
        """rows 5-316, 320; nothing where no cell is meant."""
        parts = [f"{first}-{last}" if last > first else str(first) for first, last in self.rows[:MOST_RANGES]]
        more = ", ..." if len(self.rows) > MOST_RANGES else ""
        return f"rows {', '.join(parts)}{more}" if parts else ""

    def as_json(self) -> dict[str, Any]:
        """The group as the preview and `--json` show it."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "worksheet": self.worksheet,
            "header": self.header or None,
            "count": self.count,
            "cells": self.cells,
            "rows": [list(run) for run in self.rows],
            "message": {"zh": self.zh, "en": self.en},
            "where": {"zh": self.where_zh, "en": self.where_en},
        }


def grouped(problems: Iterable[Problem | Mapping[str, Any]]) -> list[Group]:
    """Groups in order of severity, then of the first problem. Takes problems, or what `as_json` made of them."""
    groups: dict[tuple[str, str, str | None, str], Group] = {}
    rows: dict[tuple[str, str, str | None, str], list[int]] = {}
    for problem in problems:
        said = problem.as_json() if isinstance(problem, Problem) else problem
        cell = said["cell"] or ""
        split = re.fullmatch(r"([A-Z]+)(\d+)", cell)
        header = str(said.get("header") or "")
        key = (said["kind"], said["severity"], said["worksheet"], header or (split[1] if split else ""))
        group = groups.get(key)
        if group is None:
            message = said["message"]
            group = groups[key] = Group(
                said["kind"], said["severity"], said["worksheet"], header, 0, message["zh"], message["en"]
            )
        group.count += 1
        group.problems.append(problem)
        if cell and len(group.cells) < FIRST_CELLS:
            group.cells.append(cell)
        if split:
            rows.setdefault(key, []).append(int(split[2]))
    for key, numbers in rows.items():
        groups[key].rows = _runs(sorted(set(numbers)))
    return sorted(groups.values(), key=lambda group: _WEIGHT[group.severity])


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
