"""As of when a root field reads: at a time, or at one data version; and what was known of submissions then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, DateTime, case, func, null, or_, select
from sqlmodel import SQLModel

from hub.indicators.question import as_of_and_version
from schema.json_text import number
from schema.pieces import Source, in_china
from schema.plans import Binds, Given, Leaf

_SINCE_ACCEPTED = frozenset({"accepted_version", "accepted_rows"})
_SINCE_WITHDRAWN = frozenset({"withdrawn_version", "withdrawn_reason"})


@dataclass(frozen=True)
class Moment:
    """As of when rows are read: a system time (`asOf`) or a data version, and the last day for snapshots (`on`)."""

    as_of: Leaf | None = None
    on: Leaf | None = None
    version: Leaf | None = None

    @classmethod
    def of(cls, given: Given) -> Moment:
        """The moment that a root field asks for. Refuses a time and a version together."""
        as_of, version = given.arguments.get("asOf"), given.arguments.get("dataVersion")
        if as_of is not None and version is not None:
            raise as_of_and_version()
        return cls(as_of, given.arguments.get("on"), version)

    @property
    def is_now(self) -> bool:
        """Whether the newest data version is read."""
        return self.as_of is None and self.version is None


class Versions:
    """The data version of a moment as expressions of one statement; `name` gives new names of tables."""

    def __init__(self, moment: Moment, binds: Binds, name: Callable[[str], str]) -> None:
        self._moment = moment
        self._binds = binds
        self._name = name

    def read(self) -> ColumnElement[int]:
        """The data version that is read; null before the first."""
        if self._moment.version is not None:
            return self._binds.bind(self._moment.version, BigInteger())
        versions = self._table()
        newest = select(func.max(versions.c.number))
        if self._moment.as_of is not None:
            newest = newest.where(versions.c.at <= self._time())
        return newest.scalar_subquery()

    def exists(self) -> ColumnElement[bool]:
        """Whether there is the data version asked for; 0 is the one before the first."""
        versions = self._table()
        known = select(number(1)).where(versions.c.number == self.read()).exists()
        return or_(self.read() == number(0), known)

    def within(self, begins: ColumnElement[int], ends: ColumnElement[int]) -> list[ColumnElement[bool]]:
        """What holds from one data version until another counts."""
        if self._moment.is_now:
            return [begins.is_not(None), ends.is_(None)]
        version = self.read()
        return [begins <= version, or_(ends.is_(None), ends > version)]

    def until_now(self) -> ColumnElement[Any]:
        """The time asked for, or that of the data version."""
        if self._moment.as_of is not None:
            return self._time()
        versions = self._table()
        return select(versions.c.at).where(versions.c.number == self.read()).scalar_subquery()

    def others(self) -> Source:
        """The submissions once more, under a new name, to compare with."""
        return self.submissions(self._name("o"))

    def submissions(self, name: str) -> Source:
        """The table of submissions; in the past without what was accepted and withdrawn later."""
        table = SQLModel.metadata.tables["submissions"]
        if self._moment.is_now:
            return table.alias(name)
        facts = table.alias(self._name("k"))
        accepted = facts.c.accepted_version <= self.read()
        withdrawn = facts.c.withdrawn_version <= self.read()
        columns: list[ColumnElement[Any]] = []
        for column in facts.c:
            if column.name in _SINCE_ACCEPTED:
                columns.append(case((accepted, column), else_=null()).label(column.name))
            elif column.name in _SINCE_WITHDRAWN:
                columns.append(case((withdrawn, column), else_=null()).label(column.name))
            else:
                columns.append(column)
        return select(*columns).subquery(name)

    def _time(self) -> ColumnElement[Any]:
        return self._binds.bind(self._moment.as_of, DateTime(timezone=True), in_china)

    def _table(self) -> Source:
        return SQLModel.metadata.tables["data_versions"].alias(self._name("v"))
