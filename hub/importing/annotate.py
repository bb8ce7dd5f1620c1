"""The workbook that a clerk gets back: what was sent, with every problem marked, safe to open and to send again."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from hub.importing import annotate_anew, annotate_in_place
from hub.importing.annotate_plan import Outcome, Plan, file_name_of, planned
from hub.importing.child import ChildError, run_limited
from hub.importing.matching import Synonyms
from hub.importing.memory import Answers
from hub.importing.privacy import masked
from hub.importing.problems import RefusedFileError
from hub.importing.reading import Workbook, read

__all__ = ["MOST_ROWS_WHOLE", "Outcome", "annotated", "annotated_limited", "file_name_of"]

log = logging.getLogger("hub.importing")

MOST_ROWS_WHOLE = 5_000
"""Records up to which the whole workbook comes back; above them only the rows with problems."""
_MOST_CELLS_IN_PLACE = 300_000
_MOST_BYTES_IN_PLACE = 40 * 2**20


def annotated(
    data: bytes,
    name: str,
    problems: Sequence[Mapping[str, Any]],
    outcomes: Sequence[Outcome],
    declared: str | None = None,
    synonyms: Synonyms | None = None,
    answers: Answers | None = None,
    extra_packages: tuple[str, ...] = (),
    in_place: bool = True,
) -> bytes:
    """The annotated workbook, always a plain .xlsx; the same input gives the same bytes.

    `problems` are those of all submissions of the file as `Problem.as_json` gives them; `in_place` False writes an
    .xlsx anew as well. A file that cannot be read comes back as the result worksheet alone. For files from outside
    take `annotated_limited`.
    """
    try:
        workbook = read(data, name)
    except RefusedFileError:
        # Nothing of it can be shown; what is wrong with it can be said all the same.
        return annotate_anew.whole(planned([], name, problems, outcomes))
    for grid in workbook.grids:
        grid.worksheet = masked(grid.worksheet)
    plan = planned(workbook.grids, name, problems, outcomes, declared, synonyms, answers, extra_packages)
    if plan.data_rows > MOST_ROWS_WHOLE:
        return annotate_anew.only_bad_rows(plan)
    if in_place and _opens_in_place(workbook, data, plan):
        return annotate_in_place.marked(data, plan)
    return annotate_anew.whole(plan)


def annotated_limited(
    data: bytes,
    name: str,
    problems: Sequence[Mapping[str, Any]],
    outcomes: Sequence[Outcome],
    *,
    declared: str | None = None,
    synonyms: Synonyms | None = None,
    answers: Answers | None = None,
    memory_mb: int = 512,
    cpu_seconds: int = 20,
    wall_seconds: float = 60.0,
) -> bytes:
    """`annotated` in a child process with limits. Raises RefusedFileError where it cannot be done within them.

    A workbook that cannot be marked as it is (a feature that openpyxl fails at) is written anew.
    """
    arguments = (data, name, problems, outcomes, declared, synonyms, answers, ())
    limits: dict[str, Any] = {
        "memory_mb": memory_mb,
        "cpu_seconds": cpu_seconds,
        "wall_seconds": wall_seconds,
    }
    try:
        return run_limited(annotated, *arguments, True, **limits)
    except (ChildError, RefusedFileError) as failed:
        log.info("%s cannot be marked in place, it is written anew: %s", masked(name), type(failed).__name__)
        return run_limited(annotated, *arguments, False, **limits)


def _opens_in_place(workbook: Workbook, data: bytes, plan: Plan) -> bool:
    if workbook.kind not in ("xlsx", "xlsm") or plan.cells > _MOST_CELLS_IN_PLACE:
        return False
    with zipfile.ZipFile(BytesIO(data)) as package:
        return sum(entry.file_size for entry in package.infolist()) <= _MOST_BYTES_IN_PLACE
