"""The blank workbook of a sheet, made from its declaration: drop-downs, units, an example, how to fill it in."""

from __future__ import annotations

from hub.importing.additions import NOTES_MARK, NOTES_SHEET, version_of
from hub.importing.form_layout import Form, Heading
from hub.importing.samples import leading, sample_row
from hub.importing.sheet import Column, Kind, Privacy, Sheet
from hub.importing.workbook_text import Book

EXAMPLE = "例"
"""First cell of the example row: a row that begins so is never data."""

_KINDS = {
    Kind.TEXT: ("文字，请勿填写个人信息", "text, no personal data"),
    Kind.DOCUMENT_NO: ("文号或案号，与文书一致", "number of the document as it is written there"),
    Kind.IDENTIFIER: ("编号，以文本填写", "code, entered as text"),
    Kind.EMPLOYER_NAME: ("单位全称", "full name"),
    Kind.USCC: ("18位统一社会信用代码", "unified social credit code, 18 characters"),
    Kind.ACCOUNT: (
        "完整账号，以文本填写；系统只保存后四位",
        "whole number, entered as text; only the last four digits are kept",
    ),
    Kind.MONEY: ("金额，单位元", "amount in yuan"),
    Kind.PRECISE_MONEY: ("金额，单位元，可加“约”“余”", "amount in yuan, 约 or 余 may be added"),
    Kind.COUNT: ("整数", "whole number"),
    Kind.PRECISE_COUNT: ("整数，可加“约”“余”", "whole number, 约 or 余 may be added"),
    Kind.ORDINAL: ("年份或次序", "year or place in a series"),
    Kind.PERCENT: ("百分数，如95.5", "percent, such as 95.5"),
    Kind.DAY: ("日期，如2024-03-05", "day, such as 2024-03-05"),
    Kind.MONTH: ("月份，如2024-03", "month, such as 2024-03"),
    Kind.YES_NO: ("是或否", "是 (yes) or 否 (no)"),
    Kind.CODE: ("从下拉列表选择一项", "one value of the list"),
    Kind.CODES: ("可填多项，以“、”分隔", "one or more values of the list, joined by 、"),
    Kind.REGION_CODE: ("六位行政区划代码", "region code, six digits"),
    Kind.REGION_NAME: ("行政区划名称", "name of the region"),
}
_HEADER = {"bold": True, "border": 1, "bg_color": "#DDEBF7", "text_wrap": True}
_CELL = {"border": 1, "text_wrap": True, "valign": "top"}


def template(sheet: Sheet) -> bytes:
    """The template as .xlsx; the same declaration gives the same bytes."""
    book = Book()
    form = Form(book, sheet, Heading())
    form.record(form.first_row, EXAMPLE, sample_row(sheet))
    form.drop_downs(form.first_row + 1)
    _notes(book, sheet)
    form.finish()
    return book.bytes()


def template_name(sheet: Sheet) -> str:
    """The file name of a template: H2农民工工资专用账户台账（模板）.xlsx."""
    return f"{sheet.form}{sheet.title_zh}（模板）.xlsx"


def _notes(book: Book, sheet: Sheet) -> None:
    worksheet = book.sheet(NOTES_SHEET)
    lines = [
        (NOTES_MARK,),
        (f"{sheet.form} {sheet.title_zh} / {sheet.title_en}",),
        (f"模板版本 / version: {version_of(sheet)}",),
        ("1. 请在第2至4行冒号后填写填报单位、所属期（如2024年3月或2024年1-3月）和填报日期。"
         " / Fill in reporting unit, period and day of filling in after the colons of rows 2 to 4.",),
        ("2. 红色带*的列必填；“例”行是示例，不计入数据，可保留。"
         " / Red headers with * are required; the row that begins with 例 is an example and never counts.",),
        ("3. 金额一律填元；没有的内容留空，0表示有此项而数为零。"
         " / Amounts are in yuan; leave blank what there is nothing to say about, 0 means zero.",),
        ("4. 请勿增加姓名、身份证号、手机号等个人信息列。 / Do not add columns with personal data of workers.",),
    ]  # fmt: skip
    for row, line in enumerate(lines):
        book.write(worksheet, row, 0, line[0], {"bold": row < 2})
    top = len(lines) + 1
    for place, text in enumerate(
        ("列 / column", "必填 / required", "填写要求", "How", "可填 / allowed values")
    ):
        book.write(worksheet, top, place, text, _HEADER)
    for row, column in enumerate(sheet.columns, start=top + 1):
        for place, text in enumerate(_told(column)):
            book.write(worksheet, row, place, text, _CELL)
    for place, width in enumerate((28, 14, 40, 44, 70)):
        worksheet.set_column(place, place, width)


def _told(column: Column) -> tuple[str, str, str, str, str]:
    zh, en = _KINDS[column.kind]
    if column.privacy is Privacy.PERSONAL and column.kind is not Kind.ACCOUNT:
        zh, en = f"{zh}；不保存原文", f"{en}; never kept in clear"
    allowed = "；".join(f"{member.zh} {member.en}" for member in column.codes or ())
    return "/".join(leading(column)), "是 / yes" if column.required else "", zh, en, allowed
