"""Problems of one kind in one column as one line."""

import tomllib
from importlib.resources import files

from hub.importing.grouping import grouped
from hub.importing.problems import Problem, Severity, kinds


def problem(cell: str, kind: str = "not_a_number", header: str = "欠薪金额", **how: Severity) -> Problem:
    return Problem(kind, how.get("severity", Severity.ERROR), "台账", cell, "多", {"header": header})


def test_one_kind_in_one_column_is_one_group_with_its_runs_of_rows() -> None:
    (group,) = grouped([problem(f"F{row}") for row in (*range(5, 317), 400)])
    assert (group.kind, group.header, group.count) == ("not_a_number", "欠薪金额", 313)
    assert group.rows == [(5, 316), (400, 400)]
    assert group.cells == ["F5", "F6", "F7", "F8", "F9"]
    assert (group.where_zh, group.where_en) == ("第5-316、400行", "rows 5-316, 400")
    assert "不是数字" in group.zh
    assert "not a number" in group.en


def test_columns_kinds_and_severities_are_apart_and_errors_come_first() -> None:
    groups = grouped(
        [
            problem("G7", "unknown_column", "其他", severity=Severity.NOTICE),
            problem("F5"),
            problem("G5", header="追回金额"),
            problem("F6", "negative"),
            problem("F7", "more_than_two_decimals", severity=Severity.WARNING),
        ]
    )
    assert [(g.severity, g.kind, g.header) for g in groups] == [
        ("error", "not_a_number", "欠薪金额"),
        ("error", "not_a_number", "追回金额"),
        ("error", "negative", "欠薪金额"),
        ("warning", "more_than_two_decimals", "欠薪金额"),
        ("notice", "unknown_column", "其他"),
    ]


def test_stored_problems_group_as_fresh_ones_do() -> None:
    fresh = [problem("F5"), problem("F6"), problem("G6", header="追回金额")]
    assert [g.as_json() for g in grouped(fresh)] == [
        g.as_json() for g in grouped([p.as_json() for p in fresh])
    ]


def test_scattered_rows_are_cut_short() -> None:
    (group,) = grouped([problem(f"F{row}") for row in range(10, 100, 2)])
    assert group.where_zh == "第10、12、14、16、18、20等行"
    assert group.where_en == "rows 10, 12, 14, 16, 18, 20, ..."


def test_a_problem_says_what_is_expected_and_which_column_is_meant() -> None:
    told = problem("F5").as_json()
    assert (told["header"], told["expected"]["zh"], told["suggestion"]) == (
        "欠薪金额",
        "数字，如12500.50",
        None,
    )
    details = {"header": "来源", "allowed": "来访、来电", "allowed_en": "visit; call"}
    codes = Problem("unknown_code", Severity.ERROR, "台账", "B5", "来函", details).as_json()
    assert codes["expected"] == {"zh": "来访、来电", "en": "visit; call"}
    lookalike = {"header": "信用代码", "suggestion": "91520200MA6DL00000"}
    assert Problem("uscc_lookalike", Severity.WARNING, "台账", "C5", "9I", lookalike).as_json()["suggestion"]


def test_every_kind_that_expects_something_has_a_sentence() -> None:
    expecting = tomllib.loads((files("hub.importing") / "expected.toml").read_text(encoding="utf-8"))
    assert set(expecting) <= kinds()
    assert all(set(words) == {"zh", "en"} for words in expecting.values())
