"""Submissions in GraphQL: the list, one of them, its preview, closed months, and the mutations."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, TypeVar

import anyio.to_thread
import psycopg
import strawberry
from sqlalchemy import BigInteger, ColumnElement, Date, Text, or_
from strawberry import UNSET

from hub.errors import NotFound
from hub.importing.parsed import Options
from hub.submissions import Preview, accept, close_month, preview, reopen_month, withdraw
from hub.submissions.between import difference
from hub.submissions.closing import closings
from hub.submissions.intake import Intake
from hub.submissions.paging import PAGE_DEFAULT
from hub.submissions.slots import declared_period, sheet_named
from schema.compiler import Which
from schema.context import Info
from schema.filters import within_region
from schema.moments import Moment, Versions
from schema.pieces import Source
from schema.plans import Binds, Given, Leaf, Plan
from schema.preview_types import (
    MonthClosing,
    SubmissionDifference,
    SubmissionPreview,
    closing_of,
    difference_of,
    preview_of,
)
from schema.scalars import Month, RegionCode
from schema.selection import selected
from schema.submission_types import (
    Submission,
    SubmissionConnection,
    SubmissionMode,
    SubmissionState,
    state_of,
)
from schema.work import connected

T = TypeVar("T")

_AS_OF = strawberry.argument(
    description="Those received by this time, in the state of then, of China where no zone is given（当时所知）"
)
_VERSION = strawberry.argument(
    description="Those received by this data version, in its state, instead of `asOf`（数据版本）"
)


async def _submissions(
    info: Info,
    first: int | None = UNSET,
    after: str | None = UNSET,
    sheet: str | None = UNSET,
    agency: str | None = UNSET,
    within: RegionCode | None = UNSET,
    state: SubmissionState | None = UNSET,
    month: Month | None = UNSET,
    as_of: Annotated[datetime.datetime | None, _AS_OF] = UNSET,
    data_version: Annotated[int | None, _VERSION] = UNSET,
) -> SubmissionConnection:
    data = info.context.data
    entity = data.entities["submissions"]
    return await data.answered(  # type: ignore[return-value]
        info, lambda given: data.compiler.connection(entity, given, _which(given))
    )


async def _submission(
    info: Info,
    id: strawberry.ID,
    as_of: Annotated[datetime.datetime | None, _AS_OF] = UNSET,
    data_version: Annotated[int | None, _VERSION] = UNSET,
) -> Submission | None:
    return await _found(info)


async def _preview(
    info: Info,
    id: strawberry.ID,
    mode: SubmissionMode | None = None,
    nil: bool | None = None,
    first: int = PAGE_DEFAULT,
    after: str | None = None,
) -> SubmissionPreview:
    viewer = await info.context.verified_viewer()
    number = _existing(id)
    said = None if mode is None else mode.name

    def look(connection: psycopg.Connection) -> Preview:
        return preview(connection, number, by=viewer, mode=said, nil=nil, first=first, after=after)

    return preview_of(await connected(info, look))


async def _difference(
    info: Info,
    before: Annotated[strawberry.ID, strawberry.argument(name="from", description="Earlier one（前一次）")],
    now: Annotated[strawberry.ID, strawberry.argument(name="to", description="Later one（后一次）")],
    first: int = PAGE_DEFAULT,
    after: str | None = None,
) -> SubmissionDifference:
    viewer = await info.context.verified_viewer()
    ids = _existing(before), _existing(now)
    return difference_of(
        await connected(info, lambda c: difference(c, *ids, by=viewer, first=first, after=after))
    )


async def _month_closings(
    info: Info, region: RegionCode | None = None, first: int = 100, after: strawberry.ID | None = None
) -> list[MonthClosing]:
    viewer = await info.context.verified_viewer()
    last = None if after is None else _existing(after)
    found = await connected(info, lambda c: closings(c, by=viewer, region=region, first=first, after=last))
    return [closing_of(closing) for closing in found]


async def _accept(
    info: Info,
    id: strawberry.ID,
    reason: str | None = UNSET,
    plan: str | None = UNSET,
    mode: SubmissionMode | None = UNSET,
    nil: bool | None = UNSET,
) -> Submission:
    said = mode.name if isinstance(mode, SubmissionMode) else None
    none = nil if isinstance(nil, bool) else None
    return await _done(info, partial(accept, reason=reason or None, plan=plan or None, mode=said, nil=none))


async def _withdraw(info: Info, id: strawberry.ID, reason: str) -> Submission:
    return await _done(info, partial(withdraw, reason=reason))


async def _nil_return(
    info: Info,
    sheet: str,
    agency: str,
    region: RegionCode,
    period: str,
    side: str = "",
    accept: bool = False,
    reason: str | None = None,
) -> NilReturn:
    viewer = await info.context.verified_viewer()
    intake = Intake(info.context.database.url, info.context.settings)
    options = Options(sheet_named(sheet).name, agency, region, declared_period(period))
    receipt = await anyio.to_thread.run_sync(
        lambda: intake.nil_return(options, by=viewer, side=side, accept=accept, reason=reason)
    )
    assert receipt.submission is not None
    return NilReturn(id=strawberry.ID(str(receipt.submission)), status=receipt.status)


async def _close_month(
    info: Info, region: RegionCode, month: Month, reason: str | None = None
) -> MonthClosing:
    viewer = await info.context.verified_viewer()
    return closing_of(
        await connected(info, lambda c: close_month(c, region, month, by=viewer, reason=reason))
    )


async def _reopen_month(
    info: Info, region: RegionCode, month: Month, reason: str | None = None
) -> MonthClosing:
    viewer = await info.context.verified_viewer()
    return closing_of(
        await connected(info, lambda c: reopen_month(c, region, month, by=viewer, reason=reason))
    )


@strawberry.type(description="A nil return as it was received（零报告回执）.")
class NilReturn:
    """Its submission is answered by `submission(id)`."""

    id: strawberry.ID = strawberry.field(description="Number of the submission（报送编号）")
    status: str = strawberry.field(description="checked, accepted or unchanged（状态）")


@strawberry.type
class SubmissionQuery:
    """Root fields of submissions, each answered by one statement."""

    submissions: SubmissionConnection = strawberry.field(
        resolver=_submissions,
        description="Submissions that the viewer may see, newest first: `sheet` is a name or a form code, "
        "`month` lies in the period（报送列表）.",
    )
    submission: Submission | None = strawberry.field(
        resolver=_submission,
        description="One submission; null where there is none or it may not be seen（报送）.",
    )
    submission_preview: SubmissionPreview = strawberry.field(
        resolver=_preview,
        description="What accepting a checked submission would change: rows, cells, figures; `first` and `after` "
        "page the rows（采用预览）.",
    )
    submission_difference: SubmissionDifference = strawberry.field(
        resolver=_difference,
        description="What one submission says otherwise than an earlier one of its unit and sheet（两次报送的差异）.",
    )
    month_closings: list[MonthClosing] = strawberry.field(
        resolver=_month_closings,
        description="Closed months, newest first, reopened ones among them（关账月份）.",
    )


@strawberry.type
class SubmissionMutation:
    """The later facts about a submission."""

    accept_submission: Submission = strawberry.mutation(
        resolver=_accept,
        description="Let a checked submission count: with `plan` exactly as its preview showed it; a closed month "
        "needs a reason, a submission without records `nil`（采用报送）.",
    )
    withdraw_submission: Submission = strawberry.mutation(
        resolver=_withdraw,
        description="Let an accepted submission no longer count; what it covered counts again（撤回报送）.",
    )
    nil_return: NilReturn = strawberry.mutation(
        resolver=_nil_return,
        description="Report that there is nothing to report of a sheet, without a file（零报告）.",
    )
    close_month: MonthClosing = strawberry.mutation(
        resolver=_close_month,
        description="Close a month of a region: a correction then needs a reason（关账）.",
    )
    reopen_month: MonthClosing = strawberry.mutation(
        resolver=_reopen_month, description="Open a closed month again（重新开放月份）."
    )


def _existing(identifier: str) -> int:
    number = _number(identifier)
    if number is None:
        raise NotFound("没有该报送。", "There is no such submission.")
    return number


async def _done(info: Info, action: Callable[..., None]) -> Submission:
    """Run an action on the submission and answer it as it is afterwards."""
    context = info.context
    viewer = await context.verified_viewer()
    number = _existing(selected(info).arguments["id"])
    await connected(info, lambda connection: action(connection, number, by=viewer))
    await context.renew()
    found = await _found(info)
    if found is None:
        raise NotFound("没有该报送。", "There is no such submission.")
    return found


async def _found(info: Info) -> Submission | None:
    """The submission of the argument `id`, its JSON finished."""
    data = info.context.data

    def build(given: Given) -> Plan:
        def which(t: Source, binds: Binds, versions: Versions) -> list[ColumnElement[bool]]:
            number = binds.bind(given.arguments["id"], BigInteger(), lambda value, _: _number(value))
            return [t.c.id == number, *_received(t, versions, given)]

        return data.compiler.one(data.entities["submissions"], given, which)

    return await data.answered(info, build)  # type: ignore[return-value]


def _received(t: Source, versions: Versions, given: Given) -> list[ColumnElement[bool]]:
    """In the past, only those that had come by then."""
    return [] if Moment.of(given).is_now else [t.c.received_at <= versions.until_now()]


def _which(given: Given) -> Which:
    wanted = {name: value for name, value in given.arguments.items() if value is not None}

    def which(t: Source, binds: Binds, versions: Versions) -> list[ColumnElement[bool]]:
        def said(name: str, condition: Callable[[Leaf], ColumnElement[bool]]) -> list[ColumnElement[bool]]:
            return [condition(wanted[name])] if name in wanted else []

        def text(leaf: Leaf) -> Any:
            return binds.bind(leaf, Text())

        return [
            *said("sheet", lambda leaf: or_(t.c.sheet == text(leaf), t.c.form == text(leaf))),
            *said("agency", lambda leaf: t.c.agency == text(leaf)),
            *said("within", lambda leaf: within_region(t, leaf, binds)),
            *said(
                "state", lambda leaf: state_of(lambda column: t.c[column], versions.others()) == text(leaf)
            ),
            *said("month", lambda leaf: t.c.period_from <= binds.bind(leaf, Date())),
            *said("month", lambda leaf: t.c.period_to >= binds.bind(leaf, Date())),
            *_received(t, versions, given),
        ]

    return which


def _number(identifier: str) -> int | None:
    """The number of a submission; None for what can be none."""
    text = str(identifier)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
