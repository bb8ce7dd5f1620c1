"""Stations and events of publicity: read from other offices' tables, and counted once however many report them."""

from __future__ import annotations

from typing import Any

import pytest

from hub.access.viewer import OPERATOR
from hub.importing.check import check_file
from hub.importing.parsed import Options
from hub.settings import Settings
from hub.submissions.intake import Intake
from tests.schema.picture import Hub

STATIONS = """天长市职工劳动权益保障联络站台账
填报单位：滁州市总工会,,,,,截至2024年6月30日
序号,区划代码,工作站名称,类别,挂牌日期,撤站日期
1,341181,天长市总工会联络站,职工劳动权益保障联络站,2023-03-01,
2,341181,秦栏镇检察巡回工作站,巡回检察工作站,2023-09-15,
3,341102,琅琊区联络站,联络点,2022-05-01,2024-02-01
"""
EVENTS = """滁州市联合宣传活动台账（2024年5月）
填报单位：{office}
序号,区划代码,宣传日期,地点,宣传主题,主办单位,参与人次,发放宣传资料
1,341102,2024-05-08,会峰广场,民法典宣传月,市总工会、市检察院,320,500
{more}"""
ALONE = "2,341102,2024-05-20,会峰广场,根治欠薪在行动,市检察院,80,100\n"


@pytest.fixture
def intake(database_url: str) -> Intake:
    return Intake(database_url, Settings.model_validate({"files_key": "f" * 40, "digest_key": "k" * 40}))


def take(intake: Intake, text: str, name: str) -> list[Any]:
    return list(intake.take(text.encode(), name, Options(), by=OPERATOR, accept=True))


def test_the_sheets_are_known_by_other_headers(intake: Intake) -> None:
    (stations,) = check_file(STATIONS.encode(), "联络站.csv", Options(), digest_key=b"k" * 32)
    assert (stations.sheet, stations.agency) == ("service_stations", "UNION")
    assert [p.kind for p in stations.problems] == ["period_assumed"]
    assert [row.values["station_kind"] for row in stations.rows] == [
        *("LIAISON_STATION", "PATROL_STATION", "LIAISON_STATION"),
    ]
    text = EVENTS.format(office="滁州市总工会", more="")
    (events,) = check_file(text.encode(), "宣传.csv", Options(), digest_key=b"k" * 32)
    assert (events.sheet, events.agency, events.problems) == ("publicity_events", "UNION", [])
    assert (events.rows[0].values["persons_reached"], events.rows[0].values["materials"]) == (320, 500)


def test_a_station_counts_from_its_opening_to_its_closing(intake: Intake, database_url: str) -> None:
    (receipt,) = take(intake, STATIONS, "联络站.csv")
    assert receipt.status == "accepted"
    rows = Hub(database_url).ask(
        """{ statistics(within: "341100", from: "2023-06", to: "2024-03", by: [QUARTER]) {
          quarter serviceStationsOpen { value basis } } }"""
    )["statistics"]
    assert [(r["quarter"], r["serviceStationsOpen"]["value"]) for r in rows] == [
        *(("2023-Q2", "2"), ("2023-Q3", "3"), ("2023-Q4", "3"), ("2024-Q1", "2")),
    ]
    by_kind = Hub(database_url).ask(
        """{ statistics(within: "341100", from: "2023-12", to: "2023-12", by: [STATION_KIND],
          where: { stationKind: ["LIAISON_STATION"] }) { stationKind { code zh en } serviceStationsOpen { value } } }"""
    )["statistics"]
    assert by_kind == [
        {
            "stationKind": {"code": "LIAISON_STATION", "zh": "联络站", "en": "Liaison station"},
            "serviceStationsOpen": {"value": "2"},
        }
    ]


def test_an_event_that_several_organisers_report_counts_once(intake: Intake, database_url: str) -> None:
    for office, more in (("滁州市总工会", ""), ("滁州市人民检察院", ALONE)):
        (receipt,) = take(intake, EVENTS.format(office=office, more=more), f"{office}.csv")
        assert receipt.status == "accepted", receipt
    (row,) = Hub(database_url).ask(
        """{ statistics(within: "341100", from: "2024-05", to: "2024-05") {
          publicityEvents { value text definition { definitionZh } } } }"""
    )["statistics"]
    assert (row["publicityEvents"]["value"], row["publicityEvents"]["text"]) == ("2", "2场")
    assert "只计一场" in row["publicityEvents"]["definition"]["definitionZh"]


def test_inspections_are_given_as_reported(intake: Intake, database_url: str) -> None:
    sheet = """治欠月报
填报单位：滁州市人力资源和社会保障局,,统计月份：2024年5月
地区,检查用人单位（户次）,受理线索
琅琊区,31,5
天长市,12,7
"""
    (receipt,) = take(intake, sheet, "治欠月报2024年5月.csv")
    assert receipt.status == "accepted", receipt
    (row,) = Hub(database_url).ask(
        """{ statistics(within: "341100", from: "2024-05", to: "2024-05") {
          inspectionsEmployersChecked { value reported ledger basis text coverage { expected received } } } }"""
    )["statistics"]
    assert row["inspectionsEmployersChecked"] == {
        "value": "43",
        "reported": "43",
        "ledger": None,
        "basis": "REPORTED",
        "text": "43户次",
        "coverage": {"expected": 1, "received": 1},
    }
