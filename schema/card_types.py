"""The GraphQL types of figure cards."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import psycopg
import strawberry
from strawberry.relay import PageInfo

from hub.access.viewer import Viewer
from hub.indicators import catalogue, press, sourcing
from hub.indicators.one_figure import definitions_of
from hub.indicators.question import camel
from hub.regions import NOW, register
from hub.releases import cards, comparing, telling
from hub.releases.identity import path_of
from schema.catalogue import region_of
from schema.context import Info
from schema.definitions import Indicator, IndicatorKind, Unit, indicator_of
from schema.figure_history import Vintage, vintage_of
from schema.figures import ChangeStatus, Language, MissingReason, RegionBasis
from schema.scalars import Month, RegionCode
from schema.sources import FIRST, Source, SourcePart
from schema.work import steadily

T = TypeVar("T")


def _told(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.type(description="The filters of a card as they were asked for（条件）.")
class CardFilter:
    """A field of StatisticsFilter."""

    name: str = _told("Field of StatisticsFilter（条件名）")
    values: list[str] = _told("Codes, a number, or true and false as text（取值）")


@strawberry.type(description="Slots received of slots owed when the card was made（制卡时的报送情况）.")
class CardCoverage:
    """As `Coverage` of a figure."""

    expected: int = _told("Slots owed（应报）")
    received: int = _told("Slots received（已报）")
    expected_base: int = _told("Slots owed a year before（上年应报）")
    received_base: int = _told("Slots received a year before（上年已报）")
    carried: int = _told("States carried from an earlier month, among the received（沿用前期状态）")
    partial: int = _told("Months reported in part only, among the received（不满月）")


@strawberry.type(
    description="The figure against the same window a year before, when the card was made（同比）."
)
class CardChange:
    """As `Change` of a figure."""

    status: ChangeStatus = _told("What can be said（状态）")
    base: Decimal | None = _told("Value of the other window（基数）")
    base_code: str | None = _told("Grade of the other window（上期等级）")
    difference: Decimal | None = _told("Value less base; null for percentages（差额）")
    ratio: Decimal | None = _told("(value - base) / base, unrounded（变化率）")
    percentage_points: Decimal | None = _told("Difference of percentages（百分点）")
    stored: strawberry.Private[dict[str, Any]]

    @strawberry.field(description="As a press office writes it: 同比上升5.9倍（文字）")  # type: ignore[untyped-decorator]
    def text(self, language: Language = Language.ZH) -> str:
        """Written when the card was made."""
        return str(self.stored[f"text_{language.name.lower()}"])


@strawberry.type(description="What the figure of a card is now, and why（现在的数字）.")
class CardNow:
    """By the definition that holds now."""

    value: Decimal | None = _told("Value（数值）")
    code: str | None = _told("Ordinal result such as grade A（等级）")
    missing: MissingReason | None = _told("Why there is no value（无值原因）")
    data_version: int = _told("Data version that this request reads（数据版本）")
    changed: bool = _told("Whether it is another than on the card（是否有变化）")
    difference: Decimal | None = _told("Now less then; null where one of them has no number（差额）")
    reasons: list[Vintage] = _told("What changed it since, newest first, at most 20（变化由来）")
    more_reasons: bool = _told("Whether there may be more: `figureHistory` pages all of them（是否还有）")
    definition_version: str = _told("Version of the definition that holds now（现行定义版本）")
    definition_changed: bool = _told("Whether the definition is another than the card's（定义是否已改）")
    said: strawberry.Private[comparing.CardNow]

    @strawberry.field(description="As a press office writes it（文字）")  # type: ignore[untyped-decorator]
    def text(self, language: Language = Language.ZH) -> str:
        """681.9万余元; not reported."""
        return self.said.text(press.Language[language.name])


@strawberry.type(
    description="One figure under a permanent id to cite: what it says never changes, whatever is corrected later"
    "（数字卡）."
)
class FigureCard:
    """Asking for the same card twice gives the same one."""

    id: strawberry.ID = _told("F- and twelve characters, without I, L, O and U（编号）")
    path: str = _told("Address of its page on this hub（页面路径）")
    indicator: str = _told("Code of the indicator（指标）")
    within: RegionCode = _told("Region（地区）")
    region: str = _told("Full name of the region in the year in which the window ends（地区名称）")
    first_month: Month = strawberry.field(name="from", description="First month（起始月份）")
    last_month: Month = strawberry.field(name="to", description="Last month（截止月份）")
    on: datetime.date | None = _told("Cut-off day as it was asked for（所问截止日）")
    cut_off: datetime.date = _told("Last day that counts（统计截止日）")
    where: list[CardFilter] = _told("Which records count（条件）")
    regions: RegionBasis = _told("Under which code a succeeded region counts（区划口径）")
    as_of: datetime.datetime = _told("When the data version came to be（数据时间）")
    data_version: int = _told("Data version（数据版本）")
    definition_version: str = _told("Version of the definition（定义版本）")
    definition_digest: str = _told("SHA-256 of the definition（定义摘要）")
    value: Decimal | None = _told('Count "398", yuan "6819450.00", percent "36.7"（数值）')
    code: str | None = _told("Ordinal result such as grade A（等级）")
    missing: MissingReason | None = _told("Why there is no value（无值原因）")
    numerator: Decimal | None = _told("Numerator of a ratio, exact（分子）")
    denominator: Decimal | None = _told("Denominator of a ratio, exact（分母）")
    coverage: CardCoverage = _told("Slots received of slots owed（报送情况）")
    year_on_year: CardChange = _told("Against the same window a year before（同比）")
    created_at: datetime.datetime = _told("When the card was made（制卡时间）")
    card: strawberry.Private[cards.Card]

    @strawberry.field(description="The number as a press office writes it（文字）")  # type: ignore[untyped-decorator]
    def text(self, language: Language = Language.ZH) -> str:
        """681.9万余元; 398 cases."""
        return self.card.text(press.Language[language.name])

    @strawberry.field(description="With region, explicit dates and year-on-year change（整句）")  # type: ignore[untyped-decorator]
    def sentence(self, language: Language = Language.ZH) -> str:
        """As it was printed when the card was made."""
        return self.card.sentence(press.Language[language.name])

    @strawberry.field(description="One line for a footnote: sentence, id, definition, data version（引用）")  # type: ignore[untyped-decorator]
    def citation(self, info: Info, language: Language = Language.ZH) -> str:
        """With the address."""
        return telling.citation(self.card, press.Language[language.name], info.context.settings.public_url)

    @strawberry.field(
        description="Address to cite, of HUB_PUBLIC_URL; the path alone where that is not set（网址）"
    )  # type: ignore[untyped-decorator]
    def url(self, info: Info) -> str:
        """Of its page."""
        return telling.url_of(self.card, info.context.settings.public_url)

    @strawberry.field(
        description="Unit; null where this hub no longer understands the definition（计量单位）"
    )  # type: ignore[untyped-decorator]
    def unit(self) -> Unit | None:
        """Of its own definition."""
        own = self._definitions().get(self.card.indicator)
        return None if own is None else Unit[catalogue.Unit.by_key(own.unit).name]

    @strawberry.field(
        description="Kind; null where this hub no longer understands the definition（指标类型）"
    )  # type: ignore[untyped-decorator]
    def kind(self) -> IndicatorKind | None:
        """Of its own definition."""
        own = self._definitions().get(self.card.indicator)
        return None if own is None else IndicatorKind[own.kind.name]

    @strawberry.field(
        description="The definition by which it was counted, whatever the catalogue says today; null where this hub no "
        "longer understands it（定义）"
    )  # type: ignore[untyped-decorator]
    def definition(self) -> Indicator | None:
        """The card's own."""
        own = self._definitions()
        known = {**catalogue.indicators(), **own}
        return indicator_of(own[self.card.indicator], known) if own else None

    @strawberry.field(
        description="What the figure would be now and why; null where the catalogue no longer has the indicator"
        "（现在的数字）"
    )  # type: ignore[untyped-decorator]
    async def now(self, info: Info) -> CardNow | None:
        """Counted when asked for."""
        found = await _asked(info, lambda connection, by: comparing.card_now(connection, self.card, by=by))
        return None if found is None else now_of(found)

    @strawberry.field(
        description="Whether the figure, counted once more at the card's data version by the card's definition, is "
        "the same; null where this hub no longer understands that definition（核验）"
    )  # type: ignore[untyped-decorator]
    async def verified(self, info: Info) -> bool | None:
        """Counted when asked for."""
        return await _asked(info, lambda connection, by: comparing.verified(connection, self.card, by=by))

    @strawberry.field(
        description="The records that it was counted from, with their cells: 0 to 1000 after a cursor（数据来源）"
    )  # type: ignore[untyped-decorator]
    async def sources(self, info: Info, first: int = FIRST, after: str | None = None) -> list[Source]:
        """Looked up when asked for, at the card's data version."""
        found, _ = await _asked(
            info,
            lambda connection, by: comparing.sources(connection, self.card, by=by, first=first, after=after),
        )
        return [source_of(one) for one in found]

    @strawberry.field(description="How many records it was counted from（数据来源条数）")  # type: ignore[untyped-decorator]
    async def sources_total(self, info: Info) -> int:
        """Counted when asked for, at the card's data version."""
        _, total = await _asked(
            info, lambda connection, by: comparing.sources(connection, self.card, by=by, first=0)
        )
        return total

    def _definitions(self) -> dict[str, catalogue.Indicator]:
        """The card's own definitions by code; none where this hub no longer understands them."""
        try:
            return definitions_of(self.card.definition)
        except ValueError:
            return {}


@strawberry.type(description="A card in a list（数字卡列表项）.")
class FigureCardEdge:
    """With its cursor."""

    cursor: str = _told("Where it stands（游标）")
    node: FigureCard = _told("The card（数字卡）")


@strawberry.type(description="Figure cards, newest first（数字卡列表）.")
class FigureCardConnection:
    """A page of them."""

    edges: list[FigureCardEdge] = _told("Cards with their cursors（列表项）")
    nodes: list[FigureCard] = _told("The same without cursors（数字卡）")
    page_info: PageInfo = _told("Whether there is more（分页信息）")
    total_count: int = _told("How many there are（总数）")


def card_of(card: cards.Card) -> FigureCard:
    """A card as GraphQL gives it."""
    asked, change, coverage = card.asked, card.year_on_year, card.coverage
    return FigureCard(
        id=strawberry.ID(card.id),
        path=path_of(card.id),
        indicator=card.indicator,
        within=RegionCode(card.region_code),
        region=card.region_name,
        first_month=Month(card.window_from),
        last_month=Month(card.window_to),
        on=None if asked["on"] is None else datetime.date.fromisoformat(asked["on"]),
        cut_off=card.cut_off,
        where=[_filter(name, value) for name, value in sorted(asked["where"].items())],
        regions=RegionBasis[asked["regions"]],
        as_of=card.as_of,
        data_version=card.data_version,
        definition_version=card.definition_version,
        definition_digest=card.definition_digest,
        value=_decimal(card.value),
        code=card.code,
        missing=None if card.missing is None else MissingReason[card.missing],
        numerator=_decimal(card.numerator),
        denominator=_decimal(card.denominator),
        coverage=CardCoverage(**{name: coverage[name] for name in CardCoverage.__annotations__}),
        year_on_year=CardChange(
            status=ChangeStatus[change["status"]],
            base=_decimal(change["base"]),
            base_code=change["base_code"],
            difference=_decimal(change["difference"]),
            ratio=_decimal(change["ratio"]),
            percentage_points=_decimal(change["percentage_points"]),
            stored=change,
        ),
        created_at=card.created_at,
        card=card,
    )


def connection_of(page: cards.CardPage) -> FigureCardConnection:
    """A page of cards as GraphQL gives it."""
    edges = [FigureCardEdge(cursor=cursor, node=card_of(one)) for cursor, one in page.cards]
    return FigureCardConnection(
        edges=edges,
        nodes=[edge.node for edge in edges],
        page_info=PageInfo(
            has_next_page=page.more,
            has_previous_page=False,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        total_count=page.total,
    )


def now_of(now: comparing.CardNow) -> CardNow:
    """What a figure is now as GraphQL gives it."""
    return CardNow(
        value=_decimal(now.value),
        code=now.code,
        missing=None if now.missing is None else MissingReason[now.missing],
        data_version=now.data_version,
        changed=now.changed,
        difference=_decimal(now.difference),
        reasons=[vintage_of(one) for one in now.reasons],
        more_reasons=now.more_reasons,
        definition_version=now.definition_version,
        definition_changed=now.definition_changed,
        said=now,
    )


def source_of(found: sourcing.Source) -> Source:
    """A source as GraphQL gives it."""
    year = found.period_to.year if found.period_to else NOW
    region = register().by_code(found.region, year) or register().by_code(found.region)
    assert region is not None  # rows have codes of the register only
    return Source(
        cursor=found.cursor,
        part=SourcePart[found.part.name],
        value=found.value,
        field=found.field,
        header=found.header,
        submission=strawberry.ID(str(found.submission)),
        file=found.file,
        sheet=found.sheet,
        unit=found.unit,
        period=found.period,
        as_of=found.as_of,
        accepted_version=found.version,
        worksheet=found.worksheet,
        row=found.row or None,
        cell=found.cell,
        region=region_of(region),
        record=None if found.record is None else strawberry.ID(found.record),
        recovery_group=None if found.group is None else strawberry.ID(str(found.group)),
    )


async def _asked(info: Info, ask: Callable[[psycopg.Connection, Viewer], T]) -> T:
    viewer = info.context.require_viewer()
    return await steadily(info, lambda connection: ask(connection, viewer))


def _filter(name: str, value: object) -> CardFilter:
    values = list(map(str, value)) if isinstance(value, list) else [_text(value)]
    return CardFilter(name=camel(name), values=values)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
