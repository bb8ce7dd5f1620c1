"""Workbooks of other offices, in their own words and layouts: drawn as text, one row a line, cells between bars."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlwt

from hub.importing.check import check_file
from hub.importing.parsed import Options, ParsedSubmission
from hub.ledgers.codes import PoliceDecision
from hub.regions import register
from tests.importing.tables import KEY

Told = list[tuple[str | None, str, str]]


def grid(text: str) -> list[list[Any]]:
    """The cells of a drawn table; `<` and `^` belong to the merged cell at their left or above."""
    return [[value(cell.strip()) for cell in line.split("|")] for line in text.strip().splitlines()]


def value(cell: str) -> Any:
    if cell in ("", "<", "^"):
        return None
    if re.fullmatch(r"-?(?:0|[1-9]\d{0,13})", cell):
        return int(cell)
    return float(cell) if re.fullmatch(r"\d+\.\d+", cell) else cell


def merges(text: str) -> list[tuple[int, int, int, int]]:
    marks = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]

    def run(row: int, column: int, mark: str, down: int, right: int) -> int:
        length = 1
        while (
            row + down * length < len(marks)
            and column + right * length < len(marks[row + down * length])
            and marks[row + down * length][column + right * length] == mark
        ):
            length += 1
        return length

    found = []
    for row, cells in enumerate(marks):
        for column, cell in enumerate(cells):
            if cell in ("<", "^"):
                continue
            height, width = run(row, column, "^", 1, 0), run(row, column, "<", 0, 1)
            if height > 1 or width > 1:
                found.append((row, column, row + height - 1, column + width - 1))
    return found


def xlsx(worksheets: Mapping[str, str]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, text in worksheets.items():
        sheet = book.create_sheet(name)
        for cells in grid(text):
            sheet.append(cells)
        for top, left, bottom, right in merges(text):
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(worksheets: Mapping[str, str]) -> bytes:
    book = xlwt.Workbook(encoding="gbk")
    for name, text in worksheets.items():
        sheet, merged = book.add_sheet(name), {}
        for top, left, bottom, right in merges(text):
            merged[top, left] = (top, bottom, left, right)
        for row, cells in enumerate(grid(text)):
            for column, cell in enumerate(cells):
                if (row, column) in merged:
                    sheet.write_merge(*merged[row, column], cell)
                elif cell is not None:
                    sheet.write(row, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def gb18030(worksheets: Mapping[str, str]) -> bytes:
    (text,) = worksheets.values()
    out = io.StringIO()
    csv.writer(out).writerows(grid(text))
    return out.getvalue().encode("gb18030")


WRITERS = {"xlsx": xlsx, "xls": xls, "csv": gb18030}


def check(name: str, text: str | Mapping[str, str]) -> list[ParsedSubmission]:
    worksheets = {"Sheet1": text} if isinstance(text, str) else text
    data = WRITERS[name.rpartition(".")[2]](worksheets)
    return check_file(data, name, Options(), digest_key=KEY)


def errors(found: Sequence[ParsedSubmission]) -> Told:
    return told(found, "error")


def told(found: Sequence[ParsedSubmission], *severities: str) -> Told:
    return [(p.cell, p.kind, p.severity.value) for s in found for p in s.problems if p.severity in severities]


def column(found: ParsedSubmission, field: str) -> list[Any]:
    return [row.values[field] for row in found.rows]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv"])
def test_projects_of_a_prefecture_with_owner_and_contractor_in_two_header_rows(kind: str) -> None:
    head = """
信阳市房屋市政在建工程项目基本情况汇总表
填报单位：信阳市人力资源和社会保障局|||||填报时间：2022年8月31日|||||单位：万元
"""
    names = "序号|县区|工程名称|项目编号|工程类型|投资类型|监管单位|"
    rest = "|工程造价（万元）|实际开工时间|计划竣工时间|工程进度状态|是否落实实名制|是否落实打卡考勤|是否需设立专户"
    if kind == "csv":
        header = f"{names}业主单位名称|总承包单位名称{rest}"
    else:
        header = f"{names}业主单位|总承包单位{rest}\n{'^|' * 7}名称|名称{'|^' * 7}"
    text = f"""{head}{header}
合计||2个|||||||15680.5||||||
1|浉河区|申城大厦|2205-411502-04-01|房建工程|社会资金|浉河区住建局|某置业公司|某建工集团|12000|2022.3.15|2024.12|施工阶段|√|√|√
2|新县|人民医院迁建|411523202106180101|房屋建筑|财政资金|新县住建局|新县卫健委|某工程局|3680.5|2021年6月18日|2023年6月|停工缓建|是|否|×
制表人：|||审核人：|||联系电话：
"""
    (found,) = check(f"Book1.{kind}", text)
    assert told([found], "error", "warning") == []
    assert (found.sheet, found.agency, found.region, str(found.period)) == (
        "projects",
        "HRSS",
        "411500",
        "2022-08",
    )
    assert column(found, "region_code") == ["411502", "411523"]
    assert column(found, "contract_amount") == [Decimal("120000000.00"), Decimal("36805000.00")]
    assert [day.isoformat() for day in column(found, "planned_completion")] == ["2024-12-31", "2023-06-30"]
    assert column(found, "status") == ["UNDER_CONSTRUCTION", "SUSPENDED"]
    assert column(found, "attendance") == [True, False]
    assert column(found, "account_required") == [True, False]


def test_transfers_with_an_order_of_two_columns_and_states_in_other_words() -> None:
    (found,) = check(
        "表3.xls",
        """
2019年度南充市人社部门向公安机关移送涉嫌拒不支付劳动报酬罪案件一览表
填报单位：南充市劳动保障监察支队||||单位：人、万元
序|县（市、区）|涉案企业（个人）|涉案人数|涉案金额|责令改正指令书|<|移送时间|移送书编号|公安机关受理时间|公安机关办理情况|立案时间
^|^|^|^|^|文号|限期支付截止日期|^|^|^|^|^
1|顺庆区|某装饰公司|23|45.8|顺人社监令〔2019〕5号|2019.5.10|2019.5.20|顺人社监移〔2019〕1号|2019.5.20|已立案|2019.6.3
2|高坪区|杨某（个体）|6|8.36|高人社监令〔2019〕2号|2019年8月2日|2019年8月15日|高人社监移〔2019〕1号|2019年8月16日|受理中|
3|南部县|某制衣厂|40|61|南人社监令〔2019〕9号|2019-10-1|2019-10-12|南人社监移〔2019〕3号|2019-10-12|不予立案|
""",
    )
    assert errors([found]) == []
    assert (found.sheet, found.region, len(found.rows)) == ("crime_transfers", "511300", 3)
    assert column(found, "police_decision") == [
        PoliceDecision.FILED.name,
        PoliceDecision.UNDER_VERIFICATION.name,
        PoliceDecision.NOT_FILED.name,
    ]
    assert column(found, "amount_involved") == [
        Decimal("458000.00"),
        Decimal("83600.00"),
        Decimal("610000.00"),
    ]


CASES = """
赣州市两级法院追索劳动报酬纠纷案件统计表（2020年1-6月）
序号|承办法院|案号|立案时间|案由|原告|原告人数|被告|诉讼标的额（元）|结案时间|结案方式|结案标的额（元）
1|章贡区人民法院|（2020）赣0702民初101号|2020.1.13|追索劳动报酬纠纷|刘某|1|某家具公司|26800|2020.3.9|调解结案|25000
2|赣州市中级人民法院|（2020）赣07民初5号|2020.1.15|劳务合同纠纷|肖某等8人|8|某建筑公司|18.6万|2020.6.1|判决支持|186000
3|信丰县法院|（2020）赣0722民初9号|2020.6.28|追索劳动报酬纠纷|陈某|1|赖某|3000||未结|
"""


def test_without_a_column_of_regions_the_court_of_a_case_tells_its_county() -> None:
    (found,) = check("Book2.xlsx", CASES)
    assert errors([found]) == []
    assert column(found, "region_code") == ["360702", "360700", "360722"]
    assert [p.cell for p in found.problems if p.kind == "region_of_office"] == ["B2"]
    # The names of workers are left aside, their number is not.
    assert [p.cell for p in found.problems if p.kind == "personal_column_dropped"] == ["F2"]
    assert column(found, "workers_count") == [1, 8, 1]
    # A case that goes on has no kind of closing.
    assert column(found, "close_kind") == ["MEDIATED", "JUDGED", None]


def test_the_court_of_a_county_need_not_name_itself_in_every_row_but_that_of_a_prefecture_must() -> None:
    text = """
{}2022年涉薪支付令情况统计
序号|案号|被申请人|申请标的（元）|申请日期|受理日期|支付令发出时间|履行情况
1|（2022）皖1202民督1号|某餐饮公司|15600|2022.3.1|2022.3.3|2022.3.10|已履行
"""
    (county,) = check("支付令.xlsx", text.format("阜阳市颍州区人民法院"))
    assert errors([county]) == []
    assert column(county, "court") == [county.unit_name] == ["颍州区人民法院"]
    assert column(county, "performed") == [True]
    (prefecture,) = check("支付令.xlsx", text.format("阜阳市中级人民法院"))
    assert errors([prefecture]) == [("A2", "missing_column", "error")]


def test_enforcement_that_brought_nothing_paid_nobody() -> None:
    (found,) = check(
        "执行.xls",
        """
海西州两级法院涉农民工工资执行案件台账
截止2024年9月30日
执行法院|执行案号|案件性质|被执行人|立案时间|申请执行标的（万元）|执行到位（万元）|领款人数|结案方式|结案时间
德令哈市人民法院|（2024）青2802执66号|行政非诉|某劳务公司|20240401|8|0|0|终结本次执行程序|20240830
格尔木市人民法院|（2024）青2801执67号|民事|某矿业公司|20240402|8|3|0|正在执行|
""",
    )
    assert found.region == "632800"
    assert errors([found]) == [("H5", "less_than_one", "error")]


@pytest.mark.parametrize(
    ("title", "names", "header"),
    [
        ("宜昌市法院涉农民工工资案件审判执行情况统计表", ("宜昌市中级人民法院", "西陵区人民法院"), "法院"),
        ("宜昌市中级人民法院涉薪案件月报", ("市中院", "西陵区法院"), "单位"),
    ],
)
def test_a_monthly_table_of_offices_is_one_of_their_regions(
    title: str, names: tuple[str, str], header: str
) -> None:
    (found,) = check(
        "月报.xls",
        f"""
2023年7月{title}
填报单位：宜昌市中级人民法院|||单位：件、万元
{header}|审判|<|<|执行|<
^|新收|审结|结案标的|执结|到位金额
{names[0]}|3|2|45|1|12.5
{names[1]}|12|10|102.3|4|33
合计|15|12|147.3|5|45.5
""",
    )
    assert told([found], "error", "warning") == []
    figures = {(r["region_code"], r["indicator"]): r["value"] for r in (row.values for row in found.rows)}
    assert len(figures) == 10
    assert figures["420500", "court_wage_cases_accepted"] == 3
    assert figures["420502", "wage_enforcement_paid"] == Decimal("330000.00")


def test_sections_name_the_region_of_their_rows() -> None:
    (found,) = check(
        "台账.xlsx",
        """
百色市欠薪案件台账（2024年1-6月）
填报单位：百色市人力资源和社会保障局
案号|县区|来源|立案日期|单位名称|涉及人数|欠薪金额（元）
一、右江区（1件）||||||
监〔2024〕1号||来访|2024-01-11|某建筑公司|23|259900
二、平果市||||||
监〔2024〕2号||12345转办|2024-02-11|某劳务公司|3|9900
监〔2024〕3号|靖西市|网络平台|2024-02-12|某加工厂|3|9900
""",
    )
    assert told([found], "error", "warning", "notice") == []
    assert column(found, "region_code") == ["451002", "451082", "451081"]


def test_worksheets_of_months_are_months_of_a_ledger_too() -> None:
    text = """
百色市欠薪案件台账（2024年）
填报单位：百色市人力资源和社会保障局
案号|县区|来源|立案日期|单位名称|涉及人数|欠薪金额（元）
监〔2024〕{0}号|右江区|来访|2024-0{0}-11|某建筑公司|23|259900
"""
    found = check("2024年.xlsx", {f"{month}月": text.format(month) for month in (1, 2, 3)})
    assert [(str(s.period), len(s.rows)) for s in found] == [("2024-01", 1), ("2024-02", 1), ("2024-03", 1)]


def test_the_code_says_which_region_of_a_name_is_meant() -> None:
    text = """
欠薪案件台账（2022年度）
填报单位：江苏省人力资源和社会保障厅
案号|区划代码|县区|来源|立案日期|单位名称|涉及人数|欠薪金额（元）
c1|320302|鼓楼区|来访|2022-12-11|甲公司|1|100
c2||鼓楼区|来访|2022-03-01|乙公司|1|100
"""
    (found,) = check("台账.csv", text)
    assert errors([found]) == [("C5", "region_ambiguous", "error")]
    assert found.rows[0].values["region_code"] == "320302"


def test_two_counties_may_give_a_service_the_same_number() -> None:
    (found,) = check(
        "服务.xlsx",
        """
红河州工会法律服务工作台账（2023年）
序号|编号|县市|服务时间|服务内容|服务对象单位|服务人数（人）|办理结果|挽回经济损失（元）
1|001|蒙自市|2023.3.1|法律援助|蒙自某公司|3|已办结|26000
2|001|个旧市|2023.3.5|劳动争议调解|个旧某公司|5|调解成功|48000
3|001|个旧市|2023.8.1|集体协商|个旧餐饮行业|260|签订集体合同|
""",
    )
    assert found.region == "532500"
    assert errors([found]) == [("B5", "duplicate_key", "error")]


def test_lists_without_a_period_have_that_of_their_days_and_say_so() -> None:
    (found,) = check(
        "会议.xlsx",
        """
湖北省仙桃市根治拖欠农民工工资工作联席会议召开情况统计表
序号|会议名称|会议编号|召开时间|参加单位|会议主要内容|会议纪要文号
1|第一次全体会议|仙治欠联〔2023〕1号|2023年1月5日|市人社局、市法院|部署专项行动|仙纪要〔2023〕3号
2|专题会|仙治欠联〔2023〕2号|2023年4月12日|市人社局、市公安局|研究某项目欠薪问题|
""",
    )
    assert (found.region, str(found.period)) == ("429004", "2023-01..2023-04")
    assert told([found], "error", "warning") == [(None, "period_assumed", "warning")]


def test_an_evaluation_has_the_year_of_its_title() -> None:
    (found,) = check(
        "考核.xlsx",
        """
2023年度云南省保障农民工工资支付工作考核结果
州（市）|考核等级|考核单位
昆明市|A级|省根治欠薪领导小组
怒江州|C级|省根治欠薪领导小组
""",
    )
    assert errors([found]) == []
    assert column(found, "year") == [2023, 2023]
    assert column(found, "region_code") == ["530100", "533300"]


def test_who_is_responsible_cooperates_where_another_column_says_who_leads() -> None:
    both = """
仙桃市治欠联席会议2023年第一次会议议定事项任务分解表
事项编号|工作任务|牵头单位|责任单位|完成时限|完成情况
1|清查在建项目|市人社局|市交通局、市水利局|2023年3月底|已完成
2|建立监管平台|市人社局|人行仙桃支行|2023年12月31日前|持续推进
"""
    alone = both.replace("牵头单位|", "").replace("市人社局|", "")
    (found,), (one,) = check("任务.xlsx", both), check("任务.xlsx", alone)
    assert errors([found]) == errors([one]) == []
    assert column(found, "lead_agency") == ["市人社局", "市人社局"]
    assert column(found, "cooperating_agencies") == column(one, "lead_agency")
    assert column(found, "status") == ["DONE", "IN_PROGRESS"]


def test_another_day_beside_the_form_s_own_is_no_second_one_but_another_amount_is_asked_about() -> None:
    text = """
红河州人民调解组织调处欠薪纠纷台账（2023年）
调解组织|卷宗号|受理时间|调解时间|被申请人|涉及金额（万元）{}|调解是否成功
弥阳街道调委会|弥阳调〔2023〕9号|2023.4.28|2023.5.1|某公司|0.8{}|是
"""
    (found,) = check("调解.xlsx", text.format("", ""))
    assert errors([found]) == []
    assert [day.isoformat() for day in column(found, "mediated_on")] == ["2023-05-01"]
    (asked,) = check("调解.xlsx", text.format("|欠薪金额（万元）", "|0.9"))
    assert errors([asked]) == [("G2", "two_columns_one_field", "error")]


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("海西州两级法院涉薪案件", "632800"),
        ("2024年第三季度新疆阿克苏地区工会一函两书", "652900"),
        ("新疆生产建设兵团第八师石河子市欠薪线索", "659001"),
        ("红河州人民调解组织台账", "532500"),
        ("杭州湾项目台账", None),
        ("海南农民工台账", None),
    ],
)
def test_a_title_names_its_region_in_the_words_of_offices(title: str, region: str | None) -> None:
    assert register().region_named_in(title, None, 2024) == region
