"""What a row is by its own texts: total, footer, note, example, column numbers."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from hub.importing.dates import parse_day
from hub.importing.grid import CellValue
from hub.importing.header_rows import Cells
from hub.importing.table import SkipKind
from hub.importing.units_named import whole_unit_note


def plain(value: CellValue) -> str:
    """A text in half width without blanks."""
    return "".join(unicodedata.normalize("NFKC", value).split()) if isinstance(value, str) else str(value)


def is_hint_line(cells: Cells) -> bool:
    """Whether a row under the header says how to fill the columns in: 必填 | 选填 | 格式：yyyy-mm-dd."""
    return len(cells) > 1 and all(isinstance(v, str) and _HINT.fullmatch(plain(v)) for _, v in cells)


def is_continuation(text: str) -> bool:
    """Whether a title says that a table goes on: 续表1, 1-8 续表, ...（续）."""
    return bool(_CONTINUED.search(plain(text)))


def title_key(text: str) -> str:
    return _PAGE.sub("", plain(text))


def is_number(value: CellValue) -> bool:
    if isinstance(value, str):
        return bool(_NUMBER.fullmatch(unicodedata.normalize("NFKC", value).strip()))
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_day(value: CellValue) -> bool:
    return isinstance(parse_day(value), date)


def is_filler(value: CellValue) -> bool:
    """Whether a cell is what a prepared but unused row holds: 0 of a formula, a dash, an unticked box."""
    if isinstance(value, str):
        return len(value) < 12 and unicodedata.normalize("NFKC", value).strip() in _FILLERS
    return value is False or (isinstance(value, int | float) and value == 0)


def is_footer(text: str, filled: int, columns: int) -> bool:
    if SIGNATURE.match(text) or NOTE.match(text) or _SEAL.search(text):
        return True
    if _MARK.match(text):
        return filled == 1 or (filled == 2 and columns > 3)
    return bool(_SIGNATURE_WORD.fullmatch(text)) and filled * 2 <= columns


def is_example(value: CellValue) -> bool:
    """Whether a cell says that its row is an example (例：...)."""
    return isinstance(value, str) and ("例" in value or "示" in value) and bool(EXAMPLE.match(plain(value)))


@lru_cache(maxsize=65536)
def begins_a_record(value: str) -> bool:
    """Whether a text with others beside it can only begin a record: no footer, section, example, hint, continuation."""
    text = plain(value)
    if any(pattern.match(text) for pattern in (SIGNATURE, NOTE, EXAMPLE, SECTION)) or _SEAL.search(text):
        return False
    if _SIGNATURE_WORD.fullmatch(text) or SECTION_NUMBER.fullmatch(text):
        return False
    if text.endswith(":") or _HINT.fullmatch(text):
        return False
    return not is_continuation(value) and whole_unit_note(value) is None


def total_kind(cells: Cells) -> SkipKind | None:
    """Whether one of the first cells is the label of a total, of a comparison or of a part (其中)."""
    for position, (_, value) in enumerate(cells[:_TOTAL_CELLS]):
        if not isinstance(value, str) or len(value) > _LONGEST_TOTAL or _TOTAL_CHARACTERS.isdisjoint(value):
            continue
        text = _LATIN_TAIL.sub("", plain(value))
        if _SUBTOTAL.fullmatch(text):
            return "subtotal"
        if _TOTAL.fullmatch(text) or (position == 0 and _WHOLE_REGION.fullmatch(text) and len(cells) > 1):
            return "total"
        if position == 0 and _COUNTED_TOTAL.fullmatch(text) and len(cells) > 1:
            return "total"
        if position < 2 and _OF_WHICH.match(text):
            return "of_which" if any(is_number(v) for _, v in cells[position + 1 :]) else "note"
        if position < 2 and _COMPARISON.fullmatch(text):
            return "note"
    return None


def is_bare_total(cells: Cells) -> bool:
    return any(isinstance(v, str) and _BARE_TOTAL.fullmatch(plain(v)) for _, v in cells[:_TOTAL_CELLS])


def are_column_numbers(cells: Cells, columns: int) -> bool:
    """1 2 3, (1) (2), 甲 乙 1 2, 栏次 1 2: letters, then whole numbers rising by one, over most columns."""
    texts = [plain(v).removesuffix(".0") for _, v in cells]
    if texts and texts[0] in ("栏次", "列次", "列号", "栏目", "行次"):
        texts = texts[1:]
    if len(texts) < 3 or len(texts) * 3 < columns * 2:
        return False
    numbers = []
    for text in texts:
        match = _COLUMN_NUMBER.fullmatch(text)
        if not match:
            return False
        if match["number"]:
            numbers.append(int(match["number"]))
        elif numbers:
            return False
    return not numbers or (numbers[0] <= 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))))


_TOTAL_CELLS = 4
_LONGEST_TOTAL = 20
_TOTAL_CHARACTERS = frozenset("计全其共同环平增tT")

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_FILLERS = frozenset({"0", "0.0", "0.00", "0%", "0.00%", "-", "--", "—", "——", "/", "\\", "□", "无"})
_COLUMN_NUMBER = re.compile(
    r"[(\[]?(?:(?P<number>\d{1,3})|[甲乙丙丁戊己庚辛]|[A-Za-z])[)\]]?(?:=[\d+\-*/×÷()=]+)?"
)
SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]+部分"
)
SECTION_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}[、.]?|\([一二三四五六七八九十]{1,3}\)")
ITEM = re.compile(r"\(?\d{1,2}[.、)]")
EXAMPLE = re.compile(
    r"[(\[【<《]?(?:填[写报表])?(?:示例|样例|例子|范例|举例|示范|例如|例)[)\]】>》]?(?:[:\d].*)?$"
)
_SUBTOTAL = re.compile(r"(?i:sub-?total)|.{0,12}小计(?:\(.{1,6}\))?:?|本页(?:合计|小计|计)")
_TOTAL = re.compile(r"[^:,。]{0,10}(?:合计|总计|共计|总合计|累计)(?:数|\(.{1,6}\))?:?|(?i:(?:grand)?total)")
_BARE_TOTAL = re.compile(
    r"(?i:(?:grand)?total)|(?:全[省市区县州盟旗国]|总)?(?:合计|总计|共计|累计):?|全[省市区县州盟旗国]"
)
_WHOLE_REGION = re.compile(r"全[省市区县州盟旗国](?:总数|总体|情况|平均)?|全(?:自治[区州县旗]|地区)")
_COUNTED_TOTAL = re.compile(r"(?:合计|总计|共计|总共|共):?\d+[件个户家项人名起笔]?")
_COMPARISON = re.compile(
    r"(?:去年|上年)?同期数?|同比(?:增减|增长|变化)?(?:\(.{1,3}\))?|环比(?:增减|增长|变化)?(?:\(.{1,3}\))?|平均[数值]?|增减[数额量]?"
)
_OF_WHICH = re.compile(r"其中:?")
_HINT = re.compile(
    r"(?:\*?(?:必填|选填|非必填|可选|可不填|必选)项?|(?:文本|字符|数字|数值|日期|整数|小数)(?:型|格式)?|下拉(?:选择|框|菜单|项)?|单选|多选"
    r"|格式:?.*|(?:yyyy|YYYY).*|自动(?:计算|生成)|精确到.*|保留.*小数|不超过\d+字?|填写?说明|说明|要求|[,、;()])+"
)
_LATIN_TAIL = re.compile(r"(?<=[\u4e00-\u9fff)])[A-Za-z.,&'-]+$")
_CONTINUED = re.compile(
    r"^\(?续|续表?(?:之?[一二三四五六七八九十\d]+)?\)?$|\(续表?[^()]{0,3}\)|^(?:表?[\d.-]+)?续表?|\(?continued",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"\(续(?:表)?[一二三四五六七八九十\d]*\)|续表?[一二三四五六七八九十\d]*$|^续表?\d*|\(?第?\d+页.*$"
)
NOTE = re.compile(
    r"(?i:notes?|(?:data)?sources?)[:.]|[(\[【]注[)\]】]|注\d?[.、]|(?:填[表报写])?(?:注意事项?|说明|备注|附注|注|须知|要求)\d?[:]|填[表报写](?:说明|须知|要求)|注意[:!]?"
)
_MARK = re.compile(r"[*※★#].")
_SEAL = re.compile(r"\((?:单位)?(?:盖章|公章|签章|签字|印章)\)")
_SIGNERS = (
    r"(?:(?:填[表报制写]|制表|编制|报送|上报|统计)(?:人员?|单位|部门|日期|时间)?|经办人?|审[核批查]人?|复核人?|签发人?|批准人?"
    r"|(?:单位|部门|统计|主要|分管|科室)?负责人|(?:分管|主管|单位|部门)领导|主管|领导|联系(?:人|电话|方式)|电话|手机|传真|邮箱"
    r"|报出日期|日期|时间|数据来源|资料来源|来源|数据口径|盖章|公章|单位盖章|单位公章)"
)
SIGNATURE = re.compile(rf"{_SIGNERS}(?:\([^()]*\))?:")
_SIGNATURE_WORD = re.compile(rf"{_SIGNERS}(?:签[字名章])?")
