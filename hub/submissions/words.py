"""A preview in words, for the command line."""

from __future__ import annotations

from hub.submissions.preview import Preview


def in_words(found: Preview) -> list[str]:
    """Lines for a reader: columns, counts, closed months, figures, differences, the plan."""
    rows, columns = found.rows, found.columns_changed
    lines = [f"新增列 / new column: {header}" for header in columns.added]
    lines += [f"缺少列 / column gone: {header}" for header in columns.gone]
    lines += [f"列改名 / column renamed: {before} -> {now}" for before, now in columns.renamed]
    nil = "  零报告 / nil" if found.nil else ""
    partial = "  不满月 / partial" if found.partial else ""
    lines.append(
        f"{found.submission}  {found.mode}{nil}{partial}  rows {rows.read} (new {rows.new}, changed {rows.changed},"
        f" unchanged {rows.unchanged}, removed {rows.removed}, shadowed {rows.shadowed})"
    )
    lines += [f"已关账 / closed: {c.said}（{c.closed_by}）" for c in found.closed_months]
    for figure in found.figures:
        values = f"{figure.before or '—'} -> {figure.after or '—'}"
        shut = "  已关账 / closed" if figure.closed else ""
        lines.append(f"{figure.zh} / {figure.en}  {figure.region} {figure.period}: {values}{shut}")
    for one in found.differences:
        lines.append(f"{one.kind}  {one.worksheet} {one.row}  {one.key}")
        lines += [f"  {c.header_zh} {c.cell or ''}: {c.old or '—'} -> {c.new or '—'}" for c in one.changes]
    if found.after is not None:
        lines.append(f"共 {found.differences_total} 处 / differences in all; --after {found.after}")
    lines.append(f"plan {found.plan}")
    return lines
