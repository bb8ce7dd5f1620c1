"""Ledgers: typed tables of keyed records, one module each. Discovery finds them; there is no list to edit."""
