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
        *("重大劳动保障违法行为社会公布台账", "重大劳动保障违法行为公布台账"),
        *("重大劳动保障违法行为公布", "重大劳动保障违法行为", "重大违法公布台账"),
        *("重大违法公布", "重大违法行为公布", "重大违法行为社会公布", "违法行为社会公布"),
        *("重大劳动保障违法案件公布", "重大欠薪违法行为公布", "重大欠薪案件公布"),
    ),
    ledger=MajorViolation,
    key=("publication_no",),
    columns=(
        document_no(
            *("公布文号", "公布编号", "公告文号", "公布决定文号", "文号", "公布公告文号", "公布号"),
            *("公告编号", "公示文号"),
            to="publication_no",
            required=True,
        ),
        one_of(
            *("类别", "违法类别", "违法行为类别", "违法类型", "公布情形", "违法情形", "公布事由"),
            *("违法行为类型", "违法行为情形", "公布类别"),
            codes=ViolationCategory,
            to="category",
            required=True,
        ),
        region_code(),
        region_name(),
        published(
            employer_name(
                *("单位名称", "用人单位", "企业名称", "违法单位", "单位全称", "用人单位名称"),
                *("用人单位全称", "企业全称", "涉事企业", "涉及企业", "涉及用人单位", "欠薪企业"),
                *("欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)"),
                *("用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称", "违法单位名称"),
                *("公布单位名称", "违法主体", "违法主体名称", "被公布单位"),
                required=True,
            )
        ),
        published(
            uscc(
                *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
                *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
                *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
                *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
                required=True,
            )
        ),
        published(
            text(
                *("地址", "单位地址", "注册地址", "企业地址", "住所", "用人单位地址", "经营地址"),
                *("生产经营地址", "单位住所", "注册地", "所在地址", "经营场所"),
                to="address",
            )
        ),
        published(
            text(
                *("违法事实", "主要违法事实", "违法行为", "违法情况", "主要违法行为", "违法事实及情节"),
                *("违法行为事实", "案情", "案件简介", "基本案情"),
                to="facts",
                required=True,
            )
        ),
        published(
            text(
                *("处理情况", "处理结果", "行政处理情况", "处理处罚情况", "行政处理处罚情况"),
                *("处理处罚结果", "相关处理情况", "行政处理和处罚情况", "处理决定"),
                to="handling",
                required=True,
            )
        ),
        day(
            *("公布日期", "公布时间", "公告日期", "社会公布日期", "公示日期", "对外公布日期"),
            to="published_on",
            required=True,
        ),
        one_of(
            *("公布层级", "公布级别", "层级", "公布机关层级", "公布层次", "公布机关级别"),
            codes=AdministrativeLevel,
            to="level",
            required=True,
        ),
        yes_no("是否报省", "是否上报省厅", "是否报省厅", "报省", "是否推送省厅", to="pushed_to_province"),
    ),
    business_dates=("published_on",),
    rules=(happened("published_on"),),
)
