"""Money: exact decimals of yuan, never floats."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
WAN = Decimal(10_000)
YI = Decimal(100_000_000)


def yuan(amount: Decimal | int | str) -> Decimal:
    """The amount with two decimals, half up. A float is refused: it has lost what it meant."""
    if isinstance(amount, float):
        raise TypeError("money is never a float")
    return Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)


def has_cents_only(amount: Decimal) -> bool:
    """Whether the amount needs no more than two decimals."""
    return amount == amount.quantize(CENT)


def yuan_text(amount: Decimal) -> str:
    """'6819450.00', as every interface prints yuan."""
    return f"{yuan(amount):f}"
