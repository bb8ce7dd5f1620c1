"""Which recovered amounts the rule takes for one payment (R12), claim by claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from hub.recoveries.groups import NAMED_MAX, Claim, joined

ONE = Claim(
    id=1,
    key=("340000", "supported_lawsuits:1"),
    agency="PROCURATORATE",
    region_code="341102",
    employer_key="91341102MA0012278B",
    employer_name="某建筑公司",
    amount=Decimal("77000.00"),
    workers_paid=10,
    recovered_on=date(2024, 3, 13),
    case_no="19号",
    ledger="supported_lawsuits",
    numbers=frozenset({"19号"}),
)
OTHER = replace(
    ONE,
    id=2,
    key=("340000", "union_services:2"),
    agency="UNION",
    ledger="union_services",
    numbers=frozenset({"FW2"}),
)


@pytest.mark.parametrize(
    ("change", "together"),
    [
        ({}, True),
        ({"amount": Decimal("77770.00")}, True),
        ({"amount": Decimal("77800.00")}, False),
        ({"workers_paid": 12}, True),
        ({"workers_paid": 13}, False),
        ({"workers_paid": None}, True),
        ({"recovered_on": date(2024, 3, 13) + timedelta(90)}, True),
        ({"recovered_on": date(2024, 3, 13) + timedelta(91)}, False),
        ({"recovered_on": None}, False),
        ({"employer_key": "91341182MA0011996K"}, False),
        ({"employer_key": None}, False),
        ({"agency": "PROCURATORATE"}, False),
        ({"employer_key": None, "amount": Decimal(1), "numbers": frozenset({"19号"})}, True),
    ],
)
def test_two_claims(change: dict[str, object], together: bool) -> None:
    other = replace(OTHER, **change)  # type: ignore[arg-type]
    groups = [[claim.id for claim in claims] for claims, _, _ in joined([ONE, other])]
    assert groups == ([[1, 2]] if together else [])


def test_a_group_has_one_amount_an_agency_the_linked_one_first() -> None:
    linked = replace(OTHER, id=3, key=("340000", "union_services:3"), numbers=frozenset({"FW3", "19号"}))
    [(claims, is_linked, version)] = joined([ONE, OTHER, linked])
    assert ([claim.id for claim in claims], is_linked, version) == ([1, 3], True, "1")


def test_a_number_that_everybody_names_links_nothing() -> None:
    said = frozenset({"见附件"})
    claims = [
        replace(
            ONE,
            id=n,
            key=("340000", f"k{n}"),
            agency="UNION" if n % 2 else "COURT",
            employer_key=f"employer {n}",
            numbers=said,
        )
        for n in range(NAMED_MAX + 1)
    ]
    assert list(joined(claims)) == []
    assert list(joined(claims[:2])) != []
