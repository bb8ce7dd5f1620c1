"""The example worlds of the acceptance tests, on a server."""

from tests.acceptance.conftest import filled, world, world_copy

__all__ = ["filled", "world", "world_copy"]
