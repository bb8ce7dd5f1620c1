"""The actions on submissions: receive, accept, withdraw. Portal, command line and GraphQL call the same ones."""

from hub.submissions.actions import accept, receive, withdraw
from hub.submissions.receipts import Receipt, RowCounts

__all__ = ["Receipt", "RowCounts", "accept", "receive", "withdraw"]
