"""All ledgers by name, found by discovery."""

from __future__ import annotations

from functools import cache

from hub.discovery import modules
from hub.ledgers.base import LedgerRow


@cache
def ledgers() -> dict[str, type[LedgerRow]]:
    """Ledger classes by public name (special_accounts), in order of name."""
    return {name: c for name, c in countable().items() if not c.derived}


@cache
def countable() -> dict[str, type[LedgerRow]]:
    """What statistics can count: the ledgers, and those whose rows are derived anew in every statement."""
    for _ in modules("hub.ledgers"):
        pass
    return {c.ledger_name(): c for c in sorted(LedgerRow.__subclasses__(), key=lambda c: c.ledger_name())}
