"""What a binary workbook (.xlsb) holds besides plain values is told as for every other kind."""

from datetime import date

import pytest

from hub.importing.problems import RefusedFileError
from hub.importing.reading import Limits, read
from tests.importing.reading import binary
from tests.importing.reading.binary import DAY, OWN_PERCENT, PERCENT, Error, Styled


def test_values_dates_and_per_cent_are_read() -> None:
    rows: list[list[object]] = [
        ["台账"],
        [None, "县区", "比例", "日期"],
        [1, "钟山区", Styled(0.125, PERCENT), Styled(45352, DAY)],
    ]
    rows.append([2.5, True, Styled(0.5, OWN_PERCENT)])
    workbook = read(binary.workbook({"台账": binary.sheet(rows)}), "a.xlsb")
    assert (workbook.kind, workbook.notices) == ("xlsb", [])
    (grid,) = workbook.grids
    assert grid.worksheet == "台账"
    assert grid.value(1, 1) == "县区"
    assert [grid.value(2, column) for column in range(4)] == [1, "钟山区", "12.5%", date(2024, 3, 1)]
    assert [grid.value(3, column) for column in range(3)] == [2.5, True, "50%"]


def test_error_cells_are_told_and_never_look_blank() -> None:
    rows: list[list[object]] = [["a", "b"], [Error(0x17), Error(0x07, by_formula=True)]]
    (grid,) = read(binary.workbook({"S": binary.sheet(rows)}), "a.xlsb").grids
    assert grid.errors == {(1, 0): "#REF!", (1, 1): "#DIV/0!"}
    assert [grid.value(1, 0), grid.value(1, 1)] == [None, None]


def test_merges_hidden_rows_columns_and_sheets_are_told() -> None:
    part = binary.sheet(
        [["a", "b", "c"], [1, 2, 3], [4, 5, 6]], hidden_rows=[1], hidden_columns=[2], merges=[(0, 0, 0, 1)]
    )
    made = binary.workbook({"一": part, "二": part, "三": part}, states={"二": 1, "三": 2})
    grids = read(made, "a.xlsb").grids
    assert (grids[0].hidden_rows, grids[0].hidden_columns) == (frozenset({1}), frozenset({2}))
    assert (grids[0].merges, grids[0].rows[0]) == ([(0, 0, 0, 1)], ["a", None, "c"])
    assert [grid.visibility for grid in grids] == ["visible", "hidden", "very_hidden"]


def test_a_name_of_another_kind_is_told() -> None:
    (notice,) = read(binary.workbook({"S": binary.sheet([["a"]])}), "a.xlsx").notices
    assert notice.kind == "kind_differs_from_extension"


def _far() -> bytes:
    far = binary.record(0, bytes([255, 255, 15, 0]) + bytes(13)) + binary.record(
        2, bytes([255, 63, 0, 0]) + bytes(8)
    )
    return binary.workbook({"S": binary.record(129) + binary.record(145) + far + binary.record(146)})


def _cut() -> bytes:
    return binary.workbook({"S": binary.sheet([["a"] * 9] * 9)[:-90]})


def _short_cells() -> bytes:
    return binary.workbook({"S": binary.record(145) + binary.record(13, bytes(8)) + binary.record(146)})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (_far(), "file_too_many_cells"),
        (_cut(), "file_truncated"),
        (_short_cells(), "file_kind_unsupported"),
        (binary.workbook({}), "file_damaged"),
    ],
    ids=["far cell", "cut", "short cells", "no sheets"],
)
def test_what_cannot_be_read_whole_is_refused(data: bytes, kind: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        read(data, "a.xlsb")
    assert refused.value.problem.kind == kind


def test_limits_hold() -> None:
    part = binary.sheet([["a", "b", "c"]] * 5, merges=[(0, 0, 0, 1), (1, 0, 1, 1)])
    with pytest.raises(RefusedFileError) as refused:
        read(binary.workbook({"S": part}), "a.xlsb", Limits(rows=4))
    assert refused.value.problem.kind == "file_too_many_cells"
    with pytest.raises(RefusedFileError) as refused:
        read(binary.workbook({"S": part}), "a.xlsb", Limits(merges=1))
    assert refused.value.problem.kind == "file_too_many_merges"
