"""A nil return (零报告) without a file: the declaration itself is what is kept."""

from __future__ import annotations

from datetime import date

import orjson

from hub.errors import HubError, NotFound
from hub.importing.parsed import Options, ParsedSubmission
from hub.regions import register
from hub.submissions.slots import require_short, sheet_named

FILE_NAME = "零报告.json"
SIDES = ("sent", "received")
"""The sides of a sheet that sender and receiver both report."""


def declaration(options: Options, side: str = "") -> tuple[ParsedSubmission, bytes]:
    """The empty submission that the options declare, and the bytes that are stored as its original.

    Raises HubError NIL_INCOMPLETE where sheet, agency, region or period is not said, AGENCY_INVALID where the
    agency does not send that sheet, SIDE_INVALID, PERIOD_INVALID where it has not begun or is too long, NotFound for
    an unknown sheet or region.
    """
    if options.sheet is None or options.agency is None or options.region is None or options.period is None:
        raise HubError(
            "零报告必须说明表样、部门、地区和所属期。",
            "A nil return must say sheet, agency, region and period.",
            code="NIL_INCOMPLETE",
        )
    sheet = sheet_named(options.sheet)
    if options.agency not in sheet.agencies:
        raise HubError(
            f"《{sheet.title_zh}》不由部门 {options.agency} 填报；可用：{', '.join(sheet.agencies)}。",
            f"{sheet.title_en} is not reported by {options.agency}; by {', '.join(sheet.agencies)}.",
            code="AGENCY_INVALID",
        )
    if register().by_code(options.region) is None:
        raise NotFound(f"没有行政区划代码 {options.region}。", f"There is no region {options.region}.")
    if side not in (SIDES if sheet.side else ("",)):
        raise HubError(
            f"《{sheet.title_zh}》的报送方应为：{'、'.join(SIDES) if sheet.side else '（不填）'}。",
            f"The side of {sheet.title_en} must be {' or '.join(SIDES) if sheet.side else 'left out'}.",
            code="SIDE_INVALID",
        )
    require_short(options.period)
    today = date.today()
    if options.period.first > today:
        raise HubError(
            f"所属期 {options.period} 尚未开始，不能零报告。",
            f"The period {options.period} has not begun: there is no nil return for it yet.",
            code="PERIOD_INVALID",
        )
    as_of = min(options.period.end_day, today)
    said = {
        "nil": True,
        "sheet": sheet.name,
        "side": side,
        "agency": options.agency,
        "region": options.region,
        "period": str(options.period),
    }
    parsed = ParsedSubmission(
        FILE_NAME,
        sheet.name,
        side,
        options.agency,
        options.region,
        period=options.period,
        as_of=as_of,
    )
    return parsed, orjson.dumps(said, option=orjson.OPT_INDENT_2)
