"""All sheets that agencies can send, found by discovery over the package `importers` and any others named."""

from __future__ import annotations

from functools import cache

from hub.discovery import modules
from hub.importing.sheet import Sheet


class FormConflictError(Exception):
    """Two modules declare the same form: a fault of whoever added the second."""


@cache
def sheets(extra: tuple[str, ...] = ()) -> dict[str, Sheet]:
    """Sheets by public name (special_accounts) in order of name; `extra`: further packages that declare some.

    A ledger may be filled by several forms, such as a new edition of an old one: the first found has the name of
    the ledger, the others that name and their form code (wage_cases:H6-2026).
    """
    found: dict[str, Sheet] = {}
    forms: set[str] = set()
    for package in ("importers", *extra):
        for module in modules(package):
            sheet = getattr(module, "sheet", None)
            if not isinstance(sheet, Sheet):
                continue
            if sheet.form.upper() in forms:
                raise FormConflictError(f"{module.__name__}: form {sheet.form} is declared already")
            forms.add(sheet.form.upper())
            found[sheet.name if sheet.name not in found else f"{sheet.name}:{sheet.form}"] = sheet
    return dict(sorted(found.items()))


def name_of(wanted: str, extra: tuple[str, ...] = ()) -> str | None:
    """The name in `sheets` of a sheet given by that name or by its form code (H2, h2b); None if there is none."""
    known = sheets(extra)
    if wanted in known:
        return wanted
    form = wanted.strip().upper()
    return next((name for name, sheet in known.items() if sheet.form.upper() == form), None)


def sheet_named(wanted: str, extra: tuple[str, ...] = ()) -> Sheet | None:
    """The sheet of a public name or a form code; None if there is none."""
    name = name_of(wanted, extra)
    return sheets(extra)[name] if name else None
