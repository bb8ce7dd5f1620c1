"""What cells become, and what is told about those that cannot be read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hub.importing import sheet as declared
from hub.importing.grid import CellValue
from hub.importing.privacy import keyed_digest
from hub.importing.problems import Severity
from hub.importing.values import Setting, Trouble, converter
from tests.importing.tables import KEY, read, told, wage_case

USCC = "91520200MA0000001X"


def test_a_row_becomes_typed_values_with_its_place() -> None:
    cells: dict[str, Any] = {
        "统一社会信用代码": USCC,
        "劳动者类别": "农民工、女职工",
        "欠薪起始月份": "2018年9月",
        "处罚金额": "—",
    }
    rows, problems = read("H6", wage_case(**cells), above=[["六盘水市欠薪案件台账"], ["单位：万元、人"]])
    assert told(problems) == [("F4", "doubtful_unit", "warning")]
    row = rows[0]
    assert (row.worksheet, row.row_number) == ("台账", 4)
    assert row.values["amount_involved"] == Decimal("2599000000.00")
    assert row.values["worker_group"] == ["MIGRANT", "WOMEN"]
    assert row.values["arrears_from"] == date(2018, 9, 1)
    assert (row.values["fine_amount"], row.values["workers_count"]) == (None, 23)
    assert row.values["employer_key"] == USCC
    assert row.values["row_key"] == "520200|人社监立字(2019)001号"


def test_the_header_is_stronger_than_the_note_and_the_clerk_is_asked_at_the_note() -> None:
    record = wage_case()
    record["欠薪金额（元）"] = record.pop("欠薪金额")
    rows, problems = read("H6", record, above=[["欠薪案件台账"], [None, None, "单位：万元"]])
    assert rows[0].values["amount_involved"] == Decimal("259900.00")
    assert told(problems) == [("C2", "unit_conflict", "warning")]


@pytest.mark.parametrize(
    ("above", "cell", "expected"),
    [
        ([["欠薪案件台账"], ["单位：元"]], "25.99万元", [("F4", "cell_unit_differs", "warning")]),
        ([["欠薪案件台账"], ["单位：万元"]], "259900元", [("F4", "cell_unit_differs", "warning")]),
        ([["欠薪案件台账"], ["单位：万元"]], "25.99 万元", []),
        ([["欠薪案件台账"]], "25.99万元", []),
    ],
)
def test_the_unit_in_a_cell_is_the_strongest_and_another_than_the_note_s_is_told(
    above: list[list[CellValue]], cell: str, expected: list[tuple[str, str, str]]
) -> None:
    rows, problems = read("H6", wage_case(欠薪金额=cell), above=above)
    assert (rows[0].values["amount_involved"], told(problems)) == (Decimal("259900.00"), expected)


@pytest.mark.parametrize(
    ("header", "note", "workers"),
    [
        ("涉及人数（万人）", "单位：元", 12_000),
        ("涉及人数", "单位：万人、元", 12_000),
        ("涉及人数（千人）", "单位：万人、元", 1_200),
    ],
)
def test_counts_have_units_as_well(header: str, note: str, workers: int) -> None:
    record = wage_case(欠薪金额=2e8)
    record.pop("涉及人数")
    rows, problems = read("H6", {**record, header: 1.2}, above=[["欠薪案件台账"], [note]])
    assert (rows[0].values["workers_count"], problems) == (workers, [])


def test_a_note_of_two_units_is_none_of_money_and_a_doubtful_one_of_counts_is_not_guessed() -> None:
    rows, problems = read("H6", wage_case(), above=[["欠薪案件台账"], ["单位：户、%"]])
    assert (rows[0].values["amount_involved"], problems) == (Decimal("259900.00"), [])
    _, problems = read("H6", wage_case(涉及人数=1.2), above=[["欠薪案件台账"], ["单位：万人、件"]])
    assert told(problems) == [("E4", "not_whole", "error")]


@pytest.mark.parametrize(
    ("header", "cell", "kind"),
    [
        ("欠薪金额", "三十万左右", "not_a_number"),
        ("欠薪金额", -5.0, "negative"),
        ("涉及人数", 3.5, "not_whole"),
        ("立案日期", "2019-02-30", "not_a_date"),
        ("立案日期", None, "required_missing"),
        ("立案日期", "—", "required_missing"),
        ("来源", "微信", "unknown_code"),
        ("案号", "1.10101E+17", "precision_lost"),
    ],
)
def test_a_cell_that_cannot_be_read_is_one_error_at_its_place(
    header: str, cell: CellValue, kind: str
) -> None:
    column = "ABCDEF"[list(wage_case()).index(header)]
    rows, problems = read("H6", wage_case(), wage_case(2, **{header: cell}))
    assert told(problems) == [(f"{column}3", kind, "error")]
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("cell", "unit", "percent", "kind"),
    [
        ("1.5%", None, "1.5", None),
        ("１．５％", None, "1.5", None),
        ("百分之一点五", None, "1.5", None),
        (1.5, None, "1.5", None),
        ("0.5%", None, "0.5", None),
        (0.5, "%", "0.5", None),
        (0, None, "0", None),
        (0.015, None, "0.015", "doubtful_percent"),
        ("0.015", None, "0.015", "doubtful_percent"),
        ("—", None, None, None),
        (-1.5, None, None, "negative"),
        ("1.5万", None, None, "not_a_number"),
        ("1.5人", None, None, "not_a_number"),
    ],
)
def test_a_share_is_stored_in_percent_and_a_bare_decimal_is_asked_about(
    cell: CellValue, unit: str | None, percent: str | None, kind: str | None
) -> None:
    setting = Setting(Decimal(1), 2024, None, KEY, unit)
    found = converter(declared.percent("存储比例", to="ratio"), setting)(cell)
    assert (found.kind if isinstance(found, Trouble) else None) == kind
    value = found.value if isinstance(found, Trouble) else found
    assert value == (None if percent is None else Decimal(percent))


def test_a_form_may_book_corrections_below_zero() -> None:
    setting = Setting(Decimal(1), 2024, None, KEY)
    amount = converter(declared.money("冲减金额", to="amount", negative=True), setting)
    workers = converter(declared.count("冲减人数", to="workers", negative=True), setting)
    change = converter(declared.percent("同比", to="change", negative=True), setting)
    assert (amount("△12.5"), workers(-3.0), change("-1.5%")) == (Decimal("-12.50"), -3, Decimal("-1.5"))
    assert workers(-3.5) == Trouble(None, "not_whole", Severity.ERROR)


def test_an_identifier_of_known_length_gets_its_zeros_back() -> None:
    setting = Setting(Decimal(1), 2024, None, KEY)
    six = converter(declared.identifier("编号", to="number", length=6), setting)
    assert (six(1234.0), six("1234"), six("001234"), six(1.2e15)) == (
        "001234",
        "1234",
        "001234",
        Trouble(None, "precision_lost", Severity.ERROR),
    )


def test_an_unknown_label_is_told_with_the_allowed_ones() -> None:
    _, problems = read("H6", wage_case(支付方式="微信转账"))
    assert "自行支付、保证金、应急周转金、先行清偿" in problems[0].message("zh")
    assert "自行支付 (Paid by the employer)" in problems[0].message("en")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("91310115MA1H8R7C6D", "uscc_wrong_check_character"),
        ("91520201MA0005422", "uscc_wrong_length"),
        ("9152O200MA0000001X", "uscc_lookalike"),
    ],
)
def test_a_doubtful_credit_code_is_kept_with_a_warning(code: str, kind: str) -> None:
    rows, problems = read("H6", wage_case(统一社会信用代码=code))
    assert told(problems) == [("G2", kind, "warning")]
    assert rows[0].values["uscc"] == code


def test_accounts_are_kept_masked_with_a_digest() -> None:
    record: dict[str, CellValue] = {
        "项目编码": "5202012017000101",
        "开户银行": "某银行",
        "账号": "6388 1558 6000 0001 000",
        "开户日期": "2018-01-24",
        "状态": "正常",
    }
    damaged = {**record, "项目编码": "5202012017000102", "账号": 6.228480012345679e18}
    rows, problems = read("H2", record, damaged)
    assert rows[0].values["account_no"] == "****1000"
    assert rows[0].values["account_digest"] == keyed_digest("6388155860000001000", KEY)
    assert rows[0].values["row_key"].startswith("520200|5202012017000101|")
    assert told(problems) == [("C3", "precision_lost", "error")]
    assert "6.2" not in problems[0].message("zh")


def test_yes_and_no_have_many_spellings() -> None:
    record = {"项目编码": "5202012017000101", "账号": "6388155860000001000", "统计月份": "2019年12月"}
    record |= {"实拨人工费用": "5", "发放工资额": "5", "发放人数": "2", "月末余额": "0"}
    rows, problems = read("H2b", {**record, "是否足额": "√", "是否按时": "×", "总包代发": "/"})
    assert problems == []
    values = rows[0].values
    assert (values["paid_in_full"], values["on_time"], values["contractor_agency"]) == (True, False, None)
    assert values["row_key"].endswith("|2019-12")


@pytest.mark.parametrize(
    ("period", "month", "severity"),
    [
        (date(2019, 10, 1), date(2019, 10, 1), "warning"),
        (date(2019, 1, 1), date(2019, 1, 1), "warning"),
        (date(2019, 3, 1), None, "error"),
        (date(2020, 10, 1), None, "error"),
        (None, None, "error"),
    ],
)
def test_january_and_a_cut_october_are_told_and_only_the_period_decides(
    period: date | None, month: date | None, severity: str
) -> None:
    record: dict[str, CellValue] = {"项目编码": "5202012017000101", "账号": "6388155860000001000"}
    record |= {"是否足额": "是", "是否按时": "是", "实拨人工费用": "5", "发放工资额": "5", "发放人数": "2"}
    rows, problems = read("H2b", {**record, "月末余额": "0", "统计月份": 2019.1}, month=period)
    assert rows[0].values["month"] == month
    assert told(problems) == [("I2", "month_ambiguous", severity)]


def test_a_monthly_sheet_without_a_month_takes_that_of_its_period() -> None:
    record = {
        "项目编码": "5202012017000101",
        "账号": "6388155860000001000",
        "是否足额": "是",
        "是否按时": "是",
    }
    record |= {"实拨人工费用": "5", "发放工资额": "5", "发放人数": "2", "月末余额": "0"}
    rows, problems = read("H2b", record, month=date(2019, 11, 1))
    assert (rows[0].values["month"], problems) == (date(2019, 11, 1), [])
    _, problems = read("H2b", record)
    assert told(problems) == [("A2", "month_missing", "error")]


def test_numbers_with_a_word_of_precision_fill_two_fields() -> None:
    record: dict[str, CellValue] = {
        "办理检察院": "某检察院",
        "文号": "某检建〔2020〕1号",
        "建议类型": "社会治理",
        "制发事由": "怠于履职",
        "被建议单位": "某局",
        "制发日期": "2020-12-31",
    }
    rows, problems = read("P3", {**record, "涉及人数": "70余", "涉及金额": 720000.0, "金额精度": "约"})
    values = rows[0].values
    assert problems == []
    assert (values["workers_count"], values["workers_precision"]) == (70, "MORE_THAN")
    assert (values["amount_involved"], values["amount_precision"]) == (Decimal("720000.00"), "APPROX")
    assert values["reply_due_on"] == date(2021, 2, 28)


def test_an_amount_with_a_word_of_precision_is_rounded_with_a_warning() -> None:
    record: dict[str, CellValue] = {
        "办理检察院": "某检察院",
        "文号": "某检建〔2020〕1号",
        "建议类型": "社会治理",
    }
    record |= {
        "制发事由": "怠于履职",
        "被建议单位": "某局",
        "制发日期": "2020-12-31",
        "涉及金额": "约72.345元",
    }
    rows, problems = read("P3", record, year=2020)
    values = rows[0].values
    assert told(problems) == [("G2", "more_than_two_decimals", "warning")]
    assert (values["amount_involved"], values["amount_precision"]) == (Decimal("72.35"), "APPROX")


def test_text_that_begins_like_a_formula_stays_text() -> None:
    rows, problems = read("H6", wage_case(备注="=已与工人协商"))
    assert (rows[0].values["note"], problems) == ("=已与工人协商", [])


def test_error_cells_are_told_with_their_code() -> None:
    record = wage_case(欠薪金额=None)
    _, problems = read("H6", record, errors={(1, 5): "#REF!"})
    assert told(problems) == [("F2", "error_cell", "error")]
    assert "#REF!" in problems[0].message("en")


def test_personal_numbers_in_notes_are_stored_and_told_masked() -> None:
    rows, problems = read("H6", wage_case(备注="李某00000019900101019X未领"))
    assert rows[0].values["note"] == "李某000000********019X未领"
    assert told(problems) == [("G2", "personal_data_masked", "notice")]
    assert "00000019900101019X" not in str(problems[0].as_json())


def test_a_repeated_key_is_an_error_and_a_repeated_row_is_merged() -> None:
    rows, problems = read("H6", wage_case(1), wage_case(1, 涉及人数=24.0), wage_case(2), wage_case(2))
    assert [row.row_number for row in rows] == [2, 3, 4]
    assert told(problems) == [("A3", "duplicate_key", "error"), ("A5", "identical_row", "warning")]
    assert "第2行" in problems[0].message("zh")


def test_brackets_and_width_do_not_make_another_number() -> None:
    _, problems = read(
        "H6", wage_case(案号="人社监立字〔2019〕1号"), wage_case(案号="人社监立字（2019）１号")
    )
    assert [problem.kind for problem in problems] == ["duplicate_key"]


def test_the_record_s_own_year_decides_about_a_region() -> None:
    rows, problems = read(
        "H6",
        wage_case(1, 行政区划代码="520222", 县区="盘县"),
        wage_case(2, 行政区划代码="520222", 县区="盘县", 立案日期="2016-05-01"),
        wage_case(3, 行政区划代码=None, 县区="市本级"),
    )
    assert [row.values["region_code"] for row in rows] == ["520281", "520222", "520200"]
    assert {row.values["prefecture_code"] for row in rows} == {"520200"}
    assert told(problems) == [
        ("G2", "region_code_retired", "notice"),
        ("H2", "region_name_retired", "notice"),
    ]


def test_a_region_that_is_none_or_another_s_is_an_error_at_its_cell() -> None:
    _, problems = read(
        "H6",
        wage_case(1, 行政区划代码="520299", 县区="岚山县"),
        wage_case(2, 行政区划代码="110101", 县区="东城区"),
    )
    assert told(problems) == [
        ("G2", "region_unknown", "error"),
        ("H2", "region_unknown", "error"),
        ("G3", "region_outside_unit", "error"),
    ]


def test_code_and_name_of_two_regions_are_asked_about() -> None:
    rows, problems = read("H6", wage_case(行政区划代码="520201", 县区="盘州市"))
    assert told(problems) == [("H2", "region_mismatch", "warning")]
    assert rows[0].values["region_code"] == "520201"


def test_a_functional_zone_is_the_zone_of_its_prefecture() -> None:
    rows, problems = read("H6", wage_case(行政区划代码="360100", 县区="南昌经济技术开发区"), region="360000")
    assert (rows[0].values["region_code"], rows[0].values["prefecture_code"]) == ("3601Z1", "360100")
    assert told(problems) == [("H2", "functional_zone", "notice")]


def test_without_a_region_column_a_row_is_the_unit_s_own() -> None:
    rows, _ = read("H6", wage_case(), region="520203")
    assert (rows[0].values["region_code"], rows[0].values["province_code"]) == ("520203", "520000")


def test_a_broken_cell_is_not_told_twice_by_the_rules() -> None:
    _, problems = read("H6", wage_case(立案日期="2019-13-01", 结案日期="2019-03-01", 结案方式="支付完毕"))
    assert told(problems) == [("C2", "not_a_date", "error")]
    _, problems = read("H6", wage_case(立案日期="2099-01-01", 结案日期="2019-03-01", 结案方式="支付完毕"))
    assert told(problems) == [("C2", "date_in_future", "error")]


def test_every_kind_that_rules_and_cells_use_has_sentences() -> None:
    _, problems = read("H6", wage_case(结案方式="支付完毕", 结案日期=None), wage_case(2, 来源="?!"))
    for problem in problems:
        assert problem.message("zh")
        assert problem.message("en")


def test_a_place_below_a_region_is_counted_there() -> None:
    rows, problems = read(
        "H6",
        wage_case(1, 县区="贵州省六盘水市钟山区"),
        wage_case(2, 县区="六盘水市钟山区"),
        wage_case(3, 县区="钟山区大湾镇"),
    )
    assert {row.values["region_code"] for row in rows} == {"520201"}
    assert told(problems) == [("G4", "region_read_as", "notice")]


def test_a_telephone_beside_a_name_is_masked() -> None:
    rows, problems = read("H6", wage_case(单位名称="包工头某某 13800000000"))
    assert rows[0].values["employer_name"] == "包工头某某 138****0000"
    assert told(problems) == [("D2", "personal_data_masked", "notice")]


def test_scientific_text_is_no_number_but_only_a_long_one_has_lost_digits() -> None:
    _, problems = read("H6", wage_case(1, 欠薪金额="5.0E4"), wage_case(2, 欠薪金额="1.10101E+17"))
    assert [p.kind for p in problems] == ["not_a_number", "precision_lost"]


def test_a_zone_is_never_counted_in_another_province_and_its_district_may_stand_beside_it() -> None:
    rows, problems = read(
        "H6",
        wage_case(1, 县区="甘泉堡经开区"),
        wage_case(2, 县区="经济技术开发区（头屯河区）"),
        region="650100",
    )
    assert told(problems) == [("G2", "region_unknown", "error"), ("G3", "region_read_as", "notice")]
    assert rows[1].values["region_code"] == "650106"


@pytest.mark.parametrize(
    "code", ["520201", 520201.0, "520201.0", "520201000", "520201000000", "520201001", "５２０２０１"]
)
def test_a_region_code_of_any_length_and_width_is_that_of_its_county(code: CellValue) -> None:
    rows, problems = read("H6", wage_case(行政区划代码=code))
    assert (rows[0].values["region_code"], problems) == ("520201", [])


def test_a_short_name_of_two_regions_is_asked_about_unless_the_unit_decides() -> None:
    rows, problems = read("H6", wage_case(1, 县区="钟山"), wage_case(2, 县区="钟山区"))
    assert ({row.values["region_code"] for row in rows}, problems) == ({"520201"}, [])
    _, problems = read("H6", wage_case(1, 县区="鼓楼区"), region="320000")
    assert told(problems) == [("G2", "region_ambiguous", "error")]
    assert "徐州" in problems[0].message("zh") or "320302" in problems[0].message("zh")
