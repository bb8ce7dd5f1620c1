"""Money is exact."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hub.money import has_cents_only, yuan, yuan_text


def test_yuan_has_two_decimals_half_up() -> None:
    assert [str(yuan(text)) for text in ("1", "0.005", "-0.005", "6819450")] == [
        "1.00",
        "0.01",
        "-0.01",
        "6819450.00",
    ]


def test_money_is_never_a_float() -> None:
    amount: Any = 0.1
    with pytest.raises(TypeError):
        yuan(amount)


def test_text_and_cents() -> None:
    assert yuan_text(Decimal("6.81945E+6")) == "6819450.00"
    assert has_cents_only(Decimal("1.10"))
    assert not has_cents_only(Decimal("1.101"))
