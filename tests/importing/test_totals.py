"""Totals, 其中 rows and indented regions against what they add up to."""

from __future__ import annotations

import pytest

from hub.importing.grid import CellValue
from tests.importing.tables import read, told, wage_case

TWO = (wage_case(1), wage_case(2))
"""Two records: 46 workers, 519800 yuan."""


@pytest.mark.parametrize("label", ["合计", "合　计", "总计", "总 计", "总合计", "全市", "全省", "全市合计"])
def test_a_total_is_no_record_whatever_it_is_called(label: str) -> None:
    rows, problems = read("H6", *TWO, below=[[label, None, None, None, 46.0, 519800.0]])
    assert (len(rows), problems) == (2, [])


def test_a_total_that_differs_is_told_with_its_difference_in_every_column() -> None:
    _, problems = read("H6", *TWO, below=[["合计", None, None, None, 45.0, 519900.5]])
    assert told(problems) == [("E4", "total_mismatch", "warning"), ("F4", "total_mismatch", "warning")]
    assert [problem.details["difference"] for problem in problems] == ["-1", "+100.5"]
    assert "相差-1" in problems[0].message("zh")
    assert "a difference of +100.5" in problems[1].message("en")


@pytest.mark.parametrize(("amount", "kinds"), [(519800.01, []), (519800.02, ["total_mismatch"])])
def test_a_total_may_be_off_by_a_cent(amount: float, kinds: list[str]) -> None:
    _, problems = read("H6", *TWO, below=[["合计", None, None, None, 46.0, amount]])
    assert [problem.kind for problem in problems] == kinds


@pytest.mark.parametrize(("total", "kinds"), [(33.34, []), (33.36, ["total_mismatch"])])
def test_where_amounts_are_rounded_the_total_may_be_off_by_the_rounding(
    total: float, kinds: list[str]
) -> None:
    rounded = [wage_case(n, 欠薪金额=11.11) for n in (1, 2, 3)]
    _, problems = read(
        "H6", *rounded, above=[["台账"], ["单位：万元"]], below=[["合计", None, None, None, 69.0, total]]
    )
    assert [problem.kind for problem in problems] == kinds


def test_a_first_row_of_totals_is_checked_as_well() -> None:
    total: dict[str, CellValue] = dict.fromkeys(wage_case())
    rows, problems = read("H6", {**total, "案号": "合计", "涉及人数": 47.0, "欠薪金额": 519800.0}, *TWO)
    assert len(rows) == 2
    assert told(problems) == [("E2", "total_mismatch", "warning")]


@pytest.mark.parametrize(("part", "expected"), [(20.0, []), (47.0, [("E5", "part_above_whole", "warning")])])
def test_of_which_rows_are_never_added_and_never_above_their_whole(
    part: float, expected: list[tuple[str, str, str]]
) -> None:
    below: list[list[CellValue]] = [
        ["合计", None, None, None, 46.0, 519800.0],
        ["其中：工程建设", None, None, None, part, 300000.0],
        ["其中：制造业", None, None, None, 20.0, 300000.0],
    ]
    rows, problems = read("H6", *TWO, below=below)
    assert len(rows) == 2
    assert told(problems) == expected


@pytest.mark.parametrize(("own", "expected"), [(46.0, []), (50.0, [("E2", "children_mismatch", "warning")])])
def test_indented_regions_add_up_to_the_region_above(
    own: float, expected: list[tuple[str, str, str]]
) -> None:
    tree = (
        wage_case(1, 县区="六盘水市", 涉及人数=own, 欠薪金额=519800.0),
        wage_case(2, 县区="　钟山区"),
        wage_case(3, 县区="　水城区"),
    )
    rows, problems = read("H6", *tree, year=2021)
    assert [row.values["region_code"] for row in rows] == ["520200", "520201", "520204"]
    assert [one for one in told(problems) if "region" not in one[1]] == expected


def test_a_ledger_that_names_regions_again_and_again_is_no_tree() -> None:
    rows = (wage_case(1, 县区="六盘水市"), wage_case(2, 县区="　钟山区"), wage_case(3, 县区="　钟山区"))
    _, problems = read("H6", *rows)
    assert "children_mismatch" not in [problem.kind for problem in problems]
