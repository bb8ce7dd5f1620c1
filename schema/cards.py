"""Figure cards in GraphQL: make one, find it by its id, list them."""

from __future__ import annotations

import datetime
from typing import Annotated

import anyio.to_thread
import strawberry

from hub.database import connect
from hub.errors import NotFound
from hub.indicators import question as engine
from hub.indicators.catalogue import indicators
from hub.indicators.one_figure import one_figure
from hub.releases import cards
from schema.card_types import FigureCard, FigureCardConnection, card_of, connection_of
from schema.context import Info
from schema.definitions import StatisticsFilter, filters
from schema.figures import RegionBasis
from schema.pieces import in_china
from schema.scalars import Month, RegionCode
from schema.work import steadily


async def _create(
    info: Info,
    indicator: Annotated[str, strawberry.argument(description="Code or field name（指标）")],
    within: Annotated[RegionCode, strawberry.argument(description="Region（地区）")],
    first_month: Annotated[Month, strawberry.argument(name="from", description="First month（起始月份）")],
    last_month: Annotated[Month, strawberry.argument(name="to", description="Last month（截止月份）")],
    on: Annotated[
        datetime.date | None,
        strawberry.argument(
            description="Cut-off day; left out: the end of `to`, not later than the newest data（统计截止日）"
        ),
    ] = None,
    where: Annotated[
        StatisticsFilter | None, strawberry.argument(description="Which records count（条件）")
    ] = None,
    regions: Annotated[
        RegionBasis, strawberry.argument(description="Under which code a succeeded region counts（区划口径）")
    ] = RegionBasis.OF_THE_TIME,
    data_version: Annotated[
        int | None, strawberry.argument(description="Data version; left out: the newest（数据版本）")
    ] = None,
    as_of: Annotated[
        datetime.datetime | None,
        strawberry.argument(
            description="What the hub knew at that time, instead of `dataVersion`（按当时数据）"
        ),
    ] = None,
) -> FigureCard:
    viewer = await info.context.verified_viewer()
    question = one_figure(
        indicators(),
        indicator,
        within=within,
        first=first_month,
        last=last_month,
        on=on,
        where=filters(where),
        as_of=None if as_of is None else in_china(as_of),
        version=data_version,
        regions=engine.RegionBasis[regions.name],
    )

    def make() -> cards.Card:
        with connect(info.context.database.url) as connection:
            return cards.make_card(connection, question, by=viewer)

    made = await anyio.to_thread.run_sync(make)
    await info.context.renew()
    return card_of(made)


async def _card(
    info: Info, id: Annotated[str, strawberry.argument(description="As printed, or as typed in（编号）")]
) -> FigureCard | None:
    viewer = await info.context.verified_viewer()
    try:
        found = await steadily(info, lambda connection: cards.card(connection, id, by=viewer))
    except NotFound:
        return None
    return card_of(found)


async def _cards(
    info: Info,
    within: Annotated[
        RegionCode | None, strawberry.argument(description="Cards of this region and those in it（地区）")
    ] = None,
    indicator: Annotated[str | None, strawberry.argument(description="Code of the indicator（指标）")] = None,
    first: Annotated[int, strawberry.argument(description="At most this many, 1 to 200（条数）")] = (
        cards.PAGE_DEFAULT
    ),
    after: Annotated[str | None, strawberry.argument(description="Cursor of a card before（游标）")] = None,
) -> FigureCardConnection:
    viewer = await info.context.verified_viewer()
    page = await steadily(
        info,
        lambda connection: cards.cards(
            connection, by=viewer, within=within, indicator=indicator, first=first, after=after
        ),
    )
    return connection_of(page)


@strawberry.type
class CardQuery:
    """Root fields of figure cards."""

    figure_card: FigureCard | None = strawberry.field(
        resolver=_card,
        description="A figure card by its id; null where there is none or it may not be seen（数字卡）.",
    )
    figure_cards: FigureCardConnection = strawberry.field(
        resolver=_cards, description="The figure cards that may be seen, newest first（数字卡列表）."
    )


@strawberry.type
class CardMutation:
    """Making figure cards."""

    create_figure_card: FigureCard = strawberry.mutation(
        resolver=_create,
        description="Make a permanent card of one figure; the same figure asked for again gives the same card"
        "（制作数字卡）.",
    )
