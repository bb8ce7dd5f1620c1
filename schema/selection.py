"""What a query selects below a root field as a plain tree: fragments, directives and arguments resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any

import strawberry
from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    VariableNode,
    get_argument_values,
    get_named_type,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_subfields
from graphql.execution.values import VariableValues
from graphql.type import is_object_type

PLANS_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Selected:
    """One field of a response.

    `key` is its place in the response (the alias, else the name), `type_name` the object type that it gives,
    the scalar or enum type for a leaf. `arguments` hold what was given or has a default, by GraphQL name: enum
    values as their GraphQL names, input objects as plain dicts, scalars as their Python values. `__typename`
    stands among `fields` like any other; its answer is the `type_name` of the field around it.

    `template` is the same object for every request that selects the same from the same parsed document.
    """

    key: str
    name: str
    arguments: dict[str, Any]
    fields: tuple[Selected, ...]
    type_name: str
    template: object = field(default=None, repr=False, compare=False)

    def named(self, name: str) -> Selected | None:
        """The first selected field of that name."""
        return next((f for f in self.fields if f.name == name), None)


def selected(info: strawberry.Info[Any, Any], type_name: str | None = None) -> Selected:
    """The selection of the field that is being resolved. `type_name` says the type behind an interface."""
    raw = info._raw_info
    root = _Root(raw, type_name)
    values: dict[str, Any] = raw.variable_values  # type: ignore[assignment]  # Strawberry hands over the plain dict
    conditions = tuple(values.get(name) for name in _condition_variables(root))
    return _template(root, conditions).filled(values)


class _Root:
    """The nodes of a root field, compared by identity: parsed documents are cached, so a repeat hits."""

    __slots__ = ("fragments", "identity", "nodes", "operation", "parent_type", "schema", "type_name")

    def __init__(self, raw: GraphQLResolveInfo[Any], type_name: str | None) -> None:
        self.nodes: list[FieldNode] = raw.field_nodes
        self.schema: GraphQLSchema = raw.schema
        self.parent_type: GraphQLObjectType = raw.parent_type
        self.operation: OperationDefinitionNode = raw.operation
        self.fragments: dict[str, FragmentDefinitionNode] = raw.fragments
        self.type_name = type_name
        self.identity = (id(raw.schema), id(raw.operation), type_name, *map(id, raw.field_nodes))

    def __hash__(self) -> int:
        return hash(self.identity)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Root) and self.identity == other.identity


@dataclass(frozen=True, slots=True, eq=False)
class _Template:
    """A selected field whose arguments may still wait for the values of variables."""

    key: str
    name: str
    type_name: str
    definition: GraphQLField | None
    node: FieldNode
    fields: tuple[_Template, ...]
    arguments: dict[str, Any] | None
    constant: Selected | None

    def filled(self, values: Mapping[str, Any]) -> Selected:
        if self.constant is not None:
            return self.constant
        return Selected(
            self.key,
            self.name,
            _arguments(self.definition, self.node, values) if self.arguments is None else self.arguments,
            tuple(field.filled(values) for field in self.fields),
            self.type_name,
            self,
        )


@lru_cache(maxsize=PLANS_KEPT)
def _condition_variables(root: _Root) -> tuple[str, ...]:
    """The variables that @skip and @include read anywhere below the root field."""
    names: dict[str, None] = {}
    seen: set[str] = set()
    waiting: list[Node] = [*root.nodes]
    while waiting:
        node = waiting.pop()
        if isinstance(node, DirectiveNode):
            names.update(dict.fromkeys(v.name.value for v in _variables(node)))
        elif isinstance(node, FragmentSpreadNode):
            waiting += node.directives or ()
            if node.name.value not in seen:
                seen.add(node.name.value)
                waiting.append(root.fragments[node.name.value])
        else:
            waiting += getattr(node, "directives", None) or ()
            selection_set = getattr(node, "selection_set", None)
            waiting += selection_set.selections if selection_set else ()
    return tuple(sorted(names))


@lru_cache(maxsize=PLANS_KEPT)
def _template(root: _Root, conditions: tuple[Any, ...]) -> _Template:
    # Only @skip and @include read variables here, and their values are all in `conditions`.
    names = _condition_variables(root)
    values = VariableValues({}, {n: v for n, v in zip(names, conditions, strict=True) if v is not None})
    fragments = {name: FragmentDetails(fragment) for name, fragment in root.fragments.items()}

    def template(
        parent: GraphQLObjectType, key: str, nodes: list[FieldNode], type_name: str | None
    ) -> _Template:
        node = nodes[0]
        name = node.name.value
        definition = root.schema.get_field(parent, name)
        assert definition is not None, name  # validation has seen the document
        gives = root.schema.get_type(type_name) if type_name else get_named_type(definition.type)
        fields: tuple[_Template, ...] = ()
        if is_object_type(gives):
            found = collect_subfields(
                root.schema, fragments, values, root.operation, gives, [FieldDetails(n, None) for n in nodes]
            )
            fields = tuple(
                template(gives, k, [d.node for d in details], None)
                for k, details in found.grouped_field_set.items()
            )
        waits = any(True for argument in node.arguments or () for _ in _variables(argument))
        arguments = None if waits else _arguments(definition, node, {})
        constant = None
        if arguments is not None and all(f.constant for f in fields):
            below = tuple(f.constant for f in fields if f.constant)
            constant = Selected(key, name, arguments, below, str(gives), object())
        return _Template(key, name, str(gives), definition, node, fields, arguments, constant)

    first = root.nodes[0]
    return template(
        root.parent_type,
        first.alias.value if first.alias else first.name.value,
        root.nodes,
        root.type_name,
    )


def _arguments(definition: GraphQLField | None, node: FieldNode, values: Mapping[str, Any]) -> dict[str, Any]:
    if definition is None or not definition.args:
        return {}
    given = get_argument_values(definition, node, VariableValues({}, dict(values)))
    return {name: _plain(value) for name, value in given.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value


def _variables(node: Node) -> Iterable[VariableNode]:
    """The variables in a value, an argument or a directive."""
    if isinstance(node, VariableNode):
        yield node
        return
    for name in ("arguments", "values", "fields"):
        for child in getattr(node, name, None) or ():
            yield from _variables(child)
    value = getattr(node, "value", None)
    if isinstance(value, Node):
        yield from _variables(value)
