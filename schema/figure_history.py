"""The vintages of a figure in GraphQL: what it was over the data versions, and which act changed it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, TypeVar

import psycopg
import strawberry

from hub.database import enter_scope
from hub.indicators import press, vintages
from hub.indicators import question as engine
from hub.indicators.catalogue import indicators
from hub.indicators.one_figure import one_figure
from schema.context import Info
from schema.definitions import StatisticsFilter, filters
from schema.figures import Language, MissingReason, RegionBasis
from schema.scalars import Month, RegionCode
from schema.work import steadily

T = TypeVar("T")


def _told(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.enum(description="What took a data version（数据版本的由来）.")
class VersionAct(Enum):
    """Acts without a submission change what figures are counted from, not what was reported."""

    ACCEPT = strawberry.enum_value("ACCEPT", description="A submission was accepted（采用报送）")
    WITHDRAW = strawberry.enum_value("WITHDRAW", description="A submission was withdrawn（撤回报送）")
    OTHER = strawberry.enum_value(
        "OTHER", description="Another act, such as obligations or confirmed recoveries（其他操作）"
    )


@strawberry.type(
    description="The submission whose acceptance or withdrawal changed a figure（引起变化的报送）."
)
class VintageSubmission:
    """Of a unit that lies in the region or reports for it."""

    id: strawberry.ID = _told("Number of the submission（报送编号）")
    sheet: str = _told("Sheet（表样）")
    unit: str = _told("Reporting unit, AGENCY:region（填报单位）")
    period_from: Month = _told("First month（起始月份）")
    period_to: Month = _told("Last month（截止月份）")
    file: str | None = _told("Name of the file; null where the submission may not be seen（文件名）")


@strawberry.type(description="A figure as it became at a data version（数字的一个版次）.")
class Vintage:
    """With the act that made it so."""

    data_version: int = _told("Data version from which on it was so（数据版本）")
    at: datetime.datetime = _told("When that was（时间）")
    value: Decimal | None = _told("Value（数值）")
    code: str | None = _told("Ordinal result such as grade A（等级）")
    missing: MissingReason | None = _told("Why there is no value（无值原因）")
    cut_off: datetime.date = _told("Last day that counts（统计截止日）")
    definition_version: str = _told("Version of the definition（定义版本）")
    redefined: bool = _told("Whether another definition made it so, and not the act（是否因定义修改）")
    act: VersionAct = _told("What changed it（变化由来）")
    action: str = _told("The same as the hub's log names it, such as ACCEPT（操作名称）")
    submission: VintageSubmission | None = _told("The submission, where the act is about one（报送）")
    reason: str | None = _told("The reason that was given, where the submission may be seen（理由）")
    said: strawberry.Private[vintages.Vintage]

    @strawberry.field(description="As a press office writes it（文字）")  # type: ignore[untyped-decorator]
    def text(self, language: Language = Language.ZH) -> str:
        """681.9万余元; not reported."""
        return self.said.text(press.Language[language.name])


@strawberry.type(description="The vintages of a figure, newest first（数字的历次版本）.")
class FigureHistory:
    """Only the data versions in which it changed."""

    vintages: list[Vintage] = _told("Newest first（从新到旧）")
    has_more: bool = _told(
        "Whether older versions are still to be examined: ask again with `after`, also where a page is empty（是否还有）"
    )
    end_cursor: str | None = _told("Cursor for `after`; null at the end（游标）")


async def _figure_history(
    info: Info,
    indicator: Annotated[str, strawberry.argument(description="Code or field name（指标）")],
    within: Annotated[RegionCode, strawberry.argument(description="Region（地区）")],
    first_month: Annotated[Month, strawberry.argument(name="from", description="First month（起始月份）")],
    last_month: Annotated[Month, strawberry.argument(name="to", description="Last month（截止月份）")],
    on: Annotated[
        datetime.date | None,
        strawberry.argument(
            description="Cut-off day; left out: that of each version, as a live answer has it（统计截止日）"
        ),
    ] = None,
    where: Annotated[
        StatisticsFilter | None, strawberry.argument(description="Which records count（条件）")
    ] = None,
    regions: Annotated[
        RegionBasis, strawberry.argument(description="Under which code a succeeded region counts（区划口径）")
    ] = RegionBasis.OF_THE_TIME,
    first: Annotated[int, strawberry.argument(description="At most this many, 1 to 100（条数）")] = (
        vintages.PAGE_DEFAULT
    ),
    after: Annotated[
        str | None, strawberry.argument(description="`endCursor` of the page before（游标）")
    ] = None,
) -> FigureHistory:
    viewer = await info.context.verified_viewer()
    viewer.require("data.read")
    catalogue = indicators()
    question = one_figure(
        catalogue,
        indicator,
        within=within,
        first=first_month,
        last=last_month,
        on=on,
        where=filters(where),
        regions=engine.RegionBasis[regions.name],
    )

    def look(connection: psycopg.Connection) -> vintages.History:
        enter_scope(connection, viewer.scope)
        return vintages.history(connection, question, catalogue, viewer, first=first, after=after)

    found = await steadily(info, look)
    return FigureHistory(
        vintages=[vintage_of(one) for one in found.vintages],
        has_more=found.after is not None,
        end_cursor=found.after,
    )


@strawberry.type
class FigureHistoryQuery:
    """The root field of vintages."""

    figure_history: FigureHistory = strawberry.field(
        resolver=_figure_history,
        description="What a figure was over the data versions, newest first, and which act changed it each time; "
        "a call examines at most 200 versions, for about ten seconds（数字的历次版本）.",
    )


def vintage_of(found: vintages.Vintage) -> Vintage:
    """A vintage as GraphQL gives it."""
    act, sent = found.act, found.act.submission
    return Vintage(
        data_version=act.version,
        at=act.at,
        value=None if found.value is None else Decimal(found.value),
        code=found.code,
        missing=found.missing and MissingReason[found.missing.name],
        cut_off=found.cut_off,
        definition_version=found.definition_version,
        redefined=found.redefined,
        act=VersionAct.__members__.get(act.action, VersionAct.OTHER),
        action=act.action,
        submission=None
        if sent is None
        else VintageSubmission(
            id=strawberry.ID(str(sent.id)),
            sheet=sent.sheet,
            unit=sent.unit,
            period_from=Month(sent.period_from),
            period_to=Month(sent.period_to),
            file=sent.file,
        ),
        reason=act.reason,
        said=found,
    )
