"""All sheets that agencies can send, found by discovery over the package `importers` and any others named."""

from __future__ import annotations

from functools import cache

from hub.discovery import modules
from hub.importing.sheet import Sheet


class SheetConflictError(Exception):
    """Two modules declare the same sheet or form: a fault of whoever added the second."""


@cache
def sheets(extra: tuple[str, ...] = ()) -> dict[str, Sheet]:
    """Sheets by public name (special_accounts) in order of name; `extra`: further packages that declare some."""
    found: dict[str, Sheet] = {}
    forms: dict[str, str] = {}
    for package in ("importers", *extra):
        for module in modules(package):
            sheet = getattr(module, "sheet", None)
            if not isinstance(sheet, Sheet):
                continue
            if sheet.name in found or sheet.form.upper() in forms:
                raise SheetConflictError(
                    f"{module.__name__}: {sheet.name} ({sheet.form}) is declared already"
                )
            found[sheet.name] = sheet
            forms[sheet.form.upper()] = sheet.name
    return dict(sorted(found.items()))


def sheet_named(name: str, extra: tuple[str, ...] = ()) -> Sheet | None:
    """The sheet of a public name or a form code (special_accounts, H2, h2b); None if there is none."""
    known = sheets(extra)
    if name in known:
        return known[name]
    wanted = name.strip().upper()
    return next((sheet for sheet in known.values() if sheet.form.upper() == wanted), None)
