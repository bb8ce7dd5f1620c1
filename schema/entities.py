"""What the data fields can give: every ledger, employers, regions, submissions as fields over table columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from inspect import cleandoc
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, Date, DateTime, Integer, Numeric, Table
from sqlalchemy.sql.type_api import TypeEngine
from sqlmodel import SQLModel

from hub.ledgers.base import LedgerRow, Nature, Relation
from hub.ledgers.catalogue import ledgers
from hub.ledgers.codes import CodeList
from hub.ledgers.employers import Employer
from hub.ledgers.region import RegionRecord
from hub.ledgers.submission import Submission


class Kind(StrEnum):
    """How a value is written, filtered and added up."""

    TEXT = "text"
    PLAIN = "plain"
    """Text of letters, digits and signs that JSON need not escape: codes of the hub itself."""
    CODE = "code"
    CODES = "codes"
    COUNT = "count"
    NUMBER = "number"
    """A whole number that may be larger than GraphQL's Int: given as text."""
    MONEY = "money"
    DECIMAL = "decimal"
    """A number that is no amount and never added up: a share in percent, a figure in a unit of its own."""
    DAY = "day"
    MONTH = "month"
    TIME = "time"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Scalar:
    """A field that is a column, or an expression over columns."""

    name: str
    column: str
    kind: Kind
    nullable: bool
    description: str
    codes: type[CodeList] | None = None
    equals: str | None = None
    """The field asks whether the column has this value."""
    never_added: bool = False

    @property
    def added(self) -> bool:
        """Whether a sum over rows means anything."""
        return self.kind in (Kind.MONEY, Kind.COUNT) and not self.never_added


@dataclass(frozen=True)
class Link:
    """A field that leads to another entity: equal columns on both sides, here first.

    `many` gives a connection. `unique`: at most one row can match. `through` is an entity in between, with the
    columns that join here to it and it to there (an employer's accounts are those of its projects).
    """

    name: str
    to: str
    on: tuple[tuple[str, str], ...]
    many: bool
    unique: bool
    description: str
    through: tuple[str, tuple[tuple[str, str], ...]] | None = None


@dataclass(frozen=True)
class Entity:
    """A type of the data part: its table, its fields in order, how its rows are ordered and identified."""

    type_name: str
    root: str
    """Name of the root field that lists it, in snake_case; empty where there is none."""
    table: Table
    description: str
    scalars: Mapping[str, Scalar]
    links: Mapping[str, Link]
    identity: tuple[str, ...]
    """Columns that identify a row, last in every order."""
    nature: Nature | None = None
    """How its rows live, None for tables without data versions."""
    employer_columns: tuple[str, ...] = ()
    """Columns that hold the key of an employer."""
    newest_first: bool = False
    """Lists begin with the row of the highest identity."""

    def column_type(self, column: str) -> TypeEngine[Any]:
        """The database type of a column."""
        return self.table.c[column].type


# What an employer's ledgers are called by the role in which its records name it.
_BY_ROLE: Mapping[str, Callable[[str], str]] = {
    "employer": lambda root: root,
    "owner": lambda root: f"{root}_owned",
    "contractor": lambda root: f"{root}_contracted",
}

_COMMON = ("agency", "unit", "month", "worksheet", "row_number")

# Questions about a column that many ask, answered as a field of their own.
_ASKED: Mapping[str, tuple[Scalar, ...]] = {
    "wage_recoveries": (
        Scalar(
            "is_wages",
            "recovery_kind",
            Kind.YES_NO,
            False,
            "Whether these are recovered wages: not injury compensation, advances or others（是否为工资）",
            equals="WAGES",
        ),
    )
}


def entities() -> dict[str, Entity]:
    """All entities by their key: the ledger name, "employers", "regions", "submissions"."""
    found = {name: _ledger(row_type) for name, row_type in ledgers().items()}
    return {
        **found,
        "employers": _employers(found),
        "regions": _plain_entity(
            "Region",
            RegionRecord,
            "A region（行政区划）.",
            {
                "code": Kind.PLAIN,
                "name": Kind.TEXT,
                "level": Kind.PLAIN,
                "parent_code": Kind.PLAIN,
                "valid_from_year": Kind.COUNT,
                "valid_to_year": Kind.COUNT,
                "successor_code": Kind.PLAIN,
            },
        ),
        "submissions": _plain_entity(
            "Submission",
            Submission,
            "What one upload said（报送）.",
            {
                "sheet": Kind.PLAIN,
                "form": Kind.PLAIN,
                "side": Kind.PLAIN,
                "agency": Kind.PLAIN,
                "unit": Kind.TEXT,
                "unit_name": Kind.TEXT,
                "period_from": Kind.MONTH,
                "period_to": Kind.MONTH,
                "as_of": Kind.DAY,
                "mode": Kind.PLAIN,
                "nil": Kind.YES_NO,
                "file_name": Kind.TEXT,
                "file_sha256": Kind.PLAIN,
                "received_at": Kind.TIME,
                "received_by": Kind.TEXT,
                "rows_read": Kind.COUNT,
                "accepted_version": Kind.COUNT,
                "withdrawn_version": Kind.COUNT,
                "withdrawn_reason": Kind.TEXT,
            },
            links=(_REGION,),
            newest_first=True,
        ),
    }


def camel(name: str) -> str:
    """wage_cases -> wageCases."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def plural_of(class_name: str) -> str:
    """WageRecovery -> wage_recoveries."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", class_name).lower()
    if name.endswith("y") and name[-2] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")


_REGION = Link(
    "region", "regions", (("region_code", "code"),), False, True, "The region（地区）"
)  # region codes are unique in the register
_SUBMISSION = Link(
    "submission",
    "submissions",
    (("submission_id", "id"),),
    False,
    True,
    "What the row was sent with（所属报送）",
)


def _ledger(row_type: type[LedgerRow]) -> Entity:
    table = row_type.table()
    scalars: dict[str, Scalar] = {}
    own = [c for c in row_type.own_columns() if c not in row_type.hidden]
    for column in (*own, *_COMMON):
        scalars[column] = _scalar(row_type, column, column)
    for alias, column in row_type.aliases.items():
        scalars[alias] = _scalar(row_type, column, alias)
    for asked in _ASKED.get(row_type.ledger_name(), ()):
        scalars[asked.name] = asked
    links = {link.name: link for link in (_REGION, _SUBMISSION, *map(_link, row_type.relations))}
    return Entity(
        row_type.__name__,
        row_type.plural or plural_of(row_type.__name__),
        table,
        cleandoc(row_type.__doc__ or row_type.__name__),
        scalars,
        links,
        ("province_code", "id"),
        row_type.nature,
        tuple(r.on[0][0] for r in row_type.relations if r.to == "employers"),
    )


def _scalar(row_type: type[LedgerRow], column: str, name: str) -> Scalar:
    found = row_type.table().c[column]
    return Scalar(
        name,
        column,
        _kind(found.type, found.info),
        bool(found.nullable),
        row_type.model_fields[column].description or name,
        found.info.get("codes"),
        never_added=bool(found.info.get("never_added")),
    )


def _kind(of_type: TypeEngine[Any], info: Mapping[Any, Any]) -> Kind:
    if isinstance(of_type, ARRAY):
        return Kind.CODES
    if "codes" in info:
        return Kind.CODE
    if info.get("month"):
        return Kind.MONTH
    if isinstance(of_type, Numeric) and info.get("never_added"):
        return Kind.DECIMAL
    for database_type, kind in (
        (Numeric, Kind.MONEY),
        (BigInteger, Kind.NUMBER),
        (Integer, Kind.COUNT),
        (Boolean, Kind.YES_NO),
        (DateTime, Kind.TIME),
        (Date, Kind.DAY),
    ):
        if isinstance(of_type, database_type):
            return kind
    return Kind.TEXT


def _link(relation: Relation) -> Link:
    return Link(
        relation.name,
        relation.to,
        relation.on,
        relation.many,
        relation.to == "employers",
        relation.description,
    )


def _employers(of_ledgers: Mapping[str, Entity]) -> Entity:
    """An employer leads to the records that name it, by role, and to those that hang on such a record."""
    links = {"region": _REGION}
    for name, entity in of_ledgers.items():
        for relation in ledgers()[name].relations:
            if relation.to == "employers":
                by_role = _BY_ROLE.get(relation.name)
                field = by_role(entity.root) if by_role else f"{entity.root}_as_{relation.name}"
                on = tuple((there, here) for here, there in relation.on)
                links[field] = Link(field, name, on, True, False, _records_of(entity, relation.description))
    for name, entity in of_ledgers.items():
        if entity.employer_columns:
            continue
        for relation in ledgers()[name].relations:
            between = of_ledgers.get(relation.to)
            named = {r.name: r for r in ledgers()[relation.to].relations} if between else {}
            if between and not relation.many and "contractor" in named:
                links[entity.root] = Link(
                    entity.root,
                    name,
                    tuple((there, here) for here, there in named["contractor"].on),
                    True,
                    False,
                    _records_of(entity, "of the projects that it contracted（其总承包项目）"),
                    (relation.to, tuple((there, here) for here, there in relation.on)),
                )
    table = SQLModel.metadata.tables["employers"]
    fields = Employer.model_fields
    scalars = {
        "uscc": Scalar("uscc", "uscc", Kind.TEXT, True, fields["uscc"].description or ""),
        "name": Scalar("name", "name", Kind.TEXT, False, fields["name"].description or ""),
    }
    return Entity(
        "Employer",
        "employers",
        table,
        "An employer that some record names; never merged on name alone（用人单位）.",
        scalars,
        links,
        ("key",),
        employer_columns=("key",),
    )


def _records_of(entity: Entity, role: str) -> str:
    named = entity.description.partition("\n")[0].rstrip(".")
    return f"{named} - {role}"


def _plain_entity(
    type_name: str,
    model: type[SQLModel],
    description: str,
    kinds: Mapping[str, Kind],
    links: tuple[Link, ...] = (),
    newest_first: bool = False,
) -> Entity:
    table = SQLModel.metadata.tables[str(model.__tablename__)]
    scalars = {
        name: Scalar(name, name, kind, bool(table.c[name].nullable), name) for name, kind in kinds.items()
    }
    return Entity(
        type_name,
        "",
        table,
        description,
        scalars,
        {link.name: link for link in links},
        tuple(c.name for c in table.primary_key.columns),
        newest_first=newest_first,
    )
