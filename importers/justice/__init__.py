"""Sheets of the bureaus of justice (司法行政部门)."""
