"""Comparisons and the region basis over GraphQL: arguments, values, days, wording."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.indicators.pictures import Picture
from tests.schema.picture import Hub


@pytest.fixture(scope="module")
def hub(module_database_url: str) -> Hub:
    """60 cases in January and February 2023, 65 a year later; 龙南县 360727 became 龙南市 360783 in 2020."""
    picture = Picture(module_database_url)
    months = [(2023, 1, 25), (2023, 2, 35), (2024, 1, 30), (2024, 2, 35)]
    rows = [case("341102", date(year, month, 1 + i % 28)) for year, month, n in months for i in range(n)]
    picture.submit("supported_lawsuits", "PROCURATORATE:341100", "2022-01..2024-12", rows)
    cases = [case("360727", date(2019, 3, 1)), case("360783", date(2021, 3, 1))]
    picture.submit("supported_lawsuits", "PROCURATORATE:360700", "2019-01..2021-12", cases)
    return Hub(module_database_url)


def case(region: str, day: date) -> dict[str, Any]:
    return {"region_code": region, "accepted_on": day, "forum": "LITIGATION"}


WINDOW = 'statistics(within: "341100", from: "2024-01", to: "2024-01"'


def test_every_kind_of_comparison_with_its_days_and_wording(hub: Hub) -> None:
    kinds = ["YEAR_ON_YEAR", "PREVIOUS", "JANUARY_AND_FEBRUARY", "SPRING_FESTIVAL", "SAME_COVERAGE"]
    change = "{ status value base from to baseFrom baseTo text en: text(language: EN) }"
    fields = " ".join(f"{kind}: comparison(with: {kind}) {change}" for kind in kinds)
    (row,) = hub.ask(f"{{ {WINDOW}) {{ supportedLawsuitsHandled {{ value {fields} }} }} }}")["statistics"]
    assert hub.statements == 1
    assert row["supportedLawsuitsHandled"] == {
        "value": "30",
        "YEAR_ON_YEAR": {
            "status": "COMPARABLE",
            "value": "30",
            "base": "25",
            "from": "2024-01-01",
            "to": "2024-01-31",
            "baseFrom": "2023-01-01",
            "baseTo": "2023-01-31",
            "text": "同比上升20%",
            "en": "up 20% year on year",
        },
        "PREVIOUS": {
            "status": "ZERO_BASE",
            "value": "30",
            "base": "0",
            "from": "2024-01-01",
            "to": "2024-01-31",
            "baseFrom": "2023-12-01",
            "baseTo": "2023-12-31",
            "text": "上期为0",
            "en": "zero in the previous period",
        },
        "JANUARY_AND_FEBRUARY": {
            "status": "COMPARABLE",
            "value": "65",
            "base": "60",
            "from": "2024-01-01",
            "to": "2024-02-29",
            "baseFrom": "2023-01-01",
            "baseTo": "2023-02-28",
            "text": "与上年1—2月相比上升8.33%",
            "en": "up 8.33% on January and February a year before",
        },
        "SPRING_FESTIVAL": {  # 384 days before: 13 December 2022 to 12 January 2023
            "status": "COMPARABLE",
            "value": "30",
            "base": "12",
            "from": "2024-01-01",
            "to": "2024-01-31",
            "baseFrom": "2022-12-13",
            "baseTo": "2023-01-12",
            "text": "按春节前后同期可比上升1.5倍",
            "en": "an increase of 1.5 times on the same days around the Spring Festival a year before",
        },
        "SAME_COVERAGE": {
            "status": "COMPARABLE",
            "value": "30",
            "base": "25",
            "from": "2024-01-01",
            "to": "2024-01-31",
            "baseFrom": "2023-01-01",
            "baseTo": "2023-01-31",
            "text": "按可比口径上升20%",
            "en": "up 20% year on year on the same coverage",
        },
    }


def test_the_kind_may_be_a_variable_and_the_usual_changes_have_days_too(hub: Hub) -> None:
    fields = "{ comparison(with: $kind) { text } yearOnYear { value from baseTo } monthOnMonth { base } }"
    document = f"query ($kind: Comparison!) {{ {WINDOW}) {{ supportedLawsuitsHandled {fields} }} }}"
    for kind, text in (("SAME_COVERAGE", "按可比口径上升20%"), ("YEAR_ON_YEAR", "同比上升20%")):
        (row,) = hub.ask(document, {"kind": kind})["statistics"]
        assert row["supportedLawsuitsHandled"] == {
            "comparison": {"text": text},
            "yearOnYear": {"value": "30", "from": "2024-01-01", "baseTo": "2023-01-31"},
            "monthOnMonth": {"base": "0"},
        }


def test_a_comparison_that_there_is_not_says_so(hub: Hub) -> None:
    change = "{ supportedLawsuitsHandled { comparison(with: JANUARY_AND_FEBRUARY) { status value base from baseTo ratio text } } }"
    (row,) = hub.ask(f'{{ statistics(within: "341100", from: "2024-03", to: "2024-06") {change} }}')[
        "statistics"
    ]
    assert row["supportedLawsuitsHandled"]["comparison"] == {
        "status": "NOT_COMPARABLE",
        "value": None,
        "base": None,
        "from": None,
        "baseTo": None,
        "ratio": None,
        "text": "不适用此种比较",
    }


def test_regions_of_the_time_and_of_today(hub: Hub) -> None:
    document = (
        "query ($regions: RegionBasis!, $within: RegionCode!) { statistics(within: $within, by: [COUNTY], "
        'regions: $regions, from: "2019-01", to: "2019-12") { region { code name } supportedLawsuitsHandled { value } } }'
    )

    def shown(regions: str) -> dict[str, tuple[str, str]]:
        rows = hub.ask(document, {"regions": regions, "within": "360700"})["statistics"]
        return {
            row["region"]["code"]: (row["region"]["name"], row["supportedLawsuitsHandled"]["value"])
            for row in rows
            if row["region"]["code"] in ("360727", "360783")
        }

    assert shown("OF_THE_TIME") == {"360727": ("龙南县", "1")}
    assert shown("CURRENT") == {"360783": ("龙南市", "1")}
    assert hub.refusal(document, {"regions": "CURRENT", "within": "360727"}) == "REGION_SUCCEEDED"
