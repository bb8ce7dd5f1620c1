"""Rows packed for the way out of the child process, and the digest of what they say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.importing.packed import PackedRows, content_digest
from hub.importing.parsed import ParsedRow
from tests.importing.tables import read, sheet, wage_case

VALUES = st.one_of(
    st.none(),
    st.text(max_size=5),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.decimals(allow_nan=False, places=2),
    st.lists(st.text(max_size=3), max_size=2),
)


def _rows(values: list[dict[str, Any]]) -> list[ParsedRow]:
    return [ParsedRow("台账", number, one) for number, one in enumerate(values, start=3)]


@given(st.lists(st.fixed_dictionaries({"a": VALUES, "b": VALUES}, optional={"c": VALUES}), max_size=20))
def test_rows_come_out_as_they_went_in_again_and_again(values: list[dict[str, Any]]) -> None:
    packed = PackedRows.of(_rows(values))
    assert len(packed) == len(values)
    assert list(packed) == list(packed) == _rows(values)


def test_rows_of_several_parcels_keep_order_and_places() -> None:
    values = [
        {"a": number, "amount": Decimal(number).scaleb(-2), "on": date(2024, 1, 1)} for number in range(2_500)
    ]
    rows = _rows(values)
    packed = PackedRows.of(list(rows))
    assert list(packed) == rows
    assert [packed[0], packed[999], packed[1000], packed[-1]] == [rows[0], rows[999], rows[1000], rows[-1]]
    assert packed[998:1002] == rows[998:1002]
    with pytest.raises(IndexError):
        packed[2_500]


def test_the_digest_is_of_what_rows_say_not_of_how_they_stand() -> None:
    ledger = sheet("H6").ledger
    first, _ = read("H6", wage_case(1), wage_case(2))
    turned, _ = read("H6", wage_case(2), wage_case(1, 欠薪金额="259,900.00"), above=[["欠薪案件台账"]])
    other, _ = read("H6", wage_case(1), wage_case(2, 欠薪金额=259900.01))
    assert content_digest(ledger, first) == content_digest(ledger, PackedRows.of(turned))
    assert content_digest(ledger, first) != content_digest(ledger, other)
    assert content_digest(ledger, first) != content_digest(ledger, first[:1])
