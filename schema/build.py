"""The schema put together: the parts of Query and Mutation, the executor, caches, limits, errors."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import lru_cache
from typing import Any

import strawberry
from graphql import ExecutionResult as CoreResult
from graphql import GraphQLError
from strawberry.extensions import (
    AddValidationRules,
    MaxTokensLimiter,
    ParserCache,
    SchemaExtension,
    ValidationCache,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult

from schema.cards import CardMutation, CardQuery
from schema.catalogue import CatalogueQuery
from schema.errors import shown
from schema.execution import Executor
from schema.figure_history import FigureHistoryQuery
from schema.ledgers import DataTypes
from schema.limits import limits_rule
from schema.recovery_groups import RecoveryGroupMutation, RecoveryGroupQuery
from schema.reported_checks import ReportedCheckQuery
from schema.reporting import ReportingMutation, ReportingQuery
from schema.scalars import SCALARS
from schema.statistics import StatisticsQuery
from schema.submissions import SubmissionMutation, SubmissionQuery

DOCUMENTS_KEPT = 512
TOKENS_MAX = 20_000


class HubSchema(strawberry.Schema):
    """A schema with the types of the data part that its resolvers ask."""

    data: DataTypes

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Nothing to do here: `Operation` shows, masks and logs them."""


@lru_cache(maxsize=8)
def build_schema(depth_max: int = 12) -> HubSchema:
    """The schema of this process; documents deeper than `depth_max` are refused."""
    data = DataTypes()
    query: Any = strawberry.type(
        type(
            "Query",
            (
                data.query,
                StatisticsQuery,
                SubmissionQuery,
                ReportingQuery,
                CatalogueQuery,
                RecoveryGroupQuery,
                FigureHistoryQuery,
                CardQuery,
                ReportedCheckQuery,
            ),
            {},
        ),
        description="Questions to the hub（查询）.",
    )
    mutation: Any = strawberry.type(
        type("Mutation", (SubmissionMutation, ReportingMutation, RecoveryGroupMutation, CardMutation), {}),
        description="Later facts about submissions（操作）.",
    )
    rule = limits_rule(depth_max)
    schema = HubSchema(
        query=query,
        mutation=mutation,
        types=[t for name, t in data.types.items() if name in data.compiler.by_type],
        execution_context_class=Executor,
        config=StrawberryConfig(scalar_map=SCALARS),
        extensions=[
            Operation,
            lambda: AddValidationRules([rule]),
            lambda: MaxTokensLimiter(max_token_count=TOKENS_MAX),
            lambda: ParserCache(maxsize=DOCUMENTS_KEPT),
            lambda: ValidationCache(maxsize=DOCUMENTS_KEPT),
        ],
    )
    schema.data = data
    return schema


class Operation(SchemaExtension):
    """Around one operation: its reading goes back to the pool, its errors become those that clients see."""

    async def on_operation(self) -> AsyncIterator[None]:
        context = self.execution_context.context
        context.begin()
        try:
            yield
        finally:
            await context.end()
            self._show(self.execution_context.result)

    def on_stream_result(self, result: Any) -> Iterator[None]:
        """The same for what goes over a WebSocket."""
        self._show(result)
        yield

    def _show(self, result: Any) -> None:
        if isinstance(result, (CoreResult, ExecutionResult)) and result.errors:
            result.errors = [shown(error) for error in result.errors]
