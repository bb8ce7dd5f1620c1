"""Whose table it is and for which months."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hub.importing.catalogue import sheets
from hub.importing.columns import Match
from hub.importing.dates import parse_day
from hub.importing.grid import CellValue, Grid
from hub.importing.matching import match_workbook
from hub.importing.parsed import Options
from hub.importing.placing import Placement, by_slot, place
from hub.importing.reading import read
from hub.importing.sheet import Sheet
from hub.importing.table import Table
from hub.importing.tables import find_tables
from hub.months import Period

EXAMPLES = Path(__file__).parents[2] / "examples"
KNOWN_FORMS = {sheet.form for sheet in sheets().values()}
FILES = [
    (world.parent, entry)
    for world in sorted(EXAMPLES.glob("*/expected.json"))
    for entry in json.loads(world.read_text(encoding="utf-8"))["files"]
    if {sheet["form"] for sheet in entry["sheets"]} & KNOWN_FORMS
]
# Of this file expected.json knows an as-of day that it does not state: it was filled in on this one.
FILLED_IN = {"hrss/monthly/治欠月报2019年12月.xlsx": "2019-12-26"}
CASES: list[CellValue] = ["序号", "案号", "来源", "立案日期", "单位名称", "涉及人数", "欠薪金额"]
UNIT = "填报单位：六盘水市人力资源和社会保障局　　　　填报日期：2024年3月31日　　　　单位：元、人"


def table(*titles: str | list[CellValue], footer: str | None = None, worksheet: str = "Sheet1") -> Table:
    above: list[list[CellValue]] = [[title] if isinstance(title, str) else title for title in titles]
    rows: list[list[CellValue]] = [
        *above,
        CASES,
        [1.0, "甲1号", "来访", "2024-02-01", "某公司", 3.0, 1.0],
        [footer],
    ]
    (found,) = find_tables(Grid(worksheet, rows))
    return found


def placed(
    *titles: str | list[CellValue],
    name: str = "台账.xlsx",
    sheet: str = "wage_cases",
    first: date | None = date(2024, 2, 1),
    months: tuple[date, ...] = (),
    footer: str | None = None,
    **options: Any,
) -> Placement:
    return place(name, [table(*titles, footer=footer)], sheets()[sheet], Options(**options), first, months)


def as_of(entry: dict[str, Any]) -> date:
    """The as-of day of an example file."""
    return date.fromisoformat(FILLED_IN.get(entry["file"], entry["as_of"]))


def told(found: Placement) -> list[tuple[str, str | None]]:
    return [(problem.kind, problem.cell) for problem in found.problems]


def first_business_day(sheet: Sheet, group: list[tuple[Table, Match]]) -> date | None:
    def days() -> Iterator[date]:
        for found, match in group:
            for field in sheet.business_dates:
                for row in found.data_rows if field in match.columns else ():
                    day = parse_day(found.value(row, match.columns[field].index))
                    if isinstance(day, date):
                        yield day

    return min(days(), default=None)


@pytest.mark.parametrize("renamed", [False, True], ids=["own name", "digest as name"])
@pytest.mark.parametrize(("world", "entry"), FILES, ids=[Path(entry["file"]).stem for _, entry in FILES])
def test_the_examples_tell_their_unit_and_period(world: Path, entry: dict[str, Any], renamed: bool) -> None:
    data = (world / entry["file"]).read_bytes()
    path = Path(entry["file"])
    name = hashlib.sha256(data).hexdigest() + path.suffix if renamed else path.name
    found = match_workbook(read(data, name).grids, sheets(), file_name=name)
    for sheet, group in by_slot(found.matched):
        placement = place(name, [t for t, _ in group], sheet, None, first_business_day(sheet, group))
        region = f"{placement.region}-own" if placement.own else placement.region
        assert (placement.agency, region, placement.unit_name) == (
            entry["agency"],
            entry["region"],
            entry["reporting_unit"],
        )
        assert {problem.kind for problem in placement.problems} <= {"period_assumed"}
        if placement.source != "dates":
            assert (str(placement.period), placement.as_of) == (
                entry["period"],
                as_of(entry),
            )
        else:
            # An assumed run of months ends as it should and never reaches back beyond what was sent.
            wanted = Period.parse(entry["period"])
            assert placement.period
            assert wanted.contains(placement.period)
            assert placement.period.last == wanted.last
        declared = Options(period=Period.parse(entry["period"]))
        told_all = place(name, [t for t, _ in group], sheet, declared, first_business_day(sheet, group))
        assert (str(told_all.period), told_all.as_of) == (entry["period"], as_of(entry))


def test_the_period_comes_from_option_then_title_then_file_name_then_column() -> None:
    title, name, months = "欠薪案件台账（2024年2月）", "2024年1月欠薪台账.xlsx", (date(2024, 3, 1),)
    declared = Period.parse("2024-01..2024-03")
    assert placed(title, UNIT, name=name, period=declared).period == declared
    assert str(placed(title, UNIT).period) == "2024-02"
    assert str(placed(UNIT, name=name, months=months).period) == "2024-01"
    assert str(placed(UNIT, months=months).period) == "2024-03"
    assert [placed(UNIT, months=months).source, placed(UNIT, name=name).source] == ["column", "file_name"]


def test_an_as_of_day_is_never_a_period_and_ends_with_the_period() -> None:
    found = placed("欠薪案件台账（截至2024年3月20日）", UNIT)
    assert (str(found.period), found.as_of, told(found)) == (
        "2024-02..2024-03",
        date(2024, 3, 20),
        [("period_assumed", None)],
    )
    found = placed("2024年1-2月欠薪案件台账", UNIT)
    assert (str(found.period), found.as_of) == ("2024-01..2024-02", date(2024, 2, 29))


def test_a_ledger_without_period_runs_from_its_first_business_date_of_the_year() -> None:
    assert str(placed(UNIT, first=date(2024, 2, 1)).period) == "2024-02..2024-03"
    assert str(placed(UNIT, first=date(2022, 11, 1)).period) == "2024-01..2024-03"
    assert str(placed(UNIT, first=None).period) == "2024-03"
    message = placed(UNIT).problems[0].message("zh")
    assert "2024-02..2024-03" in message
    assert "填报日期" in message


def test_a_snapshot_takes_the_month_of_its_as_of_day() -> None:
    found = placed("在建工程项目台账", UNIT, sheet="projects")
    assert (str(found.period), found.as_of, told(found)) == ("2024-03", date(2024, 3, 31), [])
    found = placed("2024年在建工程项目台账", UNIT, sheet="projects", name="截至2024年3月15日.xlsx")
    assert (str(found.period), found.as_of) == ("2024-03", date(2024, 3, 15))


def test_a_narrower_period_inside_a_year_is_meant_and_a_month_takes_the_year_of_the_title() -> None:
    assert str(placed("2024年欠薪案件台账", "（2024年1-3月）", UNIT).period) == "2024-01..2024-03"
    assert str(placed("2024年欠薪案件台账", UNIT).period) == "2024-01..2024-12"
    assert str(placed("欠薪案件台账（3月）", UNIT).period) == "2024-03"


def test_nothing_that_says_when_is_an_error() -> None:
    found = placed("欠薪案件台账", "填报单位：六盘水市人社局")
    assert (found.period, told(found)) == (None, [("period_unknown", None)])


def test_a_title_of_another_month_than_upload_and_rows_is_one_error() -> None:
    march = (date(2024, 3, 1),)
    period = Period.parse("2024-03")
    name = "月报2024年3月.xlsx"
    found = placed(
        "收支月报（2024年2月）", UNIT, sheet="account_monthly", months=march, period=period, name=name
    )
    assert told(found) == [("period_mismatch", "A1")]
    assert "2024-02" in found.problems[0].message("en")
    assert "2024-03" in found.problems[0].message("zh")
    assert told(placed("收支月报（2024年2月）", UNIT, name=name)) == [("period_of_file_name_differs", "A1")]


@pytest.mark.parametrize(
    "titles",
    [
        ["填报单位：钟山区人力资源和社会保障局　　填报日期：2024年3月31日"],
        [["填报单位：", None, "钟山区人力资源和社会保障局", "填报日期：", date(2024, 3, 31)]],
        ["填报单位(盖章):钟山区人力资源和社会保障局 单位:元", "填报日期:2024.3.31"],
        [["报送单位", "钟山区人力资源和社会保障局", "填报日期", 45382.0]],
    ],
    ids=["one cell", "own cells", "seal", "serial day"],
)
def test_unit_and_day_are_read_however_they_are_laid_out(titles: list[Any]) -> None:
    found = placed("欠薪案件台账", *titles)
    assert (found.agency, found.region, found.as_of) == ("HRSS", "520201", date(2024, 3, 31))
    assert found.unit_name == "钟山区人力资源和社会保障局"


def test_without_a_unit_note_title_or_file_name_tell_the_region() -> None:
    for found in (placed("钟山区欠薪案件台账（2024年3月）"), placed("2024年3月", name="钟山区欠薪台账.xlsx")):
        assert (found.agency, found.region, found.unit_name) == (
            "HRSS",
            "520201",
            "钟山区人力资源和社会保障局",
        )
    assert told(placed("欠薪案件台账（2024年3月）")) == [("unit_unknown", None)]
    declared = placed("欠薪案件台账（2024年3月）", region="520200", agency="HRSS")
    assert (declared.region, declared.agency, declared.problems) == ("520200", "HRSS", [])


def test_unit_and_day_may_stand_below_the_table() -> None:
    found = placed("欠薪案件台账", footer="制表单位：水城区人社局　　填报日期：2024年3月31日")
    assert (found.region, found.as_of) == ("520204", date(2024, 3, 31))


def test_the_own_level_belongs_to_the_prefecture() -> None:
    found = placed("六盘水市本级2024年欠薪案件台账", UNIT)
    assert (found.region, found.own) == ("520200", True)
    assert not placed("六盘水市2024年欠薪案件台账", UNIT).own


def test_a_unit_that_contradicts_the_upload_is_an_error_at_its_cell() -> None:
    found = placed("台账（2024年3月）", UNIT, agency="PUBLIC_SECURITY", region="520200")
    assert told(found) == [("unit_mismatch", "A2")]
    assert "公安" in found.problems[0].message("zh")
    assert "520200" in found.problems[0].message("en")
    assert told(placed("台账（2024年3月）", UNIT, agency="HRSS", region="341100")) == [
        ("unit_mismatch", "A2")
    ]
    assert told(placed("台账（2024年3月）", UNIT, agency="HRSS", region="520200")) == []
    other = "填报单位：六盘水市公安局"
    assert told(placed("台账（2024年3月）", other)) == [("unit_not_of_sheet", "A2")]


def test_worksheets_of_one_form_are_one_submission_unless_they_name_other_months() -> None:
    def slots(*tables: Table) -> list[int]:
        match = Match(sheets()["account_monthly"], {}, 0)
        return [len(group) for _, group in by_slot((found, match) for found in tables)]

    assert slots(table("某市台账"), table("某市台账", worksheet="续")) == [2]
    assert slots(*(table("2024年某市台账", worksheet=f"{number}月") for number in (1, 2, 3))) == [1, 1, 1]
    assert slots(table("填报单位：钟山区人社局"), table("填报单位：水城区人社局")) == [1, 1]


def test_month_worksheets_take_the_year_of_the_file_name() -> None:
    match = Match(sheets()["wage_cases"], {}, 0)
    months = [table("九江市欠薪案件台账", worksheet=f"{number}月") for number in (1, 2)]
    name = "九江市2024年欠薪案件台账.xlsx"
    groups = by_slot(((found, match) for found in months), name)
    periods = [str(place(name, [t for t, _ in group], sheet).period) for sheet, group in groups]
    assert periods == ["2024-01", "2024-02"]


def test_titles_of_several_regions_are_several_submissions_unless_the_upload_names_one() -> None:
    match = Match(sheets()["wage_cases"], {}, 0)
    tables = [table(f"{name}欠薪案件台账（2024年3月）", worksheet=name) for name in ("修水县", "武宁县")]
    matched = [(found, match) for found in tables]
    assert len(by_slot(matched)) == 2
    assert len(by_slot(matched, "a.xlsx", Options(region="360400"))) == 1


def test_the_day_in_brackets_after_a_title_is_the_as_of_day() -> None:
    found = placed("六盘水市在建工程项目台账（2024年3月31日）", sheet="projects")
    assert (str(found.period), found.as_of, told(found)) == ("2024-03", date(2024, 3, 31), [])


def test_a_state_written_down_early_in_a_month_is_asked_about() -> None:
    found = placed("六盘水市在建工程项目台账", "填报日期：2024年4月2日", sheet="projects")
    assert (str(found.period), told(found)) == ("2024-04", [("period_assumed", None)])


def test_year_and_month_may_stand_in_two_cells() -> None:
    assert str(placed("六盘水市欠薪案件台账", ["2024年", "3月"]).period) == "2024-03"


def test_a_column_of_one_reporting_unit_tells_the_unit() -> None:
    def of(*units: str) -> Placement:
        return place("台账.xlsx", [table("欠薪案件台账（2024年3月）")], sheets()["wage_cases"], units=units)

    assert (of("钟山区人社局").region, of("钟山区人社局").unit_name) == ("520201", "钟山区人社局")
    assert told(of("钟山区人社局", "水城区人社局")) == [("unit_unknown", None)]


def test_a_title_of_another_region_than_the_upload_is_an_error() -> None:
    title = "九江市欠薪案件台账（2024年3月）"
    assert told(placed(title, region="411400")) == [("unit_mismatch", "A1")]
    assert told(placed(title, region="360400")) == []
    assert told(placed(title, region="360000")) == []
