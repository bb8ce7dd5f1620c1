"""Every problem of reading has sentences in both languages, and every kind the readers name exists."""

from __future__ import annotations

import re
from pathlib import Path

from hub.importing import child, problems, reading


def test_every_kind_that_reading_names_has_sentences() -> None:
    sources = [*Path(reading.__file__).parent.glob("*.py"), Path(child.__file__)]
    named = {
        kind
        for source in sources
        for kind in re.findall(
            r'(?:RefusedFileError|Problem)\(\s*"(\w+)"', source.read_text(encoding="utf-8")
        )
    }
    assert named
    assert named <= problems.kinds()
