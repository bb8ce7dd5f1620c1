"""Groups of recovered amounts in GraphQL: proposals, decisions, and the mutations that decide."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, TypeVar

import psycopg
import strawberry

from hub.errors import HubError, NotFound
from hub.recoveries import Claim, Group, confirm, decided, dissolve, proposals, reject
from hub.regions import NATIONAL
from schema.context import Info
from schema.figures import Language
from schema.scalars import RegionCode
from schema.work import connected, steadily

T = TypeVar("T")


def _field(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.enum(description="What is known of a group of recovered amounts（去重组状态）.")
class RecoveryGroupState(Enum):
    """A proposal changes no figure."""

    PROPOSED = strawberry.enum_value("PROPOSED", description="By the rule; nobody has decided（待确认）")
    CONFIRMED = strawberry.enum_value("CONFIRMED", description="One payment: it counts once（已确认）")
    REJECTED = strawberry.enum_value("REJECTED", description="Several payments（已否决）")
    DISSOLVED = strawberry.enum_value("DISSOLVED", description="Confirmed once, taken apart since（已拆分）")


@strawberry.type(description="A recovered amount in a group（组内款项）.")
class RecoveryMember:
    """As its agency reports it now."""

    id: strawberry.ID = _field("Id of the WageRecovery（标识）")
    agency: str = _field("Agency that reports it（填报部门）")
    region: RegionCode = _field("Region（地区）")
    employer_name: str | None = _field("Employer（单位名称）")
    amount: Decimal = _field("Amount, yuan（金额）")
    workers_paid: int | None = _field("Workers paid（受偿人数）")
    recovered_on: datetime.date | None = _field("Recovered on（追回日期）")
    case_no: str | None = _field("Case or document number（案号）")
    ledger: str = _field("Ledger that states it（来源台账）")


@strawberry.type(
    description="Recovered amounts of several agencies that are, or look like, one payment（去重组）."
)
class RecoveryGroup:
    """Gross is their sum, deduplicated the largest of them."""

    id: strawberry.ID | None = _field("Number of the decision; null for a proposal（编号）")
    state: RecoveryGroupState = _field("State（状态）")
    members: list[RecoveryMember] = _field("The amounts（款项）")
    gross: Decimal = _field("Sum of the amounts, with overlap（合计，含重复）")
    deduplicated: Decimal = _field("The payment once: the largest amount（去重金额）")
    linked: bool = _field("Whether the records name each other's numbers（案号是否关联）")
    rule_version: str | None = _field("Version of the rule that proposes it（规则版本）")
    decided_at: datetime.datetime | None = _field("When it was decided（决定时间）")
    reason: str | None = _field("Why（理由）")
    data_version: int | None = _field("Data version from which the decision holds（数据版本）")
    said: strawberry.Private[Group]

    @strawberry.field(description="Why it is proposed, as a sentence（依据）")  # type: ignore[untyped-decorator]
    def evidence(self, language: Language = Language.ZH) -> str:
        """From what the records say."""
        return _evidence(self.said, language.name)


def recovery_group(found: Group) -> RecoveryGroup:
    """A group as GraphQL gives it."""
    return RecoveryGroup(
        id=None if found.id is None else strawberry.ID(str(found.id)),
        state=RecoveryGroupState[found.state],
        members=[_member(claim) for claim in found.claims],
        gross=found.gross,
        deduplicated=found.deduplicated,
        linked=found.linked,
        rule_version=found.rule,
        decided_at=found.decided_at,
        reason=found.reason,
        data_version=found.version,
        said=found,
    )


def _member(claim: Claim) -> RecoveryMember:
    return RecoveryMember(
        id=strawberry.ID(f"WageRecovery:{claim.key[0]}:{claim.id}"),
        agency=claim.agency,
        region=RegionCode(claim.region_code),
        employer_name=claim.employer_name,
        amount=claim.amount,
        workers_paid=claim.workers_paid,
        recovered_on=claim.recovered_on,
        case_no=claim.case_no,
        ledger=claim.ledger,
    )


def _evidence(group: Group, language: str) -> str:
    agencies = len({claim.agency for claim in group.claims})
    if language == "ZH":
        why = "案号或文号互相关联" if group.linked else "用人单位相同，金额、人数和日期相近"
        return f"{agencies}个部门报告，{why}。"
    why = (
        "their records name each other's numbers"
        if group.linked
        else "the same employer, with amounts, workers and days that agree"
    )
    return f"Reported by {agencies} agencies; {why}."


async def _groups(
    info: Info,
    state: Annotated[
        RecoveryGroupState, strawberry.argument(description="PROPOSED, else decisions（状态）")
    ] = RecoveryGroupState.PROPOSED,
    within: Annotated[RegionCode | None, strawberry.argument(description="Region（地区）")] = None,
    first: Annotated[int, strawberry.argument(description="At most this many（条数）")] = 100,
    after: Annotated[
        str | None,
        strawberry.argument(
            description="For proposals how many to leave out, else the id of the last one before（游标）"
        ),
    ] = None,
) -> list[RecoveryGroup]:
    viewer = await info.context.verified_viewer()
    last = _whole(after) if after is not None else None
    region = within or NATIONAL

    def look(connection: psycopg.Connection) -> list[Group]:
        if state.name == "PROPOSED":
            return proposals(connection, by=viewer, within=region, first=first, after=last or 0)
        return decided(connection, by=viewer, within=region, state=state.name, first=first, after=last)

    return [recovery_group(found) for found in await steadily(info, look)]


async def _confirm(info: Info, members: list[strawberry.ID], reason: str | None = None) -> RecoveryGroup:
    viewer = await info.context.verified_viewer()
    ids = [_recovery(member) for member in members]
    return await _decided(info, lambda c: confirm(c, ids, by=viewer, reason=reason))


async def _reject(info: Info, members: list[strawberry.ID], reason: str | None = None) -> RecoveryGroup:
    viewer = await info.context.verified_viewer()
    ids = [_recovery(member) for member in members]
    return await _decided(info, lambda c: reject(c, ids, by=viewer, reason=reason))


async def _dissolve(info: Info, id: strawberry.ID, reason: str) -> RecoveryGroup:
    viewer = await info.context.verified_viewer()
    number = _whole(id)
    return await _decided(info, lambda c: dissolve(c, number, by=viewer, reason=reason))


@strawberry.type
class RecoveryGroupQuery:
    """Root fields of recovery groups."""

    recovery_groups: list[RecoveryGroup] = strawberry.field(
        resolver=_groups,
        description="Recovered amounts of several agencies that look like one payment, largest overlap first, or "
        "what was decided about such, newest first（追回款项去重组）.",
    )


@strawberry.type
class RecoveryGroupMutation:
    """What a person decides about recovery groups."""

    confirm_recovery_group: RecoveryGroup = strawberry.mutation(
        resolver=_confirm,
        description="Say that these recovered amounts (ids of wageRecoveries, one an agency) are one payment: "
        "wagesRecoveredDedup counts the largest of them（确认去重组）.",
    )
    reject_recovery_group: RecoveryGroup = strawberry.mutation(
        resolver=_reject,
        description="Say that these amounts are several payments: they are not proposed again（否决去重组）.",
    )
    dissolve_recovery_group: RecoveryGroup = strawberry.mutation(
        resolver=_dissolve, description="Take a confirmed group apart, with a reason（拆分去重组）."
    )


async def _decided(info: Info, action: Callable[[psycopg.Connection], Group]) -> RecoveryGroup:
    found = await connected(info, action)
    await info.context.renew()
    return recovery_group(found)


def _recovery(identifier: str) -> int:
    text = str(identifier).rpartition(":")[2]
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    raise NotFound(f"没有追回款项“{identifier}”。", f"There is no recovered amount {identifier!r}.")


def _whole(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    raise HubError("编号或游标应为整数。", "The number or cursor must be a whole number.")
