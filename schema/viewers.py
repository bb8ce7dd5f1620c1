"""The viewers behind bearer tokens, remembered for a while."""

from __future__ import annotations

import time

from hub.access import tokens
from hub.access.viewer import Viewer
from hub.database import Database

REMEMBERED_SECONDS = 60
REMEMBERED_MAX = 10_000


class Viewers:
    """Finds the viewer of a token in one database.

    A viewer once seen is remembered for a minute, so that a request needs no look-up of its own: the reading
    that answers it asks whether the token still holds.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: dict[str, tuple[float, Viewer]] = {}

    async def of(self, authorization: str) -> Viewer | None:
        """The viewer of an Authorization header; None without a valid token."""
        digest = tokens.bearer_digest(authorization)
        if digest is None:
            return None
        known = self._seen.get(digest)
        if known is not None and time.monotonic() - known[0] < REMEMBERED_SECONDS:
            return known[1]
        async with self._database.connection() as connection:
            cursor = await connection.execute(tokens.VIEWER_BY_DIGEST, [digest])
            viewer = tokens.viewer(await cursor.fetchone(), digest)
        if viewer is not None:
            if len(self._seen) >= REMEMBERED_MAX:
                self._seen.clear()
            self._seen[digest] = (time.monotonic(), viewer)
        return viewer
