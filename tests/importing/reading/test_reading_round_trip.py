"""Whatever table an office writes, in whatever kind of file, the same values come back at the same places."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from hub.importing.grid import CellValue
from hub.importing.reading import read
from tests.importing.reading import written

# Letters of both scripts, signs that formulas and markup begin with, blanks inside.
_text = (
    st.text(st.sampled_from("工资专户abcXYZ019=+-@<>&\"'，；、　 .:/()（）"), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
_number = st.one_of(
    st.integers(-(10**12), 10**12).map(float),
    st.decimals(-(10**9), 10**9, places=2).map(float),
)
_day = st.dates(date(1950, 1, 1), date(2100, 1, 1))
_moment = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, second=30)
)
_rows = st.lists(
    st.lists(st.one_of(st.none(), _text, _number, _day, _moment, st.booleans()), min_size=1, max_size=6),
    min_size=1,
    max_size=8,
)
_text_rows = st.lists(st.lists(st.one_of(st.none(), _text), min_size=2, max_size=6), min_size=2, max_size=8)


def _trimmed(rows: list[list[CellValue]]) -> list[list[CellValue]]:
    """Without blank cells at the ends of rows and blank rows at the end."""
    copies = [list(row) for row in rows]
    for row in copies:
        while row and row[-1] is None:
            row.pop()
    while copies and not copies[-1]:
        copies.pop()
    return copies


@settings(max_examples=60, deadline=None)
@given(_rows)
def test_values_of_an_xlsx_come_back(rows: list[list[CellValue]]) -> None:
    assert _trimmed(read(written.xlsx(rows), "a.xlsx").grids[0].rows) == _trimmed(rows)


@settings(max_examples=60, deadline=None)
@given(_rows)
def test_values_of_an_xls_come_back(rows: list[list[CellValue]]) -> None:
    workbook = read(written.xls(rows), "a.et")
    assert (workbook.kind, workbook.notices) == ("xls", [])
    assert _trimmed(workbook.grids[0].rows) == _trimmed(rows)


@settings(max_examples=60, deadline=None)
@given(_rows)
def test_values_of_an_ods_come_back(rows: list[list[CellValue]]) -> None:
    workbook = read(written.ods(rows), "a.ods")
    assert workbook.kind == "ods"
    assert _trimmed(workbook.grids[0].rows) == _trimmed(rows)


@settings(max_examples=100, deadline=None)
@given(
    _text_rows,
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_text_of_a_csv_comes_back(rows: list[list[str | None]], separator: str, encoding: str) -> None:
    # A table has as many cells in every row; that is what tells the separator from a comma inside a text.
    width = max(map(len, rows)) + 6
    full: list[list[str | None]] = [["表头"] * width, *([*row] + [None] * (width - len(row)) for row in rows)]
    workbook = read(written.csv_text(full, separator).encode(encoding), "a.csv")
    assert workbook.grids[0].rows == full
    assert workbook.kind == ("tsv" if separator == "\t" else "csv")
