"""Tests of hub.reporting."""
