"""Personal numbers and names in free text: found and masked before anything is stored or shown."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from hub.importing.problems import Problem

SHOWN_MAX = 300
"""The most characters of a cell that a problem shows."""
DETAIL_MAX = 4000
"""The most characters of anything else that it tells."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"

# Written in full width or with dashes and blanks of any kind, a number is the same number.
_PLAIN = str.maketrans(
    {
        **dict(zip("０１２３４５６７８９", "0123456789", strict=True)),
        **dict.fromkeys("Ｘｘ", "X"),
        **dict.fromkeys("－–—−‐‑﹣", "-"),
        **dict.fromkeys("\u3000\xa0\t\u2002\u2003\u2009\u202f\u200b\u200c\u200d\u2060\ufeff", " "),
        "＋": "+",
    }
)
_GAP = r"[ \-.·/]{0,2}"
_BEGIN, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_AMOUNT = r"(?! ?(?:元|万|亿|平方)|\.\d|,\d)"

_IDENTITY = re.compile(rf"{_BEGIN}(?=((?:\d{_GAP}){{17}}[0-9Xx]){_END})")
_OLD_IDENTITY = re.compile(
    rf"{_BEGIN}[1-8]\d{{5}}[3-9]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}{_END}{_AMOUNT}"
)
# With the birth date of a grown-up where it belongs, a mistyped number is an identity number all the same.
_MISTYPED_IDENTITY = re.compile(r"[1-8]\d{5}19\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9X]")
_CARD = re.compile(rf"{_BEGIN}(?=(62(?:{_GAP}\d){{14,17}}){_END})")
_PHONE = re.compile(
    rf"(?:{_BEGIN}|(?<=[A-Za-z]:)|(?<=tel)|(?<=Tel)|(?<=TEL))(?:\(?(?:\+|00)?86\)?[ \-]{{0,2}})?"
    r"1[3-9](?:\d{9}|\d(?P<gap>[ \-.·]{1,2})(?:\d{4}(?P=gap)\d{4}|\d{3}(?P=gap)\d{5}|\d{8})"
    r"|\d\d(?P<gap2>[ \-.·]{1,2})\d{3}(?P=gap2)\d{4}|\d{5}[ \-.·]{1,2}\d{4})"
    rf"{_END}{_AMOUNT}"
)
_SAID_TO_BE_IDENTITY = re.compile(
    rf"(?:身份证|身份号|证件|居民证)(?:号?码?|编号)?(?:[ :：为是(（\[【]*)(?=((?:\d{_GAP}){{14,17}}[0-9Xx]){_END})"
)
_SAID_TO_BE_ACCOUNT = re.compile(
    rf"(?:卡号|账号|帐号|账户|帐户|银行卡|工资卡|储蓄卡|社保卡)[^\d\n]{{0,12}}(?=((?:\d{_GAP}){{9,20}}\d){_END})"
)
# What is left of a long number that a spreadsheet has rounded still holds place and date of birth.
_ROUNDED = re.compile(r"\d\.\d{8,}[eE]\+?1[4-9]")
# The code of a construction project is region, day and serial number; 62 is Gansu as well as UnionPay.
_GANSU_PROJECT = re.compile(r"62(?:0[1-9]|1[0-2]|29|30)\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}")
_DAMAGED = re.compile(r"\d\.\d+[eE]\+?1[0-9]")

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗凤花俞袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐傅卞康伍余顾孟黄穆萧尹姚邵汪祁毛禹狄米贝臧计戴谈宋庞熊纪舒屈董梁杜"
    "阮蓝闵席季麻强贾娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房裘缪解应宗丁宣邓郁杭洪包诸左石崔吉龚"
    "程邢裴陆荣翁荀甄封储靳段焦侯蓬全班仲宁仇甘祖武符刘景詹束龙叶幸司黎薄印宿白蒲鄂索赖卓屠池乔闻党翟谭贡姬申冉"
    "桑桂牛边燕尚温庄晏柴瞿阎慕连茹习艾容向古易慎戈廖庾居衡步耿满弘匡文寇广东欧沃利蔚越隆师巩聂晁敖冷辛阚那简饶"
    "曾沙丰巢关查游竺权盖岳帅亢况有琴佟闫肖代任方于单项付邸涂仝逯展苟牟占"
)
_NAME = rf"(?:[{_SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}}|(?:欧阳|上官|司马|诸葛|皇甫|尉迟|慕容|令狐|夏侯)[\u4e00-\u9fff]{{1,2}})"
_PERSON = (
    r"姓名|联系人|填表人|填报人|制表人|审核人|经办人|承办人|负责人|法定代表人|法人代表|法人|经营者|班组长|包工头|工头|工人"
    r"|农民工|民工|劳动者|职工|员工|当事人|申请人|投诉人|举报人|信访人|被害人|受害人|受援人|原告|家属|亲属|开户人|户名"
)
_NUMBER_WORD = (
    r"身份证|公民身份|证件|手机|电话|联系电话|联系方式|银行卡|工资卡|卡号|账号|住址|家住|[男女][，,]"
)
_NAMED = re.compile(
    rf"(?:{_PERSON})(?:姓名)?[ ]?[:：][ ]{{0,2}}({_NAME})(?=$|[^\u4e00-\u9fff某]|{_NUMBER_WORD})"
    rf"|(?:^|[^\u4e00-\u9fff]|{_PERSON})({_NAME})(?=[ ，,、：:(（]{{0,3}}(?:(?:联系)?(?:{_NUMBER_WORD})|\+?\d{{11}}))"
)
# What ends as offices, places and firms do is not the name of a person.
_NO_PERSON = re.compile(r"[市县区局部司厂院会处科室办队组所站店行村镇乡街路号委庭厅协社位目人工联系电手面]$")
_MANY_DIGITS = re.compile(r"\d(?:\W{0,2}\d){9}|\d\.\d{8}")
_WORDS = re.compile(r"[:：男女住]|电话|手机|身份|证件|银行卡|联系")


def masked(text: str) -> str:
    """The text with identity, mobile telephone and bank card numbers and labelled names masked; the same object if
    there is none.

    110101********001X, 138****0000, ****1234, 张某: what is left serves to find the cell again, not the person. A
    name is known by the word before it (联系人：) or the number after it; in running text it is not.
    """
    # Most cells are neither long numbers nor labels; the searches below cost more than this.
    if not _MANY_DIGITS.search(text) and not _WORDS.search(text):
        return text
    found = sorted(_found(text.translate(_PLAIN)), key=lambda part: (part[0], -part[1]))
    if not found:
        return text
    pieces, last = [], 0
    for begin, end, instead in found:
        if begin >= last:
            pieces += [text[last:begin], instead]
            last = end
    return "".join((*pieces, text[last:]))


def without_persons(problem: Problem) -> Problem:
    """The problem with everything masked that it shows of a cell, a header or a title, and cut to what one reads."""
    value = problem.value and _cut(masked(problem.value), SHOWN_MAX)
    details = {
        key: _cut(masked(d), DETAIL_MAX) if isinstance(d, str) else d for key, d in problem.details.items()
    }
    if value == problem.value and details == problem.details:
        return problem
    return replace(problem, value=value, details=details)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most] + "…"


def is_personal_number(number: str) -> bool:
    """Whether a number that stands alone in a cell is that of a person: identity, mobile telephone, bank card."""
    return 11 <= len(number) <= 26 and masked(number) is not number


def masked_tail(text: str) -> str:
    """A number of which only the last four characters are shown; a damaged one (1.1E+17) or a short one not at all."""
    kept = re.sub(r"\s", "", text)
    return "****" if len(kept) < 8 or _DAMAGED.search(kept) or "." in kept else f"****{kept[-4:]}"


def keyed_digest(number: str, key: bytes) -> str:
    """HMAC-SHA256 of an account number written in whatever way: equal numbers join, nobody can guess back."""
    return hmac.new(key, normalised_account(number).encode(), hashlib.sha256).hexdigest()


def normalised_account(number: str) -> str:
    """An account number in half width, without blanks and hyphens."""
    return re.sub(r"[\s\-–—]", "", unicodedata.normalize("NFKC", number)).upper()


def is_resident_id(number: str) -> bool:
    """Whether eighteen characters are an identity number by birth date and check character (GB 11643)."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    month, day = int(number[10:12]), int(number[12:14])
    if not (1 <= month <= 12 and 1 <= day <= 31 and number[6:8] in ("18", "19", "20")):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[17] == _CHECK_CHARACTERS[total % 11]


def _is_card(number: str) -> bool:
    """Whether 16 to 19 digits are a UnionPay card by prefix and check digit (Luhn).

    Other prefixes are left out: project codes begin with region codes and would be taken for cards.
    """
    if not 16 <= len(number) <= 19 or not number.isdecimal() or _GANSU_PROJECT.fullmatch(number):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = (digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _found(plain: str) -> Iterator[tuple[int, int, str]]:
    """(begin, end, what to write instead) of every personal number and labelled name."""
    for match in _SAID_TO_BE_IDENTITY.finditer(plain):
        number = _digits(match[1])
        if len(number) in (15, 18):
            yield *match.span(1), f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"
    for match in _IDENTITY.finditer(plain):
        number = _digits(match[1])
        if is_resident_id(number) or _MISTYPED_IDENTITY.fullmatch(number):
            yield *match.span(1), f"{number[:6]}********{number[14:]}"
    for match in _OLD_IDENTITY.finditer(plain):
        yield *match.span(), f"{match[0][:6]}*****{match[0][-4:]}"
    for match in _PHONE.finditer(plain):
        number = _digits(match[0])
        yield *match.span(), f"{number[-11:-8]}****{number[-4:]}"
    for match in _CARD.finditer(plain):
        number = _digits(match[1])
        if _is_card(number):
            yield *match.span(1), f"****{number[-4:]}"
    for match in _SAID_TO_BE_ACCOUNT.finditer(plain):
        yield *match.span(1), f"****{_digits(match[1])[-4:]}"
    for match in _ROUNDED.finditer(plain):
        yield *match.span(), "****"
    for match in _NAMED.finditer(plain):
        group = 1 if match[1] else 2
        if not _NO_PERSON.search(match[group]):
            yield *match.span(group), match[group][0] + "某" * (len(match[group]) - 1)


def _digits(written: str) -> str:
    return re.sub(r"[^0-9X]", "", written.upper())
