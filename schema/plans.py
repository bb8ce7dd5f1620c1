"""Compiled plans: a selection split into its shape, which decides the SQL, and its values, which are bound."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import BindParameter, bindparam
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.type_api import TypeEngine

from hub.errors import HubError
from hub.regions import NATIONAL, bounds, province_of, register
from schema.selection import PLANS_KEPT, Selected

# Arguments that decide the SQL itself: names of order fields and groups, and lists of filters and orders.
_STRUCTURAL = frozenset({"field", "direction", "by"})
_NESTED = frozenset({"and", "or", "orderBy"})
_DIALECT = psycopg.dialect()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Limits:
    """What one list may ask for."""

    page_size_default: int = 20
    page_size_max: int = 1000
    list_max: int = 1000
    """Longest list of values in a filter."""


# Rows within the nation are all rows; within a province those of its code; within a region below it those of the
# province between two bounds; a region that wholly succeeded codes elsewhere has bounds and further codes.
Reach = Literal["NATION", "PROVINCE", "BOUNDS", "BOUNDS_AND_CODES"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value of the arguments that is bound; it is the same SQL whatever the value."""

    index: int
    reach: Reach = "BOUNDS"
    """For a region to lie within: how the rows of it are told."""


@dataclass(frozen=True, slots=True)
class Given:
    """A selected field as the compiler sees it: arguments by name, with leaves in place of values."""

    key: str
    name: str
    type_name: str
    arguments: Mapping[str, Any]
    fields: tuple[Given, ...]

    def named(self, name: str) -> list[Given]:
        """The selected fields of that name, under whatever alias."""
        return [f for f in self.fields if f.name == name]


Via = Callable[[Any, Limits], Any]
"""From the value given to the value bound; refuses what is out of bounds."""


@dataclass
class Binds:
    """The bind parameters of a statement while it is being built."""

    found: dict[str, tuple[int | None, Via]] = field(default_factory=dict)

    def bind(
        self, leaf: Leaf | None, of_type: TypeEngine[Any], via: Via = lambda value, _: value
    ) -> BindParameter[Any]:
        """A parameter for a leaf; for None, `via` is asked with None."""
        name = f"p{len(self.found) + 1}"
        self.found[name] = (None if leaf is None else leaf.index, via)
        return bindparam(name, None, type_=of_type)


@dataclass(frozen=True)
class Plan:
    """One SQL statement and how the values of a request become its parameters."""

    sql: str
    constants: Mapping[str, Any]
    binds: tuple[tuple[str, int | None, Via], ...]
    custom: bool = False
    """PostgreSQL plans it for the values at hand: a generic plan guesses ranges and page sizes badly."""

    @classmethod
    def of(cls, statement: Executable, binds: Binds, *, custom: bool = False) -> Plan:
        """Compile once, to psycopg's named parameters."""
        assert isinstance(statement, ClauseElement)
        compiled = statement.compile(dialect=_DIALECT)
        constants = {n: v for n, v in compiled.params.items() if n not in binds.found}
        return cls(
            str(compiled), constants, tuple((n, i, via) for n, (i, via) in binds.found.items()), custom
        )

    def parameters(self, values: list[Any], limits: Limits) -> dict[str, Any]:
        """The parameters for the values of one request."""
        found = dict(self.constants)
        for name, index, via in self.binds:
            found[name] = via(None if index is None else values[index], limits)
        return found


class Plans:
    """The plans of a schema, the least recently used forgotten first."""

    def __init__(self, kept: int = PLANS_KEPT) -> None:
        self._kept = kept
        self._plans: OrderedDict[Any, Plan] = OrderedDict()
        self._lock = threading.Lock()
        self.compiled = 0

    def plan(
        self, selected: Selected, build: Callable[[Given], Plan], extra: object = None
    ) -> tuple[Plan, list[Any]]:
        """The plan of a selection and its values; `build` is called for a selection of a new shape."""
        values: list[Any] = []
        shape = _shape(selected, values)
        key = (selected.template, extra, shape)
        with self._lock:
            plan = self._plans.get(key)
            if plan is not None:
                self._plans.move_to_end(key)
                return plan, values
        plan = build(_given(selected, shape))
        with self._lock:
            self.compiled += 1
            self._plans[key] = plan
            while len(self._plans) > self._kept:
                self._plans.popitem(last=False)
        return plan, values


def _shape(selected: Selected, values: list[Any]) -> Any:
    arguments: Any = ()
    if selected.arguments:
        arguments = tuple(
            (name, _value_shape(name, value, values)) for name, value in selected.arguments.items()
        )
    if not selected.fields:
        return arguments
    return arguments, tuple([_shape(f, values) for f in selected.fields])


def _value_shape(name: str, value: Any, values: list[Any]) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if name == "within" and value == NATIONAL:
        return None  # the whole country is no condition
    if isinstance(value, dict):
        return ("{}", tuple((k, _value_shape(k, v, values)) for k, v in value.items()))
    if name in _NESTED:
        return ("[]", tuple(_value_shape(name, v, values) for v in value))
    if name in _STRUCTURAL:
        return ("[]", tuple(value)) if isinstance(value, list) else value
    values.append(value)
    return Leaf(len(values) - 1, _reach(value)) if name == "within" else Leaf(len(values) - 1)


def _given(selected: Selected, shape: Any) -> Given:
    arguments, fields = shape if selected.fields else (shape, ())
    return Given(
        selected.key,
        selected.name,
        selected.type_name,
        {name: _given_value(value) for name, value in arguments},
        tuple(_given(f, s) for f, s in zip(selected.fields, fields, strict=True)),
    )


def _given_value(shape: Any) -> Any:
    if isinstance(shape, tuple):
        marker, items = shape
        if marker == "{}":
            return {name: _given_value(value) for name, value in items}
        return [_given_value(item) for item in items]
    return shape


def _reach(region: str) -> Reach:
    if outside_bounds(region):
        return "BOUNDS_AND_CODES"
    if region == NATIONAL:
        return "NATION"
    return "PROVINCE" if region == province_of(region) else "BOUNDS"


def outside_bounds(region: str) -> list[str]:
    """The codes that a region wholly succeeded and that do not lie within its own bounds."""
    lo, hi = bounds(region)
    return [code for code in register().predecessors(region) if not lo <= code < hi]


def within_list_limit(value: Any, limits: Limits) -> Any:
    """Refuse a list of values that is too long."""
    if len(value) > limits.list_max:
        raise too_many(f"一个列表最多 {limits.list_max} 个值", f"A list has at most {limits.list_max} values")
    return value


def too_many(zh: str, en: str) -> HubError:
    """The refusal of what is over a limit."""
    return HubError(f"{zh}。", f"{en}.", code="LIMIT_EXCEEDED")
