"""Slots as SQL: every month that a unit owes a sheet for, the day by which it is due, and what came of it.

One reading of obligations and submissions for the reporting board and for the statistics, which scan it under the
name of the derived ledger `reporting_slots`. It needs the common table expression `v` with the number of the data
version, and the bound values of `owing`: defaults, endings.
"""

from __future__ import annotations

from hub.indicators.owing import DEFAULTS, ENDED, placed, turned

KEYS = "sheet, side"
LEDGER = "reporting_slots"

CHINA = "'Asia/Shanghai'"
"""Days are those of China, wherever the server stands."""


def slot_ctes(obliged: str, accepted: str, inside: str, first: str, end: str) -> list[tuple[str, str]]:
    """(name, text) of common table expressions, the last one `slot`.

    `obliged`: which obligations `o` hold; `accepted`: which submissions `m` count; `inside`: which codes are read,
    with `{code}` for the column; `first`, `end`: the months, from and before, as expressions.
    `slot`: obligation (null: known to send), sheet, side, agency, region_code, month, due_on.
    """
    return [
        (
            "declared materialized",
            f"""select o.id, o.sheet, o.side, o.agency, o.region_code, o.unit, o.from_month as f,
  (o.to_month + interval '1 month')::date as e, o.every_months as every, o.due_days
from obligations o where {obliged} and {inside.format(code="o.region_code")}""",
        ),
        (
            "known materialized",
            f"""select m.sheet, m.side, m.agency, m.region_code, m.unit, min(m.period_from) as f,
  max(m.period_to) as last
from accepted_submissions m where {accepted} and m.mode = 'REPLACE' and {inside.format(code="m.region_code")}
group by 1, 2, 3, 4, 5""",
        ),
        (
            "pieces",
            """select d.id, d.sheet, d.side, d.agency, d.region_code, d.f, coalesce(d.e, 'infinity') as e, d.every,
  d.due_days
from declared d
union all
select null, k.sheet, k.side, k.agency, k.region_code, k.f, coalesce(min(d.f), 'infinity'), null, null
from known k left join declared d on d.sheet = k.sheet and d.side = k.side and d.unit = k.unit
group by 2, 3, 4, 5, 6""",
        ),
        ("ended materialized", ENDED),
        ("turned materialized", turned(KEYS)),
        ("placed materialized", placed("id, sheet, side, every, due_days")),
        ("usual materialized", DEFAULTS),
        (
            "slot materialized",
            f"""select distinct on (p.sheet, p.side, p.agency, p.region_code, month) p.id as obligation, p.sheet, p.side,
  p.agency, p.region_code, month,
  (month + interval '1 month')::date - 1 + coalesce(p.due_days, u.days) as due_on
from placed p
cross join lateral generate_series(greatest(p.f, {first})::timestamp, (least(p.e, {end}) - 1)::timestamp,
  interval '1 month') as g
cross join lateral (select g::date as month) as at
join lateral (select u.days, u.every from usual u
  where u.sheet = split_part(p.sheet, ':', 1) and u.since <= month order by u.since desc limit 1) u on true
where mod(extract(month from month)::int, coalesce(p.every, u.every)) = 0
order by p.sheet, p.side, p.agency, p.region_code, month, p.id is null, p.id""",
        ),
    ]


def arrived(which: str, inside: str, first: str, end: str, columns: str) -> str:
    """Per slot what `columns` say of the submissions `m` that report its `month` in whole or in part.

    A submission of a unit whose region was succeeded by then speaks for the unit of the successor.
    """
    return f"""select m.sheet, m.side, m.agency, coalesce(x.now, m.region_code) as region_code, month, {columns}
from submissions m
cross join lateral generate_series(greatest(m.period_from, {first})::timestamp,
  least(m.period_to, {end} - 1)::timestamp, interval '1 month') as g
cross join lateral (select g::date as month) as at
left join ended x on x.code = m.region_code and extract(year from month) >= x.y
  and (x.next is null or extract(year from month) < x.next)
where {which} and {inside.format(code="m.region_code")} and m.period_to >= {first} and m.period_from < {end}
group by 1, 2, 3, 4, 5"""


WHOLE = "m.as_of >= (month + interval '1 month')::date - 1"
"""Whether a submission was made as of the end of the month or later."""


def counted_slots(accepted: str, obliged: str, inside: str, first: str, end: str) -> list[tuple[str, str]]:
    """The common table expressions of the derived ledger, the last one `reporting_slots`.

    A slot counts once its month was over when the data version was taken: what is asked of a version never changes.
    """
    columns = """min(m.received_at) as received_at,
  (array_agg(m.id order by m.received_at, m.id))[1] as submission_id"""
    which = f"{accepted} and m.mode = 'REPLACE'"
    return [
        (
            "taken",
            f"select (d.at at time zone {CHINA})::date as day from data_versions d join v on v.number = d.number",
        ),
        *slot_ctes(obliged, accepted, inside, first, end),
        ("arrived materialized", arrived(which, inside, first, end, columns)),
        (
            f"{LEDGER} materialized",
            f"""select rpad(left(o.region_code, 2), 6, '0') as province_code,
  row_number() over (order by o.sheet, o.side, o.agency, o.region_code, o.month) as id, a.submission_id,
  concat_ws(chr(31), o.sheet, o.side, o.agency, o.region_code, o.month) as row_key,
  0::bigint as live_from, null::bigint as live_to, ''::text as worksheet, 0 as row_number,
  o.region_code, case when r.level in ('COUNTY', 'ZONE') and (r.level = 'ZONE' or above.level = 'PREFECTURE')
    then r.parent_code else o.region_code end as prefecture_code,
  o.agency, o.agency || ':' || o.region_code as unit, o.month, o.sheet, o.side, o.due_on,
  (o.due_on < taken.day or a.received_at is not null) as due, a.received_at is not null as received,
  coalesce((a.received_at at time zone {CHINA})::date <= o.due_on, false) as on_time
from slot o cross join taken
left join arrived a on a.sheet = o.sheet and a.side = o.side and a.agency = o.agency
  and a.region_code = o.region_code and a.month = o.month
left join regions r on r.code = o.region_code left join regions above on above.code = r.parent_code
where o.month + interval '1 month' <= taken.day""",
        ),
    ]
