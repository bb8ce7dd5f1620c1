"""Tests of recovered amounts that are one payment."""
