"""Tables as offices, bureaus of statistics and census offices lay them out, each row marked as a careful reader would.

A layout is written line by line: a mark, a blank, the cells with | between them. `<` is a cell merged with its left
neighbour, `^` one merged with the cell above. A line `=` ends a table where another one follows on the sheet.
"""

import random
from dataclasses import dataclass, field

from hub.importing.grid import CellValue, Grid
from tests.importing.hand_layouts import HAND

MARKS = {
    "T": "title",
    "H": "header",
    "D": "data",
    "S": "total",
    "F": "footer",
    "G": "section",
    "N": "note",
    "C": "column_numbers",
    "R": "repeated_header",
    "E": "numbered_empty",
    "O": "of_which",
}


@dataclass
class Truth:
    """The rows of one table, from 0, by what they are."""

    rows: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in MARKS.values()})


@dataclass
class Layout:
    """A worksheet with the tables on it as they should be found."""

    name: str
    grid: Grid
    truths: list[Truth]
    unit: str | None
    paths: list[str] | None = None


def layout(
    name: str,
    text: str,
    *,
    unit: str | None = None,
    paths: list[str] | None = None,
    merged: bool = True,
    texts: bool = False,
    down: int = 0,
    right: int = 0,
) -> Layout:
    """The layout that the lines of `text` draw, moved `down` and `right`; without merges or with numbers as text."""
    rows: list[list[CellValue]] = [[] for _ in range(down)]
    truths = [Truth()]
    spans: dict[tuple[int, int], list[int]] = {}
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for line in text.strip("\n").split("\n"):
        if line == "=":
            truths.append(Truth())
            continue
        mark, _, drawn = line.partition(" ")
        row = len(rows)
        if mark in MARKS:
            truths[-1].rows[MARKS[mark]].append(row)
        cells: list[CellValue] = [None] * right
        for column, written in enumerate(drawn.split("|") if drawn else (), right):
            if written in ("<", "^"):
                above = (row, column - 1) if written == "<" else (row - 1, column)
                top_left = origin.get(above, above)
                origin[row, column] = top_left
                span = spans.setdefault(top_left, [*top_left])
                span[:] = max(span[0], row), max(span[1], column)
                cells.append(None)
            else:
                cells.append(_cell(written, texts=texts))
        rows.append(cells)
    merges = [(*first, *last) for first, last in spans.items()] if merged else []
    grid = Grid("Sheet1", rows, merges=merges)  # type: ignore[arg-type]
    return Layout(name, grid, truths, unit, paths)


def _cell(text: str, *, texts: bool) -> CellValue:
    plain = text.replace(".", "", 1).removeprefix("-")
    if plain.isascii() and plain.isdigit() and not texts:
        return float(text)
    return text if text.strip() else None


def hand_layouts() -> list[Layout]:
    """The layouts drawn by hand, each with and without merges, with text numbers, and moved."""
    made: list[Layout] = []
    for name, (unit, text) in HAND.items():
        made.append(layout(name, text, unit=unit))
        made.append(layout(f"{name}, unmerged", text, unit=unit, merged=False))
        made.append(layout(f"{name}, numbers as text", text, unit=unit, texts=True))
        made.append(layout(f"{name}, moved to C4", text, unit=unit, down=3, right=2))
    return made


# Words for layouts put together at random: what offices and bureaus of statistics write.
_TITLES = [
    "各地区人口情况",
    "2024年3月农民工工资支付情况统计表",
    "表3-5  主要农产品产量",
    "附件2",
    "关于报送2023年四季度欠薪线索的统计表",
    "各县（市、区）固定资产投资完成情况",
    "1-7  各地区家庭户规模",
    "劳动保障监察执法情况月报表",
]
_KEYS = {
    "地区": ["钟山区", "六枝特区", "水城区", "盘州市", "市本级", "北 京", "天 津", "内蒙古", "经开区"],
    "地  区": ["济南市", "青岛市", "淄博市", "  历下区", "  市中区", "枣庄市", "东营市"],
    "项目": ["房屋建筑", "市政工程", "交通运输", "水利工程", "制造业", "餐饮业", "批发零售"],
    "指 标": ["总产值", "工业增加值", "利润总额", "从业人员平均人数", "出口交货值", "新产品产值"],
    "年份": ["1978", "1990", "2000", "2010", "2015", "2016", "2017"],
    "年 龄": ["0-4岁", "5-9岁", "10-14岁", "15-19岁", "20-24岁", "65岁及以上"],
    "行业名称": ["农、林、牧、渔业", "采矿业", "制造业", "建筑业", "住宿和餐饮业"],
}
_LEAVES = [
    "合计",
    "男",
    "女",
    "小计",
    "城镇",
    "乡村",
    "本月",
    "上月",
    "件数",
    "人数",
    "金额",
    "比重(%)",
    "增长率",
    "户数",
]
_GROUPS = [
    "汉族",
    "少数民族",
    "本年累计",
    "上年同期",
    "工程建设领域",
    "其他行业",
    "第一产业",
    "城市",
    "镇",
    "劳务派遣",
]
_SINGLES = [
    "总人口",
    "年末总户数",
    "性别比",
    "面积",
    "平均工资",
    "办结率（%）",
    "涉及企业数",
    "人均产值",
    "产量",
]
_PERIODS = [
    ["2019", "2020", "2021", "2022"],
    ["2019年", "2018年", "2017年", "2016年"],
    ["2020年6月", "2020年5月", "2020年4月", "2020年3月"],
    ["2023年一季度", "2023年二季度", "2023年三季度", "2023年四季度"],
]
_UNITS = ["人", "万元", "户、人", "亿元", "公顷", "万吨", "件、人、万元", "户、人、%", "元/年", "千瓦时"]
_FOOTERS = [
    ["注：本表数据为初步统计数。", "2.部分数据因四舍五入合计与分项略有差异。"],
    ["数据来源：国家统计局"],
    ["填表人：周某　　审核人：吴某　　填报日期：2024-03-31"],
    ["单位负责人：|审核人：李某|填表人："],
    ["说明：1.按月报送；", "2.于次月5日前报送。", "联系电话：0858-1234567"],
    ["* 含六枝特区。"],
    ["资料来源：市统计局", "a 为快报数。"],
    ["主管领导（签字）：|||填报日期：  年  月  日"],
    ["某某县统计局（盖章）"],
]
_TOTALS = ["合计", "总  计", "合　　计", "全 省", "全市", "总计", "全 国", "合计："]


def random_layouts(count: int) -> list[Layout]:
    """`count` layouts put together at random, the same ones on every run."""
    return [_random_layout(seed) for seed in range(count)]


def _random_layout(seed: int) -> Layout:
    rng = random.Random(seed)
    key = rng.choice(list(_KEYS))
    columns = _random_columns(rng)
    if rng.random() < 0.3:
        columns.insert(0, ("序号",))
    columns.insert(0 if columns[0] != ("序号",) or rng.random() < 0.1 else 1, (key,))
    if columns[1] == ("序号",):
        columns[:2] = [("序号",), (key,)]
    depth = max(len(path) for path in columns)
    unit = rng.choice([None, *_UNITS])
    header = _header_lines(columns, depth)
    width = len(columns)
    lines = [f"T {title}" for title in rng.sample(_TITLES, rng.choice([1, 1, 2]))]
    lines += rng.choice([[], ["T （2024年3月）"], ["-"], ["T 填报单位：六盘水市人社局"]])
    if unit:
        note = rng.choice([f"单位：{unit}", f"（单位：{unit}）", f"计量单位：{unit}", f"单位: {unit}"])
        lines.append("T " + "|" * rng.choice([0, width - 1]) + note)
    if rng.random() < 0.15:
        lines += ["N 填表说明：", "N 1.本表按月报送。", "N 2.金额保留两位小数。"]
    lines += [f"H {line}" for line in header]
    if rng.random() < 0.2 and width >= 3:
        lines.append(rng.choice(_numberings(width)))
    if rng.random() < 0.25:
        lines.append("-")
    lines += _records(rng, columns, key, header)
    if rng.random() < 0.8:
        lines += [*rng.choice([[], ["-"]]), *(f"F {line}" for line in rng.choice(_FOOTERS))]
    return layout(
        f"random {seed}",
        "\n".join(lines),
        unit=unit,
        paths=["/".join(path) for path in columns],
        merged=rng.random() < 0.5,
        texts=rng.random() < 0.3,
        down=rng.choice([0, 0, 1, 3]),
        right=rng.choice([0, 0, 1, 2]),
    )


def _random_columns(rng: random.Random) -> list[tuple[str, ...]]:
    """Header paths of the figures: periods, single headers, groups of leaves, or groups of groups."""
    if rng.random() < 0.25:
        periods = rng.choice(_PERIODS)[: rng.choice([3, 4])]
        if rng.random() < 0.4:
            leaves = rng.sample(_LEAVES, 2)
            return [(period, leaf) for period in periods for leaf in leaves]
        return [(period,) for period in periods]
    columns: list[tuple[str, ...]] = []
    groups = rng.sample(_GROUPS, 4)
    for single in rng.sample(_SINGLES, rng.choice([2, 3, 4])):
        columns.append((single,))
        if rng.random() < 0.5 and groups:
            group = groups.pop()
            leaves = rng.sample(_LEAVES, rng.choice([2, 3]))
            if rng.random() < 0.3:
                deeper = rng.sample(_GROUPS, 2)
                columns += [(group, inner, leaf) for inner in deeper for leaf in leaves]
            else:
                columns += [(group, leaf) for leaf in leaves]
    return columns


def _header_lines(columns: list[tuple[str, ...]], depth: int) -> list[str]:
    lines = []
    for level in range(depth):
        cells = []
        for place, path in enumerate(columns):
            left = columns[place - 1] if place else ()
            if level >= len(path):
                cells.append("^")
            elif level < len(path) - 1 and left[: level + 1] == path[: level + 1] and len(left) > level + 1:
                cells.append("<")
            else:
                cells.append(path[level])
        lines.append("|".join(cells))
    return lines


def _numberings(width: int) -> list[str]:
    numbers = [str(n) for n in range(1, width + 1)]
    circles = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    found = ["C " + "|".join(["甲", *numbers[: width - 1]]), "C " + "|".join(f"({n})" for n in numbers)]
    return [*found, "C " + "|".join(circles[:width])] if width <= len(circles) else found


def _records(rng: random.Random, columns: list[tuple[str, ...]], key: str, header: list[str]) -> list[str]:
    names = _KEYS[key]
    numbered = columns[0] == ("序号",)
    figures = len(columns) - 1 - numbered

    def line(mark: str, number: str, name: str) -> str:
        values = [
            str(rng.choice([rng.randint(3, 9000), round(rng.random() * 900, 1)])) for _ in range(figures)
        ]
        if figures > 2 and rng.random() < 0.3:
            values[rng.randrange(1, figures)] = rng.choice(["-", "—", "", "…", "0"])
        return f"{mark} " + "|".join([*([number] if numbered else []), name, *values])

    total = line("S", "", rng.choice(_TOTALS)) if rng.random() < 0.6 else None
    first = rng.random() < 0.5
    records = [line("D", str(number), name) for number, name in enumerate(names, 1)]
    if rng.random() < 0.2 and key in ("项目", "地区"):
        half = len(records) // 2
        records = ["G 一、省内", *records[:half], line("S", "", "小计"), "G 二、省外", *records[half:]]
    elif rng.random() < 0.2:
        title = rng.choice(["续表1", "续表", "（续）"])
        records[3:3] = ["-", f"R {title}", *(f"R {text}" for text in header)]
    elif rng.random() < 0.2:
        records[3:3] = ["-"]
    if total is None:
        return records
    return [total, *records] if first else [*records, total]
