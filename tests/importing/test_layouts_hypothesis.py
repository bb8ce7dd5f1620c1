"""Any table, in any layout that offices use, written by any program: the same values are read back."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import openpyxl
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from hub.importing.catalogue import sheets
from hub.importing.grid import CellValue, Grid
from hub.importing.headers import header_paths
from hub.importing.matching import known_headers
from hub.importing.reading import read
from hub.importing.tables import find_tables
from hub.importing.values import written

KNOWN = known_headers(sheets())
EXAMPLES = settings(
    max_examples=80,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
_DAY = xlwt.easyxf(num_format_str="yyyy-mm-dd")

# Two columns under a common header, or one alone.
GROUPS = (
    ("", ("单位名称",)),
    ("", ("立案日期",)),
    ("欠薪", ("涉及人数", "涉及金额")),
    ("追回", ("追回人数", "追回金额")),
    ("", ("行业",)),
    ("", ("备注",)),
)
NUMBERS = ("涉及人数", "涉及金额", "追回人数", "追回金额")
WORDS = st.text("甲乙丙丁戊己庚辛某建筑劳务市政装饰钢筋瓦工程，（）ABCxyz", min_size=1, max_size=14).filter(
    lambda text: text.strip("，（）") != ""
)


@dataclass(frozen=True)
class Layout:
    """A table as it stands on a worksheet: all cells, and what of them is header and data. Rows count from 0."""

    cells: dict[tuple[int, int], CellValue]
    merges: list[tuple[int, int, int, int]]
    first_row: int
    records: list[tuple[CellValue, ...]]
    paths: list[tuple[str, ...]]
    left: int
    hidden_rows: frozenset[int] = field(default=frozenset())
    hidden_columns: frozenset[int] = field(default=frozenset())

    @property
    def height(self) -> int:
        """Rows down to the last filled one."""
        return max(row for row, _ in self.cells) + 1

    def rows(self) -> list[list[CellValue]]:
        """All cells, as wide as the widest row."""
        width = max(column for _, column in self.cells) + 1
        return [[self.cells.get((row, column)) for column in range(width)] for row in range(self.height)]


def _value(header: str) -> st.SearchStrategy[CellValue]:
    if header.endswith("人数"):
        return st.one_of(st.none(), st.integers(0, 99_999))
    if header.endswith("金额"):
        amounts = st.decimals(0, 10**9, places=2).map(float)
        return st.one_of(st.none(), st.integers(0, 10**12), amounts)
    if header.endswith("日期"):
        return st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2099, 12, 31)))
    return st.one_of(st.none(), WORDS)


@st.composite
def layouts(draw: st.DrawFn, *, plain_text: bool = False) -> Layout:
    """A table of four columns or more in one of the layouts; `plain_text`: one that a text file can hold, without merges and hidden parts."""
    groups = draw(st.lists(st.sampled_from(GROUPS), min_size=3, max_size=6, unique=True))
    if not any(header in NUMBERS for _, headers in groups for header in headers):
        groups.append(GROUPS[2])
    # Without merged cells nobody can tell a header of three rows over one group from a section.
    depth = draw(st.integers(1, 2 if plain_text else 3))
    top, left = (draw(st.integers(0, 2)), draw(st.integers(0, 1)))
    cells: dict[tuple[int, int], CellValue] = {}
    merges: list[tuple[int, int, int, int]] = []
    leaves = ["案号"] + [header for _, headers in groups for header in headers]
    last = left + len(leaves) - 1
    row = top
    for title in ("欠薪案件台账", "（2019年1-12月）", "填报单位：盘州市人力资源和社会保障局")[
        : draw(st.integers(0, 3))
    ]:
        cells[row, left] = title
        if draw(st.booleans()) and last > left:
            merges.append((row, left, row, last))
        row += 1
    if draw(st.booleans()):
        cells[row, draw(st.sampled_from((left, last)))] = "单位：元、人"
        row += 1
    paths: list[tuple[str, ...]] = [("案号",)]
    cells[row, left] = "案号"
    merges.append((row, left, row + depth - 1, left))
    column = left + 1
    for above, headers in groups:
        if above and depth > 1:
            names = [above] if depth == 2 else [above + "情况", above]
            for level, name in enumerate(names):
                cells[row + level, column] = name
                merges.append((row + level, column, row + level, column + 1))
            for offset, header in enumerate(headers):
                cells[row + depth - 1, column + offset] = header
                paths.append((*names, header))
        else:
            for offset, header in enumerate(headers):
                cells[row, column + offset] = header
                merges.append((row, column + offset, row + depth - 1, column + offset))
                paths.append((header,))
        column += len(headers)
    row += depth
    number = next(i for i, header in enumerate(leaves) if header in NUMBERS)
    records = [
        (f"人社监立字〔2019〕{serial}号", *(draw(_value(header)) for header in leaves[1:]))
        for serial in range(1, draw(st.integers(1, 8)) + 1)
    ]
    # A record says at least how many or how much.
    records = [
        tuple(7 if i == number and value is None else value for i, value in enumerate(record))
        for record in records
    ]
    total = draw(st.sampled_from(("none", "last")))
    first = row
    for record in records:
        cells |= {(row, left + i): value for i, value in enumerate(record) if value is not None}
        row += 1
    if total == "last":
        cells[row, left] = draw(st.sampled_from(("合计", "合　计", "总计")))
        cells[row, left + number] = sum(float(str(record[number])) for record in records)
        row += 1
    if draw(st.booleans()):
        cells[row + draw(st.integers(0, 1)), left] = "填表人：张某　审核人：李某　填报日期：2020年1月3日"
    merges = [m for m in merges if (m[0], m[1]) != (m[2], m[3])]
    if plain_text:
        return Layout(cells, [], first, records, paths, left)
    shown = range(first, first + len(records))
    hidden_rows = draw(st.frozensets(st.sampled_from(shown), max_size=2))
    hidden_columns = draw(st.frozensets(st.integers(left + 1, last), max_size=1))
    return Layout(cells, merges, first, records, paths, left, hidden_rows, hidden_columns)


def by_openpyxl(layout: Layout) -> bytes:
    """An .xlsx of the layout."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for (row, column), value in layout.cells.items():
        sheet.cell(row + 1, column + 1, value)
    for top, left, bottom, right in layout.merges:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for row in layout.hidden_rows:
        sheet.row_dimensions[row + 1].hidden = True
    for column in layout.hidden_columns:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def by_xlwt(layout: Layout) -> bytes:
    """An .xls of the layout."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Sheet")
    merged = {(top, left): (top, bottom, left, right) for top, left, bottom, right in layout.merges}
    for (row, column), value in layout.cells.items():
        style = (_DAY,) if isinstance(value, date) else ()
        if (row, column) in merged:
            sheet.write_merge(*merged[row, column], value, *style)
        else:
            sheet.write(row, column, value, *style)
    for row in layout.hidden_rows:
        sheet.row(row).hidden = True
    for column in layout.hidden_columns:
        sheet.col(column).hidden = True
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def by_csv(layout: Layout, separator: str, encoding: str) -> bytes:
    """A text file of the layout; rows end where their last value stands, as Excel writes them."""
    lines = [separator.join(_quoted(written(value), separator) for value in row) for row in layout.rows()]
    return "\r\n".join(lines).encode(encoding)


def _quoted(text: str, separator: str) -> str:
    return '"' + text.replace('"', '""') + '"' if separator in text or '"' in text else text


@EXAMPLES
@given(layouts())
def test_what_openpyxl_writes_is_read_back(layout: Layout) -> None:
    _is_read_back(by_openpyxl(layout), "台账.xlsx", layout)


@EXAMPLES
@given(layouts())
def test_what_xlwt_writes_is_read_back(layout: Layout) -> None:
    _is_read_back(by_xlwt(layout), "台账.xls", layout)


@EXAMPLES
@given(
    layouts(plain_text=True),
    st.sampled_from(
        [
            (",", "utf-8"),
            (",", "utf-8-sig"),
            (",", "gb18030"),
            ("\t", "utf-8"),
            ("\t", "gb18030"),
            (";", "utf-8"),
            ("\t", "utf-16"),
        ]
    ),
)
def test_what_text_files_hold_is_read_back(layout: Layout, written_as: tuple[str, str]) -> None:
    separator, encoding = written_as
    _is_read_back(by_csv(layout, separator, encoding), "台账.csv", layout, as_text=True)


def _is_read_back(data: bytes, name: str, layout: Layout, *, as_text: bool = False) -> None:
    workbook = read(data, name)
    [grid] = workbook.grids
    same: Callable[[CellValue], object] = _text if as_text else _plain
    assert _all_cells(grid, same) == {place: same(value) for place, value in layout.cells.items()}
    assert (grid.hidden_rows, grid.hidden_columns) == (layout.hidden_rows, layout.hidden_columns)

    [table] = find_tables(grid, KNOWN)
    assert [header_paths(column.path) for column in table.columns] == [header_paths(p) for p in layout.paths]
    assert [column.index for column in table.columns] == [layout.left + i for i in range(len(layout.paths))]
    assert table.data_rows == list(range(layout.first_row, layout.first_row + len(layout.records)))
    found = [[same(table.value(row, c.index)) for c in table.columns] for row in table.data_rows]
    assert found == [[same(value) for value in record] for record in layout.records]


def _all_cells(grid: Grid, same: Callable[[CellValue], object]) -> dict[tuple[int, int], object]:
    return {
        (row, column): same(value)
        for row, cells in enumerate(grid.rows)
        for column, value in enumerate(cells)
        if value is not None
    }


def _plain(value: CellValue) -> object:
    """A value whatever type of number the format keeps it in."""
    return float(value) if isinstance(value, int) else value


def _text(value: CellValue) -> object:
    return None if value is None else written(value)
