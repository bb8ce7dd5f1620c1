"""Who filled a table in, checked and signed it, and when, as the lines below it say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LABELS = {
    "filler": "填[表报写制]人员?|填报人员?|制表人?|编制人|经办人员?",
    "checker": "审[核批查]人员?|复核人?|校对人?|审核",
    "leader": "(?:单位|部门|主要|分管|统计|科室)?负责人|(?:分管|主管|单位|部门)领导|签发人?|批准人?",
    "office": "(?:填[报表制]|编制|报送|制表|上报)(?:单位|部门|机关)",
    "day": "(?:填[报表制写]|制表|编制|报送|上报|报出|统计)(?:日期|时间)|日期",
    "phone": "联系(?:电话|方式)|电话|手机",
    "contact": "联系人",
    "source": "(?:数据|资料)?来源",
}
_LABEL = re.compile(
    "|".join(f"(?P<{name}>(?<![\u4e00-\u9fff])(?:{words}))" for name, words in _LABELS.items())
)
_AFTER = re.compile(r"\s*(?:\([^()]*\))?\s*:")


def signed_by(lines: Iterable[str]) -> dict[str, str]:
    """What the lines say by key: filler, checker, leader, office, day, phone, contact, source; the first of each."""
    found: dict[str, str] = {}
    for line in lines:
        text = unicodedata.normalize("NFKC", line)
        labels = [
            (label, after)
            for label in _LABEL.finditer(text)
            if (after := _AFTER.match(text, label.end())) is not None
        ]
        for place, (label, after) in enumerate(labels):
            end = labels[place + 1][0].start() if place + 1 < len(labels) else len(text)
            value = text[after.end() : end].strip()
            if value and label.lastgroup:
                found.setdefault(label.lastgroup, re.sub(r"\s{2,}", " ", value))
    return found
