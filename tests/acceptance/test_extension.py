"""A newcomer adds an indicator with one TOML file, and a sheet for an existing ledger with one Python file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.acceptance.hubs import Hub

INDICATOR = """
zh = "来访欠薪案件数"
en = "Wage cases brought in person"
definition_zh = "来访渠道受理的欠薪案件数，按立案日期计。"
definition_en = "Wage cases filed after a visit of the workers, by filing date."
source = "a test"
unit = "count"
word_zh = "件"
word_en = "cases"
kind = "flow"
agency = "HRSS"
version = "1"
valid_from = 2016-01-01

[[parts]]
ledger = "wage_cases"
measure = "count"
date = "filed_on"
where = [{ field = "source", op = "is", value = "VISIT" }]
record = "case_no"
"""

SHEET = '''
"""HRSS, register of wage disputes settled in townships (街道欠薪纠纷调处登记表)."""

from hub.importing.sheet import Sheet, count, day, document_no, employer_name, money, one_of, region_name
from hub.ledgers.codes import Channel
from hub.ledgers.wage_cases import WageCase

sheet = Sheet(
    form="H6T",
    agencies=("HRSS",),
    title_zh="街道欠薪纠纷调处登记表",
    title_en="Wage disputes settled in townships",
    titles=("欠薪纠纷调处登记表",),
    ledger=WageCase,
    key=("case_no",),
    columns=(
        document_no("登记编号", to="case_no", required=True),
        region_name(),
        one_of("反映渠道", codes=Channel, to="source", required=True),
        day("登记日", to="filed_on", required=True),
        employer_name("涉事企业", required=True),
        count("涉及职工", to="workers_count", required=True),
        money("欠发数额", to="amount_involved", required=True),
    ),
    business_dates=("filed_on",),
)
'''

ROWS = [
    ["街调1号", "来访", "2023-04-03", "莘县岱岳食品有限公司", 3, 21000],
    ["街调2号", "12345", "2023-05-06", "莘县岱岳食品有限公司", 5, 40000],
    ["街调3号", "来访", "2023-06-30", "莘县汶泗劳务有限公司", 2, 9000],
]

QUERY = """
{
  statistics(within: "371522", from: "2023-04", to: "2023-06") {
    wageCasesBroughtInPerson { value text definition { definitionZh } }
    wageCasesFiled { value }
  }
  wageCases(orderBy: [{field: CASE_NO}]) { totalCount nodes { caseNo amountInvolved region { code } } }
  indicator(code: "wage_cases_brought_in_person") { zh kind }
}
"""


@pytest.fixture
def extended(database_url: str, tmp_path: Path) -> Hub:
    """A hub with an extension directory of two files."""
    definition = tmp_path / "extension/hub/indicators/definitions/wage_cases_brought_in_person.toml"
    declaration = tmp_path / "extension/importers/hrss/township_wage_disputes.py"
    for path, text in ((definition, INDICATOR), (declaration, SHEET)):
        path.parent.mkdir(parents=True)
        path.write_text(text.lstrip(), encoding="utf-8")
    return Hub(database_url, {"HUB_EXTENSIONS": str(tmp_path / "extension")})


def test_both_are_found_taken_and_answered(extended: Hub, tmp_path: Path) -> None:
    assert "H6T" in [sheet["form"] for sheet in json.loads(extended.done("sheets", "--json"))]

    [entry] = extended.import_files([_workbook(tmp_path)])
    assert (entry["agency"], entry["region"], entry["period"]) == ("HRSS", "371522", "2023-04..2023-06")
    assert (entry["status"], entry["rows"]["new"]) == ("accepted", 3), entry["problems"]

    answer: dict[str, Any] = json.loads(extended.done("query", "-", typed=QUERY))["data"]
    [row] = answer["statistics"]
    assert row["wageCasesFiled"]["value"] == "3"
    assert row["wageCasesBroughtInPerson"]["value"] == "2"
    assert row["wageCasesBroughtInPerson"]["text"] == "2件"
    assert answer["indicator"]["zh"] == "来访欠薪案件数"
    assert answer["wageCases"] == {
        "totalCount": 3,
        "nodes": [
            {"caseNo": number, "amountInvolved": f"{amount}.00", "region": {"code": "371522"}}
            for number, *_, amount in ROWS
        ],
    }


def test_without_the_extension_neither_is_known(database_url: str, tmp_path: Path) -> None:
    hub = Hub(database_url)
    assert "wage_cases_brought_in_person" not in hub.done("indicators")
    [entry] = hub.run("check", "--json", _workbook(tmp_path)).entries
    assert (entry["sheet"], entry["status"]) == (None, "refused")


def _workbook(directory: Path) -> Path:
    path = directory / "登记表.xlsx"
    workbook = Workbook()
    assert workbook.active is not None
    rows: list[list[Any]] = [
        ["莘县2023年4-6月欠薪纠纷调处登记表"],
        ["填报单位：莘县人力资源和社会保障局　填报日期：2023年6月30日"],
        ["登记编号", "反映渠道", "登记日", "涉事企业", "涉及职工", "欠发数额"],
        *ROWS,
    ]
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path
