"""Root fields about the hub itself: regions, agencies, sheets, who asks, which data version answers."""

from __future__ import annotations

import datetime
from typing import Annotated

import strawberry
from strawberry import UNSET

from hub.agencies import agencies as known_agencies
from hub.importing.catalogue import sheets as known_sheets
from hub.importing.sheet import Sheet as Declared
from hub.indicators.question import as_of_and_version
from hub.regions import NATIONAL, NOW, is_within, register
from hub.regions import Region as Registered
from schema.context import Info
from schema.loaders import Tally, Then
from schema.pieces import in_china
from schema.regions import Region, RegionLevel
from schema.scalars import Month, RegionCode

_NEWEST = "select number, at from data_versions order by number desc limit 1"


@strawberry.type(description="What was reported and counts, in the viewer's scope（已采用的报送）.")
class Reported:
    """A tally of accepted submissions."""

    submissions: int = strawberry.field(description="Accepted submissions that count（报送次数）")
    units: int = strawberry.field(description="Reporting units that sent them（填报单位数）")
    newest_month: Month | None = strawberry.field(description="Last month of the newest one（最新月份）")


def _reported(tally: Tally) -> Reported:
    month = tally.newest_month
    return Reported(
        submissions=tally.submissions, units=tally.units, newest_month=None if month is None else Month(month)
    )


_AS_OF = strawberry.argument(
    description="What the hub knew at this time, of China where no zone is given（当时所知）"
)
_VERSION = strawberry.argument(description="Exactly this data version, instead of `asOf`（数据版本）")


def _then(as_of: datetime.datetime | None, version: int | None) -> Then:
    if as_of and isinstance(version, int):
        raise as_of_and_version()
    return Then(in_china(as_of) if as_of else None, version if isinstance(version, int) else None)


async def _reported_by_agency(
    root: strawberry.Parent[Agency],
    info: Info,
    as_of: Annotated[datetime.datetime | None, _AS_OF] = UNSET,
    data_version: Annotated[int | None, _VERSION] = UNSET,
) -> Reported:
    """One statement for all agencies of a document and moment."""
    then = _then(as_of, data_version)
    return _reported(await info.context.reported_by_agency.load((root.code, then)))


async def _reported_by_sheet(
    root: strawberry.Parent[Sheet],
    info: Info,
    as_of: Annotated[datetime.datetime | None, _AS_OF] = UNSET,
    data_version: Annotated[int | None, _VERSION] = UNSET,
) -> Reported:
    """One statement for all sheets of a document and moment."""
    then = _then(as_of, data_version)
    return _reported(await info.context.reported_by_sheet.load((root.name, then)))


@strawberry.type(description="An agency that reports（部门）.")
class Agency:
    """Its code is used wherever an agency is named."""

    code: str = strawberry.field(description="Code, such as HRSS（代码）")
    zh: str = strawberry.field(description="Name in Chinese（中文名称）")
    en: str = strawberry.field(description="Name in English（英文名称）")
    reported: Reported = strawberry.field(
        resolver=_reported_by_agency, description="What it reported, in the viewer's scope（已报送情况）"
    )


@strawberry.type(description="A column of a sheet（栏目）.")
class SheetColumn:
    """What stands in it and which field it fills."""

    field: str = strawberry.field(description="Field that it fills（字段）")
    headers: list[str] = strawberry.field(description="Header of the form, then other spellings（表头）")
    kind: str = strawberry.field(description="How its cells are read（类型）")
    required: bool = strawberry.field(description="Whether it must be filled（是否必填）")


@strawberry.type(description="A form that agencies send（台账表样）.")
class Sheet:
    """One declaration of the importers."""

    name: str = strawberry.field(description="Public name, such as special_accounts（名称）")
    form: str = strawberry.field(description="Code of the form, such as H2（表号）")
    agencies: list[str] = strawberry.field(description="Codes of the agencies that send it（填报部门）")
    title_zh: str = strawberry.field(description="Title in Chinese（中文标题）")
    title_en: str = strawberry.field(description="Title in English（英文标题）")
    nature: str = strawberry.field(description="snapshot, ledger, monthly or statistical（性质）")
    key: list[str] = strawberry.field(description="Fields that identify a record（主键）")
    columns: list[SheetColumn] = strawberry.field(description="Its columns, left to right（栏目）")
    reported: Reported = strawberry.field(
        resolver=_reported_by_sheet,
        description="What was reported on it, in the viewer's scope（已报送情况）",
    )


@strawberry.type(description="A data version: every accept and withdrawal makes one（数据版本）.")
class DataVersion:
    """0 while nothing was accepted."""

    number: int = strawberry.field(description="Number（编号）")
    at: datetime.datetime | None = strawberry.field(description="Since when it holds（时间）")


@strawberry.type(description="Who asks（当前用户）.")
class Viewer:
    """What the token says."""

    name: str = strawberry.field(description="Name of the token（名称）")
    role: str = strawberry.field(description="Role（角色）")
    agency: str | None = strawberry.field(description="Agency, null for all（部门）")
    region: Region | None = strawberry.field(description="Region, null for the whole country（地区）")
    permissions: list[str] = strawberry.field(description="What the role permits（权限）")


async def _regions(
    info: Info,
    within: RegionCode | None = UNSET,
    level: RegionLevel | None = UNSET,
    on: datetime.date | None = UNSET,
) -> list[Region]:
    info.context.require_viewer()
    year = on.year if on else NOW
    return [
        region_of(r)
        for r in register().regions
        if r.in_force(year)
        and is_within(r.code, within or NATIONAL)
        and (not level or r.level.value == level.name)
    ]


async def _region(info: Info, code: RegionCode) -> Region | None:
    info.context.require_viewer()
    found = register().by_code(code)
    return None if found is None else region_of(found)


async def _agencies(info: Info) -> list[Agency]:
    info.context.require_viewer()
    return [Agency(code=a.code, zh=a.zh, en=a.en) for a in known_agencies().values()]


async def _sheets(info: Info) -> list[Sheet]:
    info.context.require_viewer()
    return [_sheet(declared) for declared in known_sheets().values()]


async def _data_version(info: Info) -> DataVersion:
    rows = await (await info.context.reading()).fetch_all(_NEWEST)
    number, at = rows[0] if rows else (0, None)
    return DataVersion(number=number, at=at)


async def _viewer(info: Info) -> Viewer:
    viewer = await info.context.verified_viewer()
    region = register().by_code(viewer.region) if viewer.region else None
    return Viewer(
        name=viewer.name,
        role=viewer.role,
        agency=viewer.agency,
        region=None if region is None else region_of(region),
        permissions=sorted(viewer.permissions),
    )


@strawberry.type
class CatalogueQuery:
    """Root fields about the hub itself."""

    regions: list[Region] = strawberry.field(
        resolver=_regions,
        description="Regions in force in the year of `on`, today when left out（行政区划列表）.",
    )
    region: Region | None = strawberry.field(
        resolver=_region, description="A region by its code, in force or not（行政区划）."
    )
    agencies: list[Agency] = strawberry.field(
        resolver=_agencies, description="The agencies that report（部门列表）."
    )
    sheets: list[Sheet] = strawberry.field(
        resolver=_sheets, description="The forms that can be sent（台账表样列表）."
    )
    data_version: DataVersion = strawberry.field(
        resolver=_data_version, description="The data version that this request reads（数据版本）."
    )
    viewer: Viewer = strawberry.field(resolver=_viewer, description="Who asks（当前用户）.")


def region_of(record: Registered) -> Region:
    """A region of the register as GraphQL gives it."""
    successor = register().current_code(record.code, NOW)
    return Region(
        code=RegionCode(record.code),
        name=record.name,
        level=RegionLevel(record.level.value),
        parent_code=None if record.parent_code is None else RegionCode(record.parent_code),
        valid_from_year=record.valid_from_year,
        valid_to_year=record.valid_to_year,
        successor_code=None if successor == record.code else RegionCode(successor),
    )


def _sheet(declared: Declared) -> Sheet:
    columns = [
        SheetColumn(field=c.to, headers=list(c.headers), kind=c.kind.value, required=c.required)
        for c in declared.columns
    ]
    return Sheet(
        name=declared.name,
        form=declared.form,
        agencies=list(declared.agencies),
        title_zh=declared.title_zh,
        title_en=declared.title_en,
        nature=declared.ledger.nature.value,
        key=list(declared.key),
        columns=columns,
    )
