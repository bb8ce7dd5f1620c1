"""Selections: fragments, aliases, directives and arguments become one plain tree."""

from __future__ import annotations

import asyncio
from enum import Enum
from typing import Any

import orjson
import strawberry
from strawberry import UNSET
from strawberry.extensions import ParserCache
from strawberry.schema.config import StrawberryConfig

from schema.execution import Executor
from schema.plans import Limits, Plan, Plans
from schema.scalars import SCALARS, Month
from schema.selection import Selected, selected

seen: list[Selected] = []


@strawberry.enum
class Colour(Enum):
    RED = "r"
    BLUE = "b"


@strawberry.input
class Which:
    colour: Colour | None = UNSET
    since_month: Month | None = UNSET
    and_: list[Which] | None = strawberry.field(name="and", default=UNSET)


@strawberry.type
class Thing:
    a: int
    b: int

    @strawberry.field
    def things(self, first: int = 20, where: Which | None = UNSET) -> list[Thing]:
        raise AssertionError("never executed: the parent's JSON is finished")


@strawberry.type
class Query:
    @strawberry.field
    async def thing(self, info: strawberry.Info, where: Which | None = UNSET) -> Thing | None:
        seen.append(selected(info))
        return orjson.Fragment(b'{"finished":true}')  # type: ignore[return-value]


toy = strawberry.Schema(
    Query,
    execution_context_class=Executor,
    extensions=[ParserCache],
    config=StrawberryConfig(scalar_map=SCALARS),
)


def select(document: str, variables: dict[str, Any] | None = None) -> Selected:
    result = asyncio.run(toy.execute(document, variables))
    assert result.errors is None
    assert orjson.loads(orjson.dumps(result.data))["thing"] == {"finished": True}
    return seen.pop()


def tree(field: Selected) -> Any:
    return {f.key: tree(f) for f in field.fields} if field.fields else field.name


def test_fragments_and_repeated_fields_are_merged_in_the_order_of_the_document() -> None:
    found = select(
        """
        { thing { ...Named things { a } ... on Thing { x: b things { __typename b } } } }
        fragment Named on Thing { things { y: a } ...Inner }
        fragment Inner on Thing { a }
        """
    )
    assert tree(found) == {
        "things": {"y": "a", "a": "a", "__typename": "__typename", "b": "b"},
        "a": "a",
        "x": "b",
    }
    assert found.type_name == "Thing"


def test_skip_and_include_follow_their_variables() -> None:
    document = "query Q($v: Boolean!) { thing { a @skip(if: $v) ... @include(if: $v) { b } } }"
    assert tree(select(document, {"v": True})) == {"b": "b"}
    assert tree(select(document, {"v": False})) == {"a": "a"}


def test_arguments_are_coerced_and_plain() -> None:
    document = """
        query Q($c: Colour, $m: Month = "2020-03", $n: Int) {
          thing(where: {colour: $c, and: [{sinceMonth: $m}, {colour: BLUE}]}) { things(first: $n) { a } }
        }
    """
    found = select(document, {"c": "RED"})
    (second,) = (w["and"] for w in [found.arguments["where"]])
    assert found.arguments["where"]["colour"] == "RED"
    assert second[0]["sinceMonth"].isoformat() == "2020-03-01"
    assert second[1] == {"colour": "BLUE"}
    assert found.fields[0].arguments == {"first": 20}
    assert select(document, {"n": 3}).arguments["where"] == {
        "and": [{"sinceMonth": second[0]["sinceMonth"]}, {"colour": "BLUE"}]
    }


def test_a_plan_is_built_once_for_all_values_of_one_shape() -> None:
    document = "query Q($w: Which, $n: Int) { thing(where: $w) { things(first: $n) { a } } }"
    plans = Plans()

    def plan(variables: dict[str, Any]) -> list[Any]:
        found, values = plans.plan(select(document, variables), lambda given: Plan("", {}, ()))
        assert found.parameters(values, Limits()) == {}
        return values

    assert plan({"w": {"colour": "RED"}, "n": 1}) == ["RED", 1]
    assert plan({"w": {"colour": "BLUE"}, "n": 2}) == ["BLUE", 2]
    assert plans.compiled == 1
    plan({"w": {"colour": None}, "n": 2})
    plan({"w": {}, "n": 2})
    plan({"n": 2})
    assert plans.compiled == 4
