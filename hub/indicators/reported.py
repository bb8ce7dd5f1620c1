"""Reported beside counted: what the statistical sheets state of an indicator, as part of the same statement, and the
difference to what the ledgers give."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

from hub.indicators.catalogue import Indicator, Kind
from hub.indicators.question import Asked, Dimension, Question, bases_of
from hub.indicators.regional import shown_key, within
from hub.indicators.scans import Shape, live
from hub.indicators.windows import TimeGroup
from hub.months import month_count, month_of

LEDGER = "reported_figures"


class ReportedStatus(Enum):
    """How much of a window the statistical sheets state."""

    COMPLETE = "COMPLETE"
    PARTIAL = "PARTIAL"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Stated:
    """What sheets state of a counted indicator in a group: the sum of its months, and how many months are whole.

    A month is whole where every region that reports it in any month of the window does so in this one.
    """

    value: Decimal
    months: int
    rows: tuple[tuple[int, str, int, str, str], ...] = ()
    """The rows that state it, where disagreements are asked for: submission, worksheet, row, unit, value."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two readings of a figure. `difference` = reported less ledger, where both are whole; of ratios in points."""

    reported: Decimal | None
    ledger: Decimal | None
    difference: Decimal | None
    tolerance: Decimal | None
    within: bool | None
    status: ReportedStatus
    months: int
    expected_months: int


def shape_of(asked: Iterable[Asked], catalogue: Mapping[str, Indicator]) -> bool:
    """Whether any indicator is asked for as it was reported."""
    return bool(_wanted(asked, catalogue))


def parameters(
    question: Question, catalogue: Mapping[str, Indicator], groups: Iterable[TimeGroup]
) -> dict[str, Any]:
    """The bound values: which indicators of which agencies, and the months of the time groups."""
    wanted = _wanted(question.asked, catalogue)
    if not wanted:
        return {}
    spans = [(t, *_months(group, question.on)) for t, group in enumerate(groups)]
    return {
        "rp_code": [base.code for base in wanted],
        "rp_agencies": [",".join(base.reads) for base in wanted],
        "rp_stock": [base.kind is Kind.STOCK for base in wanted],
        "rp_t": [t for t, _, _ in spans],
        "rp_first": [first for _, first, _ in spans],
        "rp_last": [last for _, _, last in spans],
    }


def reported_ctes(shape: Shape) -> list[tuple[str, str]]:
    """What was reported, by indicator, time group and region, as (name, text) of common table expressions."""
    key, moved, outside = shown_key(shape, "extract(year from x.month)::int")
    where = [live(shape, "x"), within(shape), *told_once(shape, "x"), *outside, f"{_VALUE} is not null"]
    rows = f"json_build_array(x.submission_id, x.worksheet, x.row_number, x.unit, ({_VALUE})::text)"
    stated = f"""select c.code, g.t, {key} as k, x.month, sum({_VALUE}) as value,
  count(distinct (x.agency, x.region_code)) as regions, {f"json_agg({rows})" if shape.checks else "null::json"} as rows
from unnest(%(rp_code)s::text[], %(rp_agencies)s::text[], %(rp_stock)s::boolean[]) as c(code, agencies, stock)
join {LEDGER} x on x.indicator = c.code and x.agency = any(string_to_array(c.agencies, ','))
join unnest(%(rp_t)s::int[], %(rp_first)s::date[], %(rp_last)s::date[]) as g(t, first, last)
  on x.month >= case when c.stock then g.last else g.first end and x.month <= g.last{moved}
where {" and ".join(where)}
group by 1, 2, 3, 4"""
    return [
        ("stated", stated),
        (
            "reported",
            """select code, t, k, sum(value) as value, count(*) filter (where regions = most) as months,
  (array_agg(rows))[1] as rows
from (select *, max(regions) over (partition by code, t, k) as most from stated) whole group by code, t, k""",
        ),
    ]


def reported_array(shape: Shape) -> str:
    """What the answer tells of it, to be put at the end of its JSON text."""
    if not shape.reported:
        return ""
    row = "json_build_array(code, t, k, value::text, months, rows)::text"
    return f" || ',\"reported\":[' || coalesce((select string_agg({row}, ',') from reported), '') || ']'"


def read(found: Mapping[str, Any]) -> dict[tuple[str, int, str], Stated]:
    """What the answer says was reported, by indicator, time group and region."""
    return {
        (code, t, key): Stated(Decimal(value), months, tuple(tuple(row) for row in rows or ()))
        for code, t, key, value, months, rows in found.get("reported", [])
    }


def told_once(shape: Shape, row: str) -> list[str]:
    """The conditions under which a row of reported figures counts in a region group, so that nothing counts twice.

    A row of a prefecture (or province) is the total of its counties where other units report these and its own unit
    does not; in a sheet that lists counties as well it is the own level. Where counties are shown the total does not
    count; above them it does, and the counties that it holds do not.
    """
    level = shape.level
    too_high = {Dimension.COUNTY: "true", Dimension.PREFECTURE: f"{row}.region_code = {row}.province_code"}
    found = []
    if level in too_high:
        found.append(f"not ({too_high[level]} and {is_total(shape, row)})")
    if level is not Dimension.COUNTY:
        above = f"""y.region_code in ({row}.prefecture_code, {row}.province_code) and y.region_code <> {row}.region_code
      and {_same("y", row)} and {live(shape, "y")} and {within(shape, "y")}"""
        if level is Dimension.PREFECTURE:
            above += " and y.region_code <> y.province_code"
        found.append(f"not exists (select from {LEDGER} y where {above} and {is_total(shape, 'y')})")
    return found


def is_total(shape: Shape, row: str) -> str:
    """Whether a row stands for regions below it that other units report."""
    below = is_below(shape, "t", row)
    return f"""({row}.region_code in ({row}.prefecture_code, {row}.province_code)
      and exists (select from {LEDGER} t where {below} and t.unit <> {row}.unit)
      and not exists (select from {LEDGER} t where {below} and t.unit = {row}.unit))"""


def is_below(shape: Shape, one: str, other: str) -> str:
    """Whether a row reports the same of a region that lies in that of another row."""
    return f"""(({one}.prefecture_code = {other}.region_code or {one}.province_code = {other}.region_code)
        and {one}.region_code <> {other}.region_code and {_same(one, other)} and {live(shape, one)})"""


def compared(
    indicator: Indicator,
    ledger: Decimal | None,
    bases: list[tuple[Indicator, Decimal | None, Stated | None]],
    group: TimeGroup,
    on: date | None,
) -> Comparison:
    """The readings of one figure. `bases`: the indicators counted for it, what the ledgers give, and what was reported."""
    first, last = _months(group, on)
    expected = 1 if indicator.kind is Kind.STOCK else month_count(first, last)
    reported = [stated for _, _, stated in bases]
    if None in reported:
        return Comparison(None, ledger, None, None, None, ReportedStatus.NONE, 0, expected)
    known = [stated for stated in reported if stated is not None]
    months = min(stated.months for stated in known)
    wanted = [1 if base.kind is Kind.STOCK else month_count(first, last) for base, _, _ in bases]
    whole = all(stated.months >= count for stated, count in zip(known, wanted, strict=True))
    status = ReportedStatus.COMPLETE if whole else ReportedStatus.PARTIAL
    value = known[0].value
    if len(known) == 2:
        if known[1].value == 0:
            return Comparison(None, ledger, None, None, None, status, months, expected)
        value = known[0].value / known[1].value * 100
    if not whole or ledger is None:
        return Comparison(value, ledger, None, None, None, status, months, expected)
    allowed = [
        (counted is not None and abs(stated.value - counted) <= tolerance(base, counted, group.end))
        for (base, counted, _), stated in zip(bases, known, strict=True)
    ]
    limit = tolerance(indicator, ledger, group.end) if len(bases) == 1 else None
    return Comparison(value, ledger, value - ledger, limit, all(allowed), status, months, expected)


def tolerance(indicator: Indicator, ledger: Decimal, on: date) -> Decimal:
    """By how much a reported value may differ, in the unit of the indicator (data/reported_tolerance.toml)."""
    rule = tolerance_rule(on)
    if indicator.unit == "yuan":
        return (abs(ledger) * rule[1] / 100).quantize(Decimal("0.01"))
    return rule[0]


@cache
def tolerance_rule(on: date) -> tuple[Decimal, Decimal]:
    """Of numbers, and of amounts in percent, on a day."""
    text = (files("hub") / "data" / "reported_tolerance.toml").read_text(encoding="utf-8")
    rules = [rule for rule in tomllib.loads(text)["tolerance"] if rule["from"] <= on]
    newest = rules[-1] if rules else {"number": "0", "money_percent": "0"}
    return Decimal(newest["number"]), Decimal(newest["money_percent"])


_VALUE = "case when x.value is null and extract(month from x.month) = 1 then x.year_to_date else x.value end"
"""In January the year to date is the month."""


def _wanted(asked: Iterable[Asked], catalogue: Mapping[str, Indicator]) -> list[Indicator]:
    found = [base for a in asked if a.reported for base in bases_of(a.indicator, catalogue)]
    kept = [base for base in found if base.kind in (Kind.FLOW, Kind.STOCK, Kind.DISTINCT)]
    return list({base.code: base for base in kept}.values())


def _months(group: TimeGroup, on: date | None) -> tuple[date, date]:
    """The months of a group, as far as they begin before the cut-off day."""
    last = group.last if on is None else min(group.last, max(group.first, month_of(on)))
    return group.first, last


def _same(one: str, other: str) -> str:
    same = ("province_code", "indicator", "month", "agency")
    return " and ".join(f"{one}.{name} = {other}.{name}" for name in same)
