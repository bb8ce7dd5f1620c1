"""Obligations declared, ended and listed: each change takes a data version, so that answers of the past stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import psycopg
from psycopg.rows import class_row

from hub.access.viewer import Viewer
from hub.agencies import agencies
from hub.errors import Conflict, Forbidden, HubError, LimitExceeded, NotFound
from hub.importing.sheet import Sheet
from hub.indicators.owing import default_of
from hub.months import format_month, month_of
from hub.regions import NATIONAL, Level, register
from hub.submissions.nil import SIDES
from hub.submissions.reasons import reason_of
from hub.submissions.slots import sheet_named
from hub.submissions.versions import lock_versions, new_version

PERMISSION = "obligations.manage"
UNITS_MAX = 5000
"""The most units that one declaration obliges: more than the country has counties."""
LISTED_MAX = 10_000
"""The most obligations that one answer lists."""
DUE_DAYS_MAX = 366
FREQUENCIES = (1, 3, 6, 12)
"""A report every so many months."""

_LISTED = """
select o.id, o.sheet, o.side, o.agency, o.region_code, o.unit, o.from_month, o.to_month, o.every_months, o.due_days,
  o.declared_version, d.at as declared_at, o.declared_by, d.reason,
  o.ended_version, e.at as ended_at, e.by as ended_by, e.reason as ended_reason
from obligations o
join data_versions d on d.number = o.declared_version
left join data_versions e on e.number = o.ended_version
"""


@dataclass(frozen=True)
class Obligation:
    """One unit owes one side of a sheet. Months are first days; `to_month` None: open; `due_days` None: the default."""

    id: int
    sheet: str
    side: str
    agency: str
    region_code: str
    unit: str
    from_month: date
    to_month: date | None
    every_months: int
    due_days: int | None
    declared_version: int
    declared_at: datetime
    declared_by: str
    reason: str | None
    ended_version: int | None
    ended_at: datetime | None
    ended_by: str | None
    ended_reason: str | None

    @property
    def days(self) -> int:
        """Days after the end of the month by which it is due: its own, or the default of its first month."""
        return default_of(self.sheet, self.from_month).days if self.due_days is None else self.due_days

    def as_json(self) -> dict[str, Any]:
        """The obligation on the command line."""
        return {
            "id": self.id,
            "sheet": self.sheet,
            "side": self.side,
            "unit": self.unit,
            "from": format_month(self.from_month),
            "to": format_month(self.to_month) if self.to_month else None,
            "every_months": self.every_months,
            "due_days": self.days,
            "declared_version": self.declared_version,
            "declared_by": self.declared_by,
            "reason": self.reason,
            "ended_version": self.ended_version,
            "ended_by": self.ended_by,
            "ended_reason": self.ended_reason,
        }


def declare(
    connection: psycopg.Connection,
    *,
    sheet: str,
    agency: str,
    region: str,
    first: date,
    by: Viewer,
    last: date | None = None,
    each: Level | None = None,
    side: str = "",
    every: int = 1,
    due_days: int | None = None,
    reason: str | None = None,
) -> list[Obligation]:
    """Oblige the unit of a region, or with `each` that of every region of this level in it, from a month on.

    `sheet` by name or form code; `every` how many months one report is for; `due_days` days after the end of the
    month, None for the default. One data version for all of them. Raises Forbidden, NotFound, Conflict
    OBLIGATION_EXISTS where a unit owes the sheet in these months already, HubError (AGENCY_INVALID, SIDE_INVALID,
    PERIOD_INVALID, DUE_DAYS_INVALID, FREQUENCY_INVALID, NO_UNITS).
    """
    by.require(PERMISSION)
    declared = sheet_named(sheet)
    _check(declared, agency, side, every, due_days)
    first, last = _months(first, last)
    _require_region(by, region)
    units = _units(region, each, first, last)
    said = reason_of(reason)
    lock_versions(connection)
    _refuse_overlaps(connection, declared, side, agency, [code for code, _ in units], first, last)
    version = new_version(connection, "OBLIGE", None, by, said)
    rows = connection.execute(
        """
        insert into obligations (sheet, side, agency, region_code, unit, from_month, to_month, every_months,
          due_days, declared_version, declared_by)
        select %(sheet)s, %(side)s, %(agency)s, code, %(agency)s || ':' || code, since, %(to)s, %(every)s,
          %(days)s, %(version)s, %(by)s
        from unnest(%(codes)s::text[], %(since)s::date[]) as u(code, since)
        returning id
        """,
        {
            "sheet": declared.name,
            "side": side,
            "agency": agency,
            "to": last,
            "every": every,
            "days": due_days,
            "version": version,
            "by": by.name,
            "codes": [code for code, _ in units],
            "since": [since for _, since in units],
        },
    ).fetchall()
    return _by_ids(connection, [row[0] for row in rows])


def end(
    connection: psycopg.Connection, number: int, *, by: Viewer, reason: str, after: date | None = None
) -> Obligation:
    """Release a unit from an obligation: as if it had never been declared, or `after` the last month still owed.

    Answers of earlier data versions stay. Gives the obligation that is over. Raises NotFound, Forbidden, Conflict
    where it has ended, HubError (REASON_REQUIRED, PERIOD_INVALID).
    """
    by.require(PERMISSION)
    said = reason_of(reason)
    if said is None:
        raise HubError("解除报送义务必须说明理由。", "A release needs a reason.", code="REASON_REQUIRED")
    lock_versions(connection)
    found = next(iter(_by_ids(connection, [number])), None)
    if found is None or not by.covers(found.region_code):
        raise NotFound(f"没有报送义务 {number}。", f"There is no obligation {number}.")
    if found.ended_version is not None:
        raise Conflict(f"报送义务 {number} 已经解除。", f"Obligation {number} has ended already.")
    last = None if after is None else month_of(after)
    if last is not None and not found.from_month <= last <= (found.to_month or date.max):
        raise HubError(
            f"截止月份 {format_month(last)} 不在该义务的期间内。",
            f"The month {format_month(last)} is not one of the obligation's.",
            code="PERIOD_INVALID",
        )
    version = new_version(connection, "RELEASE", None, by, said)
    connection.execute("update obligations set ended_version = %s where id = %s", [version, number])
    if last is not None:
        connection.execute(
            """
            insert into obligations (sheet, side, agency, region_code, unit, from_month, to_month, every_months,
              due_days, declared_version, declared_by)
            select sheet, side, agency, region_code, unit, from_month, %s, every_months, due_days, %s, %s
            from obligations where id = %s
            """,
            [last, version, by.name, number],
        )
    return _by_ids(connection, [number])[0]


def obligations(
    connection: psycopg.Connection,
    *,
    by: Viewer,
    within: str | None = None,
    sheet: str | None = None,
    agency: str | None = None,
    month: date | None = None,
    ended: bool = False,
    first: int = 100,
    after: int | None = None,
) -> tuple[list[Obligation], int]:
    """Obligations of the units in the viewer's scope, newest first, and how many there are in all.

    With `month` those that hold for it; `ended` lists those that are over as well. `after` is the id of the last one
    of the page before. Raises HubError where the page cannot be.
    """
    by.require("data.read")
    if not 0 <= first <= LISTED_MAX:
        raise HubError(
            f"first 应在 0 到 {LISTED_MAX} 之间。", f"`first` must lie between 0 and {LISTED_MAX}."
        )
    lo, hi = register().bounds(within or NATIONAL)
    params = {
        "lo": lo,
        "hi": hi,
        "scope_lo": by.scope.lo,
        "scope_hi": by.scope.hi,
        "codes": list(by.scope.codes),
        "agencies": None if by.scope.agencies is None else list(by.scope.agencies),
        "sheet": None if sheet is None else sheet_named(sheet).name,
        "agency": agency,
        "month": None if month is None else month_of(month),
        "ended": ended,
        "after": after,
        "first": first,
    }
    where = """where o.region_code >= %(lo)s and o.region_code < %(hi)s
      and (o.region_code >= %(scope_lo)s and o.region_code < %(scope_hi)s or o.region_code = any(%(codes)s::text[]))
      and (%(agencies)s::text[] is null or o.agency = any(%(agencies)s::text[]))
      and (%(sheet)s::text is null or o.sheet = %(sheet)s) and (%(agency)s::text is null or o.agency = %(agency)s)
      and (%(month)s::date is null or o.from_month <= %(month)s and coalesce(o.to_month, 'infinity') >= %(month)s)
      and (%(ended)s or o.ended_version is null)"""
    with connection.cursor(row_factory=class_row(Obligation)) as cursor:
        page = f"{_LISTED} {where} and (%(after)s::bigint is null or o.id < %(after)s) order by o.id desc limit %(first)s"
        rows = cursor.execute(page.encode(), params).fetchall()
    total = connection.execute(f"select count(*) from obligations o {where}".encode(), params).fetchone()
    assert total is not None
    return rows, int(total[0])


def _check(sheet: Sheet, agency: str, side: str, every: int, due_days: int | None) -> None:
    if agency not in agencies() or agency not in sheet.agencies:
        raise HubError(
            f"《{sheet.title_zh}》不由部门 {agency[:40]} 填报；可用：{', '.join(sheet.agencies)}。",
            f"{sheet.title_en} is not reported by {agency[:40]}; by {', '.join(sheet.agencies)}.",
            code="AGENCY_INVALID",
        )
    if side not in (SIDES if sheet.side else ("",)):
        raise HubError(
            f"《{sheet.title_zh}》的报送方应为：{'、'.join(SIDES) if sheet.side else '（不填）'}。",
            f"The side of {sheet.title_en} must be {' or '.join(SIDES) if sheet.side else 'left out'}.",
            code="SIDE_INVALID",
        )
    if every not in FREQUENCIES:
        raise HubError(
            f"报送频率应为每 {'、'.join(map(str, FREQUENCIES))} 个月。",
            f"A report is for {', '.join(map(str, FREQUENCIES))} months.",
            code="FREQUENCY_INVALID",
        )
    if due_days is not None and not 0 <= due_days <= DUE_DAYS_MAX:
        raise HubError(
            f"报送期限应为月末后 0 至 {DUE_DAYS_MAX} 天。",
            f"A report is due 0 to {DUE_DAYS_MAX} days after the end of the month.",
            code="DUE_DAYS_INVALID",
        )


def _months(first: date, last: date | None) -> tuple[date, date | None]:
    first, last = month_of(first), None if last is None else month_of(last)
    if not 1900 < first.year < 2200 or (last is not None and not first <= last < date(2200, 1, 1)):
        said = format_month(first) if last is None else f"{format_month(first)}..{format_month(last)}"
        raise HubError(
            f"月份 {said} 超出范围或先后颠倒。",
            f"The months {said} are out of range, or end before they begin.",
            code="PERIOD_INVALID",
        )
    return first, last


def _require_region(by: Viewer, region: str) -> None:
    if register().by_code(region) is None:
        raise NotFound(f"没有行政区划代码 {region[:12]}。", f"There is no region {region[:12]}.")
    if not by.covers(region):
        raise Forbidden(
            f"令牌“{by.name}”无权为 {region} 设定报送义务。",
            f"The token {by.name!r} may not set obligations in {region}.",
        )


def _units(region: str, each: Level | None, first: date, last: date | None) -> list[tuple[str, date]]:
    """The regions whose units are obliged, with the month from which.

    One that came to be later owes from the year after; one that wholly succeeded another of them owes on by itself.
    """
    if each is None:
        return [(region, first)]
    known = register()
    record = known.by_code(region)
    until = (last or date.today()).year
    years = range(first.year, max(first.year, until) + 1)
    found = list(known.children(region, each, years))
    if record is not None and record.level is each:
        found.append(record)
    codes = sorted({r.code for r in found})
    units = []
    for code in codes:
        began = min(r.valid_from_year for r in known.regions if r.code == code)
        if began < first.year:
            units.append((code, first))
        elif not any(old in codes for old in known.predecessors(code)):
            units.append((code, date(began + 1, 1, 1)))
    units = [(code, since) for code, since in units if last is None or since <= last]
    if not units:
        raise HubError(
            f"{region} 在该期间没有{each.value}级地区。",
            f"{region} has no region of the level {each.value} in these months.",
            code="NO_UNITS",
        )
    if len(units) > UNITS_MAX:
        raise LimitExceeded(
            f"一次最多为 {UNITS_MAX} 个单位设定报送义务，本次为 {len(units)} 个。",
            f"One declaration obliges at most {UNITS_MAX} units; this one {len(units)}.",
        )
    return units


def _refuse_overlaps(
    connection: psycopg.Connection,
    sheet: Sheet,
    side: str,
    agency: str,
    codes: Sequence[str],
    first: date,
    last: date | None,
) -> None:
    rows = connection.execute(
        """
        select id, region_code, from_month, to_month from obligations
        where ended_version is null and sheet = %s and side = %s and agency = %s and region_code = any(%s)
          and from_month <= %s and coalesce(to_month, 'infinity') >= %s
        order by id
        """,
        [sheet.name, side, agency, list(codes), last or date.max, first],
    ).fetchall()
    if rows:
        number, code, since, until = rows[0]
        months = f"{format_month(since)}..{format_month(until) if until else ''}"
        more = len(rows) - 1
        raise Conflict(
            f"{register().full_name(code)}在 {months} 已有《{sheet.title_zh}》的报送义务（{number}）"
            f"{f'，另有 {more} 个' if more else ''}；请先解除。",
            f"{agency}:{code} owes {sheet.title_en} for {months} already (obligation {number})"
            f"{f', and {more} more' if more else ''}. Release it first.",
            code="OBLIGATION_EXISTS",
        )


def _by_ids(connection: psycopg.Connection, ids: Iterable[int]) -> list[Obligation]:
    with connection.cursor(row_factory=class_row(Obligation)) as cursor:
        return cursor.execute(
            f"{_LISTED} where o.id = any(%s) order by o.id".encode(), [list(ids)]
        ).fetchall()
