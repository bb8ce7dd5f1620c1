"""What a request's resolvers share: the viewer, the one reading of the database."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Any

import strawberry
from strawberry.dataloader import DataLoader
from strawberry.fastapi import BaseContext

from hub.access.viewer import Viewer
from hub.database import Database, Reading
from hub.errors import Unauthenticated
from hub.settings import Settings
from schema.loaders import Tally, Then, reported_by
from schema.plans import Limits

if TYPE_CHECKING:
    from schema.ledgers import DataTypes


class Context(BaseContext):
    """One per request; over a WebSocket one per connection, its reading still one per run of operations."""

    def __init__(
        self, settings: Settings, database: Database, viewer: Viewer | None, data: DataTypes
    ) -> None:
        super().__init__()
        self.data = data
        self.settings = settings
        self.database = database
        self.viewer = viewer
        self.limits = Limits(settings.page_size_default, settings.page_size_max)
        self._lock = asyncio.Lock()
        self._stack: AsyncExitStack | None = None
        self._reading: Reading | None = None
        self._operations = 0

    @cached_property
    def reported_by_sheet(self) -> DataLoader[tuple[str, Then], Tally]:
        """What was reported, by sheet."""
        return reported_by("sheet", self.reading)

    @cached_property
    def reported_by_agency(self) -> DataLoader[tuple[str, Then], Tally]:
        """What was reported, by agency."""
        return reported_by("agency", self.reading)

    def require_viewer(self) -> Viewer:
        """The viewer; refuses a request without a valid token."""
        if self.viewer is None:
            raise Unauthenticated("请提供有效的访问令牌。", "Please send a valid bearer token.")
        return self.viewer

    async def verified_viewer(self) -> Viewer:
        """The viewer, whose token holds at this moment; for what is answered or done without reading rows."""
        viewer = self.require_viewer()
        await (await self.reading()).fetch_value("select true")
        return viewer

    async def reading(self) -> Reading:
        """The request's one reading: all of it sees one data version under the viewer's scope."""
        viewer = self.require_viewer()
        async with self._lock:
            if self._reading is None:
                stack = AsyncExitStack()
                self._reading = await stack.enter_async_context(self.database.read(viewer))
                self._stack = stack
            return self._reading

    def begin(self) -> None:
        """An operation starts."""
        self._operations += 1

    async def end(self) -> None:
        """An operation has ended; with the last one the reading goes back to the pool."""
        self._operations -= 1
        if self._operations == 0:
            await self.renew()

    async def renew(self) -> None:
        """Give the reading back, and forget what was loaded: the next sees what has been written since."""
        async with self._lock:
            stack, self._stack, self._reading = self._stack, None, None
        self.__dict__.pop("reported_by_sheet", None)
        self.__dict__.pop("reported_by_agency", None)
        if stack is not None:
            await stack.aclose()


Info = strawberry.Info[Context, Any]
"""What a resolver of ours is handed."""
