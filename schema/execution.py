"""How documents are executed: finished JSON text passes untouched, results are written by orjson."""

from __future__ import annotations

from typing import Any

import orjson
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext


class Executor(StrawberryGraphQLCoreExecutionContext):
    """Strawberry's executor; a resolver may return `orjson.Fragment`, the finished JSON of its whole field."""

    def complete_value(
        self,
        return_type: Any,
        field_details_list: Any,
        info: Any,
        path: Any,
        result: Any,
        position_context: Any,
    ) -> Any:
        if isinstance(result, orjson.Fragment):
            return result
        return super().complete_value(return_type, field_details_list, info, path, result, position_context)


def encode_json(data: object) -> str:
    """A response as JSON text; str, because WebSocket frames must be text."""
    return orjson.dumps(data).decode()
