"""What every ledger has: the common columns of a row, the words its own columns are declared in, relations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import ARRAY, BigInteger, Date, Index, Integer, Numeric, Sequence, Table, Text, text
from sqlmodel import Field, SQLModel

from hub.ledgers.codes import CodeList

row_ids = Sequence("ledger_row_id", metadata=SQLModel.metadata)


class Nature(StrEnum):
    """How the rows of a ledger live (design, section 1)."""

    SNAPSHOT = "snapshot"
    LEDGER = "ledger"
    MONTHLY = "monthly"
    STATISTICAL = "statistical"


@dataclass(frozen=True)
class Relation:
    """A way from a row to rows of another ledger, or to its employer: equal columns on both sides.

    `to` is a ledger name, or "employers". `many` gives a connection, else one row or null.
    """

    name: str
    to: str
    on: tuple[tuple[str, str], ...]
    many: bool
    description: str


@dataclass(frozen=True)
class EmployerRole:
    """The columns in which a row names an employer: its register key, its name, its credit code."""

    key: str
    name: str
    uscc: str


@dataclass(frozen=True)
class Recovery:
    """An amount that a row says was recovered for workers: one claim in the ledger of recovered wages."""

    amount: Decimal
    workers_paid: int | None
    recovered_on: date | None
    kind: str
    """A code of RecoveryKind."""
    case_no: str


THE_EMPLOYER = EmployerRole("employer_key", "employer_name", "uscc")


class LedgerRow(SQLModel):
    """What one submission said about one key. A row never changes; only its live range is derived.

    It counts in every data version v with live_from <= v and (live_to is null or v < live_to); live_from null
    means never accepted. Region codes are as of the record's own year.
    """

    nature: ClassVar[Nature] = Nature.LEDGER
    carry_months: ClassVar[int] = 3
    """For snapshot and monthly ledgers: how many months a unit's newest state is carried forward."""
    relations: ClassVar[tuple[Relation, ...]] = ()
    employer_roles: ClassVar[tuple[EmployerRole, ...]] = ()
    aliases: ClassVar[Mapping[str, str]] = {}
    """Other public names of columns: {"period": "month"}."""
    plural: ClassVar[str | None] = None
    """The public name of many of them, where it is not the plural of the class: evaluations."""
    hidden: ClassVar[frozenset[str]] = frozenset()
    """Own columns that are never shown."""
    derived: ClassVar[bool] = False
    """Whether its rows are made anew in every statement: it has no table, no sheet, and no list."""
    recovered: ClassVar[str | None] = None
    """The column of the amount that `recovery` states: the cell behind a claim in the ledger of recovered wages."""
    named_cases: ClassVar[tuple[str, ...]] = ()
    """Where rows state recovered amounts: the columns that name the case, and the cases and documents it belongs to."""

    province_code: str = Field(primary_key=True, sa_type=Text)
    id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"server_default": row_ids.next_value()}
    )
    submission_id: int = Field(sa_type=BigInteger, index=True)
    row_key: str = Field(sa_type=Text)
    live_from: int | None = Field(default=None, sa_type=BigInteger)
    live_to: int | None = Field(default=None, sa_type=BigInteger)
    worksheet: str = Field(sa_type=Text, description="Worksheet that the row stood on（工作表）")
    row_number: int = Field(sa_type=Integer, description="Row of the worksheet, counted from 1（行号）")
    region_code: str = Field(sa_type=Text)
    prefecture_code: str = Field(sa_type=Text)
    agency: str = Field(sa_type=Text, description="Agency that reported the row（填报部门）")
    unit: str = Field(sa_type=Text, description="Reporting unit, AGENCY:region（填报单位）")
    month: date = Field(
        sa_type=Date,
        description="Month of the row: of the fact where it is monthly, else the last month of the submission（所属月份）",
        sa_column_kwargs={"info": {"month": True}},
    )

    @classmethod
    def ledger_name(cls) -> str:
        """The public name of the ledger: special_accounts."""
        return str(cls.__tablename__)

    @classmethod
    def table(cls) -> Table:
        """The database table."""
        return SQLModel.metadata.tables[cls.ledger_name()]

    @classmethod
    def own_columns(cls) -> list[str]:
        """The columns that this ledger adds to the common ones, in order of declaration."""
        return [n for n in cls.model_fields if n not in LedgerRow.model_fields]

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """The recovered amount that a row states, None where it states none."""
        return None


def string(description: str, *, required: bool = False) -> Any:
    """A text column."""
    return Field(**_optional(required), sa_type=Text, description=description)


def digits(description: str, *, required: bool = False, unit: str = "persons") -> Any:
    """A whole number that can be added up, and what it counts: persons, person-times, cases (count), days."""
    return Field(
        **_optional(required),
        sa_type=Integer,
        description=description,
        sa_column_kwargs={"info": {"unit": unit}},
    )


def rank(description: str, *, required: bool = False) -> Any:
    """A whole number that means nothing when added up: a year, a place in a series, a term."""
    return Field(
        **_optional(required),
        sa_type=Integer,
        description=description,
        sa_column_kwargs={"info": {"never_added": True}},
    )


def yuan(description: str, *, required: bool = False) -> Any:
    """An amount in yuan, two decimals."""
    return Field(
        **_optional(required),
        sa_type=Numeric(18, 2),
        description=description,
        sa_column_kwargs={"info": {"unit": "yuan"}},
    )


def percentage(description: str, *, required: bool = False) -> Any:
    """A share in percent (1.5 is 1.5 %), never added up."""
    return Field(
        **_optional(required),
        sa_type=Numeric(9, 2),
        description=description,
        sa_column_kwargs={"info": {"never_added": True}},
    )


def day(description: str, *, required: bool = False) -> Any:
    """A calendar day."""
    return Field(**_optional(required), sa_type=Date, description=description)


def month(description: str, *, required: bool = False) -> Any:
    """A month, stored as its first day."""
    return Field(
        **_optional(required),
        sa_type=Date,
        description=description,
        sa_column_kwargs={"info": {"month": True}},
    )


def yes_no(description: str) -> Any:
    """Yes, no, or not said."""
    return Field(default=None, description=description)


def coded(codes: type[CodeList], description: str, *, required: bool = False) -> Any:
    """A value of a code list, stored as its code."""
    return Field(
        **_optional(required),
        sa_type=Text,
        description=description,
        sa_column_kwargs={"info": {"codes": codes}},
    )


def several(codes: type[CodeList], description: str) -> Any:
    """Several values of a code list; null where the sheet says nothing."""
    return Field(
        default=None,
        sa_type=ARRAY(Text),
        description=description,
        sa_column_kwargs={"info": {"codes": codes}},
    )


def ledger_indexes(ledger: str, *by: tuple[str, ...]) -> tuple[Index, ...]:
    """The indexes of a ledger: one live row per key, the rows of a key, and the look-ups named in `by`.

    Look-ups cover every row that was ever live, so that past data versions are as quick as the current one.
    """
    ever_live = text("live_from is not null")
    return (
        Index(
            f"{ledger}_one_live_row_per_key",
            "province_code",
            "row_key",
            unique=True,
            postgresql_where=text("live_from is not null and live_to is null"),
        ),
        Index(f"{ledger}_by_key", "province_code", "row_key"),
        *(
            Index(
                f"{ledger}_by_{'_'.join(re.sub('_code$', '', c) for c in columns)}",
                *columns,
                postgresql_where=ever_live,
            )
            for columns in by
        ),
    )


def _optional(required: bool) -> dict[str, Any]:
    return {} if required else {"default": None}
