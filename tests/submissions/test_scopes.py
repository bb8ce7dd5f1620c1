"""What another unit said of the same record is neither shown in a preview nor told otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect
from hub.errors import Forbidden
from hub.submissions import close_month, preview
from hub.submissions.closing import closings
from tests.submissions.actions import number_of, received
from tests.submissions.pictures import wage_cases

RIGHTS = frozenset({"data.read", "submissions.receive", "submissions.accept"})
CLERK = Viewer("clerk", "clerk", "HRSS", "520281", RIGHTS)


def test_the_values_of_another_county_are_withheld_from_a_preview(database_url: str) -> None:
    """Two counties of one prefecture name one case: the later one sees that it differs, not what the first said."""
    received(database_url, wage_cases({"7号": 777777}, region="520201"), accept_now=True)
    number = number_of(received(database_url, wage_cases({"7号": 5, "8号": 6})))
    with connect(database_url) as connection:
        mine, everything = (preview(connection, number, by=by) for by in (CLERK, OPERATOR))
    assert "777777" not in repr(mine)
    assert "777777" in repr(everything)
    assert [(d.kind, d.key, d.withheld) for d in mine.differences] == [
        ("CHANGED", "7号", True),
        ("NEW", "8号", False),
    ]
    assert (mine.rows, mine.plan) == (everything.rows, everything.plan)


def test_a_row_of_a_later_report_of_another_county_that_wins_is_withheld_too(database_url: str) -> None:
    later = wage_cases({"7号": 777777}, region="520201", period="2020-01..2020-12")
    received(database_url, later, accept_now=True)
    number = number_of(received(database_url, wage_cases({"7号": 5})))
    with connect(database_url) as connection:
        [row] = preview(connection, number, by=CLERK).differences
    assert (row.kind, row.withheld, row.changes) == ("SHADOWED", True, ())


def test_whose_a_submission_is_is_not_told_to_strangers(database_url: str) -> None:
    number = number_of(received(database_url, wage_cases({"7号": 1}, region="520201")))
    with pytest.raises(Forbidden) as refused, connect(database_url) as connection:
        preview(connection, number, by=CLERK)
    assert "520201" not in refused.value.zh + refused.value.en


def test_closed_months_are_those_of_the_own_region_of_those_below_and_above(database_url: str) -> None:
    for region in ("520281", "520201", "520200", "520000", "340000"):
        with connect(database_url) as connection:
            close_month(connection, region, date(2019, 1, 1), by=OPERATOR, reason="例会")
    for viewer, expected in (
        (CLERK, {"520281", "520200", "520000"}),
        (Viewer("city", "viewer", None, "520200", RIGHTS), {"520281", "520201", "520200", "520000"}),
        (OPERATOR, {"520281", "520201", "520200", "520000", "340000"}),
    ):
        with connect(database_url) as connection:
            assert {c.region_code for c in closings(connection, by=viewer)} == expected
    with pytest.raises(Forbidden), connect(database_url) as connection:
        closings(connection, by=Viewer("press", "press", "HRSS", "520281", frozenset()))
