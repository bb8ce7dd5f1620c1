"""Who owes which sheet by which day, and what came of it: obligations, the reporting board."""

from hub.reporting.board import SlotState, board
from hub.reporting.obligations import Obligation, declare, end, obligations

__all__ = ["Obligation", "SlotState", "board", "declare", "end", "obligations"]
