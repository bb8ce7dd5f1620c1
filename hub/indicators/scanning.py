"""One reading of a ledger as SQL: which rows, in which windows and groups, what is measured of them."""

from __future__ import annotations

from hub.indicators import coverage
from hub.indicators.catalogue import Part
from hub.indicators.conditions import (
    Constants,
    conditions,
    extremes,
    filter_condition,
    is_several,
    measure,
)
from hub.indicators.question import Dimension
from hub.indicators.scans import Scan, Shape, accepted, live
from hub.ledgers.base import Nature, Relation
from hub.ledgers.catalogue import ledgers


def scan_ctes(shape: Shape, scan: Scan, constants: Constants) -> list[tuple[str, str]]:
    """The reading of one ledger, and what it needs, as (name, text) of common table expressions."""
    n = scan.number
    ctes: list[tuple[str, str]] = []
    source, groups = f"{scan.part.ledger} x", [f"{_key(shape)} as k"]
    where = [live(shape, "x"), _within(shape)]
    if scan.is_state:
        ctes.append((f"state_{n} materialized", _state(shape, n, scan.part.ledger)))
        source += f"\njoin state_{n} st on st.unit = x.unit and st.month = x.month"
        groups += ["st.t", "st.r", "st.y"]
        where.append(f"x.month = any((select array_agg(distinct month) from state_{n})::date[])")
        for i, part in enumerate(scan.links):
            relation = part.relation
            assert relation is not None
            ctes += _link(shape, n, i, part, relation, constants)
            on = [f"l{i}.t = st.t", f"l{i}.r = st.r", *(f"l{i}.{here} = x.{here}" for here, _ in relation.on)]
            source += f"\nleft join link_{n}_{i} l{i} on {' and '.join(on)}"
            source += f"\ncross join lateral (select {_reported(n, i)} as yes) reported{i}"
    elif scan.is_dated:
        source += (
            f"\njoin win w on w.s = {n} and x.{scan.part.date} < w.e"
            f" and (x.{scan.part.until} is null or x.{scan.part.until} >= w.e)"
        )
        groups += ["w.t", "w.r", "w.y"]
    elif scan.by_year:
        first, last = "extract(year from w.f)::int", "extract(year from w.e - 1)::int"
        source += f"\njoin win w on w.s = {n} and x.{scan.part.year} between {first} and {last}"
        groups += ["w.t", "w.r", "w.y"]
    else:
        day = f"x.{scan.part.date}"
        groups.append(f"width_bucket({day}, (select days from edges where s = {n})) as b")
        read = [
            f"{day} >= %(d{n}_{i})s::date and {day} < %(e{n}_{i})s::date" for i in range(shape.stretches[n])
        ]
        where.append("(" + " or ".join(read) + ")")
    if scan.part.once:
        where.append(_newest_told(shape, scan.part))
    if scan.part.of_region:
        where.append(_of_region(shape))
    for i, column in enumerate(scan.dimensions):
        if column is not None and is_several(scan.part.table, column):
            source += f"\ncross join lateral unnest(coalesce(nullif(x.{column}, '{{}}'), array[null::text])) as u{i}(v)"
            groups.append(f"u{i}.v as g{i}")
        else:
            groups.append(f"{'x.' + column if column else 'null::text'} as g{i}")
    where += [filter_condition(name, scan.part) for name in shape.filters]
    measures = _measures(scan, constants)
    positions = ", ".join(str(i + 1) for i in range(len(groups)))
    text = (
        f"select {', '.join(groups)}, count(*) as n, {', '.join(measures)}\nfrom {source}\n"
        f"where {' and '.join(where)}\ngroup by {positions}"
    )
    return [*ctes, (f"scan_{n} materialized", text)]


def _key(shape: Shape) -> str:
    plain = {
        None: "''",
        Dimension.PROVINCE: "x.province_code",
        Dimension.PREFECTURE: "x.prefecture_code",
        Dimension.COUNTY: "x.region_code",
    }[shape.level]
    if not shape.moved or shape.level is Dimension.COUNTY:
        return plain
    return f"case when x.region_code = any(%(moved)s::text[]) then x.region_code else {plain} end"


def _measures(scan: Scan, constants: Constants) -> list[str]:
    """One column an indicator; several parts of it in one scan are added."""
    if scan.ordinals:
        return _extremes(scan, constants)
    found: dict[str, list[str]] = {}
    link = 0
    for code, part in scan.parts:
        linked = None
        if part.linked is not None:
            linked, link = str(link), link + 1
        found.setdefault(code, []).append(measure(part, constants, linked))
    return [f"{' + '.join(parts)} as {code}" for code, parts in found.items()]


def _extremes(scan: Scan, constants: Constants) -> list[str]:
    """Two columns an ordinal; several parts of it are read as one."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, part in scan.parts:
        found.setdefault(code, []).append(extremes(part, constants))
    return [
        f"{how}({', '.join(pair[i] for pair in parts)}) as {code}{end}"
        for code, parts in found.items()
        for i, how, end in ((0, "least", ""), (1, "greatest", "_to"))
    ]


def _newest_told(shape: Shape, part: Part) -> str:
    """No later state tells of the same event."""
    same = " and ".join(f"y.{c} = x.{c}" for c in ("province_code", *part.once, part.date))
    return (
        f"not exists (select from {part.ledger} y where {same} and y.month > x.month and {live(shape, 'y')})"
    )


def _of_region(shape: Shape) -> str:
    """Only rows of the region itself that a group shows: what is said of a county is not said of its province."""
    return {
        None: "x.region_code = any(%(own)s::text[])",
        Dimension.PROVINCE: "x.region_code = x.province_code",
        Dimension.PREFECTURE: "x.region_code = x.prefecture_code",
        Dimension.COUNTY: "substr(x.region_code, 5, 1) <> 'Z'",
    }[shape.level]


def _reported(number: int, i: int) -> str:
    """Whether a unit of the row's own region, or of one above it, has a state of the linked sheet."""
    codes = "x.region_code, x.prefecture_code, x.province_code"
    return f"exists (select from state_{number}_{i} o where o.t = st.t and o.r = st.r and o.region_code in ({codes}))"


def _within(shape: Shape) -> str:
    inside = "x.region_code >= %(lo)s and x.region_code < %(hi)s"
    return f"({inside} or x.region_code = any(%(codes)s::text[]))" if shape.outer_codes else inside


def _state(shape: Shape, number: int, ledger: str) -> str:
    """Per window and unit the month of the newest state as of its last day, carried so far and no farther."""
    table = ledgers()[ledger]
    if table.nature is Nature.MONTHLY:
        # A month of a run is known from its end on, the last one from the as-of day on.
        month = """case when m.as_of < w.e then m.period_to
    else least(m.period_to, (date_trunc('month', w.e::timestamp) - interval '1 month')::date) end"""
        known = "q.month >= q.period_from"
        read = "m.period_from < w.e"
    else:
        month, known, read = "m.period_to", "true", "m.as_of < w.e"
    return f"""select q.t, q.r, q.y, q.dm, q.unit, q.region_code, max(q.month) as month from (
  select w.t, w.r, w.y, w.dm, m.unit, m.region_code, m.period_from, {month} as month
  from win w join {coverage.SENT} m on m.sheet = '{ledger}' and {accepted(shape)} and m.mode = 'REPLACE' and {read}
    and m.region_code >= %(plo)s and m.region_code < %(phi)s
    and m.period_to >= (w.dm - make_interval(months => {table.carry_months}))::date
  where w.s = {number}
) q
where {known} and q.month >= (q.dm - make_interval(months => {table.carry_months}))::date
group by q.t, q.r, q.y, q.dm, q.unit, q.region_code"""


def _link(
    shape: Shape, number: int, i: int, part: Part, relation: Relation, constants: Constants
) -> list[tuple[str, str]]:
    """The keys that have a linked row, as of the same days."""
    assert part.linked is not None
    state = f"state_{number}_{i}"
    keys = ", ".join(f"x.{there} as {here}" for here, there in relation.on)
    where = [live(shape, "x"), "x.province_code >= %(plo)s and x.province_code < %(phi)s"]
    where.append(f"x.month = any((select array_agg(distinct month) from {state})::date[])")
    where += conditions(part.linked.where, "x", constants)
    text = f"""select distinct st.t, st.r, {keys} from {relation.to} x
join {state} st on st.unit = x.unit and st.month = x.month
where {" and ".join(where)}"""
    return [
        (f"{state} materialized", _state(shape, number, relation.to)),
        (f"link_{number}_{i} materialized", text),
    ]
