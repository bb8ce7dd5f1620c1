"""Statistics over GraphQL: shape of the answer, one statement a root field, errors with codes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import Database
from hub.settings import Settings
from schema.build import build_schema
from schema.context import Context
from schema.execution import encode_json
from tests.indicators.pictures import Picture

JIANGXI = 'statistics(within: "360000", from: "2020-05", to: "2021-03"'


@pytest.fixture(scope="module")
def picture(module_database_url: str) -> Picture:
    """Jiangxi in small: 58 cases a year before, 398 now, 6,819,450.00 yuan recovered."""
    found = Picture(module_database_url)
    before = [case(date(2019, 6, 1)) for _ in range(58)]
    found.submit("supported_lawsuits", "PROCURATORATE:360000", "2019-05..2020-04", before)
    now = [case(date(2020, 6, 1), outcome="JUDGED") for _ in range(397)]
    paid = case(date(2021, 3, 1), recovered_on=date(2021, 3, 2), recovered_amount=Decimal("6819450"))
    found.submit("supported_lawsuits", "PROCURATORATE:360100", "2020-05..2021-03", [*now, paid])
    return found


def case(day: date, **values: Any) -> dict[str, Any]:
    return {
        "region_code": "360102",
        "accepted_on": day,
        "forum": "LITIGATION",
        "worker_group": ["MIGRANT"],
        **values,
    }


Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(picture: Picture) -> Ask:
    schema = build_schema()

    async def run(document: str, viewer: Viewer, variables: dict[str, Any] | None) -> Any:
        database = Database(picture.url, pool_size=1, statement_timeout_seconds=60)
        await database.open()
        try:
            context = Context(Settings(), database, viewer, schema.data)
            counted = _count_statements(context)
            result = await schema.execute(document, context_value=context, variable_values=variables)
            body: dict[str, Any] = {"data": result.data}
            if result.errors:
                body["errors"] = [error.formatted for error in result.errors]
            return {**orjson.loads(encode_json(body)), "statements": await counted()}
        finally:
            await database.close()

    def asked(document: str, viewer: Viewer = OPERATOR, **variables: Any) -> dict[str, Any]:
        document = document.replace("JIANGXI", JIANGXI)  # the root field, its first arguments open
        found: dict[str, Any] = asyncio.run(run(document, viewer, variables))
        return found

    return asked


def _count_statements(context: Context) -> Callable[[], Awaitable[int]]:
    """The statements of the request's reading, which is gone when the operation ends."""
    readings: list[Any] = []
    opened = context.reading

    async def reading() -> Any:
        found = await opened()
        readings.append(found)
        return found

    context.reading = reading  # type: ignore[method-assign]

    async def counted() -> int:
        return sum(r.statements for r in {id(r): r for r in readings}.values())

    return counted


def test_the_jiangxi_figures_with_their_wording(ask: Ask) -> None:
    found = ask(
        "{ JIANGXI) { region { code name } ownLevel month supportedLawsuitsHandled { value unit kind basis missing "
        "yearOnYear { base ratio status text difference } sentence } "
        "procuratorateWagesRecovered { value text en: text(language: EN) } } }"
    )
    (row,) = found["data"]["statistics"]
    ratio = row["supportedLawsuitsHandled"]["yearOnYear"].pop("ratio")
    assert ratio.startswith("5.86206896551724137931")
    assert row == {
        "region": {"code": "360000", "name": "江西省"},
        "ownLevel": False,
        "month": None,
        "supportedLawsuitsHandled": {
            "value": "398",
            "unit": "COUNT",
            "kind": "FLOW",
            "basis": "LEDGER",
            "missing": None,
            "yearOnYear": {
                "base": "58",
                "status": "COMPARABLE",
                "text": "同比上升5.9倍",
                "difference": "340",
            },
            "sentence": "2020年5月至2021年3月，江西省办理支持起诉案件数：398件，同比上升5.9倍。",
        },
        "procuratorateWagesRecovered": {
            "value": "6819450.00",
            "text": "681.9万余元",
            "en": "more than RMB 6.819 million",
        },
    }
    assert found["statements"] == 1


def test_one_statement_a_root_field_whatever_is_asked(ask: Ask) -> None:
    fields = (
        "region { code } month workerGroup { code zh } supportedLawsuitsHandled { value numerator "
        "coverage { expected received expectedBase receivedBase carried } monthOnMonth { text } yearToDate "
        "definition { code definitionZh dimensions } dataVersion } settlementBeforeFilingShare { value denominator }"
    )
    both = "{ a: JIANGXI, by: [COUNTY, MONTH, WORKER_GROUP]) { FIELDS } b: JIANGXI) { FIELDS } }"
    found = ask(both.replace("FIELDS", fields))
    assert "errors" not in found
    assert found["statements"] == 2
    first = found["data"]["a"][0]
    assert first["workerGroup"] == {"code": "MIGRANT", "zh": "农民工"}
    assert first["month"] == "2020-06"
    assert first["supportedLawsuitsHandled"]["value"] == "397"
    assert first["supportedLawsuitsHandled"]["definition"]["code"] == "supported_lawsuits_handled"


def test_the_base_of_a_prefecture_lies_in_the_provinces_file(ask: Ask) -> None:
    found = ask(
        "{ JIANGXI, by: [PREFECTURE]) { region { code } supportedLawsuitsHandled "
        "{ value missing yearOnYear { base status text } } } }"
    )
    rows = {row["region"]["code"]: row["supportedLawsuitsHandled"] for row in found["data"]["statistics"]}
    assert len(rows) == 11
    assert rows["360100"]["yearOnYear"] == {"base": "58", "status": "COMPARABLE", "text": "同比上升5.9倍"}
    assert rows["360200"]["value"] is None
    assert rows["360200"]["missing"] == "NOT_REPORTED"
    assert rows["360200"]["yearOnYear"] == {"base": "0", "status": "NO_VALUE", "text": "无可比数据"}


def test_filters_variables_order_and_first(ask: Ask) -> None:
    document = (
        "query ($where: StatisticsFilter, $first: Int) { JIANGXI, by: [MONTH], where: $where, first: $first, "
        'orderBy: [{indicator: "supportedLawsuitsHandled", direction: DESC}]) '
        "{ month supportedLawsuitsHandled { value } } }"
    )
    found = ask(document, where={"workerGroup": ["MIGRANT"]}, first=2)
    shown = [(row["month"], row["supportedLawsuitsHandled"]["value"]) for row in found["data"]["statistics"]]
    assert shown == [("2020-06", "397"), ("2021-03", "1")]
    found = ask(document, where={"outcome": ["JUDGED"]}, first=1)
    assert found["data"]["statistics"][0]["supportedLawsuitsHandled"]["value"] == "397"


@pytest.mark.parametrize(
    ("arguments", "field", "code"),
    [
        (", by: [EMPLOYER_TYPE]", "supportedLawsuitsHandled", "GROUPING_NOT_ALLOWED"),
        (", where: {pushedToProvince: true}", "supportedLawsuitsHandled", "FILTER_NOT_ALLOWED"),
        (', where: {outcome: ["NO_SUCH"]}', "supportedLawsuitsHandled", "BAD_REQUEST"),
        (", first: -1", "supportedLawsuitsHandled", "BAD_REQUEST"),
        (", orderBy: [{dimension: MONTH}]", "supportedLawsuitsHandled", "BAD_REQUEST"),
        (', where: {fromAgency: "NO_SUCH"}', "cluesTransferred", "BAD_REQUEST"),
        (', on: "9999-12-31"', "supportedLawsuitsHandled", "BAD_REQUEST"),
        (', on: "0001-01-01"', "supportedLawsuitsHandled", "BAD_REQUEST"),
        (', asOf: "9999-12-31T23:59:59Z"', "supportedLawsuitsHandled", "BAD_REQUEST"),
    ],
)
def test_what_cannot_be_answered_is_an_error_with_a_code(
    ask: Ask, arguments: str, field: str, code: str
) -> None:
    found = ask(f"{{ JIANGXI{arguments}) {{ {field} {{ value }} }} }}")
    (error,) = found["errors"]
    assert error["extensions"]["code"] == code
    assert error["extensions"]["zh"]


def test_rows_of_one_year_are_alike_in_an_order_by_year(ask: Ask) -> None:
    found = ask(
        '{ statistics(within: "360000", from: "2019-06", to: "2020-06", by: [YEAR, MONTH], orderBy: '
        '[{dimension: YEAR, direction: DESC}, {indicator: "supportedLawsuitsHandled", direction: DESC}]) '
        "{ month supportedLawsuitsHandled { value } } }"
    )
    shown = [row["month"] for row in found["data"]["statistics"]]
    assert shown[0] == "2020-06"
    assert shown[6:8] == ["2019-06", "2019-07"]


def test_a_status_is_the_same_with_the_days_and_without(ask: Ask) -> None:
    found = ask(
        '{ JIANGXI, on: "2019-01-31") { supportedLawsuitsHandled { one: yearOnYear { status } '
        "other: yearOnYear { status from } } } }"
    )
    (row,) = found["data"]["statistics"]
    figure = row["supportedLawsuitsHandled"]
    assert figure["one"]["status"] == figure["other"]["status"] == "NO_VALUE"
    assert figure["other"]["from"] is None


def test_a_condition_without_a_code_is_said_in_the_sentence(ask: Ask) -> None:
    found = ask("{ JIANGXI, where: {outcome: []}) { supportedLawsuitsHandled { value sentence } } }")
    (row,) = found["data"]["statistics"]
    assert row["supportedLawsuitsHandled"]["value"] == "0"
    assert "（未选择任何代码）" in row["supportedLawsuitsHandled"]["sentence"]


def test_windows_and_answers_have_limits(ask: Ask) -> None:
    field = "{ supportedLawsuitsHandled { value } }"
    found = ask('{ statistics(within: "360000", from: "2000-01", to: "2021-03") ' + field + " }")
    assert found["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    found = ask('{ statistics(within: "360000", from: "2021-03", to: "2021-01") ' + field + " }")
    assert found["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    found = ask(
        '{ statistics(within: "000000", from: "2012-01", to: "2021-12", by: [COUNTY, MONTH]) ' + field + " }"
    )
    assert found["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    found = ask('{ statistics(within: "990000", from: "2021-03", to: "2021-03") ' + field + " }")
    assert found["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_a_token_of_one_county_is_told_withheld_of_the_others(ask: Ask) -> None:
    viewer = Viewer("c", "viewer", None, "360102", frozenset({"data.read"}))
    document = (
        'query ($within: RegionCode!) { statistics(within: $within, from: "2020-05", to: "2021-03") '
        "{ supportedLawsuitsHandled { value missing text yearOnYear { status } } } }"
    )
    (row,) = ask(document, viewer, within="360102")["data"]["statistics"]
    assert row["supportedLawsuitsHandled"]["value"] == "398"
    for within in ("360000", "360100", "360111"):
        (row,) = ask(document, viewer, within=within)["data"]["statistics"]
        assert row["supportedLawsuitsHandled"] == {
            "value": None,
            "missing": "WITHHELD",
            "text": "不公开",
            "yearOnYear": {"status": "NO_VALUE"},
        }


def test_a_grade_is_a_code_and_has_no_number_to_add_up(ask: Ask, picture: Picture) -> None:
    grades = {("360100", 2019): "A", ("360100", 2020): "B", ("360200", 2020): "A"}
    rows = [{"region_code": code, "year": year, "grade": grade} for (code, year), grade in grades.items()]
    picture.submit("evaluations", "SECRETARIAT:360000", "2021-02", rows)
    fields = (
        "{ region { code } evaluationGrade { value code missing kind unit yearToDate text "
        "yearOnYear { base baseCode difference status text } } }"
    )
    order = 'orderBy: [{indicator: "evaluationGrade"}], first: 2'
    window = 'within: "360000", from: "2020-01", to: "2020-12"'
    found = ask(f"{{ statistics({window}, by: [PREFECTURE], {order}) {fields} }}")
    assert found["statements"] == 1
    first, second = found["data"]["statistics"]
    assert (first["region"]["code"], second["region"]["code"]) == ("360200", "360100")
    assert second["evaluationGrade"] == {
        "value": None,
        "code": "B",
        "missing": None,
        "kind": "ORDINAL",
        "unit": "GRADE",
        "yearToDate": None,
        "text": "B级",
        "yearOnYear": {
            "base": None,
            "baseCode": "A",
            "difference": None,
            "status": "ORDINAL",
            "text": "去年同期为A级",
        },
    }
    both = f'{{ statistics(within: "360100", from: "2019-01", to: "2020-12") {fields} }}'
    (row,) = ask(both)["data"]["statistics"]
    assert (row["evaluationGrade"]["code"], row["evaluationGrade"]["missing"]) == (None, "SEVERAL_VALUES")


def test_the_catalogue_answers(ask: Ask) -> None:
    found = ask(
        '{ indicator(code: "procuratorate_wages_recovered") { field zh unit kind dimensions filters } '
        'indicators(agency: "COURT", search: "调解") { code numerator } }'
    )["data"]
    assert found["indicator"]["field"] == "procuratorateWagesRecovered"
    assert found["indicator"]["unit"] == "YUAN"
    assert "WORKER_GROUP" in found["indicator"]["dimensions"]
    assert {"code": "court_mediation_rate", "numerator": "court_wage_cases_mediated_or_withdrawn"} in found[
        "indicators"
    ]
