"""Figures that agencies report in monthly statistical sheets (U4, P5, H12, J4, C6, PS2 月报)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Numeric
from sqlmodel import Field

from hub.ledgers.base import LedgerRow, Nature, ledger_indexes, string


def figure(description: str) -> Any:
    """A reported number as it was reported: a count without decimals (12), an amount in yuan with two (403300.00).

    The column holds numbers of unlike units, which are never added up.
    """
    return Field(
        default=None,
        sa_type=Numeric,
        description=description,
        sa_column_kwargs={"info": {"never_added": True, "unit": "by_indicator"}},
    )


class ReportedFigure(LedgerRow, table=True):
    """What a statistical sheet reports of one indicator, region and month, beside what the ledgers give（月报数据）."""

    __tablename__ = "reported_figures"
    nature = Nature.STATISTICAL

    sheet: str = string("Sheet that reports it, such as union_monthly（报表）", required=True)
    indicator: str = string("Code of the indicator, such as hrss_wages_recovered（指标）", required=True)
    measured_in: str = string(
        "What is counted: count, persons, person-times or yuan（计量单位）", required=True
    )
    value: Decimal | None = figure("Value of the month; of a stock, at its end（本月数）")
    year_to_date: Decimal | None = figure("Sum since January as reported（本年累计）")
    same_month_last_year: Decimal | None = figure(
        "Value of the same month a year before as reported（去年同期）"
    )

    __table_args__ = ledger_indexes("reported_figures", ("region_code", "month"), ("indicator", "month"))
