"""CSV that is safe to open: no cell of ours becomes a formula in a spreadsheet program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]], line_end: str = "\n") -> str:
    """The header and the rows; nothing (None) is an empty cell."""
    return "".join(_line(row) + line_end for row in (header, *rows))


def _line(row: Sequence[Any]) -> str:
    # With this line end the writer quotes line feeds and carriage returns alike.
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([harmless(value) for value in row])
    return text.getvalue()[:-2]


def harmless(value: Any) -> Any:
    """A text that a spreadsheet program would take for a formula, with an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS) and not _is_number(value):
        return "'" + value
    return value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
