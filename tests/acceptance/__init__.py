"""Acceptance: the hub as its users meet it, through the command line and over HTTP."""
