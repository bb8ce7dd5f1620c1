"""Pages: whatever the order, the pages together are the one big page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hub.settings import Settings
from tests.schema.picture import Hub

PAGE = """
query Q($order: [WageCaseOrder!], $first: Int, $after: String) {
  wageCases(orderBy: $order, first: $first, after: $after) {
    edges { cursor node { caseNo } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
}
"""


@pytest.fixture(scope="module")
def hub(module_database_url: str) -> Hub:
    """Cases of two provinces with ties and missing values in every column."""
    hub = Hub(module_database_url)
    days = (date(2020, 1, 1), None, date(2020, 1, 2))
    for number in range(24):
        hub.row(
            "wage_cases",
            ("520221", "341102")[number % 2],
            case_no=f"{number:02}",
            filed_on=days[number % 3],
            amount_involved=(None, "5.00", "7.50", "5.00")[number % 4],
            source=("VISIT", None)[number // 12],
            arrears_from=(date(2019, 12, 1), None)[number % 2],
        )
    return hub


def orders() -> list[Any]:
    def key(field: str, direction: str) -> dict[str, str]:
        return {"field": field, "direction": direction}

    singles = [
        [key(f, d)]
        for f in ("CASE_NO", "FILED_ON", "AMOUNT_INVOLVED", "SOURCE", "ARREARS_FROM")
        for d in ("ASC", "DESC")
    ]
    return [
        None,
        *singles,
        [key("FILED_ON", "DESC"), key("AMOUNT_INVOLVED", "ASC")],
        [key("AMOUNT_INVOLVED", "DESC"), key("SOURCE", "ASC"), key("CASE_NO", "DESC")],
    ]


@pytest.mark.parametrize("order", orders())
@pytest.mark.parametrize("size", [1, 5])
def test_pages_together_are_the_whole(hub: Hub, order: Any, size: int) -> None:
    whole = hub.ask(PAGE, {"order": order, "first": 100})["wageCases"]
    assert len(whole["edges"]) == whole["totalCount"] == 24
    assert whole["pageInfo"]["hasNextPage"] is False

    edges: list[Any] = []
    after = None
    while True:
        page = hub.ask(PAGE, {"order": order, "first": size, "after": after})["wageCases"]
        edges += page["edges"]
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        after = page["pageInfo"]["endCursor"]
        assert after == page["edges"][-1]["cursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert edges == whole["edges"]


def test_missing_values_stand_last_in_both_directions(hub: Hub) -> None:
    for direction in ("ASC", "DESC"):
        nodes = hub.ask(
            f"{{ wageCases(first: 24, orderBy: [{{field: FILED_ON, direction: {direction}}}])"
            " { nodes { filedOn } } }"
        )["wageCases"]["nodes"]
        days = [n["filedOn"] for n in nodes]
        assert days[-8:] == [None] * 8
        assert days[:16] == sorted(days[:16], reverse=direction == "DESC")


def test_a_list_without_first_has_the_default_size(hub: Hub) -> None:
    assert len(hub.ask("{ wageCases { nodes { id } } }")["wageCases"]["nodes"]) == 20
    assert hub.ask("{ wageCases(first: 0) { nodes { id } totalCount } }")["wageCases"] == {
        "nodes": [],
        "totalCount": 24,
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("first: 1001", "LIMIT_EXCEEDED"),
        ("first: -1", "BAD_REQUEST"),
        ('after: "x"', "CURSOR_INVALID"),
        ('after: "WyJ4Il0="', "CURSOR_INVALID"),
        ("orderBy: [" + "{field: CASE_NO}, " * 6 + "]", "LIMIT_EXCEEDED"),
    ],
)
def test_a_page_out_of_bounds_is_refused(hub: Hub, arguments: str, code: str) -> None:
    assert hub.refusal(f"{{ wageCases({arguments}) {{ nodes {{ id }} }} }}") == code


def test_a_cursor_belongs_to_its_order(hub: Hub) -> None:
    cursor = hub.ask(PAGE, {"first": 1})["wageCases"]["pageInfo"]["endCursor"]
    order = [{"field": "FILED_ON"}]
    assert hub.refusal(PAGE, {"order": order, "after": cursor}) == "CURSOR_INVALID"


def test_the_largest_page_is_a_setting(hub: Hub) -> None:
    small = Hub(hub.url, Settings(page_size_max=5, page_size_default=2))
    assert len(small.ask("{ wageCases { nodes { id } } }")["wageCases"]["nodes"]) == 2
    assert small.refusal("{ wageCases(first: 6) { nodes { id } } }") == "LIMIT_EXCEEDED"
