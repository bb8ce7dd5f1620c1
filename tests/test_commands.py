"""What commands print of an answer: CSV and workbooks that hold no formula of a stranger."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from hub.commands import as_csv, as_workbook
from hub.errors import HubError

ANSWER = {
    "data": {
        "wageCases": {
            "nodes": [
                {
                    "caseNo": "=HYPERLINK(1)",
                    "region": {"name": "盘州市"},
                    "workerGroup": ["MIGRANT"],
                    "amount": "-5.00",
                },
                {"caseNo": "2号", "region": {"name": None}, "workerGroup": [], "amount": "7.00"},
            ]
        }
    }
}


def test_the_one_list_becomes_csv_with_dotted_columns() -> None:
    assert as_csv(ANSWER).splitlines() == [
        "caseNo,region.name,workerGroup,amount",
        '\'=HYPERLINK(1),盘州市,"[""MIGRANT""]",-5.00',
        "2号,,[],7.00",
    ]


def test_the_one_list_becomes_a_workbook_without_formulas(tmp_path: Path) -> None:
    as_workbook(ANSWER, tmp_path / "a.xlsx")
    worksheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert worksheet["A2"].value == "=HYPERLINK(1)"
    assert worksheet["A2"].data_type == "s"
    assert [cell.value for cell in worksheet[1]] == ["caseNo", "region.name", "workerGroup", "amount"]


def test_two_lists_are_refused() -> None:
    with pytest.raises(HubError, match="exactly one list"):
        as_csv({"data": {"a": [], "b": []}})
