"""What is stored and answered has bounds, and what people write into headers and reasons is masked."""

from __future__ import annotations

import orjson
import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect
from hub.errors import HubError, NotFound
from hub.importing.memory import HEADER_MAX, header_key
from hub.importing.parsed import Options, ParsedSubmission
from hub.importing.privacy import SHOWN_MAX, without_persons
from hub.importing.problems import Problem, Severity
from hub.months import Period
from hub.submissions import accept, withdraw
from hub.submissions.answers import WRITTEN_MAX, answers_from
from hub.submissions.nil import declaration
from hub.submissions.problems import problems_of
from hub.submissions.receipts import KEPT_MAX, LISTED_MAX, Receipt
from tests.submissions.actions import asked, number_of, received
from tests.submissions.pictures import wage_cases

PHONE = "13912345678"
CLERK = Viewer("clerk", "clerk", "HRSS", "520281", frozenset({"data.read", "submissions.receive"}))


def many(count: int, severity: Severity = Severity.ERROR) -> list[Problem]:
    return [
        Problem("not_a_number", severity, "Sheet1", f"K{row}", "一百", {"header": "追回金额（元）"})
        for row in range(5, 5 + count)
    ]


def test_an_answer_over_http_is_bounded_and_counts_everything() -> None:
    parsed = ParsedSubmission("台账.csv", problems=many(200_000))
    answer = Receipt(parsed, "refused").as_page()
    assert len(orjson.dumps(answer)) < 500_000
    assert (len(answer["problems"]), answer["problems_total"]) == (LISTED_MAX, 200_000)
    [group] = answer["problem_groups"]
    assert (group["count"], group["rows"], group["header"]) == (200_000, [[5, 200_004]], "追回金额（元）")


def test_errors_are_kept_before_what_only_informs_and_pages_leave_none_out(database_url: str) -> None:
    parsed = wage_cases({"1号": 100}, region="520281")
    parsed.problems = [*many(KEPT_MAX, Severity.NOTICE), *many(3)]
    number = number_of(received(database_url, parsed))
    seen, after = [], None
    while True:
        with connect(database_url) as connection:
            page, total, after = problems_of(connection, number, by=CLERK, first=500, after=after)
        seen += page
        if after is None:
            break
    assert total == len(seen) == KEPT_MAX + 1
    assert [p["severity"] for p in seen].count("error") == 3
    assert seen[-1]["kind"] == "problems_not_kept"
    assert "3" in seen[-1]["message"]["zh"]
    for stranger in ("UNION", "COURT"):
        viewer = Viewer("other", "clerk", stranger, "520281", CLERK.permissions)
        with pytest.raises(NotFound), connect(database_url) as connection:
            problems_of(connection, number, by=viewer)


def test_a_reason_is_bounded_and_masked(database_url: str) -> None:
    number = number_of(received(database_url, wage_cases({"1号": 100})))
    with pytest.raises(HubError) as refused, connect(database_url) as connection:
        accept(connection, number, by=OPERATOR, reason="因" * 1001)
    assert refused.value.code == "REASON_TOO_LONG"
    with connect(database_url) as connection:
        accept(connection, number, by=OPERATOR, reason=f"已与{PHONE}核对\x00")
    with connect(database_url) as connection:
        withdraw(connection, number, by=OPERATOR, reason=f"{PHONE}来电更正")
    said = asked(database_url, "select reason from data_versions order by number")
    assert said == [("已与139****5678核对",), ("139****5678来电更正",)]
    assert asked(database_url, "select withdrawn_reason from submissions") == [("139****5678来电更正",)]


def test_headers_are_kept_masked_and_not_longer_than_a_header_is() -> None:
    assert header_key(f"应发工资 {PHONE}") == header_key("应发工资 139****5678")
    assert PHONE not in header_key(f"应发工资 {PHONE}")
    assert len(header_key("甲" * 5000)) == HEADER_MAX
    with pytest.raises(HubError) as refused:
        answers_from(["甲" * WRITTEN_MAX + "=employer_name"])
    assert refused.value.code == "ANSWER_INVALID"


def test_a_problem_shows_the_beginning_of_a_long_cell() -> None:
    shown = without_persons(Problem("not_a_number", Severity.ERROR, "Sheet1", "B7", "一" * 10_000_000))
    assert shown.value == "一" * SHOWN_MAX + "…"


@pytest.mark.parametrize(
    ("period", "side", "code"),
    [
        ("2019-12", "sent", "SIDE_INVALID"),
        ("1990-01..2019-12", "", "PERIOD_INVALID"),
        ("2199-12", "", "PERIOD_INVALID"),
    ],
)
def test_a_nil_return_of_an_impossible_slot_is_refused(period: str, side: str, code: str) -> None:
    options = Options("wage_cases", "HRSS", "520281", Period.parse(period))
    with pytest.raises(HubError) as refused:
        declaration(options, side)
    assert refused.value.code == code


def test_a_nil_return_of_a_sheet_with_sides_says_which() -> None:
    options = Options("clue_transfers", "UNION", "520281", Period.parse("2019-12"))
    with pytest.raises(HubError) as refused:
        declaration(options)
    assert refused.value.code == "SIDE_INVALID"
    assert declaration(options, "sent")[0].side == "sent"
