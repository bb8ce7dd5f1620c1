"""Same coverage (可比口径) as SQL: which units and months were sent in a window and a year before as well.

A unit follows the succession of its region. Rows of a month count now if their unit sent the sheet for the month and
for the same month a year before, and the other way round; stocks count of the units that have a state in both.
"""

from __future__ import annotations

from hub.indicators.question import SAME_READINGS, Reading
from hub.indicators.scans import Scan

READINGS = ", ".join(str(reading.value) for reading in SAME_READINGS)


def is_asked(scan: Scan) -> bool:
    """Whether a scan is read over the same coverage."""
    return bool(scan.readings.intersection(SAME_READINGS))


def ctes(scans: list[Scan]) -> list[tuple[str, str]]:
    """What the readings over the same coverage need, as (name, text); nothing where none is asked for."""
    if not any(is_asked(scan) for scan in scans):
        return []
    return [("families materialized", _FAMILIES), ("alike materialized", _ALIKE)]


_FAMILIES = """select r.s, r.sheet, r.unit, r.region_code,
  split_part(r.unit, ':', 1) || ':' || coalesce(o.now, r.region_code) as family, r.period_from, r.period_to
from reports r left join unnest(%(s_old)s::text[], %(s_now)s::text[]) as o(old, now) on o.old = r.region_code
where r.mode = 'REPLACE'"""
"""The reports with the unit that took over from theirs."""

_ALIKE = f"""select u.s, u.sheet, u.unit, u.region_code, m.month, m.now, m.before
from (select distinct s, sheet, unit, region_code, family from families) u
join (
  select s, sheet, family, month,
    bool_or(b = 0) and bool_or(b = 12) as now, bool_or(b = 0) and bool_or(b = -12) as before
  from (
    select q.s, q.sheet, q.family, (q.month + make_interval(months => b))::date as month, b
    from (
      select distinct f.s, f.sheet, f.family, g as month
      from (select date_trunc('month', min(w.f)::timestamp) as first, max(w.e - 1)::timestamp as last
        from win w where w.r in ({READINGS})) asked
      cross join families f
      cross join lateral generate_series(greatest(f.period_from, asked.first), least(f.period_to, asked.last),
        interval '1 month') as g
    ) q cross join (values (-12), (0), (12)) as shifts(b)
  ) sent group by s, sheet, family, month
) m on m.s = u.s and m.sheet = u.sheet and m.family = u.family
where m.now or m.before"""
"""Per unit the months that it sent as well as the same month a year before (`now`), or a year later (`before`)."""


def columns(scan: Scan) -> tuple[str, list[str]]:
    """For rows `x` counted in stretches: a join, and the columns that say in which of both readings they count."""
    if not is_asked(scan):
        return "", []
    join = (
        f"\nleft join alike on alike.s = {scan.number} and alike.unit = x.unit and {_of_sheet(scan)}"
        f" and alike.month = date_trunc('month', x.{scan.part.date}::timestamp)::date"
    )
    return join, ["coalesce(alike.now, false) as alike_now", "coalesce(alike.before, false) as alike_before"]


def in_stretch(scan: Scan) -> str:
    """Which counted rows `s` a window `w` adds up."""
    if not is_asked(scan):
        return ""
    now, before = (reading.value for reading in SAME_READINGS)
    return f" and case w.r when {now} then s.alike_now when {before} then s.alike_before else true end"


def dated(scan: Scan) -> list[str]:
    """The condition on rows `x` of a stock by two dates: its unit sent the last month of both windows."""
    if not is_asked(scan):
        return []
    found = f"""select from alike where alike.s = {scan.number} and alike.unit = x.unit and {_of_sheet(scan)}
    and alike.month = w.dm and {_in_window("alike")}"""
    return [f"(w.r not in ({READINGS}) or exists ({found}))"]


def states(scan: Scan, text: str) -> str:
    """The states of a scan, in both readings only of units that have one in both."""
    if not is_asked(scan):
        return text
    now, before = (reading.value for reading in SAME_READINGS)
    return f"""select t, r, y, dm, unit, region_code, month from (
  select st.*, bool_or(st.r = {now}) over same and bool_or(st.r = {before}) over same as alike
  from ({text}) st
  join (select distinct unit, family from families where s = {scan.number}) u on u.unit = st.unit
  window same as (partition by st.t, u.family)
) kept where r not in ({READINGS}) or alike"""


def holes(scans: list[Scan]) -> list[str]:
    """Windows and places that the units and months of both readings cover; states are kept apart already."""
    read = [scan for scan in scans if is_asked(scan) and not scan.is_state]
    if not read:
        return []
    dated = ", ".join(str(scan.number) for scan in read if scan.is_dated)
    first = f"case when w.s in ({dated}) then w.dm else w.f end" if dated else "w.f"
    return [
        f"""select w.s, w.t, w.r, c.k from win w
  cross join lateral generate_series(date_trunc('month', {first}::timestamp), w.e - 1, interval '1 month') as g
  join alike a on a.s = w.s and a.month = g::date
  join covering c on c.s = a.s and c.sheet = a.sheet and c.region_code = a.region_code and a.month < c.until
  where w.r in ({READINGS}) and {_in_window("a")}"""
    ]


def _in_window(row: str) -> str:
    return f"case w.r when {Reading.SAME_NOW.value} then {row}.now else {row}.before end"


def _of_sheet(scan: Scan) -> str:
    """A derived ledger names the sheet of each row; the rows of every other stand on one."""
    return "alike.sheet = x.source_ledger" if len(scan.part.sheets) > 1 else "true"
