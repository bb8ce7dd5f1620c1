"""The calendar of the Spring Festival."""

from __future__ import annotations

from datetime import date

import pytest

from hub.spring_festival import days_since_festival_before, spring_festival


def test_every_year_that_the_calendar_names_has_its_day() -> None:
    days = [spring_festival(year) for year in range(2016, 2036)]
    assert all(day is not None and (1, 21) <= (day.month, day.day) <= (2, 20) for day in days)
    assert spring_festival(2024) == date(2024, 2, 10)
    assert spring_festival(2015) is None
    assert spring_festival(2036) is None


@pytest.mark.parametrize(
    ("year", "days"), [(2020, 354), (2021, 384), (2024, 384), (2016, None), (2036, None)]
)
def test_days_between_two_festivals(year: int, days: int | None) -> None:
    assert days_since_festival_before(year) == days
