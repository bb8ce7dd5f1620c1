"""From the scans to one answer as SQL: totals by group, and the JSON text that tells them."""

from __future__ import annotations

from hub.indicators.places import OUTSIDE
from hub.indicators.question import Dimension
from hub.indicators.scans import Scan, Shape


def figures(shape: Shape, scans: list[Scan], codes: list[str], counted: list[str]) -> str:
    """The totals of all scans by time group, reading, region and codes; what is never added keeps its ends, or all."""
    arms = []
    ordinals, medians = _never_added(scans)
    for scan in scans:
        own = {code for code, _ in scan.parts}
        rows = [f"{'s.n' if other is scan else 'null::bigint'} as n{other.number}" for other in scans]
        values = [
            f"{f's.{name}' if code in own else 'null'}::{'text' if code in ordinals | medians else 'numeric'} as {name}"
            for code in counted
            for name in ((code, f"{code}_to") if code in ordinals else (code,))
        ]
        key, source = "s.k", f"scan_{scan.number} s"
        at = "s"
        if scan.in_stretches:
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
    totals = [f"sum(n{scan.number}) as n{scan.number}" for scan in scans]
    for code in counted:
        if code in ordinals:
            totals += [f"min({code}) as {code}", f"max({code}_to) as {code}_to"]
        elif code in medians:
            totals.append(f"string_agg({code}, ',') as {code}")
        else:
            totals.append(f"sum({code}) as {code}")
    return (
        f"select {keys}, {', '.join(totals)} from (\n"
        + "\n  union all\n".join(arms)
        + f"\n) parts group by {keys}"
    )


def answer_text(shape: Shape, scans: list[Scan], codes: list[str], counted: list[str]) -> str:
    """One JSON text by concatenation: amounts as text, counts as numbers, keys as they are stored."""
    money = {code for scan in scans for code, part in scan.parts if part.measure.startswith("sum:")}
    linked = {code for scan in scans for code, part in scan.parts if part.linked is not None}
    cells = ["t", "r", "'\"' || k || '\"'"]
    cells += [f"coalesce(to_json({g})::text, 'null')" for g in codes]
    cells += [f"coalesce(n{scan.number}, 0)" for scan in scans]
    ordinals, medians = _never_added(scans)
    for code in counted:
        if code in ordinals:  # false: several values
            several = f"case when {code} = {code}_to then to_json({code})::text else 'false' end"
            cells.append(f"coalesce(case when {code} is not null then {several} end, 'null')")
        elif code in medians:
            days = f"from unnest(string_to_array({code}, ',')) as d(day)"
            middle = "(percentile_cont(0.5) within group (order by d.day::int))::numeric"
            cells.append(f"coalesce((select '\"' || {middle} || '\"' {days}), 'null')")
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
    return (
        "select '{\"version\":' || (select number from v) || ',\"cuts\":' || "
        f"{cuts} || ',\"rows\":' || {rows} || ',\"holes\":' || {holes} || ',\"slots\":' || {slots} || '}}'"
    )


def _never_added(scans: list[Scan]) -> tuple[set[str], set[str]]:
    """The codes of the ordinals, and those of the medians."""
    return {code for s in scans for code in s.ordinals}, {code for s in scans for code in s.medians}


def _array(source: str, cells: list[str]) -> str:
    return f"coalesce((select '[' || string_agg('[' || concat_ws(',', {', '.join(cells)}) || ']', ',') || ']' from {source}), '[]')"
