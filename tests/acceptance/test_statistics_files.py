"""Statistics to take along: the numbers in the files are those that GraphQL answers, with all that defends them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.acceptance.examples import LIUPANSHUI
from tests.acceptance.hubs import Server

USES_WORLD = LIUPANSHUI
Worlds = Callable[[str], Server]

INDICATORS = (
    "special_accounts_open",
    "attendance_coverage",
    "complaints_received",
    "complaint_closure_rate",
    "hrss_wages_recovered",
)
WINDOW = {"within": "520200", "from": "2019-01", "to": "2019-12"}
GROUPINGS: list[tuple[str, ...]] = [(), ("COUNTY",), ("COUNTY", "QUARTER"), ("MONTH", "YEAR")]
WORDS = {
    "NOT_REPORTED": "未报送",
    "NOT_APPLICABLE": "不适用",
    "WITHHELD": "不公开",
    "NO_DEFINITION": "当时无此指标",
}


@pytest.fixture(scope="module")
def server(world: Worlds) -> Server:
    return world(LIUPANSHUI)


def fetched(server: Server, name: str, params: Mapping[str, Any], token: str | None = None) -> Any:
    token = server.token if token is None else token
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return server.client.get(f"/api/{name}", params=params, headers=headers)


def file_of(server: Server, name: str, by: tuple[str, ...] = (), **more: Any) -> bytes:
    params = {**WINDOW, "indicator": ",".join(INDICATORS), "by": list(by), **more}
    response = fetched(server, name, params)
    assert response.status_code == 200, response.text
    content: bytes = response.content
    return content


def lines_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def camel(code: str) -> str:
    head, *rest = code.split("_")
    return head + "".join(word.capitalize() for word in rest)


def asked(server: Server, by: tuple[str, ...], **arguments: Any) -> list[dict[str, Any]]:
    figure = """{ value missing dataVersion definitionVersion
        coverage { expected received expectedBase receivedBase } yearOnYear { base status text } }"""
    fields = " ".join(f"{camel(code)} {figure}" for code in INDICATORS)
    more = "".join(f", {name}: {value}" for name, value in arguments.items())
    found: list[dict[str, Any]] = server.ask(
        f"""{{ statistics(within: "520200", from: "2019-01", to: "2019-12", by: [{", ".join(by)}]{more}) {{
            region {{ code }} ownLevel month quarter year {fields} }} }}"""
    )["statistics"]
    return found


def number(value: str | None) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


@pytest.mark.parametrize("by", GROUPINGS, ids=" ".join)
def test_the_numbers_in_the_workbook_are_those_that_graphql_answers(
    server: Server, by: tuple[str, ...]
) -> None:
    expected = asked(server, by)
    book = openpyxl.load_workbook(io.BytesIO(file_of(server, "statistics.xlsx", by)))
    table: Any = book["统计表"]
    assert table.freeze_panes is not None
    header, *rows = [list(row) for row in table.iter_rows(values_only=True)]
    assert len(rows) == len(expected)
    assert len(set(header)) == len(header)
    first = len(header) - 5 * len(INDICATORS)
    times = [d.lower() for d in ("YEAR", "QUARTER", "MONTH") if d in by]
    for row, group in zip(rows, expected, strict=True):
        assert row[0] == group["region"]["code"]
        assert row[1].endswith("（本级）") is group["ownLevel"]
        assert row[4:first] == [group[name] for name in times]
        for i, code in enumerate(INDICATORS):
            value, base, change, owed, received = row[first + 5 * i : first + 5 * i + 5]
            figure = group[camel(code)]
            if figure["value"] is None:
                assert value == WORDS[figure["missing"]]
            else:
                assert isinstance(value, int | float)
                assert Decimal(str(value)) == Decimal(figure["value"])
            assert number(base) == number(figure["yearOnYear"]["base"])
            assert change == figure["yearOnYear"]["text"]
            assert (owed, received) == (figure["coverage"]["expected"], figure["coverage"]["received"])


def test_the_notes_say_question_data_and_definitions(server: Server) -> None:
    version = server.ask("{ dataVersion { number at } }")["dataVersion"]
    definitions = server.ask("{ indicators { code zh definitionZh version } }")["indicators"]
    book = openpyxl.load_workbook(
        io.BytesIO(file_of(server, "statistics.xlsx", ("COUNTY",), on="2019-12-20"))
    )
    sheet: Any = book["说明"]
    notes = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    said = {row[0]: row[1] for row in notes if len(row) == 2}
    assert said["地区"] == "贵州省六盘水市 520200"
    assert said["统计期"] == "2019-01 – 2019-12"
    assert (said["截止日"], said["分组"]) == ("2019-12-20", "县")
    assert said["数据版本"] == str(version["number"])
    assert said["数据时点"].endswith("+08:00")
    told = {row[0]: row for row in notes if row and row[0] in INDICATORS}
    assert set(told) == set(INDICATORS)
    for definition in definitions:
        if definition["code"] in told:
            row = told[definition["code"]]
            assert row[1:4] == [definition["zh"], definition["definitionZh"], definition["version"]]
            assert row[-1].startswith("共 ")


@pytest.mark.parametrize("by", GROUPINGS, ids=" ".join)
def test_each_line_of_the_csv_defends_itself(server: Server, by: tuple[str, ...]) -> None:
    lines = lines_of(file_of(server, "statistics.csv", by, language="en"))
    expected = [(group, code) for group in asked(server, by) for code in INDICATORS]
    assert len(lines) == len(expected)
    for line, (group, code) in zip(lines, expected, strict=True):
        figure = group[camel(code)]
        assert (line["region_code"], line["indicator"]) == (group["region"]["code"], code)
        assert (line["value"] or None, line["missing"] or None) == (figure["value"], figure["missing"])
        assert (line["base"] or None) == figure["yearOnYear"]["base"]
        assert line["change_status"] == figure["yearOnYear"]["status"]
        for name, column in (
            ("expected", "coverage_expected"),
            ("received", "coverage_received"),
            ("expectedBase", "coverage_expected_base"),
            ("receivedBase", "coverage_received_base"),
        ):
            assert line[column] == str(figure["coverage"][name])
        assert line["data_version"] == str(figure["dataVersion"])
        assert line["definition_version"] == figure["definitionVersion"]
        assert line["as_of"]


def test_the_same_question_to_the_same_version_gives_the_same_bytes(server: Server) -> None:
    version = server.ask("{ dataVersion { number } }")["dataVersion"]["number"]
    for name in ("statistics.xlsx", "statistics.csv"):
        newest = file_of(server, name, ("COUNTY",))
        assert (
            newest
            == file_of(server, name, ("COUNTY",))
            == file_of(server, name, ("COUNTY",), dataVersion=version)
        )
        assert newest != file_of(server, name, ("COUNTY",), dataVersion=1)


def test_an_earlier_version_and_a_time_are_answered_as_graphql_does(server: Server) -> None:
    lines = lines_of(file_of(server, "statistics.csv", ("COUNTY",), dataVersion=3, language="en"))
    expected = [group[camel(code)]["value"] for group in asked(server, ("COUNTY",), dataVersion=3) for code in INDICATORS]  # fmt: skip
    assert [line["value"] or None for line in lines] == expected
    assert {line["data_version"] for line in lines} == {"3"}
    early = lines_of(file_of(server, "statistics.csv", asOf="2001-01-01T00:00:00", language="en"))
    assert {line["data_version"] for line in early} == {"0"}
    assert {line["as_of"] for line in early} == {"2001-01-01T00:00:00+08:00"}


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"within": "99"}, 400, "BAD_REQUEST"),
        ({"within": "529999"}, 404, "NOT_FOUND"),
        ({"from": "2019-13"}, 400, "BAD_REQUEST"),
        ({"to": ""}, 400, "BAD_REQUEST"),
        ({"indicator": ""}, 400, "BAD_REQUEST"),
        ({"indicator": "no_such"}, 404, "NOT_FOUND"),
        ({"by": "COLOUR"}, 400, "BAD_REQUEST"),
        ({"by": "OUTCOME"}, 400, "GROUPING_NOT_ALLOWED"),
        ({"where.colour": "red"}, 400, "BAD_REQUEST"),
        ({"where.fromAgency": "UNION"}, 400, "FILTER_NOT_ALLOWED"),
        ({"colour": "red"}, 400, "BAD_REQUEST"),
        ({"language": "fr"}, 400, "BAD_REQUEST"),
        ({"asOf": "yesterday"}, 400, "BAD_REQUEST"),
        ({"dataVersion": "99999"}, 404, "NOT_FOUND"),
        ({"dataVersion": "1", "asOf": "2026-01-01"}, 400, "AS_OF_AND_VERSION"),
        ({"within": "000000", "by": "COUNTY,MONTH", "from": "2010-01"}, 400, "LIMIT_EXCEEDED"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_both_languages(
    server: Server, change: dict[str, str], status: int, code: str
) -> None:
    for name in ("statistics.csv", "statistics.xlsx"):
        response = fetched(server, name, {**WINDOW, "indicator": INDICATORS[0], **change})
        error = response.json()["error"]
        assert (response.status_code, error["code"]) == (status, code), error
        assert set(error["message"]) == {"zh", "en"}


def test_rights_are_those_of_the_token(server: Server) -> None:
    assert fetched(server, "statistics.csv", {}, token="").status_code == 401
    county = server.hub.token("county-files", "viewer", region="520221")
    params = {**WINDOW, "indicator": INDICATORS[0], "language": "en"}
    lines = lines_of(fetched(server, "statistics.csv", params, token=county).content)
    assert [(line["value"], line["missing"]) for line in lines] == [("", "WITHHELD")]
    own = lines_of(fetched(server, "statistics.csv", {**params, "within": "520221"}, token=county).content)
    assert own[0]["missing"] != "WITHHELD"


def test_the_command_writes_the_same_files(server: Server, tmp_path: Path) -> None:
    options = ["--within", "520200", "--from", "2019-01", "--to", "2019-12", "--by", "COUNTY,QUARTER"]
    options += [part for code in INDICATORS for part in ("--indicator", code)]
    xlsx, text = tmp_path / "a.xlsx", tmp_path / "a.csv"
    out = server.hub.done("statistics", *options, "--xlsx", str(xlsx), "--csv", str(text), "--json")
    assert xlsx.read_bytes() == file_of(server, "statistics.xlsx", ("COUNTY", "QUARTER"))
    assert text.read_bytes() == file_of(server, "statistics.csv", ("COUNTY", "QUARTER"))
    english = lines_of(file_of(server, "statistics.csv", ("COUNTY", "QUARTER"), language="en"))
    assert [{k: "" if v is None else str(v) for k, v in line.items()} for line in json.loads(out)] == [
        {**line, "missing": WORDS.get(line["missing"], ""), **said}
        for line, said in zip(english, in_chinese(server), strict=True)
    ]
    (sentence, *_) = server.hub.done("statistics", *options).splitlines()
    assert sentence.endswith("。")


def in_chinese(server: Server) -> list[dict[str, str]]:
    """What the Chinese lines say otherwise than the English ones."""
    lines = lines_of(file_of(server, "statistics.csv", ("COUNTY", "QUARTER")))
    return [
        {"region": line["地区"], "name": line["指标"], "unit": line["单位"], "change": line["同比"]}
        for line in lines
    ]


def test_groups_of_a_ledger_come_as_csv(server: Server) -> None:
    document = """{ specialAccounts(where: {within: "520200"}) {
        groups(by: [COUNTY, STATUS]) { county { code name } status count } } }"""
    groups = server.ask(document)["specialAccounts"]["groups"]
    out = server.hub.done("query", "-", "--csv", typed=document)
    lines = list(csv.DictReader(io.StringIO(out)))
    assert [(line["county.code"], line["status"] or None, int(line["count"])) for line in lines] == [
        (group["county"]["code"], group["status"], group["count"]) for group in groups
    ]
