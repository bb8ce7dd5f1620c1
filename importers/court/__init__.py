"""Sheets of the courts (法院)."""
