"""Boards and the pages that show them."""
