"""Who owes which sheet by which day: the reporting board, the list of obligations, and their mutations."""

from __future__ import annotations

import datetime
from enum import Enum
from typing import Annotated, Any, TypeVar

import psycopg
import strawberry
from strawberry.relay import PageInfo

from hub.agencies import agencies
from hub.errors import NotFound
from hub.importing.catalogue import sheets
from hub.regions import Level, register
from hub.reporting import Obligation as Declared
from hub.reporting import SlotState as State
from hub.reporting import board, declare, end, obligations
from hub.reporting.board import Slot
from schema.catalogue import Agency, region_of
from schema.context import Info
from schema.pieces import in_china, page_size
from schema.regions import Region
from schema.scalars import Month, RegionCode
from schema.work import connected

T = TypeVar("T")


def _field(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.enum(description="What became of a slot that is owed（应报项状态）.")
class SlotState(Enum):
    """The first that holds, in this order."""

    RECEIVED_ON_TIME = strawberry.enum_value(
        "RECEIVED_ON_TIME", description="Accepted, and received by the due day（按期已报）"
    )
    RECEIVED_LATE = strawberry.enum_value(
        "RECEIVED_LATE", description="Accepted, and received after the due day（逾期已报）"
    )
    NIL_ON_TIME = strawberry.enum_value("NIL_ON_TIME", description="A nil return in time（按期零报告）")
    NIL_LATE = strawberry.enum_value("NIL_LATE", description="A late nil return（逾期零报告）")
    PARTIAL = strawberry.enum_value(
        "PARTIAL", description="Accepted for a part of the month only, as of a day before its end（未满月）"
    )
    WAITING = strawberry.enum_value("WAITING", description="Checked, not accepted yet（待采用）")
    REFUSED = strawberry.enum_value("REFUSED", description="What was sent has errors（有错误被退回）")
    WITHDRAWN = strawberry.enum_value("WITHDRAWN", description="What was accepted was withdrawn（已撤回）")
    NOT_YET_DUE = strawberry.enum_value(
        "NOT_YET_DUE", description="Nothing came, and it is not due yet（未到期）"
    )
    OVERDUE = strawberry.enum_value("OVERDUE", description="Nothing came by the due day（逾期未报）")


@strawberry.enum(description="Why a slot is owed（应报依据）.")
class SlotBasis(Enum):
    """An obligation goes before what a unit is known to send."""

    DECLARED = strawberry.enum_value("DECLARED", description="By an obligation（已设定报送义务）")
    KNOWN_SENDER = strawberry.enum_value(
        "KNOWN_SENDER", description="The unit has sent the sheet before（此前报送过）"
    )


@strawberry.enum(description="Levels whose units are obliged, each of them（单位层级）.")
class EachLevel(Enum):
    """Values equal those of the register."""

    PROVINCE = strawberry.enum_value("PROVINCE", description="Every province（各省）")
    PREFECTURE = strawberry.enum_value("PREFECTURE", description="Every prefecture（各市州）")
    COUNTY = strawberry.enum_value("COUNTY", description="Every county（各县区）")


@strawberry.type(description="A sheet by its names（表样名称）.")
class SheetName:
    """Its columns are answered by `sheets`."""

    name: str = _field("Name（名称）")
    form: str = _field("Form code（表号）")
    zh: str = _field("Title in Chinese（中文名称）")
    en: str = _field("Title in English（英文名称）")


@strawberry.type(description="A month that a unit owes a sheet for（应报项）.")
class ReportingSlot:
    """In time is what was received, in China, by the due day, whenever it was accepted."""

    id: strawberry.ID = _field("To be given as `after` for the slots that follow（编号）")
    unit: str = _field("Reporting unit, AGENCY:region（填报单位）")
    agency: Agency = _field("Its agency（部门）")
    region: Region = _field("Its region（地区）")
    sheet: SheetName = _field("Sheet（表样）")
    side: str | None = _field("Of a sheet with two sides: sent or received（报送方）")
    month: Month = _field("Month（月份）")
    due_on: datetime.date = _field("Last day to report in time（报送期限）")
    basis: SlotBasis = _field("Why it is owed（依据）")
    obligation: strawberry.ID | None = _field("The obligation, where it is declared（报送义务）")
    state: SlotState = _field("What became of it（状态）")
    received_at: datetime.datetime | None = _field(
        "When the first accepted submission that covers the month was received（收到时间）"
    )
    accepted_at: datetime.datetime | None = _field("When that submission was accepted（采用时间）")
    days_late: int | None = _field(
        "Days after the due day: of the receipt, or until today while nothing came; null while it is not late（逾期天数）"
    )
    submission_id: strawberry.ID | None = _field(
        "The newest accepted submission that covers it, else the newest that waits, was refused or withdrawn（报送编号）"
    )
    supplements: int = _field("Accepted supplements that add to the month（补报次数）")


@strawberry.type(description="An obligation: a unit owes a sheet from a month on（报送义务）.")
class Obligation:
    """It never changes but by its end; answers of earlier data versions stay as they were."""

    id: strawberry.ID = _field("Number（编号）")
    sheet: SheetName = _field("Sheet（表样）")
    side: str | None = _field("Of a sheet with two sides: sent or received（报送方）")
    unit: str = _field("Reporting unit, AGENCY:region（填报单位）")
    agency: Agency = _field("Its agency（部门）")
    region: Region = _field("Its region（地区）")
    from_month: Month = strawberry.field(name="from", description="First month（起始月份）")
    to_month: Month | None = strawberry.field(
        name="to", description="Last month, null while open（截止月份）"
    )
    every_months: int = _field("One report for so many months: 1, 3, 6 or 12（每几个月一报）")
    due_days: int = _field("Due so many days after the end of the month（月末后几日内）")
    declared_version: int = _field("Data version from which it holds（设定时数据版本）")
    declared_at: datetime.datetime = _field("When it was declared（设定时间）")
    declared_by: str = _field("By whom（设定人）")
    reason: str | None = _field("Why（理由）")
    ended_version: int | None = _field("Data version from which it no longer holds（解除时数据版本）")
    ended_at: datetime.datetime | None = _field("When it was ended（解除时间）")
    ended_by: str | None = _field("By whom（解除人）")
    ended_reason: str | None = _field("Why（解除理由）")


@strawberry.type(description="An obligation in a list（报送义务项）.")
class ObligationEdge:
    """With its cursor."""

    cursor: str = _field("Cursor（游标）")
    node: Obligation = _field("The obligation（报送义务）")


@strawberry.type(description="A page of obligations（报送义务列表）.")
class ObligationConnection:
    """Newest first."""

    edges: list[ObligationEdge] = _field("Obligations with their cursors（列表项）")
    nodes: list[Obligation] = _field("Obligations（报送义务）")
    page_info: PageInfo = _field("Whether there are more（分页信息）")
    total_count: int = _field("How many there are in all（总数）")


async def _board(
    info: Info,
    month: Month,
    within: RegionCode | None = None,
    agency: str | None = None,
    sheet: str | None = None,
    states: list[SlotState] | None = None,
    as_of: datetime.datetime | None = None,
    data_version: int | None = None,
    first: int | None = None,
    after: strawberry.ID | None = None,
) -> list[ReportingSlot]:
    viewer = info.context.require_viewer()
    limits = info.context.limits
    found = await board(
        await info.context.reading(),
        month,
        by=viewer,
        within=within,
        agency=agency,
        sheet=sheet,
        states=None if states is None else [State(state.name) for state in states],
        as_of=None if as_of is None else in_china(as_of),
        version=data_version,
        first=limits.page_size_max if first is None else page_size(first, limits),
        after=None if after is None else str(after),
        whole=first is None,
    )
    return [_slot(slot) for slot in found]


async def _obligations(
    info: Info,
    within: RegionCode | None = None,
    sheet: str | None = None,
    agency: str | None = None,
    month: Month | None = None,
    ended: bool = False,
    first: int | None = None,
    after: str | None = None,
) -> ObligationConnection:
    viewer = await info.context.verified_viewer()
    size = page_size(first, info.context.limits)
    last = None if after is None else _number(after)

    def listed(connection: psycopg.Connection) -> tuple[list[Declared], int]:
        return obligations(
            connection,
            by=viewer,
            within=within,
            sheet=sheet,
            agency=agency,
            month=month,
            ended=ended,
            first=size + 1,
            after=last,
        )

    found, total = await connected(info, listed)
    nodes = [_obligation(one) for one in found[:size]]
    return ObligationConnection(
        edges=[ObligationEdge(cursor=str(node.id), node=node) for node in nodes],
        nodes=nodes,
        page_info=PageInfo(
            has_next_page=len(found) > size,
            has_previous_page=after is not None,
            start_cursor=str(nodes[0].id) if nodes else None,
            end_cursor=str(nodes[-1].id) if nodes else None,
        ),
        total_count=total,
    )


async def _declare(
    info: Info,
    sheet: str,
    agency: str,
    region: RegionCode,
    from_month: Annotated[Month, strawberry.argument(name="from", description="First month（起始月份）")],
    to_month: Annotated[
        Month | None, strawberry.argument(name="to", description="Last month, null while open（截止月份）")
    ] = None,
    each: EachLevel | None = None,
    side: str = "",
    every_months: int = 1,
    due_days: int | None = None,
    reason: str | None = None,
) -> list[Obligation]:
    viewer = await info.context.verified_viewer()

    def act(connection: psycopg.Connection) -> list[Declared]:
        return declare(
            connection,
            sheet=sheet,
            agency=agency,
            region=region,
            first=from_month,
            last=to_month,
            each=None if each is None else Level[each.name],
            side=side,
            every=every_months,
            due_days=due_days,
            reason=reason,
            by=viewer,
        )

    found = await connected(info, act)
    await info.context.renew()
    return [_obligation(one) for one in found]


async def _end(info: Info, id: strawberry.ID, reason: str, after_month: Month | None = None) -> Obligation:
    viewer = await info.context.verified_viewer()
    number = _number(str(id))
    found = await connected(info, lambda c: end(c, number, by=viewer, reason=reason, after=after_month))
    await info.context.renew()
    return _obligation(found)


@strawberry.type
class ReportingQuery:
    """Root fields about what is owed."""

    reporting_board: list[ReportingSlot] = strawberry.field(
        resolver=_board,
        description="Every slot that the units in the viewer's scope owe for a month, by sheet, side, agency and "
        "region. A slot is received in time when the first accepted submission that covers the month was received by "
        "the due day, whenever it was accepted. Submissions that wait or were refused are told to those who send. "
        "At most the list limit: more are refused without `first`; with it, `after` is the id of the last slot（报送情况）.",
    )
    obligations: ObligationConnection = strawberry.field(
        resolver=_obligations,
        description="Obligations of the units in the viewer's scope, newest first; `month` lists those that hold for "
        "it, `ended` also those that are over（报送义务列表）.",
    )


@strawberry.type
class ReportingMutation:
    """What a secretariat decides about who owes what."""

    declare_obligations: list[Obligation] = strawberry.mutation(
        resolver=_declare,
        description="Oblige the unit of a region, or each of a level in it, to send a sheet from a month on; "
        "`dueDays` after the end of the month, else as is usual for the sheet（设定报送义务）.",
    )
    end_obligation: Obligation = strawberry.mutation(
        resolver=_end,
        description="Release a unit: as if the obligation had not been, or after `afterMonth`, the last month still "
        "owed; answers of earlier data versions stay（解除报送义务）.",
    )


def _slot(slot: Slot) -> ReportingSlot:
    return ReportingSlot(
        id=strawberry.ID(slot.id),
        unit=f"{slot.agency}:{slot.region_code}",
        agency=_agency(slot.agency),
        region=_region(slot.region_code),
        sheet=_sheet(slot.sheet),
        side=slot.side or None,
        month=Month(slot.month),
        due_on=slot.due_on,
        basis=SlotBasis.KNOWN_SENDER if slot.obligation is None else SlotBasis.DECLARED,
        obligation=_id(slot.obligation),
        state=SlotState[slot.state.name],
        received_at=slot.received_at,
        accepted_at=slot.accepted_at,
        days_late=slot.days_late,
        submission_id=_id(slot.submission),
        supplements=slot.supplements,
    )


def _obligation(found: Declared) -> Obligation:
    return Obligation(
        id=strawberry.ID(str(found.id)),
        sheet=_sheet(found.sheet),
        side=found.side or None,
        unit=found.unit,
        agency=_agency(found.agency),
        region=_region(found.region_code),
        from_month=Month(found.from_month),
        to_month=None if found.to_month is None else Month(found.to_month),
        every_months=found.every_months,
        due_days=found.days,
        declared_version=found.declared_version,
        declared_at=found.declared_at,
        declared_by=found.declared_by,
        reason=found.reason,
        ended_version=found.ended_version,
        ended_at=found.ended_at,
        ended_by=found.ended_by,
        ended_reason=found.ended_reason,
    )


def _sheet(name: str) -> SheetName:
    known = sheets().get(name)
    if known is None:  # declared by an extension that is no longer there
        return SheetName(name=name, form="", zh=name, en=name)
    return SheetName(name=name, form=known.form, zh=known.title_zh, en=known.title_en)


def _agency(code: str) -> Agency:
    known = agencies()[code]
    return Agency(code=known.code, zh=known.zh, en=known.en)


def _region(code: str) -> Region:
    known = register().by_code(code)
    assert known is not None
    return region_of(known)


def _id(number: int | None) -> strawberry.ID | None:
    return None if number is None else strawberry.ID(str(number))


def _number(identifier: str) -> int:
    if not (identifier.isascii() and identifier.isdigit() and len(identifier) < 19):
        raise NotFound("没有该报送义务。", "There is no such obligation.")
    return int(identifier)
