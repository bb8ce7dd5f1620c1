"""Header texts as one spelling, the unit a header names, and words that say a cell is a header."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache

from hub.importing.grid import CellValue

MONEY_UNITS = ("亿元", "千万元", "百万元", "十万元", "万元", "千元", "元", "亿", "万")


@lru_cache(maxsize=65536)
def normalised_header(text: str) -> str:
    """A header as it is compared: half width, no blanks, no unit, no numbering, no mark of a required field."""
    plain = _tidy(text).lower().translate(_BRACKETS)
    plain = _BRACKETED.sub(lambda match: "" if _is_aside(match[1]) else match[0], plain)
    plain = plain.strip("*※★☆:?")
    shorter = _OF_WHICH.sub("", _NUMBERING.sub("", plain))
    shorter = _TAIL_UNIT.sub("", shorter) or shorter
    return shorter.strip("*※★☆:、")


@lru_cache(maxsize=65536)
def header_unit(text: str) -> str | None:
    """The unit in a header's bracket or at its end: 元, 万元, 亿元 (百万元 ...), %; None when it names none."""
    plain = _tidy(text).translate(_BRACKETS)
    for inner in _BRACKETED.findall(plain):
        for token in _tokens(inner):
            if token in MONEY_UNITS or token == "%":
                return str(token)
    if plain in MONEY_UNITS:
        return plain
    tail = _TAIL_UNIT.search(plain)
    return tail[1] if tail else None


def unit_note(text: str) -> str | None:
    """The money unit of a note above a table: 单位：万元、人 -> 万元. 填报单位 is no such note."""
    plain = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    for written in _UNIT_NOTE.finditer(plain):
        for token in _tokens(written[1] or written[2]):
            if token in MONEY_UNITS:
                return str(token)
    bare = re.fullmatch(r"\(?(\w+)\)?", plain.strip())
    # 万 alone in a cell may be a signature.
    return bare[1] if bare and bare[1] in MONEY_UNITS and bare[1].endswith("元") else None


def header_paths(path: Sequence[str]) -> tuple[str, ...]:
    """The parts of a header path as they are compared; a part that is only a unit disappears."""
    parts: list[str] = []
    for part in path:
        normalised = normalised_header(part)
        if normalised and (not is_unit(part) or len(path) == 1) and (not parts or parts[-1] != normalised):
            parts.append(normalised)
    return tuple(parts)


def is_unit(text: str) -> bool:
    """Whether a text is nothing but units: （万元）, 人."""
    plain = _tidy(text).translate(_BRACKETS)
    inner = _BRACKETED.fullmatch(plain)
    tokens = _tokens(inner[1] if inner else plain)
    return bool(tokens) and all(token in _UNIT_WORDS for token in tokens)


@lru_cache(maxsize=65536)
def is_label(value: CellValue) -> bool:
    """Whether a cell can be a header: short text that is no number, day, code, sentence or `word：value`."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value).is_integer() and 1990 <= value <= 2100
    if not isinstance(value, str):
        return False
    plain = _tidy(value)
    if len(plain) > _LONGEST_LABEL or _SENTENCE.search(plain):
        # Templates write how to fill a column in below its name, or in brackets behind it.
        name = _HOW_TO_FILL.sub("", _tidy(value.strip().split("\n", 1)[0]))
        return name != plain and 2 <= len(name) <= _LONGEST_NAME and _reads_as_label(name)
    return _reads_as_label(plain)


def _reads_as_label(plain: str) -> bool:
    if not plain or len(plain) > _LONGEST_LABEL or _SENTENCE.search(plain) or _KEY_VALUE.match(plain):
        return False
    return not _DATA_LIKE.fullmatch(plain)


@lru_cache(maxsize=65536)
def is_header_word(value: CellValue) -> bool:
    """Whether a text ends as headers of offices do: ...名称, ...日期, 序号."""
    return isinstance(value, str) and bool(_HEADER_WORD.search(normalised_header(value)))


def known(value: CellValue, known_headers: Collection[str]) -> bool:
    """Whether a cell is a header that a declared sheet knows."""
    return isinstance(value, str) and normalised_header(value) in known_headers


def _tidy(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _tokens(text: str) -> list[str]:
    """The words of a bracket or note; 人民币 before a unit says nothing more."""
    words = re.split(r"[、,，;；/和\s]+", re.sub(r"^.*单位:?", "", text))
    return [word.removeprefix("人民币") or word for word in words if word]


def _is_aside(inner: str) -> bool:
    tokens = _tokens(inner)
    return not tokens or all(token in _UNIT_WORDS for token in tokens) or bool(_ASIDE.fullmatch(inner))


_BRACKETS = str.maketrans("【】〔〕[]{}〈〉", "()()()()()")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_ASIDE = re.compile(
    r"\*?(?:必填项?|选填|可选|非必填|下拉(?:选择|选项|框)?|单选|多选|如有|若有|没有则不填"
    r"|全称|与公章一致|yyyy[年\-/.]?mm[月\-/.]?(?:dd日?)?|格式.*|年[/.\-]?月[/.\-]?日?)\*?"
)
_UNIT_WORDS = frozenset(
    (
        *MONEY_UNITS,
        *(
            "%",
            "‰",
            "元/人",
            "人民币",
            "万人",
            "人次",
            "万人次",
            "千人",
            "千人次",
            "百人",
            "万户",
            "万件",
            "年",
            "月",
            "天",
            "日",
            "个月",
            "工日",
            "平方米",
        ),
        *(
            "人",
            "名",
            "户",
            "个",
            "件",
            "家",
            "份",
            "起",
            "场",
            "次",
            "笔",
            "项",
            "例",
            "批",
            "条",
            "篇",
            "部",
        ),
    )
)
_NUMBERING = re.compile(
    r"^(?:\d{1,2}[.、)](?!\d)|\(\d{1,2}\)|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))"
)
_OF_WHICH = re.compile(r"^其中:?(?=.)")
_TAIL_UNIT = re.compile(r"(?<=.)[:/_-]?((?:亿|千万|百万|十万|万|千)元|%)$")
_UNIT_NOTE = re.compile(
    r"(?<![填制报编]表)(?<![报送填制建管设发位主工要用参项责])(?:计量|金额|数据|货币)?单位"
    r"\s*(?:[均都]?[为是以])?:?\s*([^\s()。;]+)"
    r"|(?:金额|数据)[均都]?以(\w{1,4}元)(?:为单位|计)"
)
_LONGEST_LABEL = 40
_LONGEST_NAME = 16
_HOW_TO_FILL = re.compile(r"(?<=.)\(.*$|(?<=.):.*$")
_SENTENCE = re.compile(r"[。;!]|,.*,|^(?:注|说明|备注|填表说明|填报说明|注意)[:\d]")
_KEY_VALUE = re.compile(r"(?!其中)[^:]{1,14}:.")
_DATA_LIKE = re.compile(
    r"[\d\W_]+|[0-9A-Za-z]{8,}|(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
    r"|.*\((?:19|20)\d\d\).*号|.*〔(?:19|20)\d\d〕.*号|[\d.,]+[万亿]?[元人件个%]"
)
_HEADER_WORD = re.compile(
    r"(?:序号|编号|编码|代码|号码|文号|案号|账号|名称|单位|部门|机构|机关|地区|县区|市县|区县|区域|县\(区\)|日期|时间|月份"
    r"|期限|年度|金额|总额|余额|款额|造价|标的|人数|数量|数|件数|次数|人次|比例|率|占比|类型|类别|性质|种类|等级|级别|方式"
    r"|来源|去向|事由|事项|原因|情况|结果|状态|进展|备注|说明|地址|地点|电话|联系人|姓名|负责人|法院|检察院|工会|银行|项目"
    r"|企业|内容|措施|意见|本月|本年累计|累计|去年同期|同比|环比|合计|小计|案由|决定|栏次|no\.?)$"
)
