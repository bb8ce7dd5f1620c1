"""How Strawberry types are made from tables instead of classes: enums, fields, arguments, filled classes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import GenericAlias
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField


def list_of(of: Any) -> Any:
    """The type of a list."""
    return GenericAlias(list, (of,))


def enum_of(name: str, members: Mapping[str, Any], description: str) -> Any:
    """An enum type; `members` by name, each with its value or a described one."""
    make: Any = Enum
    return strawberry.enum(make(name, dict(members)), description=description)


def described(description: str) -> StrawberryField:
    """A field of an object."""
    return StrawberryField(description=description)


def optional(description: str, name: str | None = None) -> StrawberryField:
    """A field of an input that may be left out."""
    return StrawberryField(description=description, graphql_name=name, default=UNSET)


def argument(name: str, of: Any, description: str) -> StrawberryArgument:
    """An argument of a field."""
    return StrawberryArgument(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(of),
        description=description,
    )


def filled(
    declared: Any, fields: Mapping[str, tuple[Any, Any]], description: str, *, is_input: bool = False
) -> Any:
    """A declared class with its fields, as a Strawberry type."""
    declared.__annotations__ = {name: of for name, (of, _) in fields.items()}
    for name, (_, field) in fields.items():
        setattr(declared, name, field)
    if is_input:
        return strawberry.input(declared, description=description)
    return strawberry.type(declared, description=description)
