"""How verifying tells how far it is."""

from collections.abc import Callable

Tell = Callable[[str, int, int], None]
"""Hears a step (files, submissions, ledgers, figures, cards), how many are done, and of how many."""


def silence(step: str, done: int, of: int) -> None:
    """For whoever does not want to know."""


_STEPS = {
    "files": "原始文件 / original files",
    "submissions": "重读报送 / submissions read again",
    "ledgers": "台账 / ledgers",
    "figures": "指标 / figures",
    "cards": "数字卡 / figure cards",
}


def told(step: str, done: int, of: int) -> str:
    """A line that says how far it is."""
    return f"{_STEPS[step]}: {done}/{of}"
