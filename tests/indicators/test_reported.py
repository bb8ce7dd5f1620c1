"""Reported figures: nothing counts twice whoever reports it, what is missing is said, and every disagreement is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from hub.access.viewer import OPERATOR
from hub.database import libpq
from hub.indicators.asking import ask
from hub.indicators.catalogue import indicators
from hub.indicators.figures import Answer, Figure
from hub.indicators.press import Language
from hub.indicators.question import Asked, Dimension, Question
from hub.indicators.reported import ReportedStatus, tolerance_rule
from hub.indicators.reported_checks import Check, Finding, findings
from hub.months import parse_month
from tests.indicators.pictures import Picture

PREFECTURE, ONE, TWO = "360100", "360102", "360111"
CODE = "supported_lawsuits_handled"
MONEY = "procuratorate_wages_recovered"


@dataclass
class Sheets:
    """Statistical sheets in a database."""

    picture: Picture

    def report(
        self,
        unit: str,
        month: str,
        figures: Mapping[str, int | str | tuple[Any, Any, Any] | None],
        *,
        code: str = CODE,
        replaces: int | None = None,
    ) -> int:
        """A sheet of a unit: value by region, or (value, year to date, same month of last year)."""
        rows = []
        for region, said in figures.items():
            value, year_to_date, last_year = said if isinstance(said, tuple) else (said, None, None)
            rows.append(
                {
                    "region_code": region,
                    "month": parse_month(month),
                    "sheet": "procuratorate_monthly",
                    "indicator": code,
                    "measured_in": "yuan" if code == MONEY else "count",
                    "value": value,
                    "year_to_date": year_to_date,
                    "same_month_last_year": last_year,
                    "row_key": f"procuratorate_monthly|{region}|{code}|{month}",
                }
            )
        return self.picture.submit(
            "reported_figures", f"PROCURATORATE:{unit}", month, rows, replaces=replaces
        )

    def handled(self, region: str, *days: date) -> None:
        """Cases of the ledger."""
        rows = [{"region_code": region, "accepted_on": day, "forum": "LITIGATION"} for day in days]
        self.picture.submit("supported_lawsuits", f"PROCURATORATE:{region}", "2021-01..2021-12", rows)

    def asked(
        self,
        first: str,
        last: str,
        *,
        within: str = "360000",
        by: Iterable[str] = (),
        checks: tuple[str, ...] | None = None,
        code: str = CODE,
        **rest: Any,
    ) -> Answer:
        """The answer with what was reported."""
        question = Question(
            within,
            parse_month(first),
            parse_month(last),
            (Asked(indicators()[code], reported=True),),
            tuple(Dimension[name] for name in by),
            checks=checks,
            **rest,
        )
        with psycopg.connect(libpq(self.picture.url)) as connection:
            return ask(connection, question, indicators(), OPERATOR)

    def reported(self, first: str, last: str, **rest: Any) -> dict[str, Decimal]:
        """What was reported by region group; an own level is told by -own."""
        answer = self.asked(first, last, **rest)
        found = {}
        for row in answer.rows:
            comparison = Figure(answer, indicators()[CODE], row).comparison
            assert comparison is not None
            if comparison.reported is not None:
                found[row.place.region + ("-own" if row.place.own_level else "")] = comparison.reported
        return found

    def findings(self, first: str, last: str, **rest: Any) -> list[Finding]:
        """The disagreements."""
        return findings(self.asked(first, last, by=("COUNTY", "MONTH"), checks=(), **rest))


def whole(finding: Finding) -> tuple[int, int]:
    """The two numbers of a finding without decimals."""
    return int(finding.value), int(finding.other)


@pytest.fixture
def sheets(database_url: str) -> Sheets:
    return Sheets(Picture(database_url))


def test_a_total_beside_its_counties_counts_once(sheets: Sheets) -> None:
    sheets.report(ONE, "2021-03", {ONE: 3})
    sheets.report(TWO, "2021-03", {TWO: 4})
    sheets.report(PREFECTURE, "2021-03", {PREFECTURE: 9})
    month = ("2021-03", "2021-03")
    assert sheets.reported(*month) == {"360000": 9}
    assert sheets.reported(*month, by=["PREFECTURE"]) == {PREFECTURE: 9}
    assert sheets.reported(*month, by=["COUNTY"]) == {ONE: 3, TWO: 4}
    assert sheets.reported(*month, within=ONE) == {ONE: 3}
    [found] = sheets.findings(*month)
    assert (found.check, found.region, *whole(found)) == (Check.PARTS_DIFFER, PREFECTURE, 9, 7)
    assert len(found.cells) == 3
    assert "相差 2" in found.sentence(Language.ZH, {})


def test_a_prefecture_that_lists_its_counties_reports_its_own_level_beside_them(sheets: Sheets) -> None:
    sheets.report(PREFECTURE, "2021-03", {PREFECTURE: 2, ONE: 3})
    sheets.report(TWO, "2021-03", {TWO: 4})
    month = ("2021-03", "2021-03")
    assert sheets.reported(*month) == {"360000": 9}
    assert sheets.reported(*month, by=["COUNTY"]) == {f"{PREFECTURE}-own": 2, ONE: 3, TWO: 4}
    assert sheets.findings(*month) == []


def test_of_nested_totals_the_widest_counts_above_and_the_next_below(sheets: Sheets) -> None:
    sheets.report(ONE, "2021-03", {ONE: 3})
    sheets.report(PREFECTURE, "2021-03", {PREFECTURE: 5})
    sheets.report("360000", "2021-03", {"360000": 8})
    month = ("2021-03", "2021-03")
    assert sheets.reported(*month) == {"360000": 8}
    assert sheets.reported(*month, within=PREFECTURE) == {PREFECTURE: 5}
    assert sheets.reported(*month, by=["PREFECTURE"]) == {PREFECTURE: 5}
    assert sheets.reported(*month, by=["COUNTY"]) == {ONE: 3}
    differences = {(f.region, *whole(f)) for f in sheets.findings(*month)}
    assert differences == {("360000", 8, 5), (PREFECTURE, 5, 3)}


def test_the_same_region_told_by_two_units_counts_once(sheets: Sheets) -> None:
    earlier = sheets.report(ONE, "2021-03", {ONE: 3})
    sheets.report(PREFECTURE, "2021-03", {ONE: 4}, replaces=earlier)
    assert sheets.reported("2021-03", "2021-03") == {"360000": 4}
    [found] = sheets.findings("2021-03", "2021-03")
    assert (found.check, *whole(found)) == (Check.CORRECTED_LATER, 4, 3)
    assert [cell.value for cell in found.cells] == ["4", "3"]
    assert len({cell.submission for cell in found.cells}) == 2


def test_what_counts_again_after_a_withdrawal_is_no_later_correction(sheets: Sheets) -> None:
    earlier = sheets.report(ONE, "2021-03", {ONE: 3})
    later = sheets.report(ONE, "2021-03", {ONE: 4}, replaces=earlier)
    version = sheets.picture.version = sheets.picture.version + 1
    with psycopg.connect(libpq(sheets.picture.url)) as connection:
        connection.execute(
            "insert into data_versions (number, at, action, submission_id, by) values (%s, %s, 'WITHDRAW', %s, 'test')",
            [version, sheets.picture.time(version), later],
        )
        connection.execute(
            "update submissions set withdrawn_version = %s, state = 'WITHDRAWN' where id = %s",
            [version, later],
        )
        connection.execute(
            "update reported_figures set live_to = %s where submission_id = %s", [version, later]
        )
        names = connection.execute(
            "select array_agg(column_name::text) from information_schema.columns "
            "where table_name = 'reported_figures' and column_name not in ('id', 'live_from', 'live_to')"
        ).fetchone()
        assert names is not None
        listed = ", ".join(names[0])
        connection.execute(
            f"insert into reported_figures ({listed}, live_from) "
            f"select {listed}, {version} from reported_figures where submission_id = {earlier}".encode()
        )
    assert sheets.reported("2021-03", "2021-03") == {"360000": 3}
    assert sheets.findings("2021-03", "2021-03") == []


def test_flows_add_months_and_a_missing_month_or_region_is_said(sheets: Sheets) -> None:
    sheets.handled(ONE, date(2021, 1, 5), date(2021, 2, 5), date(2021, 2, 6))
    sheets.report(ONE, "2021-01", {ONE: 1})
    sheets.report(ONE, "2021-02", {ONE: 3})
    answer = sheets.asked("2021-01", "2021-02")
    beside = Figure(answer, indicators()[CODE], answer.rows[0]).comparison
    assert beside is not None
    assert [beside.reported, beside.ledger, beside.difference] == [4, 3, 1]
    assert beside.within is False
    assert (beside.status, beside.months, beside.expected_months) == (ReportedStatus.COMPLETE, 2, 2)
    sheets.report(TWO, "2021-02", {TWO: 1})
    answer = sheets.asked("2021-01", "2021-02")
    part = Figure(answer, indicators()[CODE], answer.rows[0]).comparison
    assert part is not None
    assert (part.status, part.months, part.difference) == (ReportedStatus.PARTIAL, 1, None)
    grouped = sheets.asked("2021-01", "2021-02", by=("OUTCOME",))
    row = grouped.rows[0]
    none = Figure(grouped, indicators()[CODE], row).comparison
    assert none is not None
    assert none.status is ReportedStatus.NONE


def test_what_the_ledgers_give_is_compared_with_one_percent_of_money(sheets: Sheets) -> None:
    rows = [
        {
            "region_code": ONE,
            "recovered_on": date(2021, 3, 1),
            "recovered_amount": 100000,
            "recovery_kind": "WAGES",
        }
    ]
    sheets.picture.submit("supported_lawsuits", f"PROCURATORATE:{ONE}", "2021-03", rows)
    near = sheets.report(ONE, "2021-03", {ONE: "101000.00"}, code=MONEY)
    assert sheets.findings("2021-03", "2021-03", code=MONEY) == []
    sheets.report(ONE, "2021-03", {ONE: "101000.01"}, code=MONEY, replaces=near)
    found = [f for f in sheets.findings("2021-03", "2021-03", code=MONEY) if f.check is Check.LEDGER_DIFFERS]
    assert [(f.difference, f.tolerance) for f in found] == [(Decimal("1000.01"), Decimal("1000.00"))]
    assert tolerance_rule(date(2021, 3, 1)) == (Decimal(0), Decimal(1))


def test_a_prefecture_without_counties_is_compared_with_all_of_them(sheets: Sheets) -> None:
    sheets.handled(ONE, date(2021, 3, 5))
    sheets.handled(TWO, date(2021, 3, 6))
    sheets.report(PREFECTURE, "2021-03", {PREFECTURE: 2})
    assert sheets.findings("2021-03", "2021-03") == []


def test_cumulative_figures_must_be_the_sum_of_the_months(sheets: Sheets) -> None:
    sheets.report(ONE, "2021-01", {ONE: (5, 6, None)})
    sheets.report(ONE, "2021-02", {ONE: (2, 8, None)})
    sheets.report(ONE, "2021-03", {ONE: (1, 7, None)})
    found = {(f.check, f"{f.month:%Y-%m}"): whole(f) for f in sheets.findings("2021-01", "2021-12")}
    assert found == {
        (Check.CUMULATIVE_DIFFERS, "2021-01"): (6, 5),
        (Check.CUMULATIVE_DIFFERS, "2021-03"): (-1, 1),
        (Check.NEGATIVE_MONTH, "2021-03"): (-1, 0),
    }
    # The month before the window is read too.
    assert {f.month for f in sheets.findings("2021-03", "2021-03")} == {date(2021, 3, 1)}


def test_the_same_month_of_last_year_is_what_was_reported_then(sheets: Sheets) -> None:
    sheets.report(ONE, "2020-03", {ONE: 4})
    sheets.report(ONE, "2021-03", {ONE: (6, None, 5)})
    [found] = sheets.findings("2021-03", "2021-03")
    assert (found.check, *whole(found)) == (Check.LAST_YEAR_DIFFERS, 5, 4)


def test_a_renamed_county_is_reported_under_its_successor(sheets: Sheets) -> None:
    sheets.report("360727", "2019-12", {"360727": 3})
    sheets.report("360783", "2021-01", {"360783": 4})
    assert sheets.reported("2019-12", "2021-01", within="360783") == {"360783": 7}


def test_an_earlier_data_version_tells_what_was_reported_then(sheets: Sheets) -> None:
    first = sheets.report(ONE, "2021-03", {ONE: 3})
    sheets.report(ONE, "2021-03", {ONE: 4}, replaces=first)
    assert sheets.reported("2021-03", "2021-03", version=1) == {"360000": 3}
    assert sheets.reported("2021-03", "2021-03", version=2) == {"360000": 4}
    assert sheets.findings("2021-03", "2021-03", version=1) == []
