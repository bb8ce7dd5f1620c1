"""The measured questions: each a GraphQL document, the raw SQL that answers the same bytes, and their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import Any

import psycopg

from hub.database import libpq
from hub.regions import Level, bounds, register

PROVINCES = ("510000", "130000", "410000", "370000", "440000", "430000")
EMPLOYERS = 256
CITIES = 48


@dataclass(frozen=True)
class Value:
    """One request: the variables of the document, and the parameters of the raw SQL that asks the same."""

    variables: Mapping[str, Any]
    params: Mapping[str, Any]


@dataclass(frozen=True)
class Query:
    """A question that is measured both ways."""

    name: str
    title: str
    field: str
    """The root field; the raw SQL answers its JSON."""
    document: str
    values: Sequence[Value]
    target: float
    """Share of the raw throughput at concurrency 16 that the product is to reach."""
    custom_plan: bool = False
    """Plan the raw SQL for its very parameters, which is best for it too."""

    @cached_property
    def sql(self) -> str:
        """The raw SQL."""
        return (files("bench") / "raw" / f"{self.name}.sql").read_text(encoding="utf-8")


EMPLOYER = """
query Employer($uscc: String!, $first: Int!) {
  employer(uscc: $uscc) {
    uscc name
    projectsContracted(first: $first) { nodes { projectCode projectName status contractAmount } }
    specialAccounts(first: $first) { nodes { projectCode bank status openedOn } }
    wageCases(first: $first) { nodes { caseNo filedOn workersCount amountInvolved recoveredAmount closeKind } }
    supportedLawsuits(first: $first) { nodes { caseNo acceptedOn outcome claimAmount recoveredAmount } }
    courtWageCases(first: $first) { nodes { caseNo filedOn closeKind adjudicatedAmount } }
    legalAidCases(first: $first) { nodes { caseNo approvedOn workersCount recoveredAmount } }
    unionServices(first: $first) { nodes { serviceNo servedOn recoveredAmount } }
    wageRecoveries(first: $first) { nodes { caseNo amount recoveredOn recoveryKind sourceLedger } }
    blacklistEntries(first: $first) { nodes { decisionNo listedOn termMonths } }
  }
}
"""

EMPLOYERS_OF_A_CITY = """
query Employers($within: RegionCode!, $employers: Int!, $projects: Int!, $accounts: Int!) {
  employers(where: {within: $within}, first: $employers) {
    nodes {
      uscc name
      projectsContracted(first: $projects) {
        nodes {
          projectCode projectName status contractAmount
          accounts(first: $accounts) { nodes { bank accountNo status openedOn } }
        }
      }
    }
  }
}
"""

RECOVERIES = """
query Recoveries($within: RegionCode!, $recoveries: Int!) {
  wageRecoveries(where: {within: $within}, first: $recoveries) {
    nodes {
      caseNo employerName uscc amount workersPaid recoveredOn recoveryKind sourceLedger agency month
    }
  }
}
"""

BY_CITY_AND_MONTH = """
query ByCityAndMonth($within: RegionCode!) {
  statistics(within: $within, from: "2022-01", to: "2023-12", by: [PREFECTURE, MONTH]) {
    region { code name }
    month
    wageCasesFiled { value }
    wageCaseWorkers { value }
    hrssWagesRecovered { value }
  }
}
"""

_TEN = (
    "wageCasesFiled",
    "wageCaseWorkers",
    "hrssWagesRecovered",
    "supportedLawsuitsAccepted",
    "supportedWorkers",
    "courtWageCasesAccepted",
    "legalAidCasesApproved",
    "legalAidWorkers",
    "unionWagesRecovered",
    "wagesRecoveredGross",
)
TEN_INDICATORS = f"""
query TenIndicators($within: RegionCode!) {{
  statistics(within: $within, from: "2023-01", to: "2023-12", by: [PREFECTURE]) {{
    region {{ code name }}
    {" ".join(f"{name} {{ value yearOnYear {{ base difference ratio status }} }}" for name in _TEN)}
  }}
}}
"""


def queries(url: str) -> list[Query]:
    """The five questions, with values that the country holds."""
    return [
        Query("employer", "one employer with all children", "employer", EMPLOYER, _employers(url), 0.35),
        Query(
            "employers",
            "50 employers of a city, their projects, their accounts",
            "employers",
            EMPLOYERS_OF_A_CITY,
            _cities(),
            0.7,
        ),
        Query("recoveries", "1,000 recoveries x 10 fields", "wageRecoveries", RECOVERIES, _provinces(), 0.7),
        Query(
            "by_city_and_month",
            "three indicators by city and month, 24 months",
            "statistics",
            BY_CITY_AND_MONTH,
            _windows({"first": date(2022, 1, 1), "end": date(2024, 1, 1)}),
            0.7,
            custom_plan=True,
        ),
        Query(
            "ten_indicators",
            "ten indicators of six ledgers by city, year on year",
            "statistics",
            TEN_INDICATORS,
            _windows({"before": date(2022, 1, 1), "first": date(2023, 1, 1), "end": date(2024, 1, 1)}),
            0.7,
            custom_plan=True,
        ),
    ]


def _employers(url: str) -> list[Value]:
    """Employers with many records, in a fixed order that hops over the country."""
    with psycopg.connect(libpq(url)) as connection:
        rows = connection.execute(
            """
            select contractor_key from projects group by contractor_key
            having count(*) >= 2 order by md5(contractor_key) limit %s
            """,
            [EMPLOYERS],
        ).fetchall()
    return [Value({"uscc": row[0], "first": 100}, {"uscc": row[0], "first": 100}) for row in rows]


def _cities() -> list[Value]:
    codes = [r.code for p in PROVINCES for r in _prefectures(p)][:CITIES]
    sizes = {"employers": 50, "projects": 20, "accounts": 10}
    return [Value({"within": code, **sizes}, {**_bounds(code), **sizes}) for code in codes]


def _provinces() -> list[Value]:
    return [Value({"within": c, "recoveries": 1000}, {"province": c, "recoveries": 1000}) for c in PROVINCES]


def _windows(days: Mapping[str, date]) -> list[Value]:
    return [
        Value({"within": code}, {**_bounds(code), **days, "cities": [r.code for r in _prefectures(code)]})
        for code in PROVINCES
    ]


def _bounds(code: str) -> dict[str, str]:
    lo, hi = bounds(code)
    return {"lo": lo, "hi": hi}


def _prefectures(province: str) -> list[Any]:
    return list(register().children(province, Level.PREFECTURE, range(2022, 2024)))
