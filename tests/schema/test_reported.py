"""What was reported by sheet and agency: one statement for all of a list, within the viewer's scope."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.schema.picture import COUNTY, Hub


@pytest.fixture
def hub(database_url: str) -> Hub:
    return Hub(database_url)


def test_sheets_and_agencies_tell_what_was_reported_in_one_statement_each(hub: Hub) -> None:
    hub.submission("union_services", date(2021, 2, 1), version=1, agency="UNION", unit="UNION:520200")
    data = hub.ask(
        "{ sheets { name reported { submissions units newestMonth } } agencies { code reported { units } } }"
    )
    assert hub.statements == 2
    assert _of(data["sheets"], "name", "union_services") == {
        "submissions": 1,
        "units": 1,
        "newestMonth": "2021-02",
    }
    assert _of(data["sheets"], "name", "blacklist") == {"submissions": 0, "units": 0, "newestMonth": None}
    assert _of(data["agencies"], "code", "UNION") == {"units": 1}


def test_a_county_is_told_only_of_what_it_sees(hub: Hub) -> None:
    hub.submission("union_services", date(2021, 2, 1), version=1, agency="UNION", unit="UNION:520200")
    data = hub.ask("{ sheets { name reported { submissions } } }", viewer=COUNTY)
    assert _of(data["sheets"], "name", "union_services") == {"submissions": 0}


def _of(rows: list[dict[str, Any]], key: str, value: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(row["reported"] for row in rows if row[key] == value)
    return found
