"""Coverage as SQL: what units have sent, the cut-off days that follow, groups that a submission covers, slots.

A submission covers its unit's region and every region below it, for the months in which no unit nearer to that
region was known to send the sheet; a unit is known to send it from the first month that it ever sent it for.
"""

from __future__ import annotations

from hub.indicators.scans import Scan, Shape, accepted

SENT = "accepted_submissions"
"""Where the accepted submissions are read: sheet, unit, period, as-of day and versions, nothing of their content."""


SHEETS = "select * from unnest(%(q_s)s::int[], %(q_sheet)s::text[]) as q(s, name)"


def reports(shape: Shape, sheets: str = "sheet", names: str = "q_sheet") -> str:
    """What the units of the places, and those above them, have sent; two plain scans, as PostgreSQL plans no
    good index range for an `or`."""
    read = f"""select q.s, m.unit, m.region_code, m.period_from, m.period_to, m.as_of, m.mode
from {sheets} q join {SENT} m on m.sheet = q.name and {accepted(shape)} and m.sheet = any(%({names})s::text[])"""
    return f"""{read} and m.region_code >= %(lo)s and m.region_code < %(hi)s
union all {read} and m.region_code = any(%(unit_codes)s::text[])"""


def cuts(shape: Shape, *, linked: bool) -> str:
    """Per scan the day after its cut-off day; `stated` where the question says it.

    What a scan is `linked` to is read as well, so that its submissions move the day too.
    """
    if shape.on:
        return "select s, %(on)s::date + 1 as day, true as stated from sheet group by s"
    read = "select s, as_of from reports"
    if linked:
        sheets = "unnest(%(l_s)s::int[], %(l_sheet)s::text[])"
        read += f" union all select s, as_of from ({reports(shape, f'(select * from {sheets} as l(s, name))', 'l_sheet')}) l"
    return f"""select q.s, least(coalesce(max(m.as_of) + 1, %(end)s::date), %(end)s::date) as day, false as stated
from (select distinct s from sheet) q left join ({read}) m on m.s = q.s group by q.s"""


PLACES = "select * from unnest(%(p_key)s::text[], %(p_lo)s::text[], %(p_hi)s::text[]) as p(k, lo, hi)"
CHAIN = "select * from unnest(%(h_key)s::text[], %(h_rank)s::int[], %(h_code)s::text[]) as h(k, rank, code)"


SENT_MONTHS = """select m.s, m.unit, m.region_code, m.period_from as f,
  (m.period_to + interval '1 month')::date as e, min(m.period_from) over (partition by m.s, m.region_code) as first,
  m.as_of
from reports m where m.mode = 'REPLACE'"""
"""The months that each unit has sent, per scan; a supplement reports no month. A unit is known to send a sheet from
its first month on."""


COVERING = """select s, region_code, k, max(until) as until from (
  select u.s, u.region_code, p.k, 'infinity'::date as until
  from units u join place p on u.region_code >= p.lo and u.region_code < p.hi
  union all
  select n.s, n.region_code, n.k, case when n.rank = 0 then 'infinity' else coalesce(n.nearer, 'infinity') end
  from (
    select u.s, u.region_code, h.k, h.rank, min(u.first) over (
      partition by u.s, h.k order by h.rank range between unbounded preceding and 1 preceding) as nearer
    from chain h join units u on u.region_code = h.code
  ) n
) found group by s, region_code, k"""
"""Which units cover which place, and until when: a unit of the place or in it for good; one above until a unit
nearer to the place was known to send the sheet."""

UNITS = "select distinct s, region_code, first from sent"


def holes(scans: list[Scan]) -> str:
    """Windows and places without a row that a submission covers; for states, one whose state is still carried."""
    states = [scan.number for scan in scans if scan.is_state]
    counted = ", ".join(f"({scan.number}, n{scan.number})" for scan in scans)
    arms = []
    if len(states) < len(scans):
        others = f"where w.s not in ({', '.join(map(str, states))})" if states else ""
        arms.append(
            f"""select w.s, w.t, w.r, c.k from win w join sent a on a.s = w.s and a.f < w.e and a.e > w.f
  join covering c on c.s = a.s and c.region_code = a.region_code and greatest(a.f, w.f) < c.until {others}"""
        )
    for n in states:
        arms.append(
            f"""select w.s, w.t, w.r, c.k from win w join state_{n} st on st.t = w.t and st.r = w.r
  join covering c on c.s = w.s and c.region_code = st.region_code and st.month < c.until where w.s = {n}"""
        )
    return f"""({" union ".join(arms)})
except select x.s, f.t, f.r, f.k from figures f cross join lateral (values {counted}) as x(s, n) where x.n > 0"""


def _whole(scan: int, month: str) -> str:
    """What the unit sent for the whole of a month, as of its end or later."""
    return f"""select from sent a where a.s = {scan} and a.unit = u.unit and a.f <= {month} and {month} < a.e
    and a.as_of >= ({month} + interval '1 month')::date - 1"""


def owed(scans: list[Scan]) -> str:
    """The slots: per scan, window and unit each month that it owes, whether it came, and whether a part of it only."""
    arms = []
    for scan in scans:
        n = scan.number
        known = f"(select distinct s, unit, region_code, first from sent where s = {n}) u"
        if scan.is_state:
            arms.append(
                f"""select u.s, w.t, w.r, u.region_code, w.dm as month, st.unit is not null as received,
  coalesce(st.month < w.dm, false) as carried,
  coalesce(st.month = w.dm, false) and not exists ({_whole(n, "w.dm")}) as partial
from {known} join win w on w.s = u.s and u.first <= w.dm
left join state_{n} st on st.t = w.t and st.r = w.r and st.unit = u.unit"""
            )
        else:
            arms.append(
                f"""select u.s, w.t, w.r, u.region_code, g::date as month,
  exists (select from sent a where a.s = {n} and a.unit = u.unit and a.f <= g and g < a.e) as received,
  false as carried, not exists ({_whole(n, "g")}) as partial
from {known} join win w on w.s = u.s
cross join lateral generate_series(greatest(u.first, date_trunc('month', w.f::timestamp)::date)::timestamp,
  (w.e - 1)::timestamp, interval '1 month') as g"""
            )
    return "\nunion all ".join(arms)


SLOTS = """select a.s, a.t, a.r, c.k, count(*) as expected, count(*) filter (where a.received) as received,
  count(*) filter (where a.carried) as carried, count(*) filter (where a.received and a.partial) as partial
from owed a join covering c on c.s = a.s and c.region_code = a.region_code and a.month < c.until
group by a.s, a.t, a.r, c.k"""
