"""One reading of a ledger as SQL: which rows, in which windows and groups, what is measured of them."""

from __future__ import annotations

from hub.indicators import coverage, same_coverage
from hub.indicators.catalogue import Part
from hub.indicators.conditions import (
    GROUP,
    Constants,
    conditions,
    extremes,
    filter_condition,
    grouped,
    is_several,
    measure,
    newest_linked,
)
from hub.indicators.question import Dimension, Reading
from hub.indicators.regional import region_key, shown_key, within
from hub.indicators.reported import told_once
from hub.indicators.scans import Scan, Shape, live, standing
from hub.ledgers.base import Nature, Relation
from hub.ledgers.catalogue import ledgers


def scan_ctes(shape: Shape, scan: Scan, constants: Constants) -> list[tuple[str, str]]:
    """The reading of one ledger, and what it needs, as (name, text) of common table expressions."""
    n = scan.number
    ctes: list[tuple[str, str]] = []
    if scan.is_state:
        ctes.append(
            (f"state_{n} materialized", same_coverage.states(scan, _state(shape, n, scan.part.ledger)))
        )
        for i, part in enumerate(scan.links):
            assert part.relation is not None
            ctes += _link(shape, n, i, part, part.relation, constants)
    source, where = _counted(shape, scan)
    key = region_key(shape)
    if scan.in_stretches:
        day = f"x.{scan.part.date}"
        times = [f"width_bucket({day}, (select days from edges where s = {n})) as b"]
        read = [
            f"{day} >= %(d{n}_{i})s::date and {day} < %(e{n}_{i})s::date" for i in range(shape.stretches[n])
        ]
        where.append("(" + " or ".join(read) + ")")
        join, alike = same_coverage.columns(scan)
        source, times = source + join, times + alike
    else:
        w = "st" if scan.is_state else "w"
        times = [f"{w}.t", f"{w}.r", f"{w}.y"]
        if any(part.measure.startswith("distinct:") for _, part in scan.parts):
            # Told apart within the group that is shown: things of codes that belong together are one.
            key, joined, moved = shown_key(shape, f"{w}.y")
            source, where = source + joined, where + moved
        source += "".join(
            f"\ncross join lateral (select {_reported(n, i)} as yes) reported{i}"
            for i in range(len(scan.links))
        )
    groups = [f"{key} as k", *times, *(f"{column} as g{i}" for i, column in coded(scan))]
    measures = _measures(scan, constants)
    positions = ", ".join(str(i + 1) for i in range(len(groups)))
    text = (
        f"select {', '.join(groups)}, count(*) as n, {', '.join(measures)}\nfrom {source}\n"
        f"where {' and '.join(where)}\ngroup by {positions}"
    )
    return [*ctes, (f"scan_{n} materialized", text)]


def current_rows(shape: Shape, scan: Scan) -> tuple[str, list[str], str, str]:
    """The rows `x` that a scan counts in the windows asked for, not in those compared with.

    Gives what they are read from, the conditions, and the expressions of time group and year.
    """
    source, where = _counted(shape, scan)
    if scan.in_stretches:
        day = f"x.{scan.part.date}"
        source += f"\njoin win w on w.s = {scan.number} and w.counts and {day} >= w.f and {day} < w.e"
        year = f"extract(year from {day})::int"
    else:
        year = "st.y" if scan.is_state else "w.y"
    w = "st" if scan.is_state else "w"
    where.append(f"{w}.r = {Reading.CURRENT.value}")
    return source, where, f"{w}.t", year


def _counted(shape: Shape, scan: Scan) -> tuple[str, list[str]]:
    """What the rows are read from and the conditions on them; of flows all days, of others all their windows."""
    n = scan.number
    source, where = f"{scan.part.ledger} x", [live(shape, "x"), within(shape)]
    if scan.is_state:
        source += f"\njoin state_{n} st on st.unit = x.unit and st.month = x.month"
        where.append(f"x.month = any((select array_agg(distinct month) from state_{n})::date[])")
        for i, part in enumerate(scan.links):
            relation = part.relation
            assert relation is not None
            on = [f"l{i}.t = st.t", f"l{i}.r = st.r", *(f"l{i}.{here} = x.{here}" for here, _ in relation.on)]
            source += f"\nleft join link_{n}_{i} l{i} on {' and '.join(on)}"
    elif scan.is_dated:
        source += (
            f"\njoin win w on w.s = {n} and w.counts and x.{scan.part.date} < w.e"
            f" and (x.{scan.part.until} is null or x.{scan.part.until} >= w.e)"
        )
        where += same_coverage.dated(scan)
    elif scan.by_year:
        first, last = "extract(year from w.f)::int", "extract(year from w.e - 1)::int"
        source += f"\njoin win w on w.s = {n} and w.counts and x.{scan.part.year} between {first} and {last}"
    if scan.deduplicated:
        source += (
            f"\nleft join recovery_members {GROUP} on {GROUP}.province_code = x.province_code"
            f" and {GROUP}.row_key = x.row_key and {live(shape, GROUP)}"
        )
    if scan.part.once:
        where.append(_newest_told(shape, scan.part))
    if scan.part.of_region:
        where.append(_of_region(shape))
    for i, column in enumerate(scan.dimensions):
        if column is not None and is_several(scan.part.table, column):
            source += f"\ncross join lateral unnest(coalesce(nullif(x.{column}, '{{}}'), array[null::text])) as u{i}(v)"
        elif column is not None and scan.part.along(column) is not None:
            linked = newest_linked(scan.part, column, lambda row: live(shape, row))
            source += f"\nleft join lateral ({linked}) as u{i}(v) on true"
    if scan.part.nature is Nature.STATISTICAL:
        where += told_once(shape, "x")
    where += [filter_condition(name, scan.part, lambda row: live(shape, row)) for name in shape.filters]
    return source, where


def coded(scan: Scan) -> list[tuple[int, str]]:
    """The code of each code-list dimension asked for, one value a row."""
    found = []
    for i, column in enumerate(scan.dimensions):
        joined = column is not None and (is_several(scan.part.table, column) or "." in column)
        found.append((i, f"u{i}.v" if joined else f"x.{column}" if column else "null::text"))
    return found


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
    listed = [f"{' + '.join(parts)} as {code}" for code, parts in found.items()]
    return listed + [
        f"{grouped(part, constants)} as {code}_of" for code, part in scan.parts if code in scan.deduplicated
    ]


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
    # A unit follows the succession of its region: the first state of the new one ends those of the old one.
    return f"""select t, r, y, dm, unit, region_code, month from (
  select q.t, q.r, q.y, q.dm, q.unit, q.region_code, max(q.month) as month, max(max(q.month)) over (
    partition by q.t, q.r, split_part(q.unit, ':', 1), coalesce(o.now, q.region_code)) as newest
from (
  select w.t, w.r, w.y, w.dm, m.unit, m.region_code, m.period_from, {month} as month
  from win w join {coverage.SENT} m on m.sheet = '{ledger}' and {standing(shape)} and m.mode = 'REPLACE' and {read}
    and m.region_code >= %(plo)s and m.region_code < %(phi)s
    and m.period_to >= (w.dm - make_interval(months => {table.carry_months}))::date
  where w.s = {number}
) q left join unnest(%(s_old)s::text[], %(s_now)s::text[]) as o(old, now) on o.old = q.region_code
where {known} and q.month >= (q.dm - make_interval(months => {table.carry_months}))::date
group by q.t, q.r, q.y, q.dm, q.unit, q.region_code, o.now
) told where month = newest"""


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
