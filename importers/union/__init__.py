"""Sheets of the trade unions (工会)."""
