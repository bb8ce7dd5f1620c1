"""Statistical sheets as offices lay them out: the same figures come out, each told at its own cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hub.agencies import office_name
from hub.importing.catalogue import sheets
from hub.importing.check import check_file
from hub.importing.measures import LAST_YEAR, VALUE, YEAR_TO_DATE, is_comparison, measure_path
from hub.importing.parsed import Options, ParsedRow, ParsedSubmission
from tests.importing.tables import KEY

TITLE = "滁州市工会月报（2024年4月）"
UNIT = "填报单位：滁州市总工会,,单位：件、人、万元"
LANGYA, NANQIAO, FENGYANG = "341102", "341103", "341126"
LETTERS, OPINIONS, WAGES = (
    "union_reminder_letters_issued",
    "union_opinion_letters_issued",
    "union_wages_recovered",
)
Figures = dict[tuple[str, str], tuple[str | None, ...]]


def sent(*lines: str, title: str = TITLE, unit: str | None = UNIT, name: str = "a.csv") -> ParsedSubmission:
    text = "\n".join((title, *([unit] if unit else []), *lines))
    (found,) = check_file(text.encode(), name, Options(), digest_key=KEY)
    return found


def figures(found: ParsedSubmission) -> Figures:
    """(region, indicator) -> month, year to date, same month of last year."""
    return {(row.values["region_code"], row.values["indicator"]): shown(row) for row in found.rows}


def shown(row: ParsedRow) -> tuple[str | None, ...]:
    parts = (row.values[part] for part in (VALUE, YEAR_TO_DATE, LAST_YEAR))
    return tuple(None if part is None else str(part) for part in parts)


def told(found: ParsedSubmission) -> list[tuple[str | None, str, str]]:
    return [(p.cell, p.kind, p.severity.value) for p in found.problems]


TWO_REGIONS: Figures = {
    (LANGYA, LETTERS): ("1", "2", None),
    (LANGYA, WAGES): ("15000.00", "45000.00", None),
    (NANQIAO, LETTERS): ("0", "5", None),
    (NANQIAO, WAGES): ("0.00", "12500.00", None),
}


@pytest.mark.parametrize(
    "header",
    [
        ("地区,提示函,,追回金额,", ",本月,本年累计,本月,本年累计"),
        ("地区,提示函,提示函,追回金额,追回金额", ",本月数,1-4月累计,当月,累计"),
        ("县区,工会劳动法律监督提示函,,追回劳动报酬（万元）,", ",4月,1—4月,4月份,今年以来"),
        ("序号,地区,本月提示函,提示函累计,本月追回金额,本年累计追回金额",),
    ],
    ids=["unmerged groups", "groups repeated", "other words", "one row"],
)
def test_measures_over_periods(header: tuple[str, ...]) -> None:
    number = "1," if header[0].startswith("序号") else ""
    found = sent(*header, f"{number}琅琊区,1,2,1.5,4.5", f"{number}南谯区,—,5,/,1.25")
    assert (found.sheet, found.agency, found.region, str(found.period)) == (
        "union_monthly",
        "UNION",
        "341100",
        "2024-04",
    )
    assert (figures(found), told(found)) == (TWO_REGIONS, [])


def test_periods_over_measures_with_a_total_first() -> None:
    found = sent(
        "地区,本月,,本年累计,",
        ",提示函,追回金额,提示函,追回金额",
        "合计,1,1.5,7,5.75",
        "琅琊区,1,1.5,2,4.5",
        "南谯区,无,0,5,1.25",
    )
    assert (figures(found), told(found)) == (TWO_REGIONS, [])


def test_a_unit_in_a_header_is_that_of_its_column_alone() -> None:
    found = sent(
        "地区,提示函,本月追回金额（元）,累计追回金额（万元）",
        "琅琊区,3,15000,4.5",
        unit="填报单位：滁州市总工会",
    )
    assert figures(found) == {
        (LANGYA, LETTERS): ("3", None, None),
        (LANGYA, WAGES): ("15000.00", "45000.00", None),
    }


def test_a_year_to_date_alone_is_no_month() -> None:
    found = sent("地区,提示函累计,意见书累计", "琅琊区,2,3", "南谯区,5,—")
    assert figures(found) == {
        (LANGYA, LETTERS): (None, "2", None),
        (LANGYA, OPINIONS): (None, "3", None),
        (NANQIAO, LETTERS): (None, "5", None),
        (NANQIAO, OPINIONS): (None, "0", None),
    }


def test_a_blank_cell_is_no_figure_and_nothing_happened_is_zero() -> None:
    found = sent("地区,提示函,意见书", "琅琊区,,—", "南谯区,…,0")
    assert figures(found) == {(LANGYA, OPINIONS): ("0", None, None), (NANQIAO, OPINIONS): ("0", None, None)}


def test_a_table_with_a_measure_in_each_row_is_read_the_other_way_round() -> None:
    found = sent(
        "序号,指标,计量单位,本月,本年累计,去年同期",
        "一,一函两书,,,,",
        "1,提示函,份,1,2,3",
        "2,意见书,份,—,1,0.5",
        "二,帮扶,,,,",
        "3,追回劳动报酬,万元,1.5,0.25,0.1",
        "4,走访企业,户,7,8,9",
        "填表人：某某",
        title="凤阳县工会月报（2024年4月）",
        unit="填报单位：凤阳县总工会",
    )
    assert (found.sheet, found.region) == ("union_monthly", FENGYANG)
    assert told(found) == [
        ("F6", "not_whole", "error"),
        ("E8", "cumulative_below_month", "warning"),
        ("B9", "unknown_column", "notice"),
    ]
    assert figures(found) == {
        (FENGYANG, LETTERS): ("1", "2", "3"),
        (FENGYANG, OPINIONS): ("0", "1", None),
        (FENGYANG, WAGES): ("15000.00", "2500.00", "1000.00"),
    }
    assert [row.row_number for row in found.rows] == [5, 6, 8]
    assert found.columns[f"{WAGES}.{YEAR_TO_DATE}"] == ("Sheet1", "E")


def test_a_county_alone_has_one_row_and_its_parts_are_not_added() -> None:
    found = sent(
        "地区,提示函,,意见书,",
        ",本月,累计,本月,累计",
        "凤阳县,3,4,3,4",
        "其中：经开区,2,5,1,1",
        title="凤阳县2024年4月工会维权工作月报",
        unit="填报单位：凤阳县总工会",
    )
    assert figures(found) == {(FENGYANG, LETTERS): ("3", "4", None), (FENGYANG, OPINIONS): ("3", "4", None)}
    assert told(found) == [("C6", "part_above_whole", "warning")]


def test_a_region_above_its_parts_is_their_sum_and_the_own_level_is_a_part() -> None:
    rows = ("琅琊区,1,2", "南谯区,4,5", "市本级,2,0")
    found = sent("地区,提示函,意见书", "滁州市,7,8", *rows)
    assert told(found) == [("C4", "children_mismatch", "warning")]
    wanted = {
        (LANGYA, LETTERS): ("1", None, None),
        (LANGYA, OPINIONS): ("2", None, None),
        (NANQIAO, LETTERS): ("4", None, None),
        (NANQIAO, OPINIONS): ("5", None, None),
        ("341100", LETTERS): ("2", None, None),
        ("341100", OPINIONS): ("0", None, None),
    }
    assert figures(found) == wanted
    # Where the figures are no sum the row is the region's own level, and the total counts it.
    other = sent("地区,提示函,意见书", "滁州市,2,0", *rows[:2], "合计,7,7")
    assert (figures(other), told(other)) == (wanted, [])


def test_a_region_named_twice_is_told_once() -> None:
    found = sent("地区,提示函,意见书", "琅琊区,1,2", "琅琊区,3,4", "南谯区,1,1", "南谯区,1,1")
    assert told(found) == [("A5", "duplicate_key", "error"), ("A7", "identical_row", "warning")]


def test_comparisons_and_other_periods_are_named_and_not_read() -> None:
    found = sent("地区,提示函,意见书,提示函同比增减（%）,上月提示函", "琅琊区,1,2,50%,9")
    assert told(found) == [
        ("D3", "comparison_not_read", "notice"),
        ("E3", "comparison_not_read", "notice"),
    ]
    assert figures(found)[LANGYA, LETTERS] == ("1", None, None)


def test_several_months_from_january_are_a_year_to_date() -> None:
    lines = ("地区,提示函,意见书", "琅琊区,1,2")
    found = sent(*lines, title="滁州市2024年1-4月工会月报")
    assert (str(found.period), told(found)) == ("2024-04", [])
    assert figures(found)[LANGYA, LETTERS] == (None, "1", None)
    refused = sent(*lines, title="滁州市2024年2-4月工会月报")
    assert [(kind, severity) for _, kind, severity in told(refused)] == [
        ("figures_of_several_months", "error")
    ]


def test_months_in_rows() -> None:
    found = sent(
        "月份,提示函,提示函累计",
        "2024年1月,1,2",
        "2024年2月,2,4",
        title="凤阳县2024年工会月报",
        unit="填报单位：凤阳县总工会",
    )
    assert str(found.period) == "2024-01..2024-02"
    assert [(row.values["month"].month, shown(row)) for row in found.rows] == [
        (1, ("1", "2", None)),
        (2, ("2", "4", None)),
    ]
    assert told(found) == [("C4", "cumulative_mismatch", "warning")]


@pytest.mark.parametrize(
    ("office", "sheet"),
    [
        ("滁州市中级人民法院", "court_monthly"),
        ("滁州市公安局", "police_monthly"),
        ("滁州市司法局", "justice_monthly"),
        ("滁州市人民检察院", "procuratorate_monthly"),
    ],
)
def test_short_headers_belong_to_the_sheet_of_the_office_that_sends_them(office: str, sheet: str) -> None:
    own = {
        "court_monthly": "审结",
        "police_monthly": "立案",
        "justice_monthly": "受援人数",
        "procuratorate_monthly": "支持",
    }
    found = sent(
        f"地区,受理,,{own[sheet]},",
        ",本月,累计,本月,累计",
        "琅琊区,1,2,1,2",
        title="2024年4月情况表",
        unit=f"填报单位：{office}",
    )
    assert (found.sheet, len(found.rows), told(found)) == (sheet, 2, [])


def test_related_indicators_are_held_against_each_other() -> None:
    found = sent(
        "地区,在建项目数,实名制,考勤",
        "钟山区,10,12,11",
        title="六盘水市治欠月报（2019年10月）",
        unit="填报单位：六盘水市人力资源和社会保障局",
    )
    assert told(found) == [("C4", "figure_above_whole", "warning")]
    assert "projects_under_construction" in found.problems[0].message("en")


def test_counts_are_whole_and_amounts_exact() -> None:
    found = sent(
        "地区,提示函,意见书,追回金额", "琅琊区,3.0,2.5,1.197", "南谯区,１２,1,0.1万元", "来安县,1,1,abc"
    )
    assert told(found) == [("C4", "not_whole", "error"), ("D6", "not_a_number", "error")]
    values = {key: row[0] for key, row in figures(found).items()}
    assert values[LANGYA, WAGES] == "11970.00"
    assert values[NANQIAO, WAGES] == "1000.00"
    assert (values[LANGYA, LETTERS], values[NANQIAO, LETTERS]) == ("3", "12")


def test_words_of_the_period_stand_anywhere_in_a_header() -> None:
    month, year, last = ("提示函", "本月"), ("提示函", "本年累计"), ("提示函", "去年同期")
    assert measure_path(("提示函", "小计", "本月发生数")) == month
    assert measure_path(("本年", "本月", "提示函")) == month
    assert measure_path(("自年初累计提示函",)) == year
    assert measure_path(("提示函(1-12月累计)",)) == year
    assert measure_path(("上年同期数", "提示函")) == last
    assert is_comparison(("去年同期累计", "提示函"))
    assert is_comparison(("本年累计", "去年同期"))
    assert not is_comparison(("提示函", "去年同期"))


def test_every_column_of_a_statistical_sheet_takes_the_form_s_own_header() -> None:
    for sheet in sheets().values():
        headers = [measure.headers[0] for measure in sheet.measures]
        if not headers:
            continue
        found = sent(
            f"地区,{','.join(headers)}",
            f"琅琊区,{','.join('1' for _ in headers)}",
            title=f"滁州市2024年4月{sheet.title_zh}",
            unit=f"填报单位：{office_name(sheet.agencies[0], '滁州市', 'PREFECTURE')}",
        )
        assert found.sheet == sheet.name
        assert told(found) == []
        assert {row.values["indicator"] for row in found.rows} == {m.indicator for m in sheet.measures}
        assert {row.values[VALUE] for row in found.rows} == {Decimal(1)}


def test_months_in_rows_without_a_year_are_those_of_the_title() -> None:
    lines = ("月份,县区,提示函,意见书", "1月,琅琊区,1,0", "2月,琅琊区,2,0", "3月,琅琊区,3,1")
    found = sent(*lines, title="滁州市2025年第一季度工会月报")
    assert str(found.period) == "2025-01..2025-03"
    assert {
        (row.values["month"].month, shown(row)[0]) for row in found.rows if row.values["indicator"] == LETTERS
    } == {
        (1, "1"),
        (2, "2"),
        (3, "3"),
    }
