"""Worlds that the tests make themselves, with figures known before the hub sees a file."""
