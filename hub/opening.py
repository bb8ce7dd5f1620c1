"""Opening the hub's database: the one that HUB_DATABASE_URL names, else our own in HUB_HOME, migrated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hub.database import is_current, migrate
from hub.embedded import EmbeddedPostgres
from hub.settings import Settings


@contextmanager
def opened(settings: Settings) -> Iterator[str]:
    """The URL of a migrated database; the embedded server runs until the block ends."""
    if settings.database_url is not None:
        _bring_up_to_date(settings.database_url)
        yield settings.database_url
        return
    server = EmbeddedPostgres(settings.home)
    url = server.start()
    try:
        _bring_up_to_date(url)
        yield url
    finally:
        server.stop()


def _bring_up_to_date(url: str) -> None:
    if not is_current(url):
        migrate(url)
