"""Verifying: what is stored against what the originals give."""
