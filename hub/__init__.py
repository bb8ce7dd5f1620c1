"""The engine of the hub."""
