"""Months and periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.months import Period, add_months, format_month, month_count, month_of, months_between, parse_month

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def test_a_month_is_the_first_of_it() -> None:
    assert parse_month("2021-03") == date(2021, 3, 1) == month_of(date(2021, 3, 31))
    assert format_month(date(2021, 3, 1)) == "2021-03"


@pytest.mark.parametrize("text", ["2021-3", "2021-13", "202103", "2021-03-01", ""])
def test_a_month_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        parse_month(text)


@given(DAYS, st.integers(-200, 200))
def test_adding_and_taking_away_months_gives_the_same_month(day: date, count: int) -> None:
    assert add_months(add_months(day, count), -count) == month_of(day)
    if count >= 0:
        assert (
            month_count(day, add_months(day, count))
            == count + 1
            == len(months_between(day, add_months(day, count)))
        )


def test_a_period_is_written_as_one_month_or_two() -> None:
    assert str(Period.parse("2020-05..2021-03")) == "2020-05..2021-03"
    assert str(Period.parse("2019-12..2019-12")) == str(Period.parse("2019-12")) == "2019-12"
    assert Period(date(2019, 12, 23), date(2019, 12, 31)) == Period.parse("2019-12")


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period.parse("2020-05..2020-04")


def test_contains_overlaps_and_the_last_day() -> None:
    year, half, later = (
        Period.of_year(2020),
        Period.parse("2020-07..2020-12"),
        Period.parse("2020-12..2021-03"),
    )
    assert year.contains(half)
    assert not half.contains(year)
    assert year.overlaps(later)
    assert not year.contains(later)
    assert not Period.parse("2020-01..2020-06").overlaps(half)
    assert year.contains(date(2020, 2, 29))
    assert Period.parse("2020-02").end_day == date(2020, 2, 29)


def test_windows_to_compare_with() -> None:
    window = Period.parse("2020-05..2021-03")
    assert len(window) == 11
    assert str(window.year_before()) == "2019-05..2020-03"
    assert str(window.before()) == "2019-06..2020-04"
