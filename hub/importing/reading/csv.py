"""Reading .csv and .tsv: strict decoding, the separator found by counting, every value text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice

from hub.importing.grid import CellValue, Grid
from hub.importing.problems import RefusedFileError
from hub.importing.reading.grids import check_size
from hub.importing.reading.limits import Limits

WORKSHEET = "Sheet1"
_SEPARATORS = (",", "\t", ";", "，", "|")
_PROBED_RECORDS = 60
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_BINARY = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f]")


def grid(data: bytes, limits: Limits) -> tuple[Grid, str]:
    """The one grid of the file, and "csv" or "tsv". Rows are records: a quoted cell may hold line feeds."""
    text = decoded(data).rstrip("\x1a")
    separator = _separator(text)
    if separator is None:
        raise RefusedFileError("file_not_a_workbook")
    rows: list[list[CellValue]] = []
    cells = 0
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for record in records:
            rows.append([cell if cell and not cell.isspace() else None for cell in record])
            cells += len(record)
            check_size(limits, len(rows), len(record))
            if cells > limits.cells:
                check_size(limits, limits.rows + 1, len(record))
    except csv.Error as error:
        raise RefusedFileError("file_record_unreadable", line=records.line_num) from error
    return Grid(worksheet=WORKSHEET, rows=rows), "tsv" if separator == "\t" else "csv"


def decoded(data: bytes) -> str:
    """The text by its mark, else UTF-16 by its NUL bytes, else strict UTF-8, else strict GB 18030.

    No byte is ever replaced or guessed: a detector takes short GBK files for Korean.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16")
    if b"\0" in data:
        return _utf16_by_its_nuls(data)
    try:
        return _without_controls(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        utf8 = error
    if _BINARY.search(data):
        raise RefusedFileError("file_not_a_workbook")
    # A file cut inside its last character is UTF-8 as far as it goes; GB 18030 might read it as nonsense.
    if utf8.reason == "unexpected end of data" and not data[: utf8.start].isascii():
        raise RefusedFileError("file_cut_inside_character", position=utf8.start, encoding="UTF-8")
    if data.startswith(b"\xef\xbb\xbf"):
        raise RefusedFileError("encoding_unknown", position=utf8.start + 3)
    try:
        return _without_controls(data.decode("gb18030"))
    except UnicodeDecodeError as error:
        if error.reason == "incomplete multibyte sequence":
            raise RefusedFileError(
                "file_cut_inside_character", position=error.start, encoding="GB 18030"
            ) from error
        raise RefusedFileError("encoding_unknown", position=max(error.start, utf8.start)) from error


def _utf16_by_its_nuls(data: bytes) -> str:
    little_endian = data[1::2].count(0) > data[::2].count(0)
    try:
        return _without_controls(data.decode("utf-16-le" if little_endian else "utf-16-be"))
    except UnicodeDecodeError as error:
        raise RefusedFileError("file_not_a_workbook") from error


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.reason in ("truncated data", "unexpected end of data"):
            raise RefusedFileError(
                "file_cut_inside_character", position=error.start, encoding="UTF-16"
            ) from error
        raise RefusedFileError("encoding_unknown", position=error.start) from error


def _without_controls(text: str) -> str:
    if _CONTROL.search(text):
        raise RefusedFileError("file_not_a_workbook")
    return text


def _separator(text: str) -> str | None:
    """The separator that gives most records the same number of cells; None when no line holds any."""
    best, best_score = None, 0
    for separator in _SEPARATORS:
        if separator not in text:
            continue
        try:
            records = list(
                islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _PROBED_RECORDS)
            )
        except csv.Error:
            continue
        widths = Counter(len(record) for record in records if len(record) > 1)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: item[1] * (item[0] - 1))
        score = times * (width - 1)
        if score > best_score:
            best, best_score = separator, score
    return best
