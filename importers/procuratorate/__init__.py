"""Sheets of the procuratorates (检察机关)."""
