"""Repeatable measurements of the hub on a seeded synthetic country; not part of the tests."""
