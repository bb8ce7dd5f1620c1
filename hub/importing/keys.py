"""The columns of a ledger that follow from others: keys of documents and employers, digests of accounts."""

from __future__ import annotations

from hub.importing.sheet import Column
from hub.ledgers.base import LedgerRow


def key_columns(ledger: type[LedgerRow]) -> tuple[dict[str, str], dict[str, tuple[str, str, str]]]:
    """The key columns of a ledger with the fields that they follow from: those of documents and those of employers.

    By their names: court_case_key follows from court_case_no (or _ref), owner_key from owner_uscc and owner_name,
    employer_key from uscc and employer_name (or subject_name).
    """
    own = set(ledger.own_columns())
    documents: dict[str, str] = {}
    employers: dict[str, tuple[str, str, str]] = {}
    for column in sorted(own):
        stem = column.removesuffix("_key")
        if stem == column:
            continue
        number = next((n for n in (f"{stem}_no", f"{stem}_ref") if n in own), None)
        if number is not None:
            documents[column] = number
        elif f"{stem}_uscc" in own:
            employers[column] = (f"{stem}_uscc", f"{stem}_name", "prefecture_code")
        elif "uscc" in own:
            name = "employer_name" if "employer_name" in own else "subject_name"
            employers[column] = ("uscc", name, "prefecture_code")
    return documents, employers


def digest_field(column: Column) -> str:
    """The field beside an account column that holds the digest of the whole number."""
    return f"{column.to.removesuffix('_no')}_digest"
