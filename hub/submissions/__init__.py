"""The actions on submissions: receive, preview, accept, withdraw, and the closing of months.

Portal, command line and GraphQL call the same ones.
"""

from hub.submissions.actions import accept, receive, withdraw
from hub.submissions.closing import Closing, close_month, reopen_month
from hub.submissions.preview import Preview, preview
from hub.submissions.receipts import REPLACE, SUPPLEMENT, Receipt, RowCounts

__all__ = [
    "REPLACE",
    "SUPPLEMENT",
    "Closing",
    "Preview",
    "Receipt",
    "RowCounts",
    "accept",
    "close_month",
    "preview",
    "receive",
    "reopen_month",
    "withdraw",
]
