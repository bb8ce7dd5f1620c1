"""Events at which the agencies spread the law (M1event 普法宣传活动场次台账)."""

from __future__ import annotations

from datetime import date

from hub.ledgers.base import LedgerRow, day, digits, ledger_indexes, string


class PublicityEvent(LedgerRow, table=True):
    """An event of publicity, held by one or several agencies（普法宣传活动）."""

    __tablename__ = "publicity_events"

    event_no: str | None = string("Number that the organiser gave it（活动编号）")
    held_on: date | None = day("Held on（举办日期）")
    place: str | None = string("Place（活动地点）")
    theme: str = string("Theme（活动主题）", required=True)
    organisers: str | None = string("Organisers（主办和联合单位）")
    audience: str | None = string("Audience（宣传对象）")
    persons_reached: int | None = digits("Persons reached, person-times（受众人次）", unit="person-times")
    materials: int | None = digits("Pieces of material handed out（发放资料份数）", unit="count")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes("publicity_events", ("region_code", "held_on"))
