"""A question as ONE SQL statement: every ledger in one scan, all windows, coverage and the data version.

The text depends on the shape of the question alone and is kept; regions, days and filters are bound values.
How it is built up, each a common table expression:

- `cuts`: per scan its cut-off day; `win`: the windows (scan, time group, reading) cut at it.
- flows: `edges` are the bounds of all windows; a scan counts its rows by group and by the stretch between two
  edges, and every window then adds up the stretches that it is made of. So a row is read once, whatever the
  number of windows, and they may overlap (months with their year-before, year-to-date).
- stocks of snapshot and monthly sheets: `state_n` names for every window and unit the month of its newest state
  as of the window's last day; rows of these months are counted. Stocks of a ledger count by their two dates.
- ordinals carry the smallest and the largest value, equal where their rows share one; medians carry all days as one
  text, so that every level has a middle of its own. What is given for a year counts in the windows that touch it.
- `figures`: the sums by time group, reading, region and codes; `holes`: groups without any row that some
  submission covers, which makes them zero instead of not reported; `slots`: coverage, where it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hub.indicators import checks_sql, coverage, editions, owing, reported, same_coverage, sourcing
from hub.indicators.catalogue import Indicator, Kind, Part, sheets_of
from hub.indicators.conditions import Constants
from hub.indicators.places import Places, heirs, places
from hub.indicators.question import (
    ORDINAL_READINGS,
    Asked,
    Question,
    Reading,
    filter_column,
)
from hub.indicators.scanning import scan_ctes
from hub.indicators.scans import Scan, Shape
from hub.indicators.totals import answer_text, figures
from hub.indicators.windows import TimeGroup, Window, ranges, time_groups, window
from hub.names import normalised_document_no
from hub.regions import bounds, province_of, register

_RANGES_MAX = 4
"""More stretches of days than this are read as one: the row is cheaper than the condition."""


@dataclass(frozen=True)
class Statement:
    """The statement of a question with its bound values, and how to read the answer.

    It answers one JSON text: version, cuts (day by scan), rows [t, r, key, *codes, *rows by scan, *values],
    holes [scan, t, r, key], slots [scan, t, r, key, expected, received, carried, partial]. The value of an ordinal is
    a text, or false where its rows have several.
    """

    sql: str
    params: Mapping[str, Any]
    scans: tuple[Scan, ...]
    columns: Mapping[str, int]
    """Key of a definition's edition (its code, for the newest one) -> position of its value in a row."""
    groups: tuple[TimeGroup, ...]
    places: Places
    sources: tuple[sourcing.Request, ...] = ()


def statement(question: Question, catalogue: Mapping[str, Indicator]) -> Statement:
    """The statement of a checked question about indicators that the viewer may see."""
    where = places(
        question.within, question.region_level, question.years[0], question.years[-1], question.regions
    )
    groups = time_groups(question.first, question.last, question.time_level)
    scans = _scans(question, catalogue, groups)
    sources = sourcing.requests(question, catalogue, groups)
    windows = {
        (scan.number, t, reading): found
        for scan in scans
        for t, group in enumerate(groups)
        for reading in sorted(scan.readings, key=lambda r: r.value)
        if (found := window(group, reading)) is not None
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
        past="as_of" if question.as_of is not None else "version" if question.version is not None else "",
        on=question.on is not None,
        sources=sourcing.shape_of(sources),
        checks=question.checks is not None,
        reported=reported.shape_of(question.asked, catalogue) and not question.codes and not question.where,
        editions=tuple(dict.fromkeys(key for scan in scans for key, _ in scan.parts)),
    )
    text, constants, columns = _texts(shape, _Scans(scans, question.asked))
    carried = [scan.number for scan in scans if scan.is_carried]
    params = {**constants, **_params(question, where, windows, stretches, carried)}
    params |= {
        "ck_first": question.first,
        "ck_last": question.last,
        "ck_codes": list(question.checks or ()) or None,
    }
    params |= sourcing.parameters(sources) | reported.parameters(question, catalogue, groups)
    params |= owing.params(where.lo, where.hi, where.unit_codes)
    params["q_s"] = [scan.number for scan in scans for _ in scan.part.sheets]
    params["q_sheet"] = [sheet for scan in scans for sheet in scan.part.sheets]
    linked = [
        (scan.number, sheet)
        for scan in scans
        for part in scan.links
        for sheet in sheets_of(_linked_ledger(part))
    ]
    params["l_s"], params["l_sheet"] = [number for number, _ in linked], [sheet for _, sheet in linked]
    return Statement(text, params, tuple(scans), columns, tuple(groups), where, tuple(sources))


def _linked_ledger(part: Part) -> str:
    assert part.relation is not None
    return part.relation.to


def _scans(question: Question, catalogue: Mapping[str, Indicator], groups: Sequence[TimeGroup]) -> list[Scan]:
    found: dict[object, Scan] = {}
    for asked in question.asked:
        for base in editions.counted(asked, catalogue, groups, question):
            for part in base.parts:
                dimensions = tuple(part.dimensions.get(name) for name in question.codes)
                filters = tuple(filter_column(part, name) for name in sorted(question.where))
                key = (
                    part.ledger,
                    part.sheet,
                    base.kind,
                    part.date,
                    part.until,
                    part.year,
                    part.of_region,
                    part.once,
                    dimensions,
                    filters,
                    part.linked is None,
                )
                scan = found.setdefault(key, Scan(len(found), part, base.kind, dimensions))
                if (base.key, part) not in scan.parts:
                    scan.parts.append((base.key, part))
                ordinal = base.kind is Kind.ORDINAL
                scan.readings |= asked.readings & ORDINAL_READINGS if ordinal else asked.readings
    return list(found.values())


def _stretches(scan: Scan, windows: Mapping[tuple[int, int, Reading], Window]) -> list[tuple[Any, Any]]:
    if not scan.in_stretches:
        return []
    found = ranges(w for (number, _, _), w in windows.items() if number == scan.number)
    return found if len(found) <= _RANGES_MAX else [(found[0][0], found[-1][1])]


def _params(
    question: Question,
    where: Places,
    windows: Mapping[tuple[int, int, Reading], Window],
    stretches: Mapping[int, list[tuple[Any, Any]]],
    carried: list[int],
) -> dict[str, Any]:
    keys, cut = list(windows), list(windows.values())
    shown = (*where.dense, *where.others)
    plo, phi = bounds(province_of(question.within))
    old, now = heirs(province_of(question.within))
    params: dict[str, Any] = {
        "lo": where.lo,
        "hi": where.hi,
        "own": [question.within, *register().predecessors(question.within)],
        "codes": list(where.codes),
        "unit_codes": list(where.unit_codes),
        "plo": plo,
        "phi": phi,
        "s_old": old,
        "s_now": now,
        "end": max((w.end for w in cut if not w.months and not w.days), default=None),
        "on": question.on,
        "as_of": question.as_of,
        "version": question.version,
        "w_s": [s for s, _, _ in keys],
        "w_t": [t for _, t, _ in keys],
        "w_r": [r.value for _, _, r in keys],
        "w_f": [w.first for w in cut],
        "w_e": [w.end for w in cut],
        "w_n": [w.months for w in cut],
        "w_carried": carried,
        "w_d": [w.days for w in cut],
        "p_key": [p.key for p in shown for _ in p.reach],
        "p_lo": [lo for p in shown for lo, _ in p.reach],
        "p_hi": [hi for p in shown for _, hi in p.reach],
        "h_key": [p.key for p in shown for _ in p.chain],
        "h_rank": [rank for p in shown for rank, _ in p.chain],
        "h_code": [code for p in shown for _, code in p.chain],
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
        ctes = [("v", _version(shape)), *(checks_sql.check_ctes(shape) if shape.checks else [])]
        with_ = ",\n".join(f"{name.split()[0]} as (\n{text}\n)" for name, text in ctes)
        more = checks_sql.checks_array(shape)
        return f"with {with_}\nselect '{{\"version\":' || number || ',{nothing}'{more} || '}}' from v", {}, {}
    codes = [f"g{i}" for i in range(len(shape.codes))]
    counted = list(dict.fromkeys(code for scan in found for code, _ in scan.parts))
    columns = {code: 3 + len(codes) + len(found) + i for i, code in enumerate(counted)}
    ctes = [
        ("v", _version(shape)),
        ("sheet", coverage.SHEETS),
        ("reports materialized", coverage.reports(shape)),
        ("cuts materialized", coverage.cuts(shape, found)),
        ("win materialized", _windows(shape)),
    ]
    ctes += same_coverage.ctes(found) + coverage.slot_ledger(shape, found)
    if any(scan.in_stretches for scan in found):
        ctes += [("edges materialized", _edges(shape)), ("stretch materialized", _stretch(shape))]
    for scan in found:
        ctes += scan_ctes(shape, scan, constants)
    ctes.append(("figures materialized", figures(shape, found, codes, counted)))
    ctes += [
        ("place", coverage.PLACES),
        ("chain", coverage.CHAIN),
        ("sent materialized", coverage.SENT_MONTHS),
        *(coverage.owing_ctes(shape) if shape.coverage else ()),
        ("units materialized", coverage.UNITS_THAT_OWE if shape.coverage else coverage.UNITS),
        ("covering materialized", coverage.COVERING),
    ]
    ctes.append(("holes", coverage.holes(found)))
    if shape.coverage:
        ctes += [("owed materialized", coverage.owed(found)), ("slots", coverage.slots(found))]
    if shape.reported:
        ctes += reported.reported_ctes(shape)
    if shape.sources:
        ctes += sourcing.source_ctes(shape, found, codes, constants)
    if shape.checks:
        ctes += checks_sql.check_ctes(shape)
    more = sourcing.source_arrays(shape, codes) + reported.reported_array(shape)
    more += checks_sql.checks_array(shape)
    with_ = ",\n".join(
        f"{name.split()[0]} as{' materialized' if ' ' in name else ''} (\n{text}\n)" for name, text in ctes
    )
    return (
        f"with {with_}\n{answer_text(shape, found, codes, counted, more)}",
        constants.values,
        columns,
    )


def _version(shape: Shape) -> str:
    if shape.past == "version":  # a version that does not exist is told by another number in the answer
        return "select coalesce(max(d.number), 0) as number from data_versions d where d.number <= %(version)s::bigint"
    if shape.past:
        return "select coalesce((select d.number from data_versions d where d.at <= %(as_of)s::timestamptz order by d.at desc limit 1), 0) as number"
    return "select coalesce(max(d.number), 0) as number from data_versions d"


def _windows(shape: Shape) -> str:
    """The windows, cut. The cut-off day of a comparison lies as long before as the comparison itself, month ends on
    month ends. Where it is not stated, windows after it stay, since something may be owed for them, but nothing
    `counts` in them, save what is carried forward."""
    moved = """case when extract(day from c.day) = 1 then (c.day - make_interval(months => w.n))::date - w.d
      else (c.day - 1 - make_interval(months => w.n))::date - w.d + 1 end"""
    return f"""select q.s, q.t, q.r, q.f, q.e, date_trunc('month', (q.e - 1)::timestamp)::date as dm,
  extract(year from (q.e - 1 + q.d + make_interval(months => q.n)))::int as y, q.n, q.d,
  not q.after or q.s = any(%(w_carried)s::int[]) as counts
from (
  select w.s, w.t, w.r, w.f, w.n, w.d, not c.stated and {moved} <= w.f as after,
    case when not c.stated and {moved} <= w.f then w.e else least(w.e, {moved}) end as e
  from unnest(%(w_s)s::int[], %(w_t)s::int[], %(w_r)s::int[], %(w_f)s::date[], %(w_e)s::date[], %(w_n)s::int[],
    %(w_d)s::int[]) as w(s, t, r, f, e, n, d)
  join cuts c on c.s = w.s
) q
where q.f < q.e"""


def _edges(shape: Shape) -> str:
    # Where regions move, stretches end with the year as well, as the comparison sees it.
    years = (
        """
  union all select w.s, (make_date(y, 1, 1) - make_interval(months => w.n))::date - w.d
  from (select distinct s, n, d from win) w cross join unnest(%(moves)s::int[]) as y"""
        if shape.moved
        else ""
    )
    return f"""select s, array_agg(distinct day order by day) as days from (
  select s, f as day from win union all select s, e from win{years}
) bounds group by s"""


def _stretch(shape: Shape) -> str:
    year = "extract(year from (e.days[b] + w.d + make_interval(months => w.n)))::int" if shape.moved else "0"
    return f"""select w.s, w.t, w.r, b, {year} as y
from win w join edges e on e.s = w.s and w.counts
cross join lateral generate_series(width_bucket(w.f, e.days), width_bucket(w.e, e.days) - 1) as b"""
