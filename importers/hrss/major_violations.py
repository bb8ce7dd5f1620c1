"""HRSS, publication of major labour-security violations (H10 重大劳动保障违法行为公布台账)."""

from hub.importing.rules import happened
from hub.importing.sheet import (
    Sheet,
    day,
    document_no,
    employer_name,
    one_of,
    published,
    region_code,
    region_name,
    text,
    uscc,
    yes_no,
)
from hub.ledgers.codes import AdministrativeLevel, ViolationCategory
from hub.ledgers.major_violations import MajorViolation

sheet = Sheet(
    form="H10",
    agencies=("HRSS",),
    title_zh="重大劳动保障违法行为公布台账",
    title_en="Publication of major labour-security violations",
    titles=(
        "重大劳动保障违法行为社会公布台账",
        "重大劳动保障违法行为公布台账",
        "重大劳动保障违法行为公布",
        "重大劳动保障违法行为",
        "重大违法公布台账",
        "重大违法公布",
        "重大违法行为公布",
    ),
    ledger=MajorViolation,
    key=("publication_no",),
    columns=(
        document_no(
            "公布文号", "公布编号", "公告文号", "公布决定文号", "文号", to="publication_no", required=True
        ),
        one_of(
            "类别",
            "违法类别",
            "违法行为类别",
            "违法类型",
            "公布情形",
            codes=ViolationCategory,
            to="category",
            required=True,
        ),
        region_code(),
        region_name(),
        published(employer_name("单位名称", "用人单位", "企业名称", "违法单位", "单位全称", required=True)),
        published(uscc("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码", required=True)),
        published(text("地址", "单位地址", "注册地址", "企业地址", "住所", to="address")),
        published(
            text(
                "违法事实",
                "主要违法事实",
                "违法行为",
                "违法情况",
                "主要违法行为",
                to="facts",
                required=True,
            )
        ),
        published(text("处理情况", "处理结果", "行政处理情况", "处理处罚情况", to="handling", required=True)),
        day("公布日期", "公布时间", "公告日期", to="published_on", required=True),
        one_of(
            "公布层级",
            "公布级别",
            "层级",
            "公布机关层级",
            codes=AdministrativeLevel,
            to="level",
            required=True,
        ),
        yes_no("是否报省", "是否上报省厅", "是否报省厅", "报省", "是否推送省厅", to="pushed_to_province"),
    ),
    business_dates=("published_on",),
    rules=(happened("published_on"),),
)
