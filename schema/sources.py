"""GraphQL types of the sources of a figure: file, worksheet, cell and what it contributes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from enum import Enum
from typing import Any

import strawberry

from hub.indicators.question import SourcesWanted
from hub.indicators.sourcing import Source as Found
from hub.regions import NOW, register
from schema.pieces import page_size
from schema.plans import Limits
from schema.regions import Region
from schema.selection import Selected

__all__ = ["FIRST", "Source", "SourcePart", "region_values", "sources_getter", "sources_wanted"]

FIRST = 20
"""How many sources a figure lists where nothing is said."""


def _told(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.enum(description="What a source contributes to（来源构成）.")
class SourcePart(Enum):
    """Ratios have two parts."""

    VALUE = strawberry.enum_value("VALUE", description="To the value itself（数值）")
    NUMERATOR = strawberry.enum_value("NUMERATOR", description="To the numerator of a ratio（分子）")
    DENOMINATOR = strawberry.enum_value("DENOMINATOR", description="To the denominator of a ratio（分母）")


@strawberry.type(description="A row that is counted in a figure, with the cell that says so（数据来源）.")
class Source:
    """What the submission says is null where the token may see the row, and not the submission."""

    cursor: str = _told("Where it stands, for `after`（游标）")
    part: SourcePart = _told("What it contributes to（来源构成）")
    value: str | None = _told(
        'What it contributes: "77000.00", persons, "1" for a record counted, days, a grade（计入数）'
    )
    recovery_group: strawberry.ID | None = _told(
        "Confirmed group of recovered amounts, of which only the largest counts; of wagesRecoveredDedup（去重组）"
    )
    field: str | None = _told("Field of the sheet that the cell fills（字段）")
    header: str | None = _told("Header of its column as it stood in the file（表头）")
    submission: strawberry.ID = _told("Number of the submission, for `submission(id:)`（报送编号）")
    file: str | None = _told("Name of the file（文件名）")
    sheet: str | None = _told("Sheet, such as special_accounts（台账）")
    unit: str | None = _told("Reporting unit, AGENCY:region（填报单位）")
    period: str | None = _told("Period of the submission: 2019-12 or 2020-05..2021-03（期间）")
    as_of: datetime.date | None = _told("As-of day of the submission（截至日）")
    accepted_version: int | None = _told("Data version in which it was accepted（采用时的数据版本）")
    worksheet: str = _told("Worksheet（工作表）")
    row: int | None = _told(
        "Row of the worksheet, counted from 1; null where a whole submission counts, as in reporting rates（行号）"
    )
    cell: str | None = _told(
        "Cell, such as K17: what is measured; of records that are counted, the date that they "
        "count by; null where tables side by side share the row（单元格）"
    )
    region: Region = _told("Region of the row as it was reported（地区）")
    record: strawberry.ID | None = _told("The row, for `node(id:)`（记录）")


def sources_wanted(figure: Selected, limits: Limits) -> tuple[SourcesWanted, ...]:
    """The sources that a selection of Figure asks for; of a total alone, none of them."""
    found = [_wanted(field) for field in figure.fields if field.name == "sources"]
    for wanted in found:
        page_size(wanted.first, limits)
    if not found and figure.named("sourcesTotal"):
        found.append(SourcesWanted(0))
    return tuple(dict.fromkeys(found))


def sources_getter(field: Selected) -> Callable[[Any], Any]:
    """What gives the selected sources of a figure as JSON values."""
    wanted = _wanted(field)
    getters = [(f.key, _getter(f)) for f in field.fields]
    return lambda figure: [{key: get(found) for key, get in getters} for found in figure.sources(wanted)]


def _wanted(field: Selected) -> SourcesWanted:
    return SourcesWanted(field.arguments.get("first", FIRST), field.arguments.get("after"))


def _getter(field: Selected) -> Callable[[Found], Any]:
    if field.name == "region":
        shown: dict[tuple[str, int | None], dict[str, Any]] = {}

        def region(found: Found) -> dict[str, Any]:
            key = (found.region, found.period_to.year if found.period_to else None)
            if key not in shown:
                shown[key] = region_values(*key, field)
            return shown[key]

        return region
    return _FIELDS[field.name]


_FIELDS: dict[str, Callable[[Found], Any]] = {
    "__typename": lambda _: "Source",
    "cursor": lambda found: found.cursor,
    "part": lambda found: found.part.name,
    "value": lambda found: found.value,
    "recoveryGroup": lambda found: found.group,
    "field": lambda found: found.field,
    "header": lambda found: found.header,
    "submission": lambda found: str(found.submission),
    "file": lambda found: found.file,
    "sheet": lambda found: found.sheet,
    "unit": lambda found: found.unit,
    "period": lambda found: found.period,
    "asOf": lambda found: found.as_of and found.as_of.isoformat(),
    "acceptedVersion": lambda found: found.version,
    "worksheet": lambda found: found.worksheet,
    "row": lambda found: found.row or None,
    "cell": lambda found: found.cell,
    "record": lambda found: found.record,
}


def region_values(code: str, year: int | None, selection: Selected) -> dict[str, Any]:
    """The selected fields of a region, with the name that it had in a year."""
    known = register().by_code(code, year) if year else register().by_code(code)
    successor = register().current_code(code, NOW)
    values = {
        "__typename": "Region",
        "code": code,
        "name": known.name if known else code,
        "level": known.level.name if known else None,
        "parentCode": known.parent_code if known else None,
        "validFromYear": known.valid_from_year if known else None,
        "validToYear": known.valid_to_year if known else None,
        "successorCode": None if successor == code else successor,
    }
    return {field.key: values[field.name] for field in selection.fields}
