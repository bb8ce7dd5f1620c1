"""Units as notes, titles and header corners name them: 单位：户、人、%, （单位：元/年）, 地区生产总值（亿元）."""

from __future__ import annotations

import re
import unicodedata

_WORDS = (
    "元|美元|港元|欧元|日元|人民币|人|户|个|件|家|名|份|起|场|次|人次|笔|项|例|批|条|篇|部|册|种|只|头|匹|株|棵|台|辆|套|架|艘|列"
    "|张|床|处|座|栋|幢|间|宗|期|所|班|组|支|吨|公吨|克|千克|公斤|斤|公担|标准煤|吨标准煤|标煤|吨标煤|公顷|亩|平方米|平方公里|平方千米"
    "|平米|立方米|米|公里|千米|海里|升|千瓦|千瓦时|千瓦小时|度|兆瓦|焦耳|吨公里|人公里|标箱|标准箱|箱|包|瓶|双|块|重量箱|岁|年|月|天|日"
    "|小时|分钟|个月|工日|百分点|个百分点|%|‰|倍|亿|万|人年|床位|户次|家次|件次|人·年"
)
_SCALE = "(?:[一二三四五六七八九]?[十百千万亿]{1,3}|10{1,4})?"
_UNIT = re.compile(rf"{_SCALE}(?:{_WORDS})(?:[/·每](?:{_SCALE}(?:{_WORDS})))?")
_NOTE = re.compile(
    r"(?<![填制报编]表)(?<![报送填制建管设发位主工要用参项责])(?:计量|金额|数据|货币|数量|统计)?单位"
    r"\s*(?:[均都]?[为是以])?\s*[:(]?\s*([^\s()。;:][^()。;:]*)"
)
_SEPARATORS = re.compile(r"\s*[、,，;；和及]\s*|\s+")
_BRACKETS = str.maketrans("【】〔〕[]{}", "()()()()")


def whole_unit_note(text: str) -> str | None:
    """Everything a unit note names, joined by 、: 单位：户、人、% -> 户、人、%. 填报单位 and offices are no units."""
    for found in _NOTE.finditer(unicodedata.normalize("NFKC", text).translate(_BRACKETS)):
        words = _units(found[1])
        if words:
            return "、".join(words)
    return None


def unit_of_title(text: str) -> str | None:
    """The units in the bracket at the end of a title: 指标:地区生产总值(亿元) -> 亿元; a bare （万元） too."""
    plain = unicodedata.normalize("NFKC", text).translate(_BRACKETS).strip()
    bracket = re.search(r"\(\s*([^()]+?)\s*\)$", plain)
    words = _units(bracket[1]) if bracket else []
    return "、".join(words) if words and not (len(words) == 1 and words[0] in _ALONE_TOO_LITTLE) else None


def _units(text: str) -> list[str]:
    """The leading words of a text that are units; none if the first is not."""
    words: list[str] = []
    for word in _SEPARATORS.split(text.strip()):
        plain = word.removeprefix("人民币") or word
        if not _UNIT.fullmatch(plain):
            break
        words.append(plain)
    return words


# A title may end in （年）, （月）, （份） or （一 期） without meaning a unit.
_ALONE_TOO_LITTLE = frozenset({"年", "月", "日", "份", "期", "部", "组", "班", "项", "次", "处", "所", "度"})
