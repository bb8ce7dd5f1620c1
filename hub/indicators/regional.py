"""The region of a ledger row `x` as SQL: whether it lies within the question, and the group that it belongs to."""

from __future__ import annotations

from hub.indicators.places import OUTSIDE
from hub.indicators.question import Dimension
from hub.indicators.scans import Shape


def within(shape: Shape, row: str = "x") -> str:
    """Whether a row belongs to the regions asked about, by its code or one that they succeeded."""
    inside = f"{row}.region_code >= %(lo)s and {row}.region_code < %(hi)s"
    return f"({inside} or {row}.region_code = any(%(codes)s::text[]))" if shape.outer_codes else inside


def region_key(shape: Shape) -> str:
    """The key of the region group of a row `x`, before codes that moved are followed."""
    plain = {
        None: "''",
        Dimension.PROVINCE: "x.province_code",
        Dimension.PREFECTURE: "x.prefecture_code",
        Dimension.COUNTY: "x.region_code",
    }[shape.level]
    if not shape.moved or shape.level is Dimension.COUNTY:
        return plain
    return f"case when x.region_code = any(%(moved)s::text[]) then x.region_code else {plain} end"


def shown_key(shape: Shape, year: str) -> tuple[str, str, list[str]]:
    """The key of the region group that a row `x` is shown in, what has to be joined for it, and conditions.

    `year`: the year that the row counts for; codes that moved are followed to the region in force then.
    """
    key, joined, where = region_key(shape), "", []
    if shape.moved:
        joined = f"""
left join lateral (select m.key from unnest(%(m_old)s::text[], %(m_year)s::int[], %(m_key)s::text[])
  as m(old, y, key) where m.old = {key} and m.y <= {year} order by m.y desc limit 1) moved on true"""
        where = [f"moved.key is distinct from '{OUTSIDE}'"]
        key = f"coalesce(moved.key, {key})"
    if shape.level is Dimension.COUNTY:
        key = f"case when substr({key}, 5, 1) = 'Z' then left({key}, 4) || '00' else {key} end"
    return key, joined, where
