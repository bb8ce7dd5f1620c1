"""Conditions and measures of a definition as SQL: columns are those that the catalogue checked, values are bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hub.indicators.catalogue import Condition, Part
from hub.indicators.question import UNKNOWN, filter_column
from hub.ledgers.base import LedgerRow

GROUP = "payment"
"""The alias of the group that a recovered amount is confirmed to belong to."""


class Constants:
    """The values that definitions compare with, each bound once under a name of its own."""

    def __init__(self) -> None:
        self.values: dict[str, str | list[str]] = {}

    def bind(self, value: str | tuple[str, ...]) -> str:
        """The placeholder of a value."""
        name = f"c{len(self.values)}"
        self.values[name] = value if isinstance(value, str) else list(value)
        return f"%({name})s::text" if isinstance(value, str) else f"%({name})s::text[]"


def condition(tested: Condition, row: str, constants: Constants) -> str:
    """One condition on the row with that alias; true, false, or null where the cell is blank."""
    column = f"{row}.{tested.field}"
    if tested.op == "is_true":
        return column
    if tested.op == "is_blank":
        return f"{column} is null"
    if tested.op == "filled":
        return f"{column} is not null"
    if tested.op == "not_after":
        return f"{column} <= {row}.{tested.column}"
    assert tested.value is not None
    bound = constants.bind(tested.value)
    return {
        "is": f"{column} = {bound}",
        "is_not": f"{column} is distinct from {bound}",
        "in": f"{column} = any({bound})",
        "not_in": f"({column} is null or {column} <> all({bound}))",
        "is_or_blank": f"({column} = {bound} or {column} is null)",
    }[tested.op]


def conditions(tested: Iterable[Condition], row: str, constants: Constants) -> list[str]:
    """All conditions, to be joined by `and`."""
    return [condition(c, row, constants) for c in tested]


def measure(part: Part, constants: Constants, linked: str | None) -> str:
    """The aggregate over the rows `x` that a part counts; `linked`: number of the linked rows.

    Null where nobody reported the linked sheet for any of the rows: not reported, not zero.
    """
    if linked is not None:
        where = [*conditions(part.where, "x", constants), f"l{linked}.t is not null"]
        counted = _aggregate(part, where, constants)
        return f"case when bool_or(reported{linked}.yes) then {counted} end"
    return _aggregate(part, conditions(part.where, "x", constants), constants)


def extremes(part: Part, constants: Constants) -> tuple[str, str]:
    """The smallest and the largest value, as text, of the rows `x` of an ordinal: equal where they share one."""
    where = _filter(conditions(part.where, "x", constants))
    return tuple(f"{which}(x.{part.column}::text){where}" for which in ("min", "max"))  # type: ignore[return-value]


def grouped(part: Part, constants: Constants) -> str:
    """The amounts of the rows `x` that are one payment with others, as one text of group:amount."""
    where = _filter([*conditions(part.where, "x", constants), f"{GROUP}.group_id is not null"])
    return f"string_agg({GROUP}.group_id || ':' || x.{part.column}, ','){where}"


def _aggregate(part: Part, where: list[str], constants: Constants) -> str:
    if part.measure == "count":
        return f"count(*){_filter(where)}"
    column = f"x.{part.column}"
    if part.measure.startswith("sum:"):
        return f"coalesce(sum({column}){_filter(where)}, 0)"
    if part.measure.startswith("deduplicated:"):
        return f"coalesce(sum({column}){_filter([*where, f'{GROUP}.group_id is null'])}, 0)"
    if part.measure.startswith("median_days:"):
        # All the days as one text, so that places that are joined later still have their own middle.
        first, last = part.columns
        return f"string_agg((x.{last} - x.{first})::text, ','){_filter(where)}"
    told_apart = f"count(distinct {column})"
    if not part.every:
        return told_apart + _filter(where)
    kept = " and ".join(conditions(part.every, "x", constants))
    return f"({told_apart}{_filter(where)} - {told_apart}{_filter([*where, f'({kept}) is not true'])})"


def filter_condition(name: str, part: Part, live: Callable[[str], str]) -> str:
    """A filter of the question on the rows `x` of a part; a ledger without the column has no such rows.

    `live`: the condition that the row of an alias counts.
    """
    column = filter_column(part, name)
    if column is None:
        return "false"
    bound = f"%(f_{name})s"
    if name == "record":
        return f"x.{column} = any({bound}::text[])"
    if name == "pushed_to_province":
        return f"x.{column} = {bound}::boolean"
    if name in ("employer", "from_agency", "to_agency"):
        return f"x.{column} = {bound}::text"
    if part.along(column) is not None:
        return f"coalesce(({newest_linked(part, column, live)}), '{UNKNOWN}') = any({bound}::text[])"
    if is_several(part.table, column):
        return f"coalesce(nullif(x.{column}, '{{}}'), array['{UNKNOWN}']) && {bound}::text[]"
    return f"coalesce(x.{column}, '{UNKNOWN}') = any({bound}::text[])"


def newest_linked(part: Part, path: str, live: Callable[[str], str]) -> str:
    """The column of the newest state of the row that a relation of the rows `x` leads to, as a select.

    Of two units that report it for one month the first by name is taken: the same after every rebuild.
    """
    along = part.along(path)
    assert along is not None
    relation, column = along
    on = " and ".join(f"o.{there} = x.{here}" for here, there in relation.on)
    return f"select o.{column} from {relation.to} o where {on} and {live('o')} order by o.month desc, o.unit limit 1"


def is_several(table: type[LedgerRow], column: str) -> bool:
    """Whether a column holds several values."""
    return "." not in column and table.table().c[column].type.__class__.__name__ == "ARRAY"


def _filter(where: list[str]) -> str:
    return f" filter (where {' and '.join(where)})" if where else ""
