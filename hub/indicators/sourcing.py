"""Where figures come from: the rows that a scan counted, each with the cell that it was read from, as part of the
same statement."""

from __future__ import annotations

import base64
import binascii
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from hub.errors import HubError, LimitExceeded
from hub.indicators import editions
from hub.indicators.catalogue import Indicator, Part
from hub.indicators.conditions import GROUP, Constants, conditions
from hub.indicators.question import Question, SourcesWanted
from hub.indicators.regional import shown_key
from hub.indicators.scanning import coded, current_rows
from hub.indicators.scans import Scan, Shape
from hub.indicators.windows import TimeGroup
from hub.ledgers.base import LedgerRow, Nature
from hub.ledgers.catalogue import countable, ledgers

SOURCES_MAX = 20_000
"""The most sources of one answer, over all its figures."""


class SourcePart(Enum):
    """What a row contributes to: the value itself, or one of the two parts of a ratio."""

    VALUE = 0
    NUMERATOR = 1
    DENOMINATOR = 2


@dataclass(frozen=True, slots=True)
class Source:
    """One row that is counted in a figure, and the cell that says what it contributes.

    `value` is the contribution as it is printed: an amount in yuan, a number of persons, "1" for a row that is counted,
    days, a grade, or the thing that is told apart; of a `group` of recovered amounts only the largest counts. `file`, `column` and what else the submission says is None where the
    viewer may see the row, and not the submission: a county whose rows its prefecture has sent.
    """

    part: SourcePart
    place: int
    ledger: str
    province: str
    row_id: int
    submission: int
    worksheet: str
    row: int
    region: str
    value: str | None
    group: str | None
    field: str | None
    column: str | None
    header: str | None
    file: str | None
    sheet: str | None
    unit: str | None
    period_from: date | None
    period_to: date | None
    as_of: date | None
    version: int | None

    @property
    def cell(self) -> str | None:
        """The cell, such as K17."""
        return f"{self.column}{self.row}" if self.column and self.row else None

    @property
    def period(self) -> str | None:
        """2019-12 or 2020-05..2021-03."""
        if self.period_from is None or self.period_to is None:
            return None
        first, last = f"{self.period_from:%Y-%m}", f"{self.period_to:%Y-%m}"
        return first if first == last else f"{first}..{last}"

    @property
    def record(self) -> str | None:
        """The row as `node(id:)` knows it; a slot that was owed is no row."""
        return None if not self.row else f"{countable()[self.ledger].__name__}:{self.province}:{self.row_id}"

    @property
    def cursor(self) -> str:
        """Its place among the sources of a figure."""
        return base64.b64encode(f"{self.place}:{self.province}:{self.row_id}".encode()).decode()


@dataclass(frozen=True, slots=True)
class _Arm:
    """One part of an indicator in one scan, asked for by one request."""

    request: int
    place: int
    scan: Scan
    part: Part
    link: int | None


@dataclass(frozen=True, slots=True)
class Request:
    """The rows of one edition of a definition, in the part that it has in a figure."""

    key: str
    part: SourcePart
    wanted: SourcesWanted


def requests(
    question: Question, catalogue: Mapping[str, Indicator], groups: Sequence[TimeGroup]
) -> list[Request]:
    """What is asked for, numbered as in the statement."""
    return list(
        dict.fromkeys(
            Request(edition.key, part_of(asked.indicator, edition), wanted)
            for asked in question.asked
            for wanted in asked.sources
            for edition in editions.counted(asked, catalogue, groups, question)
        )
    )


def part_of(indicator: Indicator, base: Indicator) -> SourcePart:
    """What an indicator that is counted for another one is in it."""
    if base.code == indicator.code:
        return SourcePart.VALUE
    numerators = {edition.numerator for edition in indicator.editions}
    return SourcePart.NUMERATOR if base.code in numerators else SourcePart.DENOMINATOR


def shape_of(found: Sequence[Request]) -> tuple[tuple[str, int], ...]:
    """What of the requests decides the text: the editions and their parts."""
    return tuple((request.key, request.part.value) for request in found)


def parameters(found: Sequence[Request]) -> dict[str, Any]:
    """The bound values: how many of each request, and after which."""
    if not found:
        return {}
    after = [_place(request.wanted.after) for request in found]
    return {
        "so_q": list(range(len(found))),
        "so_first": [request.wanted.first for request in found],
        "so_place": [place for place, _, _ in after],
        "so_province": [province for _, province, _ in after],
        "so_id": [row for _, _, row in after],
        "so_most": SOURCES_MAX + 1,
    }


def source_ctes(
    shape: Shape, scans: list[Scan], codes: list[str], constants: Constants
) -> list[tuple[str, str]]:
    """The rows behind the figures, and those of them that are shown, as (name, text) of common table expressions."""
    found = list(_arms(shape, scans))
    group = ", ".join(["q", "t", "k", *codes])
    arms = "\nunion all\n".join(_arm(shape, arm, constants) for arm in found)
    wanted = """unnest(%(so_q)s::int[], %(so_first)s::int[], %(so_place)s::int[], %(so_province)s::text[],
  %(so_id)s::bigint[]) as a(q, first, place, province, id)"""
    listed = ", ".join(f"c.{name}" for name in ["q", "t", "k", *codes])
    told = ["place", "ledger", "province_code", "id", "submission_id", "worksheet", "row_number"]
    told += ["region_code", "value", "payment_group", "fields"]
    return [
        ("sourced materialized", arms),
        ("source_totals", f"select {group}, count(*) as n from sourced group by {group}"),
        (
            "picked materialized",
            f"""select * from (
  select {listed}, {", ".join(f"c.{name}" for name in told)}, a.first,
    row_number() over (partition by {listed} order by c.place, c.province_code, c.id) as rank
  from sourced c join {wanted} on a.q = c.q
  where (c.place, c.province_code, c.id) > (a.place, a.province, a.id)
) numbered where rank <= first limit %(so_most)s""",
        ),
        ("cells", _cells(codes)),
    ]


def source_arrays(shape: Shape, codes: list[str]) -> str:
    """What the answer tells of them, to be put at the end of its JSON text."""
    if not shape.sources:
        return ""
    group = ["q", "t", "k", *codes]
    cells = [*group, "place", "ledger", "province_code", "id", "submission_id", "worksheet", "row_number"]
    cells += [
        "region_code",
        "value",
        "payment_group",
        "field",
        "letter",
        "header",
        "file_name",
        "sheet",
        "unit",
    ]
    cells += ["period_from", "period_to", "as_of", "accepted_version"]
    rows = f"json_build_array({', '.join(cells)})::text"
    totals = f"json_build_array({', '.join([*group, 'n'])})::text"
    order = ", ".join(["q", "t", "k", "place", "province_code", "id"])
    return (
        f" || ',\"sources\":[' || coalesce((select string_agg({rows}, ',' order by {order}) from cells), '')"
        f" || '],\"totals\":[' || coalesce((select string_agg({totals}, ',') from source_totals), '') || ']'"
    )


class Sources:
    """The sources of an answer by figure."""

    def __init__(
        self, asked: Sequence[Request] = (), codes: int = 0, found: Mapping[str, Any] | None = None
    ) -> None:
        self._asked = asked
        self._rows: dict[tuple[Any, ...], list[Source]] = defaultdict(list)
        self._totals: dict[tuple[Any, ...], int] = {}
        found = found or {}
        rows = found.get("sources", [])
        if len(rows) > SOURCES_MAX:
            raise LimitExceeded(
                f"本次查询的数据来源超过 {SOURCES_MAX} 条：请减少分组、指标或每项的条数（first）。",
                f"The answer has more than {SOURCES_MAX} sources: ask for fewer groups, indicators, or sources "
                "of each figure (first).",
            )
        first = 3 + codes
        for row in rows:
            place, *said, began, ended, as_of, version = row[first:]
            part = SourcePart(place // _PARTS)
            values = [*said, _day(began), _day(ended), _day(as_of), version]
            self._rows[tuple(row[:first])].append(Source(part, place, *values))
        for row in found.get("totals", []):
            self._totals[tuple(row[:first])] = row[first]

    def of(
        self, made: Iterable[tuple[str, SourcePart]], wanted: SourcesWanted, group: tuple[Any, ...]
    ) -> list[Source]:
        """The sources of a figure that is made of these editions, in a group (t, key, codes)."""
        found: list[Source] = []
        for key, part in sorted(made, key=lambda m: m[1].value):
            found += self._rows.get((self._asked.index(Request(key, part, wanted)), *group), [])
        return found[: wanted.first]

    def total(self, made: Iterable[tuple[str, SourcePart]], group: tuple[Any, ...]) -> int:
        """How many sources such a figure has in all."""
        numbers = [
            next(n for n, asked in enumerate(self._asked) if (asked.key, asked.part) == (key, part))
            for key, part in made
        ]
        return sum(self._totals.get((number, *group), 0) for number in numbers)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_PARTS = 100
"""More than any indicator has parts: what lies above it in a place is the part that a row has in the figure."""
_BEGINNING = (-1, "", 0)


def _place(cursor: str | None) -> tuple[int, str, int]:
    if cursor is None:
        return _BEGINNING
    try:
        place, province, row = base64.b64decode(cursor, validate=True).decode("ascii").split(":")
        numbers = int(place), int(row)
        if 0 <= numbers[0] < len(SourcePart) * _PARTS and 0 <= numbers[1] < 2**63 and province.isdigit():
            return numbers[0], province, numbers[1]
    except (binascii.Error, ValueError):
        pass  # told below, like a cursor with other numbers
    raise HubError(
        "数据来源的游标 after 无效：请使用查询结果中的 cursor。",
        "`after` is no cursor of a source: use one that an answer gave.",
        code="CURSOR_INVALID",
    )


def _arms(shape: Shape, scans: list[Scan]) -> Iterable[_Arm]:
    for request, (key, role) in enumerate(shape.sources):
        number = 0
        for scan in scans:
            link = 0
            for owner, part in scan.parts:
                mine = None
                if part.linked is not None:
                    mine, link = link, link + 1
                if owner == key:
                    yield _Arm(request, role * _PARTS + number, scan, part, mine)
                    number += 1


def _arm(shape: Shape, arm: _Arm, constants: Constants) -> str:
    part, scan = arm.part, arm.scan
    source, where, t, year = current_rows(shape, scan)
    where += conditions(part.where, "x", constants)
    if arm.link is not None:
        where.append(f"l{arm.link}.t is not null")
    where += [f"x.{column} is not null" for column in part.columns]
    if part.table.derived:  # of slots the submissions that were received
        where.append("x.submission_id is not null")
    key, moved, outside = shown_key(shape, year)
    source, where = source + moved, [*where, *outside]
    cells = [f"{column} as g{i}" for i, column in coded(scan)]
    listed = [
        f"{arm.request} as q",
        f"{t} as t",
        f"{key} as k",
        *cells,
        f"{arm.place} as place",
        f"'{part.ledger}' as ledger",
        *(
            f"x.{name}"
            for name in ("province_code", "id", "submission_id", "worksheet", "row_number", "region_code")
        ),
        f"{_value(part)} as value",
        f"{f'{GROUP}.group_id::text' if scan.deduplicated else 'null::text'} as payment_group",
        f"{_fields(part)} as fields",
    ]
    if not part.every:
        return f"select {', '.join(listed)}\nfrom {source}\nwhere {' and '.join(where)}"
    # A thing counts where all its rows in the group meet these.
    kept = " and ".join(conditions(part.every, "x", constants))
    together = ", ".join([t, key, *(column for _, column in coded(scan))])
    listed.append(f"bool_and(({kept}) is true) over (partition by {together}, x.{part.column}) as whole")
    names = ["q", "t", "k", *(f"g{i}" for i, _ in coded(scan)), "place", "ledger", "province_code", "id"]
    names += ["submission_id", "worksheet", "row_number", "region_code", "value", "payment_group", "fields"]
    return (
        f"select {', '.join(names)} from (\nselect {', '.join(listed)}\nfrom {source}\n"
        f"where {' and '.join(where)}\n) whole where whole"
    )


def _value(part: Part) -> str:
    if part.measure == "count":
        return "'1'"
    if part.measure.startswith("median_days:"):
        first, last = part.columns
        return f"(x.{last} - x.{first})::text"
    column = str(part.column)
    if column in part.table.hidden:
        return f"coalesce({', '.join(f'x.{stated}::text' for stated in _stated(part.table, column))})"
    return f"x.{column}::text"


def _fields(part: Part) -> str:
    """The fields of the sheet of which the first that has a column in the file gives the cell, as text[]: what is
    measured, else the date counted by, else what the conditions read, else whatever the row states."""
    table = part.table
    if part.ledger == "wage_recoveries":
        stated = [
            f"when '{name}' then '{source.recovered}'"
            for name, source in sorted(ledgers().items())
            if source.recovered
        ]
        return f"array[case x.source_ledger {' '.join(stated)} end]"
    if part.nature is Nature.STATISTICAL:
        parts = dict.fromkeys((*part.columns, "value", "year_to_date", "same_month_last_year"))
        named = ", ".join(f"x.indicator || '.{name}'" for name in parts)
        return f"array[{named}]"
    read = [*reversed(part.columns)]
    if part.measure == "count":
        read += [part.date] if part.date else []
        read += [c.field for c in (*part.where, *part.every)]
    grouped_by = [path for path in part.dimensions.values() if part.along(path) is None]
    read += [c for c in (part.date, part.year, part.record, *grouped_by) if c]
    first = [stated for column in dict.fromkeys(read) for stated in _stated(table, column)]
    first = [column for column in first if column in table.model_fields]  # others stand in a linked ledger
    own = [c for c in table.own_columns() if c not in table.hidden and c not in first]
    filled = ", ".join(f"case when x.{c} is not null then '{c}' end" for c in dict.fromkeys(first))
    return f"array_remove(array[{filled or 'null'}]::text[], null) || '{{{','.join(own)}}}'::text[]"


def _stated(table: type[LedgerRow], column: str) -> list[str]:
    """The columns that a file states for a column: itself, or for a key that the hub derives what it follows from."""
    own = table.own_columns()
    roles = [(role.uscc, role.name) for role in table.employer_roles if role.key == column]
    if roles:
        return [name for name in roles[0] if name in own]
    stem = column.removesuffix("_key")
    if stem != column:
        return [name for name in (f"{stem}_no", f"{stem}_ref") if name in own] or [column]
    return [column]


def _cells(codes: list[str]) -> str:
    """The rows shown with the column of their field, as it stood on their worksheet, and what they were sent in.

    Where two tables stand side by side in the same rows, a row does not say which is its own, so that there is no cell.
    """
    group = ", ".join(f"p.{name}" for name in ["q", "t", "k", *codes])
    return f"""select {group}, p.place, p.ledger, p.province_code, p.id, p.submission_id, p.worksheet, p.row_number,
  p.region_code, p.value, p.payment_group, coalesce(h.field, p.fields[1]) as field, h.letter, h.header, m.file_name, m.sheet, m.unit,
  m.period_from, m.period_to, m.as_of, m.accepted_version
from picked p left join submissions m on m.id = p.submission_id
left join lateral (
  select c ->> 'field' as field, min(c ->> 'header') as header,
    case when min(c ->> 'column') = max(c ->> 'column') then min(c ->> 'column') end as letter
  from jsonb_array_elements(m.headers) as c
  where c ->> 'field' = any(p.fields) and c ->> 'worksheet' = left(p.worksheet, {_WORKSHEET_MAX})
    and (c ->> 'rows' is null or p.row_number <@ (c ->> 'rows')::int4multirange)
  group by c ->> 'field' order by array_position(p.fields, c ->> 'field') limit 1
) h on true"""


_WORKSHEET_MAX = 300
"""The stored columns of a submission keep so much of the name of a worksheet."""
