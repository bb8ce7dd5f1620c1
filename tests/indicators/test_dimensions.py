"""Dimensions of small pictures: several values in one record, the sector of a linked project, agencies, free texts."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg
import pytest

from hub.database import libpq
from hub.errors import HubError, LimitExceeded
from tests.indicators.pictures import Picture
from tests.schema.picture import Hub


@pytest.fixture
def picture(database_url: str) -> Picture:
    return Picture(database_url)


def groups(picture: Picture, code: str, *by: str, **rest: Any) -> dict[Any, Any]:
    return picture.values("520200", "2024-01", "2024-12", code, by=by, **rest)


def test_a_record_with_two_values_counts_in_both_and_once_in_the_total(picture: Picture) -> None:
    clue = {"region_code": "520201", "side": "sent", "sent_on": date(2024, 3, 1)}
    one, other = "NEW_EMPLOYMENT_FORM", "SPECIFIC_GROUP"
    picture.submit(
        "clue_transfers",
        "UNION:520200",
        "2024-03",
        [
            {**clue, "grounds": [one, other], "from_agency_code": "UNION", "to_agency_code": "PROCURATORATE"},
            {**clue, "grounds": [one], "from_agency_code": "UNION", "to_agency_code": "HRSS"},
            {**clue, "grounds": None, "from_agency_code": "HRSS", "to_agency_code": "PROCURATORATE"},
        ],
    )
    assert groups(picture, "clues_transferred", "GROUND") == {one: 2, other: 1, None: 1}
    assert list(groups(picture, "clues_transferred", "YEAR").values()) == [3]
    assert groups(picture, "clues_transferred", "FROM_AGENCY") == {"HRSS": 1, "UNION": 2}
    assert groups(picture, "clues_transferred", "TO_AGENCY", where={"ground": [other, "UNKNOWN"]}) == {
        "PROCURATORATE": 2
    }


def project(code: str, sector: str | None) -> dict[str, Any]:
    status = {"status": "UNDER_CONSTRUCTION", "account_required": True}
    return {
        "region_code": "520201",
        "project_code": code,
        "sector": sector,
        "funding": "GOVERNMENT",
        **status,
    }


def account(code: str, number: int) -> dict[str, Any]:
    return {
        "region_code": "520201",
        "project_code": code,
        "account_no": f"****{number}",
        "account_digest": f"d{number}",
        "status": "OPEN",
    }


def test_accounts_are_grouped_by_the_sector_of_their_project(picture: Picture) -> None:
    unit = "HRSS:520200"
    old = picture.submit("projects", unit, "2024-10", [project("P1", "WATER")])
    picture.submit("projects", unit, "2024-12", [project("P1", "HOUSING"), project("P2", None)])
    picture.submit(
        "special_accounts",
        unit,
        "2024-12",
        [account("P1", 1), account("P1", 2), account("P2", 3), account("P9", 4)],
    )
    assert old
    assert groups(picture, "special_accounts_open", "SECTOR") == {"HOUSING": 2, None: 2}
    assert groups(picture, "special_accounts_open", "FUNDING", where={"sector": ["HOUSING"]}) == {
        "GOVERNMENT": 2
    }
    assert groups(picture, "special_account_coverage", "SECTOR") == {"HOUSING": 100, None: 100}


def test_a_sum_over_agencies_is_told_by_agency(picture: Picture) -> None:
    paid = {
        "region_code": "520201",
        "recovered_on": date(2024, 5, 1),
        "recovery_kind": "WAGES",
        "case_no": "1",
    }
    source = {"source_ledger": "wage_cases", "source_row": 1}
    for agency, amount in (("HRSS", 100), ("UNION", 30)):
        rows = [{**paid, **source, "amount": amount}]
        submission = picture.submit("wage_cases", f"{agency}:520200", "2024-05")
        add_recoveries(picture, submission, agency, rows)
    assert groups(picture, "wages_recovered_gross", "AGENCY") == {"HRSS": 100, "UNION": 30}
    assert groups(picture, "wages_recovered_gross", "YEAR", where={"agency": ["UNION"]}) == {"2024-01": 30}


def add_recoveries(picture: Picture, submission: int, agency: str, rows: list[dict[str, Any]]) -> None:
    with psycopg.connect(libpq(picture.url)) as connection:
        for row in rows:
            unit = f"{agency}:520200"
            picture._insert(connection, "wage_recoveries", submission, agency, unit, date(2024, 5, 1), row)


def test_texts_and_unknown_codes_are_shown_and_refused(picture: Picture, database_url: str) -> None:
    issued = {
        "region_code": "520201",
        "issued_on": date(2024, 2, 1),
        "procuratorate": "某区检察院",
        "doc_no": "1",
    }
    rows = [
        {**issued, "addressee": "某区劳动监察局", "trigger": "DEPARTMENT_INACTION"},
        {**issued, "trigger": None},
    ]
    picture.submit("recommendations", "PROCURATORATE:520200", "2024-02", rows)
    asked = """query($where: StatisticsFilter) {
      statistics(within: "520200", from: "2024-02", to: "2024-02", by: [ADDRESSEE, TRIGGER], where: $where) {
        addressee { code zh } trigger { code zh en } category { code }
        proceedings: procuratorialRecommendationsIssued { value } } }"""
    hub = Hub(database_url)
    found = hub.ask(asked, {"where": {"addressee": ["某区劳动监察局"]}})["statistics"]
    assert found == [
        {
            "addressee": {"code": "某区劳动监察局", "zh": "某区劳动监察局"},
            "trigger": {"code": "DEPARTMENT_INACTION", "zh": "怠于履职", "en": "Inaction of a department"},
            "category": None,
            "proceedings": {"value": "1"},
        }
    ]
    assert len(hub.ask(asked, {"where": None})["statistics"]) == 2
    with pytest.raises(HubError, match="trigger has no code LAZINESS"):
        groups(picture, "procuratorial_recommendations_issued", "TRIGGER", where={"trigger": ["LAZINESS"]})
    with pytest.raises(LimitExceeded, match="at most 200 values; this one has 201"):
        groups(picture, "procuratorial_recommendations_issued", where={"addressee": ["某局"] * 201})
    with pytest.raises(HubError, match="has no filter category"):
        groups(picture, "procuratorial_recommendations_issued", where={"category": ["OTHER"]})


def test_the_catalogue_tells_editions_rounding_and_dimensions(database_url: str) -> None:
    found = Hub(database_url).ask(
        """{ indicator(code: "special_account_coverage") {
          rounding { decimals mode zeros } ledgers dates dimensions dimensionLabels { dimension zh en } filters
          editions { version validFrom knownFrom comparable definitionZh } wordZh } }"""
    )["indicator"]
    assert found["rounding"] == {"decimals": 1, "mode": "HALF_UP", "zeros": True}
    assert (found["ledgers"], found["dates"]) == (["projects"], [])
    assert found["dimensions"][-2:] == ["SECTOR", "FUNDING"]
    assert found["dimensionLabels"][-1] == {
        "dimension": "FUNDING",
        "zh": "资金性质",
        "en": "Funding of a project",
    }
    assert found["filters"] == ["sector", "funding", "record"]
    (edition,) = found["editions"]
    assert (edition["version"], edition["validFrom"], edition["comparable"]) == ("1", "2016-01-01", False)
