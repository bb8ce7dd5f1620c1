"""Small submissions made by hand, for tests whose claim is not about reading files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hub.importing.parsed import ParsedRow, ParsedSubmission
from hub.months import Period

KEYS = (b"k" * 32,)


def wage_cases(
    amounts: dict[str, int],
    *,
    region: str = "520281",
    period: str = "2019-01..2019-12",
    as_of: date | None = None,
    **values: Any,
) -> ParsedSubmission:
    """Wage cases of an HRSS bureau: case number -> recovered yuan."""
    months = Period.parse(period)
    rows = [
        ParsedRow(
            "Sheet1",
            number,
            {
                "row_key": f"520200|{case}",
                "region_code": region,
                "case_no": case,
                "filed_on": date(2019, 3, 1),
                "closed_on": date(2019, 5, 1),
                "employer_name": "某建筑公司",
                "employer_key": "520200:某建筑公司",
                "workers_count": 3,
                "recovered_amount": Decimal(amount).quantize(Decimal("0.01")),
                **values,
            },
        )
        for number, (case, amount) in enumerate(amounts.items(), start=5)
    ]
    return ParsedSubmission(
        "台账.xlsx", "wage_cases", "", "HRSS", region, None, months, as_of or months.end_day, rows
    )


def projects(
    amounts: dict[str, int], *, region: str = "520281", period: str = "2019-12", as_of: date | None = None
) -> ParsedSubmission:
    """Projects of an HRSS bureau: project code -> contract amount."""
    months = Period.parse(period)
    rows = [
        ParsedRow(
            "Sheet1",
            number,
            {
                "row_key": f"520200|{code}",
                "region_code": region,
                "project_code": code,
                "contract_amount": Decimal(amount),
                "status": "UNDER_CONSTRUCTION",
            },
        )
        for number, (code, amount) in enumerate(amounts.items(), start=5)
    ]
    return ParsedSubmission(
        "项目.xlsx", "projects", "", "HRSS", region, None, months, as_of or months.end_day, rows
    )
