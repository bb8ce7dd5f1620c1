"""Coverage as SQL: what units have sent, the cut-off days that follow, groups that a submission covers, slots.

A submission covers its unit's region and every region below it, for the months in which no unit nearer to that
region was known to send the sheet; a unit is known to send it from the first month that it ever sent it for. Slots
are owed by the units that are known to send, and by those with an obligation (hub.indicators.owing).
"""

from __future__ import annotations

from hub.indicators import same_coverage
from hub.indicators.owing import DEFAULTS, ENDED, placed, turned
from hub.indicators.scans import Scan, Shape, accepted, obliged, standing
from hub.indicators.slots import LEDGER, counted_slots

SENT = "accepted_submissions"
"""Where the accepted submissions are read: sheet, unit, period, as-of day and versions, nothing of their content."""


SHEETS = "select * from unnest(%(q_s)s::int[], %(q_sheet)s::text[]) as q(s, name)"


def reports(shape: Shape, sheets: str = "sheet", names: str = "q_sheet") -> str:
    """What the units of the places, and those above them, have sent; two plain scans, as PostgreSQL plans no
    good index range for an `or`."""
    read = f"""select q.s, m.sheet, m.unit, m.region_code, m.period_from, m.period_to, m.as_of, m.mode
from {sheets} q join {SENT} m on m.sheet = q.name and {standing(shape)} and m.sheet = any(%({names})s::text[])"""
    return f"""{read} and m.region_code >= %(lo)s and m.region_code < %(hi)s
union all {read} and m.region_code = any(%(unit_codes)s::text[])"""


def cuts(shape: Shape, scans: list[Scan]) -> str:
    """Per scan the day after its cut-off day; `stated` where the question says it.

    What a scan is linked to is read as well, so that its submissions move the day too. Slots are cut by a stated day
    only: nobody reports them.
    """
    slots = [str(scan.number) for scan in scans if scan.part.table.derived]
    day = "%(on)s::date + 1" if shape.on else "%(end)s::date"
    stated = "true" if shape.on else "false"
    more = (
        f"\nunion all select s, {day}, {stated} from unnest(array[{', '.join(slots)}]) as n(s)"
        if slots
        else ""
    )
    if shape.on:
        return f"select s, %(on)s::date + 1 as day, true as stated from sheet group by s{more}"
    read = "select s, as_of from reports"
    if any(scan.links for scan in scans):
        sheets = "unnest(%(l_s)s::int[], %(l_sheet)s::text[])"
        read += f" union all select s, as_of from ({reports(shape, f'(select * from {sheets} as l(s, name))', 'l_sheet')}) l"
    return f"""select q.s, least(coalesce(max(m.as_of) + 1, %(end)s::date), %(end)s::date) as day, false as stated
from (select distinct s from sheet) q left join ({read}) m on m.s = q.s group by q.s{more}"""


PLACES = "select * from unnest(%(p_key)s::text[], %(p_lo)s::text[], %(p_hi)s::text[]) as p(k, lo, hi)"
CHAIN = "select * from unnest(%(h_key)s::text[], %(h_rank)s::int[], %(h_code)s::text[]) as h(k, rank, code)"


SENT_MONTHS = """select m.s, m.sheet, m.unit, m.region_code, m.period_from as f,
  (m.period_to + interval '1 month')::date as e, min(m.period_from) over (partition by m.s, m.sheet, m.region_code) as first,
  m.as_of
from reports m where m.mode = 'REPLACE'"""
"""The months that each unit has sent, per scan; a supplement reports no month. A unit is known to send a sheet from
its first month on."""


COVERING = """select s, sheet, region_code, k, max(until) as until from (
  select u.s, u.sheet, u.region_code, p.k, 'infinity'::date as until
  from units u join place p on u.region_code >= p.lo and u.region_code < p.hi
  union all
  select n.s, n.sheet, n.region_code, n.k, case when n.rank = 0 then 'infinity' else coalesce(n.nearer, 'infinity') end
  from (
    select u.s, u.sheet, u.region_code, h.k, h.rank, min(u.first) over (
      partition by u.s, u.sheet, h.k order by h.rank range between unbounded preceding and 1 preceding) as nearer
    from chain h join units u on u.region_code = h.code
  ) n
) found group by s, sheet, region_code, k"""
"""Which units cover which place, and until when: a unit of the place or in it for good; one above until a unit
nearer to the place was known to send the sheet."""

UNITS = "select distinct s, sheet, region_code, first from sent"
UNITS_THAT_OWE = f"{UNITS} union select s, sheet, region_code, null from owing"
"""A unit that owes a sheet and never sent it speaks for its own region, and takes none from a unit above."""


def holes(scans: list[Scan]) -> str:
    """Windows and places without a row that a submission covers; for states, one whose state is still carried."""
    states = [scan.number for scan in scans if scan.is_state]
    counted = ", ".join(f"({scan.number}, n{scan.number})" for scan in scans)
    arms = []
    slots = [str(scan.number) for scan in scans if scan.part.table.derived]
    if slots:  # nobody reports them: what is not owed is known to be none
        arms.append(
            f"select w.s, w.t, w.r, p.k from win w cross join place p where w.s in ({', '.join(slots)})"
        )
    if len(states) < len(scans):
        others = f"where w.r not in ({same_coverage.READINGS})"
        others += f" and w.s not in ({', '.join(map(str, states))})" if states else ""
        arms.append(
            f"""select w.s, w.t, w.r, c.k from win w join sent a on a.s = w.s and a.f < w.e and a.e > w.f
  join covering c on c.s = a.s and c.sheet = a.sheet and c.region_code = a.region_code and greatest(a.f, w.f) < c.until {others}"""
        )
    for n in states:
        arms.append(
            f"""select w.s, w.t, w.r, c.k from win w join state_{n} st on st.t = w.t and st.r = w.r
  join covering c on c.s = w.s and c.region_code = st.region_code and st.month < c.until where w.s = {n}"""
        )
    arms += same_coverage.holes(scans)
    return f"""({" union ".join(arms)})
except select x.s, f.t, f.r, f.k from figures f cross join lateral (values {counted}) as x(s, n) where x.n > 0"""


def owing_ctes(shape: Shape) -> list[tuple[str, str]]:
    """(name, text) of who owes: `owing` has per scan each unit and the months, from and before, that it owes;
    `heard` the months that it sent, in whole or in part, also as said for the unit that succeeded the sender."""
    inside = (
        "(o.region_code >= %(lo)s and o.region_code < %(hi)s or o.region_code = any(%(unit_codes)s::text[]))"
    )
    return [
        ("ended materialized", ENDED),
        (
            "declared",
            f"""select q.s, q.name as sheet, o.agency, o.region_code, o.unit, o.from_month as f,
  coalesce((o.to_month + interval '1 month')::date, 'infinity') as e, o.every_months as every
from sheet q join obligations o on o.sheet = q.name and {obliged(shape)} and {inside}""",
        ),
        (
            "known materialized",
            """select s, sheet, split_part(unit, ':', 1) as agency, region_code, unit, min(f) as f,
  (max(e) - interval '1 month')::date as last
from sent group by s, sheet, unit, region_code""",
        ),
        ("usual materialized", DEFAULTS),
        (
            "pieces",
            """select d.s, d.sheet, d.agency, d.region_code, d.f, d.e, d.every from declared d
union all
select k.s, k.sheet, k.agency, k.region_code, k.f, coalesce(min(d.f), 'infinity'),
  (select u.every from usual u where u.sheet = k.sheet and u.since <= k.f
    and not exists (select from usual v where v.sheet = u.sheet and v.since <= k.f and v.since > u.since))
from known k left join declared d on d.s = k.s and d.sheet = k.sheet and d.unit = k.unit
group by k.s, k.sheet, k.agency, k.region_code, k.f""",
        ),
        ("turned materialized", turned("s, sheet")),
        ("placed", placed("s, sheet, every")),
        (
            "owing materialized",
            """select x.s, x.sheet, x.agency || ':' || x.region_code as unit, x.region_code, x.every, lower(m) as f, upper(m) as e
from (select s, sheet, agency, region_code, every, range_agg(daterange(f, e)) as months from placed where f < e
  group by s, sheet, agency, region_code, every) x cross join lateral unnest(x.months) as m""",
        ),
        (
            "heard materialized",
            """select h.s, h.sheet, h.unit, g::date as month, bool_or(h.as_of >= (g + interval '1 month')::date - 1) as whole
from (
  select s, sheet, unit, f, e, as_of from sent
  union all
  select a.s, a.sheet, split_part(a.unit, ':', 1) || ':' || x.now, greatest(a.f, make_date(x.y - 1, 1, 1)), a.e, a.as_of
  from sent a join ended x on x.code = a.region_code and x.now is not null and a.e > make_date(x.y - 1, 1, 1)
) h cross join lateral generate_series(
  greatest(h.f, (select date_trunc('month', min(f)::timestamp)::date from win))::timestamp,
  (least(h.e, (select max(e) from win)) - 1)::timestamp, interval '1 month') as g
group by h.s, h.sheet, h.unit, g""",
        ),
    ]


def owed(scans: list[Scan]) -> str:
    """The slots: per scan, window and unit each month that it owes, whether it came, and whether a part of it only.

    Months come out of generate_series, one or none for a state: PostgreSQL expects many rows of it, and so hashes
    what it joins to them; `offset 0` keeps it from joining first.
    """
    arms = []
    for scan in scans:
        n = scan.number
        if scan.part.table.derived:
            continue
        if scan.is_state:
            arms.append(
                f"""select d.s, d.sheet, d.t, d.r, d.region_code, d.dm as month, st.unit is not null as received,
  coalesce(st.month < d.dm, false) as carried,
  coalesce(st.month = d.dm, false) and h.whole is not true as partial
from (
  select u.*, w.t, w.r, w.dm from owing u join win w on u.s = {n} and w.s = {n}
  cross join lateral generate_series(greatest(u.f, w.dm)::timestamp, least(w.dm, u.e - 1)::timestamp,
    interval '1 month') as g offset 0
) d
left join (select t, r, unit, max(month) as month from (
    select t, r, unit, month from state_{n}
    union all
    select s.t, s.r, split_part(s.unit, ':', 1) || ':' || x.now, s.month
    from state_{n} s join ended x on x.code = s.region_code and x.now is not null
  ) told group by t, r, unit) st on st.t = d.t and st.r = d.r and st.unit = d.unit
left join heard h on h.s = {n} and h.sheet = d.sheet and h.unit = d.unit and h.month = d.dm
where mod(extract(month from d.dm)::int, d.every) = 0"""
            )
        else:
            arms.append(
                f"""select u.s, u.sheet, w.t, w.r, u.region_code, g::date as month, h.unit is not null as received,
  false as carried, h.whole is not true as partial
from owing u join win w on u.s = {n} and w.s = {n}
cross join lateral generate_series(greatest(u.f, date_trunc('month', w.f::timestamp)::date)::timestamp,
  (least(w.e, u.e) - 1)::timestamp, interval '1 month') as g
left join heard h on h.s = {n} and h.sheet = u.sheet and h.unit = u.unit and h.month = g::date
where mod(extract(month from g)::int, u.every) = 0"""
            )
    return "\nunion all ".join(arms) or _NO_SLOTS


_NO_SLOTS = """select null::int as s, null::text as sheet, null::int as t, null::int as r, null::text as region_code, null::date as month,
  null::boolean as received, null::boolean as carried, null::boolean as partial where false"""


def slots(scans: list[Scan]) -> str:
    """The slots of each group: expected, and of these received, carried, reported in part."""
    arms = [
        """select a.s, a.t, a.r, c.k, count(*) as expected, count(*) filter (where a.received) as received,
  count(*) filter (where a.carried) as carried, count(*) filter (where a.received and a.partial) as partial
from owed a join covering c on c.s = a.s and c.sheet = a.sheet and c.region_code = a.region_code and a.month < c.until
group by a.s, a.t, a.r, c.k"""
    ]
    for scan in scans:
        if scan.part.table.derived:
            arms.append(
                f"""select {scan.number}, w.t, w.r, at.k, count(*), count(*) filter (where x.received), 0, 0
from {LEDGER} x join win w on w.s = {scan.number} and x.month >= w.f and x.month < w.e
join (
  select u.region_code, p.k from (select distinct region_code from {LEDGER}) u
    join place p on u.region_code >= p.lo and u.region_code < p.hi
  union select code, k from chain where rank = 0
) at on at.region_code = x.region_code
group by w.t, w.r, at.k"""
            )
    return "\nunion all ".join(arms)


def slot_ledger(shape: Shape, scans: list[Scan]) -> list[tuple[str, str]]:
    """The derived ledger of slots as a common table expression, where a scan reads it."""
    if not any(scan.part.table.derived for scan in scans):
        return []
    inside = "({code} >= %(lo)s and {code} < %(hi)s or {code} = any(%(codes)s::text[]))"
    first = "(select date_trunc('month', min(f)::timestamp)::date from win)"
    inner = counted_slots(accepted(shape), obliged(shape), inside, first, "(select max(e) from win)")
    *ctes, (_, last) = inner
    with_ = ",\n".join(
        f"{name.split()[0]} as{' materialized' if ' ' in name else ''} ({text})" for name, text in ctes
    )
    return [(f"{LEDGER} materialized", f"with {with_}\n{last}")]
