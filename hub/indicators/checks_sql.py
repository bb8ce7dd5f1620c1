"""The comparisons between reported figures as SQL: cumulative against months, parts against totals, then against now."""

from __future__ import annotations

from hub.indicators.regional import within
from hub.indicators.reported import LEDGER, is_below, is_total
from hub.indicators.scans import Shape, live

FOUND_MAX = 5001
_PARTS_SHOWN = 20


def check_ctes(shape: Shape) -> list[tuple[str, str]]:
    """The findings as (name, text) of common table expressions, the last one `checks`."""
    arms = [_cumulative(), _negative(), _parts(shape), _last_year(), _corrected()]
    return [
        (
            "stating materialized",
            f"""select x.* from {LEDGER} x
where {live(shape, "x")} and {within(shape)} and x.month <= %(ck_last)s::date
  and x.month >= (%(ck_first)s::date - interval '1 year')::date
  and (%(ck_codes)s::text[] is null or x.indicator = any(%(ck_codes)s::text[]))""",
        ),
        ("differing", "\nunion all\n".join(arms) + f"\nlimit {FOUND_MAX}"),
        (
            "checks",
            """select json_build_array(d.kind, d.region_code, d.indicator, d.measured_in, d.month, d.field, d.sheet,
  d.unit, d.value::text, d.other::text, coalesce((select json_agg(json_build_array((r ->> 0)::bigint, m.file_name,
    r ->> 1, (r ->> 2)::int, r ->> 3, h.letter || (r ->> 2), r ->> 4))
  from json_array_elements(d.cells) as r left join submissions m on m.id = (r ->> 0)::bigint
  left join lateral (
    select case when min(c ->> 'column') = max(c ->> 'column') then min(c ->> 'column') end as letter
    from jsonb_array_elements(m.headers) as c
    where c ->> 'field' = r ->> 3 and c ->> 'worksheet' = left(r ->> 1, 300)
      and (c ->> 'rows' is null or (r ->> 2)::int <@ (c ->> 'rows')::int4multirange)
  ) h on true), '[]'))::text as told
from differing d""",
        ),
    ]


def checks_array(shape: Shape) -> str:
    """What the answer tells of them, to be put at the end of its JSON text."""
    if not shape.checks:
        return ""
    return " || ',\"checks\":[' || coalesce((select string_agg(told, ',') from checks), '') || ']'"


def _arm(kind: str, field: str, value: str, other: str, cells: list[str], source: str, more: str = "") -> str:
    shown = f"array[{', '.join(cells)}]{more}"
    return f"""(select '{kind}' as kind, n.region_code, n.indicator, n.measured_in, n.month, '{field}' as field, n.sheet,
  n.unit, {value} as value, {other} as other, array_to_json({shown}) as cells
from {source})"""


def _cell(row: str, field: str) -> str:
    place = f"{row}.submission_id, {row}.worksheet, {row}.row_number, {row}.indicator || '.{field}'"
    return f"json_build_array({place}, {row}.{field}::text)"


_BEFORE = """stating n left join stating p on p.province_code = n.province_code and p.region_code = n.region_code
  and p.sheet = n.sheet and p.indicator = n.indicator and p.month = (n.month - interval '1 month')::date
  and extract(month from n.month) > 1
where n.month >= %(ck_first)s::date and n.year_to_date is not null
  and (extract(month from n.month) = 1 or p.year_to_date is not null)"""
_OF_MONTH = "(n.year_to_date - coalesce(p.year_to_date, 0))"


def _cumulative() -> str:
    """The year to date is that of the month before and the month; in January it is the month (R09)."""
    cells = [_cell("n", "value"), _cell("n", "year_to_date"), _cell("p", "year_to_date")]
    source = f"{_BEFORE} and n.value is not null and {_OF_MONTH} <> n.value"
    return _arm("CUMULATIVE_DIFFERS", "year_to_date", _OF_MONTH, "n.value", cells, source)


def _negative() -> str:
    """A month below zero is a symptom, not a value."""
    cells = [_cell("n", "year_to_date"), _cell("p", "year_to_date")]
    return _arm("NEGATIVE_MONTH", "year_to_date", _OF_MONTH, "0", cells, f"{_BEFORE} and {_OF_MONTH} < 0")


def _parts(shape: Shape) -> str:
    """A total is the sum of the regions below it that other units report (R11)."""
    between = f"""exists (select from {LEDGER} b where b.region_code = z.prefecture_code
      and b.region_code not in (n.region_code, z.region_code) and b.province_code = z.province_code
      and b.indicator = z.indicator and b.month = z.month and b.agency = z.agency and {live(shape, "b")}
      and {is_total(shape, "b")})"""
    source = f"""stating n cross join lateral (
  select sum(z.value) as value, array_agg({_cell("z", "value")} order by z.region_code)
    filter (where z.place <= {_PARTS_SHOWN}) as cells
  from (
    select z.*, row_number() over (order by z.region_code) as place from {LEDGER} z
    where {is_below(shape, "z", "n")} and z.unit <> n.unit and z.value is not null and not {between}
  ) z
) parts where n.month >= %(ck_first)s::date and n.value <> parts.value and {is_total(shape, "n")}"""
    cells = [_cell("n", "value")]
    return _arm("PARTS_DIFFER", "value", "n.value", "parts.value", cells, source, " || parts.cells")


def _last_year() -> str:
    """What is said of the same month of last year is what was reported then."""
    source = """stating n join stating p on p.province_code = n.province_code and p.region_code = n.region_code
  and p.sheet = n.sheet and p.indicator = n.indicator and p.month = (n.month - interval '1 year')::date
where n.month >= %(ck_first)s::date and n.same_month_last_year <> p.value"""
    cells = [_cell("n", "same_month_last_year"), _cell("p", "value")]
    return _arm(
        "LAST_YEAR_DIFFERS", "same_month_last_year", "n.same_month_last_year", "p.value", cells, source
    )


def _corrected() -> str:
    """A later submission says something else of the same month; what counts again after a withdrawal is no later one."""
    arms = []
    taken = "(select a.accepted_version from accepted_submissions a where a.id = {row}.submission_id)"
    for field in ("value", "year_to_date", "same_month_last_year"):
        source = f"""stating n cross join lateral (
  select o.* from {LEDGER} o
  where o.province_code = n.province_code and o.row_key = n.row_key and o.live_from < n.live_from
    and o.submission_id <> n.submission_id and {taken.format(row="o")} < {taken.format(row="n")}
  order by o.live_from desc, o.id desc limit 1
) p where n.month >= %(ck_first)s::date and n.{field} <> p.{field}"""
        cells = [_cell("n", field), _cell("p", field)]
        arms.append(_arm("CORRECTED_LATER", field, f"n.{field}", f"p.{field}", cells, source))
    return "\nunion all\n".join(arms)
