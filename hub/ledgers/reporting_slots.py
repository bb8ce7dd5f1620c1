"""Slots of reports: which unit owes which sheet for which month, and whether it came; derived, never stored."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, MetaData, Table, Text

from hub.ledgers.base import LedgerRow, day, string, yes_no


class ReportingSlot(LedgerRow):
    """A row that statistics counts like those of a ledger, made of obligations and accepted submissions.

    hub.indicators.slots makes it anew in every statement. It has no table and no sheet, so nobody sends it and no list
    shows it.
    """

    derived: ClassVar[bool] = True
    __tablename__ = "reporting_slots"

    sheet: str = string("Sheet that is owed（表样）", required=True)
    side: str = string("Side of a sheet with two sides（报送方）", required=True)
    due_on: date = day("Last day to report in time（报送期限）", required=True)
    due: bool | None = yes_no("Whether that day is over, or the report came（是否到期）")
    received: bool | None = yes_no("Whether an accepted submission covers the month（是否已报）")
    on_time: bool | None = yes_no("Whether it was received by the due day（是否按期）")

    @classmethod
    def table(cls) -> Table:
        """Its columns; no table of the database."""
        return _TABLE


_TYPES = {
    **dict.fromkeys(("id", "submission_id", "live_from", "live_to"), BigInteger),
    **dict.fromkeys(("month", "due_on"), Date),
    **dict.fromkeys(("due", "received", "on_time"), Boolean),
    "row_number": Integer,
}
_TABLE = Table(
    "reporting_slots",
    MetaData(),
    *(Column(name, _TYPES.get(name, Text)()) for name in ReportingSlot.model_fields),
)
