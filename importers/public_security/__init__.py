"""Sheets of public security (公安机关)."""
