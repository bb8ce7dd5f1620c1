"""The root field of disagreements between reported figures: with themselves, with each other, with the ledgers."""

from __future__ import annotations

import base64
import binascii
import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import orjson
import strawberry
from strawberry.relay import PageInfo

from hub.errors import Forbidden, HubError, NotFound
from hub.importing.catalogue import sheets
from hub.indicators.asking import PAGES_MAX, ask_within
from hub.indicators.catalogue import Kind, indicators
from hub.indicators.press import Language
from hub.indicators.question import Asked, Dimension, Question
from hub.indicators.reported_checks import Check, Finding, findings
from schema.context import Info
from schema.pieces import in_china, page_size
from schema.regions import Region
from schema.scalars import Month, RegionCode
from schema.selection import Selected, selected
from schema.sources import region_values
from schema.submission_types import Message


def _told(description: str) -> Any:
    return strawberry.field(description=description)


_KINDS = {
    "CUMULATIVE_DIFFERS": "The year to date less that of the month before is not the month（累计与本月不符）",
    "NEGATIVE_MONTH": "The year to date falls: an earlier month was corrected without a word（本月为负）",
    "PARTS_DIFFER": "A total is not the sum of its parts, reported by other units（合计与下级之和不符）",
    "LEDGER_DIFFERS": "The sheet and the ledgers differ beyond the tolerance（月报与台账不符）",
    "LAST_YEAR_DIFFERS": "The same month of last year is not what was reported then（去年同期不符）",
    "CORRECTED_LATER": "A later submission changed it（后来更正）",
}
ReportedCheckKind: Any = strawberry.enum(
    Enum(
        "ReportedCheckKind",
        {c.name: strawberry.enum_value(c.name, description=_KINDS[c.name]) for c in Check},
    ),  # type: ignore[call-overload]
    name="ReportedCheckKind",
    description="How reported figures disagree（核对类型）.",
)


@strawberry.type(description="A cell that states one of the numbers（单元格）.")
class ReportedCell:
    """What the submission says is null where the token must not see it."""

    submission: strawberry.ID = _told("Number of the submission, for `submission(id:)`（报送编号）")
    file: str | None = _told("Name of the file（文件名）")
    worksheet: str = _told("Worksheet（工作表）")
    row: int = _told("Row of the worksheet（行号）")
    cell: str | None = _told("Cell, such as K17（单元格）")
    field: str = _told("Field of the sheet: indicator and part（字段）")
    value: str | None = _told("What it states, amounts in yuan（数值）")


@strawberry.type(description="Two numbers that should be one（填报核对结果）.")
class ReportedCheck:
    """difference = value - comparedWith."""

    kind: ReportedCheckKind = _told("How they disagree（类型）")
    region: Region = _told("Region（地区）")
    indicator: str = _told("Code of the figure（指标代码）")
    month: Month = _told("Month（月份）")
    sheet: str | None = _told("Statistical sheet（报表）")
    unit: str | None = _told("Reporting unit, AGENCY:region（填报单位）")
    value: Decimal = _told(
        "What is stated: of cumulative figures the year to date less that of the month before（填报数）"
    )
    compared_with: Decimal = _told(
        "What it should be: the month, the parts, the ledgers, what was said before（对照数）"
    )
    difference: Decimal = _told("value less comparedWith（差额）")
    tolerance: Decimal = _told("Allowed difference（允许误差）")
    message: Message = _told("The sentence for the clerk（说明）")
    cells: list[ReportedCell] = _told("The cells that state these numbers（来源单元格）")


@strawberry.type(description="A finding with its cursor（核对结果条目）.")
class ReportedCheckEdge:
    """Relay."""

    cursor: str = _told("Where it stands（游标）")
    node: ReportedCheck = _told("The finding（核对结果）")


@strawberry.type(description="Findings in pages（核对结果列表）.")
class ReportedCheckConnection:
    """Ordered by month, region, indicator and kind."""

    edges: list[ReportedCheckEdge] = _told("With cursors（条目）")
    nodes: list[ReportedCheck] = _told("The findings（核对结果）")
    page_info: PageInfo = _told("About the page（分页信息）")
    total_count: int = _told("How many there are（总数）")
    data_version: int = _told("Data version that answers（数据版本）")


async def _reported_checks(
    info: Info,
    within: Annotated[RegionCode, strawberry.argument(description="Region（地区）")],
    first_month: Annotated[Month, strawberry.argument(name="from", description="First month（起始月份）")],
    last_month: Annotated[Month, strawberry.argument(name="to", description="Last month（截止月份）")],
    indicator: Annotated[
        str | None, strawberry.argument(description="One figure: its code or field name（指标）")
    ] = None,
    as_of: Annotated[
        datetime.datetime | None,
        strawberry.argument(description="What the hub knew at that time（按当时数据）"),
    ] = None,
    data_version: Annotated[
        int | None,
        strawberry.argument(description="Exactly this data version, instead of `asOf`（数据版本）"),
    ] = None,
    first: Annotated[int | None, strawberry.argument(description="Page size（每页条数）")] = None,
    after: Annotated[
        str | None, strawberry.argument(description="Cursor of the last one seen（游标）")
    ] = None,
) -> ReportedCheckConnection:
    viewer = info.context.require_viewer()
    viewer.require("data.read")
    if not viewer.covers(within):
        raise Forbidden(
            "所查地区超出本令牌的范围：核对结果不作部分展示。",
            "The region lies outside the scope of this token: findings are not shown in part.",
        )
    limits = info.context.limits
    size = page_size(first, limits)
    codes = _codes(indicator)
    known = indicators()
    counted = [known[code] for code in codes if code in known]
    asked = tuple(
        Asked(i, reported=True) for i in counted if i.kind in (Kind.FLOW, Kind.STOCK) and not i.is_reported
    )
    question = Question(
        within,
        first_month,
        last_month,
        asked,
        (Dimension.COUNTY, Dimension.MONTH),
        as_of=None if as_of is None else in_china(as_of),
        version=data_version,
        checks=() if indicator is None else tuple(codes),
    )
    answer = await ask_within(
        await info.context.reading(), question, known, viewer, rows_max=limits.page_size_max * PAGES_MAX
    )
    found = findings(answer)
    place = None if after is None else _place(after)
    later = found if place is None else [f for f in found if list(f.order) > place]
    return _connection(selected(info), later[:size], found, later, answer.version)  # type: ignore[no-any-return]


def _codes(indicator: str | None) -> list[str]:
    """The figures of statistical sheets, or the one that is asked for."""
    stated = _names()
    if indicator is None:
        return sorted(stated)
    fields = {i.field: code for code, i in indicators().items()}
    code = fields.get(indicator, indicator)
    if code not in stated:
        raise NotFound(
            f"统计报表中没有指标 {indicator}。", f"No statistical sheet states a figure {indicator}."
        )
    return [code]


def _names() -> Mapping[str, tuple[str, str]]:
    """The figures of statistical sheets with their names in zh and en."""
    measures = [measure for sheet in sheets().values() for measure in sheet.measures]
    known = indicators()
    return {
        m.indicator: (known[m.indicator].zh, known[m.indicator].en)
        if m.indicator in known
        else (m.headers[0], m.indicator.replace("_", " "))
        for m in measures
    }


def _cursor(finding: Finding) -> str:
    return base64.b64encode(orjson.dumps(finding.order)).decode()


def _place(cursor: str) -> list[str]:
    try:
        found = orjson.loads(base64.b64decode(cursor, validate=True))
        if isinstance(found, list) and all(isinstance(part, str) for part in found):
            return found
    except (binascii.Error, ValueError):
        pass  # told below, like any other cursor that is none
    raise HubError(
        "游标无效，或属于另一种排序。",
        "The cursor is not valid, or belongs to another order.",
        code="CURSOR_INVALID",
    )


def _connection(
    selection: Selected,
    page: Sequence[Finding],
    found: Sequence[Finding],
    later: Sequence[Finding],
    version: int,
) -> Any:
    names = _names()
    values: dict[str, Callable[[Selected], Any]] = {
        "__typename": lambda field: "ReportedCheckConnection",
        "edges": lambda field: [_edge(f, field, names) for f in page],
        "nodes": lambda field: [_node(f, field, names) for f in page],
        "pageInfo": lambda field: _page_info(field, page, found, later),
        "totalCount": lambda field: len(found),
        "dataVersion": lambda field: version,
    }
    return orjson.Fragment(orjson.dumps({field.key: values[field.name](field) for field in selection.fields}))


def _page_info(
    selection: Selected, page: Sequence[Finding], found: Sequence[Finding], later: Sequence[Finding]
) -> dict[str, Any]:
    values = {
        "__typename": "PageInfo",
        "hasNextPage": len(later) > len(page),
        "hasPreviousPage": len(later) < len(found),
        "startCursor": _cursor(page[0]) if page else None,
        "endCursor": _cursor(page[-1]) if page else None,
    }
    return {field.key: values[field.name] for field in selection.fields}


def _edge(finding: Finding, selection: Selected, names: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    values: dict[str, Callable[[Selected], Any]] = {
        "__typename": lambda field: "ReportedCheckEdge",
        "cursor": lambda field: _cursor(finding),
        "node": lambda field: _node(finding, field, names),
    }
    return {field.key: values[field.name](field) for field in selection.fields}


def _node(finding: Finding, selection: Selected, names: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    said = {"zh": Language.ZH, "en": Language.EN}
    values: dict[str, Callable[[Selected], Any]] = {
        "__typename": lambda field: "ReportedCheck",
        "kind": lambda field: finding.check.name,
        "region": lambda field: region_values(finding.region, finding.month.year, field),
        "indicator": lambda field: finding.indicator,
        "month": lambda field: f"{finding.month:%Y-%m}",
        "sheet": lambda field: finding.sheet,
        "unit": lambda field: finding.unit,
        "value": lambda field: finding.printed(finding.value),
        "comparedWith": lambda field: finding.printed(finding.other),
        "difference": lambda field: finding.printed(finding.difference),
        "tolerance": lambda field: finding.printed(finding.tolerance),
        "message": lambda field: {
            f.key: "Message" if f.name == "__typename" else finding.sentence(said[f.name], names)
            for f in field.fields
        },
        "cells": lambda field: [
            {
                f.key: {"__typename": "ReportedCell", "submission": str(cell.submission)}.get(f.name)
                or getattr(cell, f.name)
                for f in field.fields
            }
            for cell in finding.cells
        ],
    }
    return {field.key: values[field.name](field) for field in selection.fields}


@strawberry.type
class ReportedCheckQuery:
    """Root fields of reported figures."""

    reported_checks: ReportedCheckConnection = strawberry.field(
        resolver=_reported_checks,
        description="Where reported figures disagree: cumulative against months, totals against parts, sheets against "
        "ledgers, last year as told now and then, later corrections（填报数核对）.",
    )
