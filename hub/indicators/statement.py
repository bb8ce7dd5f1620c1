"""A question as ONE SQL statement: every ledger in one scan, all windows, coverage and the data version.

The text depends on the shape of the question alone and is kept; regions, days and filters are bound values.
How it is built up, each a common table expression:

- `cuts`: per scan its cut-off day; `win`: the windows (scan, time group, reading) cut at it.
- flows: `edges` are the bounds of all windows; a scan counts its rows by group and by the stretch between two
  edges, and every window then adds up the stretches that it is made of. So a row is read once, whatever the
  number of windows, and they may overlap (months with their year-before, year-to-date).
- stocks of snapshot and monthly sheets: `state_n` names for every window and unit the month of its newest state
  as of the window's last day; rows of these months are counted. Stocks of a ledger count by their two dates.
- `figures`: the sums by time group, reading, region and codes; `holes`: groups without any row that some
  submission covers, which makes them zero instead of not reported; `slots`: coverage, where it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hub.indicators import coverage
from hub.indicators.catalogue import Indicator, Kind, Part, sheets_of
from hub.indicators.conditions import (
    Constants,
    conditions,
    filter_condition,
    is_several,
    measure,
)
from hub.indicators.places import OUTSIDE, Places, places
from hub.indicators.question import Asked, Dimension, Question, Reading, bases_of, filter_column
from hub.indicators.scans import Scan, Shape, accepted, live
from hub.indicators.windows import TimeGroup, Window, ranges, time_groups, window
from hub.ledgers.base import Nature, Relation
from hub.ledgers.catalogue import ledgers
from hub.names import normalised_document_no
from hub.regions import bounds, province_of

_RANGES_MAX = 4
"""More stretches of days than this are read as one: the row is cheaper than the condition."""


@dataclass(frozen=True)
class Statement:
    """The statement of a question with its bound values, and how to read the answer.

    It answers one JSON text: version, cuts (day by scan), rows [t, r, key, *codes, *rows by scan, *values],
    holes [scan, t, r, key], slots [scan, t, r, key, expected, received, carried, partial].
    """

    sql: str
    params: Mapping[str, Any]
    scans: tuple[Scan, ...]
    columns: Mapping[str, int]
    """Indicator code -> position of its value in a row."""
    groups: tuple[TimeGroup, ...]
    places: Places


def statement(question: Question, catalogue: Mapping[str, Indicator]) -> Statement:
    """The statement of a checked question about indicators that the viewer may see."""
    where = places(question.within, question.region_level, question.years[0], question.years[-1])
    groups = time_groups(question.first, question.last, question.time_level)
    scans = _scans(question, catalogue)
    windows = {
        (scan.number, t, reading): window(group, reading)
        for scan in scans
        for t, group in enumerate(groups)
        for reading in sorted(scan.readings, key=lambda r: r.value)
    }
    stretches = {scan.number: _stretches(scan, windows) for scan in scans}
    shape = Shape(
        asked=tuple((a.indicator.code, id(a.indicator), a.readings, a.coverage) for a in question.asked),
        level=where.level,
        codes=question.codes,
        filters=tuple(sorted(question.where)),
        stretches=tuple(len(stretches[scan.number]) for scan in scans),
        moved=bool(where.moved),
        outer_codes=bool(where.codes),
        as_of=question.as_of is not None,
        on=question.on is not None,
    )
    text, constants, columns = _texts(shape, _Scans(scans, question.asked))
    params = {**constants, **_params(question, where, windows, stretches)}
    params["q_s"] = [scan.number for scan in scans for _ in scan.part.sheets]
    params["q_sheet"] = [sheet for scan in scans for sheet in scan.part.sheets]
    linked = [
        (scan.number, sheet)
        for scan in scans
        for part in scan.links
        for sheet in sheets_of(_linked_ledger(part))
    ]
    params["l_s"], params["l_sheet"] = [number for number, _ in linked], [sheet for _, sheet in linked]
    return Statement(text, params, tuple(scans), columns, tuple(groups), where)


def _linked_ledger(part: Part) -> str:
    assert part.relation is not None
    return part.relation.to


def _scans(question: Question, catalogue: Mapping[str, Indicator]) -> list[Scan]:
    found: dict[object, Scan] = {}
    for asked in question.asked:
        for base in bases_of(asked.indicator, catalogue):
            for part in base.parts:
                dimensions = tuple(part.dimensions.get(name) for name in question.codes)
                filters = tuple(filter_column(part, name) for name in sorted(question.where))
                key = (
                    part.ledger,
                    base.kind,
                    part.date,
                    part.until,
                    dimensions,
                    filters,
                    part.linked is None,
                )
                scan = found.setdefault(key, Scan(len(found), part, base.kind, dimensions))
                if (base.code, part) not in scan.parts:
                    scan.parts.append((base.code, part))
                scan.readings |= asked.readings
    return list(found.values())


def _stretches(scan: Scan, windows: Mapping[tuple[int, int, Reading], Window]) -> list[tuple[Any, Any]]:
    if scan.kind is Kind.STOCK:
        return []
    found = ranges(w for (number, _, _), w in windows.items() if number == scan.number)
    return found if len(found) <= _RANGES_MAX else [(found[0][0], found[-1][1])]


def _params(
    question: Question,
    where: Places,
    windows: Mapping[tuple[int, int, Reading], Window],
    stretches: Mapping[int, list[tuple[Any, Any]]],
) -> dict[str, Any]:
    keys, cut = list(windows), list(windows.values())
    plo, phi = bounds(province_of(question.within))
    params: dict[str, Any] = {
        "lo": where.lo,
        "hi": where.hi,
        "codes": list(where.codes),
        "unit_codes": list(where.unit_codes),
        "plo": plo,
        "phi": phi,
        "end": time_groups(question.first, question.last, None)[0].end,
        "on": question.on,
        "as_of": question.as_of,
        "w_s": [s for s, _, _ in keys],
        "w_t": [t for _, t, _ in keys],
        "w_r": [r.value for _, _, r in keys],
        "w_f": [w.first for w in cut],
        "w_e": [w.end for w in cut],
        "w_n": [w.shift for w in cut],
        "p_key": [p.key for p in where.dense],
        "p_lo": [p.lo for p in where.dense],
        "p_hi": [p.hi for p in where.dense],
        "h_key": [p.key for p in where.dense for _ in p.chain],
        "h_rank": [rank for p in where.dense for rank, _ in p.chain],
        "h_code": [code for p in where.dense for _, code in p.chain],
        "m_old": [old for old, _, _ in where.moved],
        "m_year": [year for _, year, _ in where.moved],
        "m_key": [key for _, _, key in where.moved],
        "moved": sorted({old for old, _, _ in where.moved}),
        "moves": sorted({year for _, year, _ in where.moved if year}),
    }
    for number, found in stretches.items():
        for i, (first, end) in enumerate(found):
            params[f"d{number}_{i}"], params[f"e{number}_{i}"] = first, end
    for name, value in question.where.items():
        params[f"f_{name}"] = _spellings(str(value)) if name == "record" else value
    return params


def _spellings(number: str) -> list[str]:
    """A document number with every kind of brackets, as offices write them."""
    plain = normalised_document_no(number)
    pairs = ("()", "（）", "[]", "〔〕", "【】", "［］")
    return sorted({number, *(plain.translate(str.maketrans("()", pair)) for pair in pairs)})


class _Scans:
    """The scans of a question, handed to the text of its shape: two questions of one shape have equal ones.

    Holding on to what was asked keeps the identities in the shape from being given to other indicators.
    """

    def __init__(self, scans: list[Scan], asked: tuple[Asked, ...]) -> None:
        self.all = scans
        self.asked = asked

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Scans)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=512)
def _texts(shape: Shape, scans: _Scans) -> tuple[str, Mapping[str, Any], Mapping[str, int]]:
    constants = Constants()
    found = scans.all
    if not found:  # the viewer may see none of them; the groups and the version are still told
        nothing = '"cuts":[],"rows":[],"holes":[],"slots":[]'
        version = f"with v as ({_version(shape)})\nselect '{{\"version\":' || number || ',{nothing}}}' from v"
        return version, {}, {}
    codes = [f"g{i}" for i in range(len(shape.codes))]
    counted = list(dict.fromkeys(code for scan in found for code, _ in scan.parts))
    columns = {code: 3 + len(codes) + len(found) + i for i, code in enumerate(counted)}
    ctes = [
        ("v", _version(shape)),
        ("sheet", coverage.SHEETS),
        ("reports materialized", coverage.reports(shape)),
        ("cuts materialized", coverage.cuts(shape, linked=any(scan.links for scan in found))),
        ("win materialized", _windows(shape)),
    ]
    if any(scan.kind is not Kind.STOCK for scan in found):
        ctes += [("edges materialized", _edges(shape)), ("stretch materialized", _stretch(shape))]
    for scan in found:
        ctes += _scan(shape, scan, constants)
    ctes.append(("figures materialized", _figures(shape, found, codes, counted)))
    ctes += [
        ("place", coverage.PLACES),
        ("chain", coverage.CHAIN),
        ("sent materialized", coverage.SENT_MONTHS),
        ("units materialized", coverage.UNITS),
        ("covering materialized", coverage.COVERING),
    ]
    ctes.append(("holes", coverage.holes(found)))
    if shape.coverage:
        ctes += [("owed materialized", coverage.owed(found)), ("slots", coverage.SLOTS)]
    with_ = ",\n".join(
        f"{name.split()[0]} as{' materialized' if ' ' in name else ''} (\n{text}\n)" for name, text in ctes
    )
    return f"with {with_}\n{_answer(shape, found, codes, counted)}", constants.values, columns


def _version(shape: Shape) -> str:
    if shape.as_of:
        return "select coalesce((select d.number from data_versions d where d.at <= %(as_of)s::timestamptz order by d.at desc limit 1), 0) as number"
    return "select coalesce(max(d.number), 0) as number from data_versions d"


def _windows(shape: Shape) -> str:
    """The windows, cut. The cut-off day of a comparison lies as long before as the comparison itself, month ends on
    month ends. A cut-off that is not stated never empties a window: without newer data it is not cut at all."""
    moved = """case when extract(day from c.day) = 1 then (c.day - make_interval(months => w.n))::date
      else (c.day - 1 - make_interval(months => w.n))::date + 1 end"""
    return f"""select q.s, q.t, q.r, q.f, q.e, date_trunc('month', (q.e - 1)::timestamp)::date as dm,
  extract(year from (q.e - 1 + make_interval(months => q.n)))::int as y, q.n
from (
  select w.s, w.t, w.r, w.f, w.n, case when not c.stated and {moved} <= w.f then w.e
    else least(w.e, {moved}) end as e
  from unnest(%(w_s)s::int[], %(w_t)s::int[], %(w_r)s::int[], %(w_f)s::date[], %(w_e)s::date[], %(w_n)s::int[])
    as w(s, t, r, f, e, n)
  join cuts c on c.s = w.s
) q
where q.f < q.e"""


def _edges(shape: Shape) -> str:
    # Where regions move, stretches end with the year as well, as the comparison sees it.
    years = (
        """
  union all select w.s, (make_date(y, 1, 1) - make_interval(months => w.n))::date
  from (select distinct s, n from win) w cross join unnest(%(moves)s::int[]) as y"""
        if shape.moved
        else ""
    )
    return f"""select s, array_agg(distinct day order by day) as days from (
  select s, f as day from win union all select s, e from win{years}
) bounds group by s"""


def _stretch(shape: Shape) -> str:
    year = "extract(year from (e.days[b] + make_interval(months => w.n)))::int" if shape.moved else "0"
    return f"""select w.s, w.t, w.r, b, {year} as y
from win w join edges e on e.s = w.s
cross join lateral generate_series(width_bucket(w.f, e.days), width_bucket(w.e, e.days) - 1) as b"""


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


def _scan(shape: Shape, scan: Scan, constants: Constants) -> list[tuple[str, str]]:
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
    else:
        day = f"x.{scan.part.date}"
        groups.append(f"width_bucket({day}, (select days from edges where s = {n})) as b")
        read = [
            f"{day} >= %(d{n}_{i})s::date and {day} < %(e{n}_{i})s::date" for i in range(shape.stretches[n])
        ]
        where.append("(" + " or ".join(read) + ")")
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


def _measures(scan: Scan, constants: Constants) -> list[str]:
    """One column an indicator; several parts of it in one scan are added."""
    found: dict[str, list[str]] = {}
    link = 0
    for code, part in scan.parts:
        linked = None
        if part.linked is not None:
            linked, link = str(link), link + 1
        found.setdefault(code, []).append(measure(part, constants, linked))
    return [f"{' + '.join(parts)} as {code}" for code, parts in found.items()]


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


def _figures(shape: Shape, scans: list[Scan], codes: list[str], counted: list[str]) -> str:
    arms = []
    for scan in scans:
        own = {code for code, _ in scan.parts}
        rows = [f"{'s.n' if other is scan else 'null::bigint'} as n{other.number}" for other in scans]
        values = [f"{f's.{code}' if code in own else 'null'}::numeric as {code}" for code in counted]
        key, source = "s.k", f"scan_{scan.number} s"
        at = "s"
        if scan.kind is not Kind.STOCK:
            at = "w"
            source += f"\n  join stretch w on w.s = {scan.number} and w.b = s.b"
        if shape.moved:
            source += f"""
  left join lateral (select m.key from unnest(%(m_old)s::text[], %(m_year)s::int[], %(m_key)s::text[])
    as m(old, y, key) where m.old = s.k and m.y <= {at}.y order by m.y desc limit 1) moved on true"""
            key = "coalesce(moved.key, s.k)"
        if shape.level is Dimension.COUNTY:
            key = f"case when substr({key}, 5, 1) = 'Z' then left({key}, 4) || '00' else {key} end"
        listed = ", ".join([f"{at}.t", f"{at}.r", f"{key} as k", *(f"s.{g}" for g in codes), *rows, *values])
        outside = f"\n  where moved.key is distinct from '{OUTSIDE}'" if shape.moved else ""
        arms.append(f"  select {listed}\n  from {source}{outside}")
    keys = ", ".join(["t", "r", "k", *codes])
    sums = ", ".join(f"sum({name}) as {name}" for name in [*(f"n{s.number}" for s in scans), *counted])
    return f"select {keys}, {sums} from (\n" + "\n  union all\n".join(arms) + f"\n) parts group by {keys}"


def _answer(shape: Shape, scans: list[Scan], codes: list[str], counted: list[str]) -> str:
    """One JSON text by concatenation: amounts as text, counts as numbers, keys as they are stored."""
    money = {code for scan in scans for code, part in scan.parts if part.measure.startswith("sum:")}
    linked = {code for scan in scans for code, part in scan.parts if part.linked is not None}
    cells = ["t", "r", "'\"' || k || '\"'"]
    cells += [f"coalesce(to_json({g})::text, 'null')" for g in codes]
    cells += [f"coalesce(n{scan.number}, 0)" for scan in scans]
    cells += [
        f"'\"' || coalesce({code}, 0) || '\"'"
        if code in money
        else f"coalesce({code}::text, 'null')"
        if code in linked
        else f"coalesce({code}, 0)"
        for code in counted
    ]
    rows = _array("figures", cells)
    holes = _array("holes", ["s", "t", "r", "'\"' || k || '\"'"])
    cuts = _array("cuts", ["s", "'\"' || day - 1 || '\"'"])
    slots = (
        _array("slots", ["s", "t", "r", "'\"' || k || '\"'", "expected", "received", "carried", "partial"])
        if shape.coverage
        else "'[]'"
    )
    return (
        "select '{\"version\":' || (select number from v) || ',\"cuts\":' || "
        f"{cuts} || ',\"rows\":' || {rows} || ',\"holes\":' || {holes} || ',\"slots\":' || {slots} || '}}'"
    )


def _array(source: str, cells: list[str]) -> str:
    return f"coalesce((select '[' || string_agg('[' || concat_ws(',', {', '.join(cells)}) || ']', ',') || ']' from {source}), '[]')"
