"""The reporting board: for one month every slot that is owed, what came of it, and how late it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import orjson

from hub.access.viewer import Viewer
from hub.database import Reading
from hub.errors import HubError, LimitExceeded, NotFound
from hub.indicators import owing
from hub.indicators.slots import CHINA, WHOLE, arrived, slot_ctes
from hub.months import add_months, format_month, month_of
from hub.regions import NATIONAL, register
from hub.submissions.slots import sheet_named


class SlotState(StrEnum):
    """What became of a slot; the first that holds, in this order."""

    RECEIVED_ON_TIME = "RECEIVED_ON_TIME"
    RECEIVED_LATE = "RECEIVED_LATE"
    NIL_ON_TIME = "NIL_ON_TIME"
    NIL_LATE = "NIL_LATE"
    PARTIAL = "PARTIAL"
    WAITING = "WAITING"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    NOT_YET_DUE = "NOT_YET_DUE"
    OVERDUE = "OVERDUE"


@dataclass(frozen=True)
class Slot:
    """A month that a unit owes a sheet for. Times are those of the first accepted submission that covers it."""

    id: str
    sheet: str
    side: str
    agency: str
    region_code: str
    month: date
    due_on: date
    obligation: int | None
    """The declared obligation; None where the unit owes since it is known to send the sheet."""
    state: SlotState
    received_at: datetime | None
    accepted_at: datetime | None
    days_late: int | None
    """Days after the due day of the receipt, or until today while nothing came; None while it is not late."""
    submission: int | None
    """The newest accepted submission that covers it, else the newest that waits, was refused or was withdrawn."""
    supplements: int


async def board(
    reading: Reading,
    month: date,
    *,
    by: Viewer,
    within: str | None = None,
    agency: str | None = None,
    sheet: str | None = None,
    states: Iterable[SlotState] | None = None,
    as_of: datetime | None = None,
    version: int | None = None,
    first: int,
    after: str | None = None,
    whole: bool = False,
) -> list[Slot]:
    """The slots of the units in the viewer's scope, by sheet, side, agency and region; one statement.

    `as_of` and `version` show the board as it stood then, and with it the day on which something is due or late.
    `first` is the most slots given: with `whole` more of them are refused (LIMIT_EXCEEDED) instead of cut off.
    `after` is the id of the last slot of the page before. Raises NotFound, HubError.
    """
    by.require("data.read")
    if within is not None and register().by_code(within) is None:
        raise NotFound(f"没有行政区划代码 {within}。", f"There is no region {within}.")
    if as_of is not None and version is not None:
        raise HubError(
            "asOf 与 dataVersion 只能指定一个。",
            "Give asOf or dataVersion, not both.",
            code="AS_OF_AND_VERSION",
        )
    month = month_of(month)
    if not 1900 < month.year < 2200:
        raise HubError(f"月份 {format_month(month)} 超出范围。", f"{format_month(month)} is out of range.")
    asked = within or by.region or NATIONAL
    lo, hi = register().bounds(asked)
    codes = register().predecessors(asked)
    params: dict[str, Any] = {
        **owing.params(lo, hi, codes),
        "lo": lo,
        "hi": hi,
        "codes": list(codes),
        "first": month,
        "end": add_months(month, 1),
        "as_of": as_of,
        "version": version,
        "scope_lo": by.scope.lo,
        "scope_hi": by.scope.hi,
        "scope_codes": list(by.scope.codes),
        "agencies": None if by.scope.agencies is None else list(by.scope.agencies),
        "own": by.scope.unit,
        "sheet": None if sheet is None else sheet_named(sheet).name,
        "agency": agency,
        "states": None if states is None else [state.value for state in states],
        "after": None if after is None else _cursor(after),
        "limit": first + 1,
    }
    rows = await reading.fetch_all(_STATEMENT, params, custom_plan=True)
    if version is not None and (not rows or rows[0][0] != version):
        raise NotFound(f"没有数据版本 {version}。", f"There is no data version {version}.")
    found = [_slot(row[1:]) for row in rows if row[1] is not None]
    if len(found) > first and whole:
        raise LimitExceeded(
            f"应报项超过 {first} 个：请按部门、表样、地区缩小范围，或用 first 和 after 分页。",
            f"More than {first} slots are owed: narrow it by agency, sheet or region, or page with first and after.",
        )
    return found[:first]


def _slot(row: tuple[Any, ...]) -> Slot:
    (
        sheet,
        side,
        agency,
        region,
        month,
        due_on,
        obligation,
        state,
        received,
        accepted,
        late,
        number,
        more,
    ) = row
    key = orjson.dumps([sheet, side, agency, region, format_month(month)]).decode()
    return Slot(
        key.encode().hex(),
        sheet,
        side,
        agency,
        region,
        month,
        due_on,
        obligation,
        SlotState(state),
        received,
        accepted,
        late,
        number,
        more or 0,
    )


def _cursor(text: str) -> list[str]:
    """Sheet, side, agency and region of the slot with this id."""
    try:
        parts = orjson.loads(bytes.fromhex(text))
    except (ValueError, orjson.JSONDecodeError):
        parts = None
    if not isinstance(parts, list) or len(parts) != 5 or not all(isinstance(part, str) for part in parts):
        raise HubError("after 应为上一页给出的编号。", "`after` must be an id of a page before.")
    return parts[:4]


_INSIDE = "({code} >= %(lo)s and {code} < %(hi)s or {code} = any(%(codes)s::text[]))"
_NOW = "(select number from v)"
_OBLIGED = f"o.declared_version <= {_NOW} and (o.ended_version is null or o.ended_version > {_NOW})"
_ACCEPTED = f"m.accepted_version <= {_NOW} and (m.withdrawn_version is null or m.withdrawn_version > {_NOW})"
_FIRST, _END = "%(first)s::date", "%(end)s::date"
_COVERS = f"{_ACCEPTED} and m.mode = 'REPLACE'"
_NEWER = "order by m.accepted_version desc nulls last, m.received_at desc, m.id desc"
_OPEN = f"(m.accepted_version is null or m.accepted_version > {_NOW})"

_COLUMNS = f"""min(m.received_at) filter (where {_COVERS}) as received_at,
  (array_agg(m.accepted_version order by m.received_at, m.id) filter (where {_COVERS}))[1] as accepted_version,
  bool_or({WHOLE}) filter (where {_COVERS}) as whole,
  (array_agg(m.nil {_NEWER}) filter (where {_COVERS}))[1] as nil,
  (array_agg(m.id {_NEWER}) filter (where {_COVERS}))[1] as covering,
  max(m.id) filter (where m.state = 'CHECKED' and {_OPEN}) as waiting,
  max(m.id) filter (where m.state = 'REFUSED') as refused,
  max(m.id) filter (where m.withdrawn_version <= {_NOW} and m.mode = 'REPLACE') as withdrawn,
  count(*) filter (where m.mode = 'SUPPLEMENT' and {_ACCEPTED}) as supplements"""

_SENT_BY_THEN = "m.received_at <= (select coalesce(at, 'infinity') from v)"


def _text() -> str:
    ctes = [
        (
            "v materialized",
            f"""select coalesce(max(d.number), 0) as number,
  case when %(version)s::bigint is not null then max(d.at) else %(as_of)s::timestamptz end as at,
  (case when %(version)s::bigint is not null then max(d.at) else coalesce(%(as_of)s::timestamptz, now()) end
    at time zone {CHINA})::date as today
from data_versions d where (%(version)s::bigint is null or d.number <= %(version)s::bigint)
  and (%(as_of)s::timestamptz is null or d.at <= %(as_of)s::timestamptz)""",
        ),
        *slot_ctes(_OBLIGED, _ACCEPTED, _INSIDE, _FIRST, _END),
        ("arrived materialized", arrived(_SENT_BY_THEN, _INSIDE, _FIRST, _END, _COLUMNS)),
        (
            "seen",
            f"""select o.*, a.received_at, d.at as accepted_at, a.covering, a.supplements, case
    when a.covering is not null and not a.whole then 'PARTIAL'
    when a.covering is not null then case when a.nil then 'NIL' else 'RECEIVED' end
      || case when (a.received_at at time zone {CHINA})::date <= o.due_on then '_ON_TIME' else '_LATE' end
    when a.waiting is not null then 'WAITING'
    when a.refused is not null then 'REFUSED'
    when a.withdrawn is not null then 'WITHDRAWN'
    when v.today <= o.due_on then 'NOT_YET_DUE'
    else 'OVERDUE' end as state,
  nullif(greatest(coalesce((a.received_at at time zone {CHINA})::date, v.today) - o.due_on, 0), 0) as days_late,
  coalesce(a.covering, a.waiting, a.refused, a.withdrawn) as submission
from slot o cross join v
left join arrived a on a.sheet = o.sheet and a.side = o.side and a.agency = o.agency
  and a.region_code = o.region_code and a.month = o.month
left join data_versions d on d.number = a.accepted_version""",
        ),
        (
            "shown",
            """select * from seen o
where o.region_code >= %(lo)s and o.region_code < %(hi)s
  and ((o.region_code >= %(scope_lo)s and o.region_code < %(scope_hi)s or o.region_code = any(%(scope_codes)s::text[]))
    and (%(agencies)s::text[] is null or o.agency = any(%(agencies)s::text[]))
    or o.agency || ':' || o.region_code = %(own)s)
  and (%(sheet)s::text is null or o.sheet = %(sheet)s) and (%(agency)s::text is null or o.agency = %(agency)s)
  and (%(states)s::text[] is null or o.state = any(%(states)s::text[]))
  and (%(after)s::text[] is null or array[o.sheet, o.side, o.agency, o.region_code] > %(after)s::text[])
order by o.sheet, o.side, o.agency, o.region_code limit %(limit)s""",
        ),
    ]
    with_ = ",\n".join(
        f"{name.split()[0]} as{' materialized' if ' ' in name else ''} (\n{text}\n)" for name, text in ctes
    )
    return f"""with {with_}
select v.number, o.sheet, o.side, o.agency, o.region_code, o.month, o.due_on, o.obligation, o.state, o.received_at,
  o.accepted_at, o.days_late, o.submission, o.supplements
from v left join shown o on true
order by o.sheet, o.side, o.agency, o.region_code"""


_STATEMENT = _text()
