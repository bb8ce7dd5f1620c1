"""How large a file may be before the hub refuses it: checked before cells are built."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file that is read. The defaults let a ledger of 200,000 rows x 40 columns pass."""

    file_bytes: int = 64 * 2**20
    entries: int = 1_000
    """Files inside a zip package."""
    expanded_bytes: int = 256 * 2**20
    """Bytes of all parts of a package once inflated."""
    ratio: int = 50
    """Expansion of a package, looked at above `ratio_from_bytes`: small monotonous sheets shrink well."""
    ratio_from_bytes: int = 64 * 2**20
    sheets: int = 60
    rows: int = 200_000
    columns: int = 512
    cells: int = 8_000_000
    """Cells of the rectangle from A1 to the last filled cell."""
    merges: int = 50_000
