"""Tests of the actions on submissions."""
