"""Submissions in GraphQL: the list, one of them, and the mutations that accept and withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anyio.to_thread
import strawberry
from sqlalchemy import BigInteger, ColumnElement, Date, Text, or_
from strawberry import UNSET

from hub.database import connect
from hub.errors import NotFound
from hub.submissions import accept, withdraw
from schema.context import Info
from schema.filters import within_region
from schema.pieces import Source
from schema.plans import Binds, Given, Leaf, Plan
from schema.scalars import Month, RegionCode
from schema.selection import selected
from schema.submission_types import Submission, SubmissionConnection, SubmissionState, state_of


async def _submissions(
    info: Info,
    first: int | None = UNSET,
    after: str | None = UNSET,
    sheet: str | None = UNSET,
    agency: str | None = UNSET,
    within: RegionCode | None = UNSET,
    state: SubmissionState | None = UNSET,
    month: Month | None = UNSET,
) -> SubmissionConnection:
    data = info.context.data
    entity = data.entities["submissions"]
    return await data.answered(  # type: ignore[return-value]
        info, lambda given: data.compiler.connection(entity, given, _which(given))
    )


async def _submission(info: Info, id: strawberry.ID) -> Submission | None:
    return await _found(info)


async def _accept(info: Info, id: strawberry.ID, reason: str | None = UNSET) -> Submission:
    return await _done(info, accept, reason or None)


async def _withdraw(info: Info, id: strawberry.ID, reason: str) -> Submission:
    return await _done(info, withdraw, reason)


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


@strawberry.type
class SubmissionMutation:
    """The later facts about a submission."""

    accept_submission: Submission = strawberry.mutation(
        resolver=_accept, description="Let a checked submission count（采用报送）."
    )
    withdraw_submission: Submission = strawberry.mutation(
        resolver=_withdraw,
        description="Let an accepted submission no longer count; what it covered counts again（撤回报送）.",
    )


async def _done(info: Info, action: Callable[..., None], reason: str | None) -> Submission:
    """Run an action on the submission and answer it as it is afterwards."""
    context = info.context
    viewer = await context.verified_viewer()
    number = _number(selected(info).arguments["id"])
    if number is None:
        raise NotFound("没有该报送。", "There is no such submission.")

    def act() -> None:
        with connect(context.database.url) as connection:
            action(connection, number, by=viewer, reason=reason)

    await anyio.to_thread.run_sync(act)
    await context.renew()
    found = await _found(info)
    if found is None:
        raise NotFound("没有该报送。", "There is no such submission.")
    return found


async def _found(info: Info) -> Submission | None:
    """The submission of the argument `id`, its JSON finished."""
    data = info.context.data

    def build(given: Given) -> Plan:
        def which(t: Source, binds: Binds) -> list[ColumnElement[bool]]:
            number = binds.bind(given.arguments["id"], BigInteger(), lambda value, _: _number(value))
            return [t.c.id == number]

        return data.compiler.one(data.entities["submissions"], given, which)

    return await data.answered(info, build)  # type: ignore[return-value]


def _which(given: Given) -> Callable[[Source, Binds], list[ColumnElement[bool]]]:
    wanted = {name: value for name, value in given.arguments.items() if value is not None}

    def which(t: Source, binds: Binds) -> list[ColumnElement[bool]]:
        def said(name: str, condition: Callable[[Leaf], ColumnElement[bool]]) -> list[ColumnElement[bool]]:
            return [condition(wanted[name])] if name in wanted else []

        def text(leaf: Leaf) -> Any:
            return binds.bind(leaf, Text())

        return [
            *said("sheet", lambda leaf: or_(t.c.sheet == text(leaf), t.c.form == text(leaf))),
            *said("agency", lambda leaf: t.c.agency == text(leaf)),
            *said("within", lambda leaf: within_region(t, leaf, binds)),
            *said("state", lambda leaf: state_of(lambda column: t.c[column]) == text(leaf)),
            *said("month", lambda leaf: t.c.period_from <= binds.bind(leaf, Date())),
            *said("month", lambda leaf: t.c.period_to >= binds.bind(leaf, Date())),
        ]

    return which


def _number(identifier: str) -> int | None:
    """The number of a submission; None for what can be none."""
    text = str(identifier)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
