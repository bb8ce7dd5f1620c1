"""Submissions in GraphQL: what there is, what was found in them, accepting and withdrawing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from psycopg.types.json import Jsonb

from hub.access.viewer import Viewer
from hub.settings import Settings
from tests.schema.picture import COUNTY, Hub

MARCH, APRIL = date(2020, 3, 1), date(2020, 4, 1)
COUNTS = {"read": 3, "new": 3, "changed": 0, "unchanged": 0, "removed": 0, "shadowed": 0}
PROBLEM = {
    "worksheet": "台账",
    "cell": "B7",
    "kind": "not_a_date",
    "severity": "warning",
    "value": '"2020"',
    "message": {"zh": "不是日期。", "en": "Not a date."},
}


@pytest.fixture
def hub(database_url: str) -> Hub:
    """Four submissions of wage cases: refused, covered, covering, checked; and one of another prefecture."""
    hub = Hub(database_url)
    hub.version(1, datetime(2020, 4, 1, tzinfo=UTC))
    hub.version(2, datetime(2020, 5, 1, tzinfo=UTC))
    hub.submission("wage_cases", MARCH, version=None, state="REFUSED", problems=Jsonb([PROBLEM]))
    hub.submission("wage_cases", MARCH, version=1)
    hub.submission("wage_cases", MARCH, version=2, period_to=APRIL, form="H6", accepted_rows=Jsonb(COUNTS))
    checked = hub.submission("wage_cases", date(2020, 5, 1), version=None)
    hub.submission("union_services", MARCH, version=None, agency="UNION", region_code="522300")
    hub.row("wage_cases", "520221", case_no="甲1", live_from=None, submission_id=checked)
    return hub


def test_the_newest_come_first_with_their_states(hub: Hub) -> None:
    data = hub.ask("{ submissions { totalCount nodes { id state period region { name } } } }")
    assert hub.statements == 1
    assert data["submissions"]["totalCount"] == 5
    assert [(n["id"], n["state"], n["period"]) for n in data["submissions"]["nodes"]] == [
        ("5", "CHECKED", "2020-03"),
        ("4", "CHECKED", "2020-05"),
        ("3", "ACCEPTED", "2020-03..2020-04"),
        ("2", "SUPERSEDED", "2020-03"),
        ("1", "REFUSED", "2020-03"),
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("state: SUPERSEDED", "2"),
        ("state: CHECKED", "5 4"),
        ('sheet: "wage_cases"', "4 3 2 1"),
        ('sheet: "H6"', "3"),
        ('agency: "UNION"', "5"),
        ('within: "520200"', "4 3 2 1"),
        ('month: "2020-04"', "3"),
        ("first: 2", "5 4"),
    ],
)
def test_a_list_of_submissions_can_be_narrowed(hub: Hub, arguments: str, expected: str) -> None:
    nodes = hub.ask(f"{{ submissions({arguments}) {{ nodes {{ id }} }} }}")["submissions"]["nodes"]
    assert [n["id"] for n in nodes] == expected.split()


def test_pages_of_submissions_follow_each_other(hub: Hub) -> None:
    query = "query Q($after: String) { submissions(first: 2, after: $after) "
    query += "{ nodes { id } pageInfo { hasNextPage endCursor } } }"
    found, after, more = [], None, True
    while more:
        page = hub.ask(query, {"after": after})["submissions"]
        found += [n["id"] for n in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert found == ["5", "4", "3", "2", "1"]


def test_one_submission_tells_what_was_found_in_it(hub: Hub) -> None:
    data = hub.ask(
        """
        {
          one: submission(id: "1") {
            fileName asOf problems { worksheet cell kind severity value message { zh en } }
          }
          three: submission(id: "3") { acceptedVersion acceptedAt rows { new removed } withdrawnAt }
          none: submission(id: "99") { id }
          nothing: submission(id: "x") { id }
        }
        """
    )
    assert data == {
        "one": {
            "fileName": "wage_cases.xlsx",
            "asOf": "2020-03-28",
            "problems": [{**PROBLEM, "severity": "WARNING"}],
        },
        "three": {
            "acceptedVersion": 2,
            "acceptedAt": "2020-05-01T00:00:00+00:00",
            "rows": {"new": 3, "removed": 0},
            "withdrawnAt": None,
        },
        "none": None,
        "nothing": None,
    }


def test_a_submission_lists_the_first_of_its_problems_and_counts_all(hub: Hub) -> None:
    many = Jsonb([{**PROBLEM, "cell": f"B{row}"} for row in range(1, 701)])
    number = hub.submission("wage_cases", APRIL, version=None, state="REFUSED", problems=many)
    found = hub.ask(f'{{ submission(id: "{number}") {{ problemsTotal problems {{ cell }} }} }}')["submission"]
    assert found["problemsTotal"] == 700
    assert [p["cell"] for p in found["problems"]] == [f"B{row}" for row in range(1, 501)]


def test_accepting_and_withdrawing_change_what_counts(hub: Hub) -> None:
    cases = "{ wageCases { nodes { caseNo submission { id state } } } }"
    assert hub.ask(cases)["wageCases"]["nodes"] == []
    done = hub.ask('mutation { acceptSubmission(id: "4", reason: "核对无误") { id state acceptedVersion } }')
    assert done["acceptSubmission"] == {"id": "4", "state": "ACCEPTED", "acceptedVersion": 3}
    assert hub.ask(cases)["wageCases"]["nodes"] == [
        {"caseNo": "甲1", "submission": {"id": "4", "state": "ACCEPTED"}}
    ]
    assert hub.refusal('mutation { acceptSubmission(id: "4") { id } }') == "CONFLICT"
    assert hub.refusal('mutation { withdrawSubmission(id: "4", reason: " ") { id } }') == "REASON_REQUIRED"
    done = hub.ask('mutation { withdrawSubmission(id: "4", reason: "报错") { state withdrawnReason } }')
    assert done["withdrawSubmission"] == {"state": "WITHDRAWN", "withdrawnReason": "报错"}
    assert hub.ask(cases)["wageCases"]["nodes"] == []


def test_what_nobody_has_accepted_is_shown_to_those_who_report_only(hub: Hub) -> None:
    mine, cases = "{ submissions { nodes { id } } }", "{ wageCases { totalCount } }"
    rights = COUNTY.permissions | {"submissions.receive"}
    for viewer, expected in (
        (Viewer("own", "clerk", "HRSS", "520200", rights), "4 3 2 1"),
        (Viewer("other agency", "clerk", "UNION", "520200", rights), ""),
        (Viewer("reader", "viewer", None, "520200", COUNTY.permissions), "3 2"),
        (Viewer("reader of all", "viewer", None, None, COUNTY.permissions), "3 2"),
    ):
        nodes = hub.ask(mine, viewer=viewer)["submissions"]["nodes"]
        assert [n["id"] for n in nodes] == expected.split(), viewer.name
        assert hub.ask(cases, viewer=viewer) == {"wageCases": {"totalCount": 0}}
        seen = hub.ask('{ submission(id: "4") { id } }', viewer=viewer)["submission"]
        assert seen == ({"id": "4"} if "4" in expected else None)


PREVIEW = """
query P($id: ID!, $mode: SubmissionMode, $first: Int! = 50) { submissionPreview(id: $id, mode: $mode, first: $first) {
  submission plan baseVersion mode nil partial rows { read new removed } after differencesTotal
  columnsChanged { added gone renamed { before now } }
  differences { kind key worksheet row changes { field headerZh cell old new } }
  figures { indicator zh en region period before after closed } figuresTotal
  closedMonths { region month closedBy }
} }
"""


def test_a_preview_is_asked_for_and_its_plan_accepted(hub: Hub) -> None:
    shown = hub.ask(PREVIEW, {"id": "4"})["submissionPreview"]
    assert (shown["submission"], shown["baseVersion"], shown["mode"], shown["nil"]) == (
        "4",
        2,
        "REPLACE",
        False,
    )
    assert shown["rows"] == {"read": 1, "new": 1, "removed": 0}
    assert shown["partial"] is True
    [difference] = shown["differences"]
    assert (difference["kind"], difference["key"], difference["worksheet"]) == ("NEW", "甲1", "台账")
    assert {"field": "case_no", "headerZh": "案号", "cell": None, "old": None, "new": "甲1"} in difference[
        "changes"
    ]
    other = hub.ask(PREVIEW, {"id": "4", "mode": "SUPPLEMENT"})["submissionPreview"]
    assert other["plan"] != shown["plan"]
    accept = 'mutation A($plan: String) { acceptSubmission(id: "4", plan: $plan) { state mode nil partial } }'
    assert hub.refusal(accept, {"plan": other["plan"]}) == "PLAN_STALE"
    assert hub.ask(accept, {"plan": shown["plan"]})["acceptSubmission"] == {
        "state": "ACCEPTED", "mode": "REPLACE", "nil": False, "partial": True,
    }  # fmt: skip
    assert hub.refusal(PREVIEW, {"id": "4"}) == "CONFLICT"
    assert hub.refusal(PREVIEW, {"id": "x"}) == "NOT_FOUND"
    assert hub.refusal(PREVIEW, {"id": "4", "first": 0}) == "BAD_REQUEST"
    assert hub.refusal(PREVIEW, {"id": "4"}, viewer=COUNTY) == "FORBIDDEN"


def test_a_closed_month_needs_a_reason(hub: Hub) -> None:
    close = 'mutation { closeMonth(region: "520200", month: "2020-05") { region month closedBy } }'
    assert hub.refusal(close, viewer=COUNTY) == "FORBIDDEN"
    assert hub.ask(close)["closeMonth"] == {"region": "520200", "month": "2020-05", "closedBy": "operator"}
    assert hub.refusal(close) == "CONFLICT"
    assert hub.ask(PREVIEW, {"id": "4"})["submissionPreview"]["closedMonths"] == [
        {"region": "520200", "month": "2020-05", "closedBy": "operator"}
    ]
    assert hub.refusal('mutation { acceptSubmission(id: "4") { id } }') == "REASON_REQUIRED"
    reopen = 'mutation { reopenMonth(region: "520200", month: "2020-05", reason: "更正") { reopenedReason } }'
    assert hub.ask(reopen) == {"reopenMonth": {"reopenedReason": "更正"}}
    listed = '{ monthClosings(region: "520200", first: 5) { month closedAt reopenedBy } }'
    [closing] = hub.ask(listed, viewer=COUNTY)["monthClosings"]
    assert (closing["month"], closing["reopenedBy"]) == ("2020-05", "operator")
    assert (
        hub.ask('mutation { acceptSubmission(id: "4") { state } }')["acceptSubmission"]["state"] == "ACCEPTED"
    )


def test_a_nil_return_is_reported_without_a_file(hub: Hub) -> None:
    hub.settings = Settings.model_validate({"files_key": "f" * 40})
    nil = """mutation N($period: String!) { nilReturn(sheet: "H6", agency: "HRSS", region: "520281",
      period: $period, accept: true) { id status } }"""
    done = hub.ask(nil, {"period": "2020-07"})["nilReturn"]
    assert done["status"] == "accepted"
    found = hub.ask(
        "query S($id: ID!) { submission(id: $id) { nil rowsRead state fileName } }", {"id": done["id"]}
    )
    assert found["submission"] == {"nil": True, "rowsRead": 0, "state": "ACCEPTED", "fileName": "零报告.json"}
    assert hub.refusal(nil, {"period": "July"}) == "PERIOD_INVALID"


def test_who_may_not_accept_is_refused(hub: Hub) -> None:
    accept = 'mutation { acceptSubmission(id: "4") { id } }'
    assert hub.refusal(accept, viewer=COUNTY) == "FORBIDDEN"
    clerk = Viewer("clerk", "clerk", "UNION", "522300", COUNTY.permissions | {"submissions.accept"})
    assert hub.refusal(accept, viewer=clerk) == "FORBIDDEN"
    assert hub.refusal('mutation { acceptSubmission(id: "99") { id } }') == "NOT_FOUND"
    assert hub.refusal('mutation { acceptSubmission(id: "x") { id } }') == "NOT_FOUND"
    assert hub.ask('{ submission(id: "4") { id } }', viewer=clerk) == {"submission": None}
