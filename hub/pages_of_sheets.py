"""Reference pages of the sheets, made from their declarations: headers, code lists, rules and the sentences they say."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hub.agencies import agencies
from hub.importing.catalogue import sheets
from hub.importing.problems import kinds, sentences
from hub.importing.sheet import Column, Kind, Sheet
from hub.ledgers.codes import CodeList

NOTE = "<!-- Made by `python -m hub.checks --write`; do not edit. -->\n"

_KINDS = {
    Kind.TEXT: "文字 text",
    Kind.DOCUMENT_NO: "文号 document number",
    Kind.IDENTIFIER: "编码 identifier",
    Kind.EMPLOYER_NAME: "单位名称 employer",
    Kind.USCC: "统一社会信用代码 credit code (GB 32100)",
    Kind.ACCOUNT: "银行账号 account (last four digits and a keyed digest are kept)",
    Kind.MONEY: "金额 amount, stored in yuan",
    Kind.COUNT: "整数 whole number",
    Kind.ORDINAL: "年度或次序 year or place in a series (2019, 第二次)",
    Kind.DAY: "日期 day",
    Kind.MONTH: "月份 month",
    Kind.YES_NO: "是/否 yes or no",
    Kind.CODE: "代码 one of a list",
    Kind.CODES: "代码（可多选）several of a list",
    Kind.REGION_CODE: "行政区划代码 region code",
    Kind.REGION_NAME: "地区名称 region name",
    Kind.PRECISE_COUNT: "人数（可写约、余）number with a precision word",
    Kind.PRECISE_MONEY: "金额（可写约、余）amount with a precision word, stored in yuan",
}


def pages_of_sheets() -> Mapping[str, str]:
    """File name below docs/reference -> text: the list of all sheets, and a page for each."""
    known = sheets()
    found = {"sheets.md": _index(known)}
    for name, sheet in known.items():
        found[f"sheets/{name.replace(':', '-')}.md"] = _page(name, sheet)
    return found


def _index(known: Mapping[str, Sheet]) -> str:
    rows = [
        f"| {s.form} | [{name}](sheets/{name.replace(':', '-')}.md) | {s.title_zh} | {s.title_en} | {_senders(s)} |"
        f" {s.ledger.nature.value} |"
        for name, s in known.items()
    ]
    return "\n".join(
        [
            "# Sheets",
            "",
            NOTE,
            "| form | sheet | 表名 | title | agencies | nature |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _page(name: str, sheet: Sheet) -> str:
    lines = [f"# {sheet.form} {sheet.title_zh} · {sheet.title_en}", "", NOTE]
    lines += [
        f"- sheet 台账: `{name}`, ledger `{sheet.ledger.ledger_name()}`, nature {sheet.ledger.nature.value}",
        f"- agencies 填报部门: {_senders(sheet)}",
        f"- key 主键: {', '.join(f'`{field}`' for field in sheet.key) or 'region, indicator, month'}",
        f"- recognised by 表名关键词: {'、'.join(sheet.titles)}",
    ]
    if sheet.business_dates:
        fields = ", ".join(f"`{field}`" for field in sheet.business_dates)
        lines.append(f"- days of the record 业务日期: {fields}")
    for reference in sheet.references:
        lines.append(
            f"- `{reference.field}` must stand in `{reference.ledger.ledger_name()}` (同一文件或已报送的台账中须有)"
        )
    lines += ["", "## Columns 栏目", ""]
    lines += [
        "| header 表头 | also seen as 其他写法 | field | holds 内容 | required 必填 | privacy 公开范围 |"
    ]
    lines += ["|---|---|---|---|---|---|", *(_column(column) for column in sheet.columns), ""]
    lines += _code_lists(sheet)
    lines += _rules(sheet)
    return "\n".join(lines)


def _column(column: Column) -> str:
    first, *others = column.headers
    holds = _KINDS.get(column.kind, column.kind.value) + (
        f" `{column.codes.__name__}`" if column.codes else ""
    )
    required = "yes 是" if column.required else ""
    return (
        f"| {first} | {'、'.join(others)} | `{column.to}` | {holds} | {required} | {column.privacy.value} |"
    )


def _code_lists(sheet: Sheet) -> list[str]:
    lists: dict[str, type[CodeList]] = {c.codes.__name__: c.codes for c in sheet.columns if c.codes}
    lines = ["## Code lists 代码", ""] if lists else []
    for name, codes in sorted(lists.items()):
        lines += [f"`{name}`", "", "| label 填写 | code | meaning |", "|---|---|---|"]
        lines += [f"| {'、'.join((m.zh, *m.spellings))} | {m.name} | {m.en} |" for m in codes]
        lines.append("")
    return lines


def _rules(sheet: Sheet) -> list[str]:
    rules: list[Callable[..., Any]] = [*sheet.rules, *getattr(sheet, "table_rules", ())]
    lines = ["## Rules 校验", ""] if rules else []
    fields = {column.to: column.headers[0] for column in sheet.columns}
    for rule in rules:
        said = list(dict.fromkeys(_strings(rule)))
        about = [fields[text] for text in said if text in fields]
        named = f" ({'、'.join(about)})" if about else ""
        lines.append(f"- {_first_line(rule)}{named}")
        known = _Dots(header=about[0]) if len(about) == 1 else _Dots()
        for kind in (text for text in said if text in kinds()):
            zh, en = (sentences(kind)[language].format_map(known) for language in ("zh", "en"))
            lines.append(f"  - `{kind}`: {zh} {en}")
    return [*lines, ""] if lines else []


def _strings(rule: Callable[..., Any]) -> Iterator[str]:
    """The texts that a rule is made of: the kinds of its problems and the fields that it reads."""
    code = rule.__code__
    held = [cell.cell_contents for cell in rule.__closure__ or ()]
    for value in (*code.co_consts, *held):
        yield from _texts_in(value)
    for name in code.co_names:
        helper = rule.__globals__.get(name)
        if inspect.isfunction(helper) and helper.__module__ == rule.__module__:
            yield from _strings(helper)


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for inner in value:
            yield from _texts_in(inner)


class _Dots(dict[str, Any]):
    """Stands for the details of a problem that has not happened."""

    def __missing__(self, key: str) -> str:
        return "…"


def _senders(sheet: Sheet) -> str:
    return "、".join(f"{agencies()[code].zh} {code}" for code in sheet.agencies)


def _first_line(rule: Callable[..., Any]) -> str:
    return (rule.__doc__ or rule.__name__.replace("_", " ")).strip().splitlines()[0]
