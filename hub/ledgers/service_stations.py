"""Liaison stations and patrol workstations of the agencies (M1station 联络站和巡回工作站台账)."""

from __future__ import annotations

from datetime import date

from hub.ledgers.base import LedgerRow, coded, day, ledger_indexes, string
from hub.ledgers.codes import StationKind


class ServiceStation(LedgerRow, table=True):
    """A station at which agencies serve workers（联络站、巡回工作站）."""

    __tablename__ = "service_stations"

    station_no: str | None = string("Number of the station（站点编号）")
    name: str = string("Name（站点名称）", required=True)
    station_kind: str | None = coded(StationKind, "Kind of station（站点类型）")
    host_agencies: str | None = string("Agencies that set it up（设立单位）")
    place: str | None = string("Place（站点地址）")
    opened_on: date | None = day("Opened on（设立日期）")
    closed_on: date | None = day("Closed on（撤销日期）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes("service_stations", ("region_code", "opened_on"))
