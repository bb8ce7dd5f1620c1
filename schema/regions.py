"""The GraphQL type of a region, the same in data fields and in resolvers."""

from __future__ import annotations

from enum import Enum

import strawberry

from schema.scalars import RegionCode


@strawberry.enum(description="Levels of regions（行政区划层级）.")
class RegionLevel(Enum):
    """Values equal those of the register."""

    NATIONAL = strawberry.enum_value("NATIONAL", description="The country（全国）")
    PROVINCE = strawberry.enum_value("PROVINCE", description="Province（省级）")
    PREFECTURE = strawberry.enum_value("PREFECTURE", description="Prefecture（地市级）")
    COUNTY = strawberry.enum_value("COUNTY", description="County（县级）")
    ZONE = strawberry.enum_value("ZONE", description="Functional zone with a local code（功能区）")


@strawberry.type(description="A region: a code of GB/T 2260 or a local one, with its years（行政区划）.")
class Region:
    """One code with the name that it last had."""

    code: RegionCode = strawberry.field(description="Code, six characters（区划代码）")
    name: str = strawberry.field(description="Name, the last where it changed（名称）")
    level: RegionLevel = strawberry.field(description="Level（层级）")
    parent_code: RegionCode | None = strawberry.field(description="Code of the region above（上级代码）")
    valid_from_year: int = strawberry.field(description="First year in force（启用年份）")
    valid_to_year: int | None = strawberry.field(
        description="Year in which the code ended, null while in force（停用年份）"
    )
    successor_code: RegionCode | None = strawberry.field(
        description="The code that wholly took over, null while in force or after a split（继任代码）"
    )
