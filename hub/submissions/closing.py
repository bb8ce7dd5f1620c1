"""Closed months: a secretariat closes a month for its region; whoever corrects it later must say why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import psycopg
from psycopg.rows import class_row

from hub.access.viewer import Viewer
from hub.errors import Conflict, Forbidden, HubError, NotFound
from hub.months import Period, format_month, month_of
from hub.regions import NATIONAL, province_of, register
from hub.submissions.reasons import reason_of
from hub.submissions.versions import lock_versions

LISTED_MAX = 500
"""The most closings that one answer lists."""

_COLUMNS = "id, region_code, month, closed_at, closed_by, reason, reopened_at, reopened_by, reopened_reason"


@dataclass(frozen=True)
class Closing:
    """A closing of one month of one region, and its reopening where that has happened."""

    id: int
    region_code: str
    month: date
    closed_at: datetime
    closed_by: str
    reason: str | None
    reopened_at: datetime | None
    reopened_by: str | None
    reopened_reason: str | None

    @property
    def said(self) -> str:
        """Region and month as sentences name them: 六盘水市 2019-12."""
        known = register().by_code(self.region_code)
        return f"{known.name if known else self.region_code} {format_month(self.month)}"

    def as_json(self) -> dict[str, Any]:
        """The closing in REST and on the command line."""
        return {
            "region": self.region_code,
            "month": format_month(self.month),
            "closed_at": self.closed_at.isoformat(),
            "closed_by": self.closed_by,
            "reason": self.reason,
            "reopened_at": self.reopened_at.isoformat() if self.reopened_at else None,
            "reopened_by": self.reopened_by,
            "reopened_reason": self.reopened_reason,
        }


def close_month(
    connection: psycopg.Connection, region: str, month: date, *, by: Viewer, reason: str | None = None
) -> Closing:
    """Close a month of a region and of all regions below it. Forbidden, NotFound, or Conflict where it is closed."""
    _require(by, region)
    if not 1900 < month.year < 2200:
        raise HubError(f"月份 {format_month(month)} 超出范围。", f"{format_month(month)} is out of range.")
    lock_versions(connection)  # no acceptance is half-way through while a month closes
    row = connection.execute(
        """
        insert into month_closings (region_code, month, closed_by, reason) values (%s, %s, %s, %s)
        on conflict (region_code, month) where reopened_at is null do nothing returning id
        """,
        [region, month_of(month), by.name, reason_of(reason)],
    ).fetchone()
    if row is None:
        raise Conflict(
            f"{region} 的 {format_month(month)} 已经关账。",
            f"{format_month(month)} of {region} is closed already.",
        )
    return _by_id(connection, row[0])


def reopen_month(
    connection: psycopg.Connection, region: str, month: date, *, by: Viewer, reason: str | None = None
) -> Closing:
    """Open a closed month again; the closing stays on record. Forbidden, NotFound, or Conflict where it is open."""
    _require(by, region)
    row = connection.execute(
        """
        update month_closings set reopened_at = clock_timestamp(), reopened_by = %s, reopened_reason = %s
        where region_code = %s and month = %s and reopened_at is null returning id
        """,
        [by.name, reason_of(reason), region, month_of(month)],
    ).fetchone()
    if row is None:
        raise Conflict(
            f"{region} 的 {format_month(month)} 没有关账。",
            f"{format_month(month)} of {region} is not closed.",
        )
    return _by_id(connection, row[0])


def closings(
    connection: psycopg.Connection,
    *,
    by: Viewer,
    region: str | None = None,
    first: int = 100,
    after: int | None = None,
) -> list[Closing]:
    """Closings, newest first, reopened ones among them; `after` is the id of the last one of the page before.

    Of the viewer's region, of those below it and of those above it, whose closings hold for it as well.
    """
    by.require("data.read")
    if not 0 <= first <= LISTED_MAX:
        raise HubError(
            f"first 应在 0 到 {LISTED_MAX} 之间。", f"`first` must lie between 0 and {LISTED_MAX}."
        )
    with connection.cursor(row_factory=class_row(Closing)) as cursor:
        return cursor.execute(
            f"""
            select {_COLUMNS} from month_closings
            where (%(region)s::text is null or region_code = %(region)s)
              and (region_code >= %(lo)s and region_code < %(hi)s or region_code = any(%(others)s))
              and (%(after)s::bigint is null or id < %(after)s)
            order by id desc limit %(first)s
            """.encode(),
            {
                "region": region,
                "after": after,
                "first": first,
                "lo": by.scope.lo,
                "hi": by.scope.hi,
                "others": [*by.scope.codes, *_above(by.region or NATIONAL)],
            },
        ).fetchall()


def closed(connection: psycopg.Connection, region: str, period: Period) -> list[Closing]:
    """The closed months that a correction of this period touches: of the region itself and of those above it."""
    above = _above(region)
    with connection.cursor(row_factory=class_row(Closing)) as cursor:
        return cursor.execute(
            f"""
            select {_COLUMNS} from month_closings
            where region_code = any(%s) and month between %s and %s and reopened_at is null
            order by month, region_code
            """.encode(),
            [sorted(above), period.first, period.last],
        ).fetchall()


def _above(region: str) -> set[str]:
    """The region itself and those above it."""
    return {region, register().prefecture_of(region), province_of(region), NATIONAL}


def require_reason(found: list[Closing], reason: str | None) -> None:
    """Refuse a correction of closed months that does not say why."""
    if not found or (reason or "").strip():
        return
    first = found[0]
    more_zh = f"等 {len(found)} 个月份" if len(found) > 1 else ""
    more_en = f" and {len(found) - 1} more" if len(found) > 1 else ""
    raise HubError(
        f"{first.said}{more_zh}已由“{first.closed_by}”关账，更正已关账的月份必须说明理由。",
        f"{first.said}{more_en} was closed by {first.closed_by!r}: a correction of a closed month needs a reason.",
        code="REASON_REQUIRED",
    )


def _require(by: Viewer, region: str) -> None:
    by.require("months.close")
    if register().by_code(region) is None:
        raise NotFound(f"没有行政区划代码 {region}。", f"There is no region {region}.")
    if not by.covers(region):
        raise Forbidden(
            f"令牌“{by.name}”无权为 {region} 关账。",
            f"The token {by.name!r} may not close months of {region}.",
        )


def _by_id(connection: psycopg.Connection, number: int) -> Closing:
    with connection.cursor(row_factory=class_row(Closing)) as cursor:
        row = cursor.execute(
            f"select {_COLUMNS} from month_closings where id = %s".encode(), [number]
        ).fetchone()
    assert row is not None
    return row
