"""Pages of differences: how long they may be, and where one begins."""

from __future__ import annotations

from hub.errors import HubError

PAGE_DEFAULT = 50
PAGE_MAX = 500


def skipped(first: int, after: str | None) -> int:
    """How many differences the pages before have shown; HubError where the page or the cursor cannot be."""
    if not 1 <= first <= PAGE_MAX:
        raise HubError(f"first 应在 1 到 {PAGE_MAX} 之间。", f"`first` must lie between 1 and {PAGE_MAX}.")
    if after is None:
        return 0
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise HubError("after 应为上一页给出的游标。", "`after` must be a cursor of a page before.")
    return int(after)
