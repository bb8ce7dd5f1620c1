"""From the scans to one answer as SQL: totals by group, and the JSON text that tells them."""

from __future__ import annotations

from hub.indicators import same_coverage
from hub.indicators.places import OUTSIDE
from hub.indicators.question import Dimension
from hub.indicators.scans import Scan, Shape

_ARGUMENTS_MAX = 90
"""A function of PostgreSQL takes 100 arguments."""


def figures(shape: Shape, scans: list[Scan], codes: list[str], counted: list[str]) -> str:
    """The totals of all scans by time group, reading, region and codes; what is never added keeps its ends, or all."""
    arms = []
    ordinals, medians = _never_added(scans)
    payments = {code for scan in scans for code in scan.deduplicated}
    for scan in scans:
        own = {code for code, _ in scan.parts}
        rows = [f"{'s.n' if other is scan else 'null::bigint'} as n{other.number}" for other in scans]
        values = [
            f"{f's.{name}' if code in own else 'null'}::{_type(name, code, ordinals | medians)} as {name}"
            for code in counted
            for name in _columns(code, ordinals, payments)
        ]
        key, source = "s.k", f"scan_{scan.number} s"
        at = "s"
        if scan.in_stretches:
            at = "w"
            alike = same_coverage.in_stretch(scan)
            source += f"\n  join stretch w on w.s = {scan.number} and w.b = s.b{alike}"
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
    totals = [f"sum(n{scan.number}) as n{scan.number}" for scan in scans]
    for code in counted:
        if code in ordinals:
            totals += [f"min({code}) as {code}", f"max({code}_to) as {code}_to"]
        elif code in medians:
            totals.append(f"string_agg({code}, ',') as {code}")
        elif code in payments:
            totals += [f"sum({code}) as {code}", f"string_agg({code}_of, ',') as {code}_of"]
        else:
            totals.append(f"sum({code}) as {code}")
    return (
        f"select {keys}, {', '.join(totals)} from (\n"
        + "\n  union all\n".join(arms)
        + f"\n) parts group by {keys}"
    )


def answer_text(shape: Shape, scans: list[Scan], codes: list[str], counted: list[str], more: str = "") -> str:
    """One JSON text by concatenation: amounts as text, counts as numbers, keys as they are stored.

    `more`: what is put at its end, an expression that begins with ||.
    """
    money = {code for scan in scans for code, part in scan.parts if part.measure.startswith("sum:")}
    linked = {code for scan in scans for code, part in scan.parts if part.linked is not None}
    cells = ["t", "r", "'\"' || k || '\"'"]
    cells += [f"coalesce(to_json({g})::text, 'null')" for g in codes]
    cells += [f"coalesce(n{scan.number}, 0)" for scan in scans]
    ordinals, medians = _never_added(scans)
    payments = {code for scan in scans for code in scan.deduplicated}
    for code in counted:
        if code in ordinals:  # false: several values
            several = f"case when {code} = {code}_to then to_json({code})::text else 'false' end"
            cells.append(f"coalesce(case when {code} is not null then {several} end, 'null')")
        elif code in medians:
            days = f"from unnest(string_to_array({code}, ',')) as d(day)"
            middle = "(percentile_cont(0.5) within group (order by d.day::int))::numeric"
            cells.append(f"coalesce((select '\"' || {middle} || '\"' {days}), 'null')")
        elif code in payments:
            cells.append(f"'\"' || coalesce({code}, 0) + {_payments(code)} || '\"'")
        elif code in money:
            cells.append(f"'\"' || coalesce({code}, 0) || '\"'")
        elif code in linked:
            cells.append(f"coalesce({code}::text, 'null')")
        else:
            cells.append(f"coalesce({code}, 0)")
    rows = _array("figures", cells)
    holes = _array("holes", ["s", "t", "r", "'\"' || k || '\"'"])
    cuts = _array("cuts", ["s", "'\"' || day - 1 || '\"'"])
    slots = (
        _array("slots", ["s", "t", "r", "'\"' || k || '\"'", "expected", "received", "carried", "partial"])
        if shape.coverage
        else "'[]'"
    )
    at = ""
    if shape.past == "version":
        at = " || coalesce((select ',\"at\":' || to_json(d.at) from data_versions d where d.number = (select number from v)), '')"
    return (
        f"select '{{\"version\":' || (select number from v){at} || ',\"cuts\":' || "
        f"{cuts} || ',\"rows\":' || {rows} || ',\"holes\":' || {holes} || ',\"slots\":' || {slots}{more} || '}}'"
    )


def _columns(code: str, ordinals: set[str], payments: set[str]) -> tuple[str, ...]:
    if code in ordinals:
        return (code, f"{code}_to")
    return (code, f"{code}_of") if code in payments else (code,)


def _type(name: str, code: str, texts: set[str]) -> str:
    return "text" if code in texts or name != code else "numeric"


def _payments(code: str) -> str:
    """Of each confirmed group the largest amount, added up."""
    parts = f"unnest(string_to_array({code}_of, ',')) as part"
    largest = "max(split_part(part, ':', 2)::numeric) as amount"
    one = f"select {largest} from {parts} group by split_part(part, ':', 1)"
    return f"coalesce((select sum(amount) from ({one}) once), 0)"


def _never_added(scans: list[Scan]) -> tuple[set[str], set[str]]:
    """The codes of the ordinals, and those of the medians."""
    return {code for s in scans for code in s.ordinals}, {code for s in scans for code in s.medians}


def _array(source: str, cells: list[str]) -> str:
    return f"coalesce((select '[' || string_agg('[' || {_listed(cells)} || ']', ',') || ']' from {source}), '[]')"


def _listed(cells: list[str]) -> str:
    """The cells with commas between them, in pieces that a function takes."""
    pieces = [cells[i : i + _ARGUMENTS_MAX] for i in range(0, len(cells), _ARGUMENTS_MAX)]
    listed = [f"concat_ws(',', {', '.join(piece)})" for piece in pieces]
    return listed[0] if len(listed) == 1 else f"concat_ws(',', {', '.join(listed)})"
