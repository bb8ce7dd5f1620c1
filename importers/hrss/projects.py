"""HRSS, ledger of construction projects (H1 在建工程项目台账): the state at the end of the month."""

from hub.importing.rules import Finding, Row, happened, in_order, needs, warning
from hub.importing.sheet import (
    Sheet,
    day,
    deadline,
    employer_name,
    identifier,
    money,
    one_of,
    published,
    region_code,
    region_name,
    text,
    uscc,
    yes_no,
)
from hub.ledgers.codes import ProjectFunding, ProjectSector, ProjectStatus
from hub.ledgers.projects import Project


def attendance_needs_real_names(row: Row) -> list[Finding]:
    """Punch-in attendance rests on real-name registration."""
    if row["attendance"] and row["real_name"] is False:
        return [warning("attendance_without_real_name", "attendance")]
    return []


sheet = Sheet(
    form="H1",
    agencies=("HRSS",),
    title_zh="在建工程项目台账",
    title_en="Construction projects",
    titles=(
        *("在建工程项目台账", "在建工程项目", "在建项目台账", "在建项目", "工程项目台账"),
        *("工程建设领域项目台账", "在建工程台账", "在建工地台账", "工程建设项目台账"),
        *("建设项目台账", "在建工程情况", "项目基本情况", "在建工程基本情况"),
    ),
    ledger=Project,
    key=("project_code",),
    columns=(
        identifier(
            *("项目编码", "项目代码", "投资项目统一代码", "施工许可证号", "项目编号"),
            *("施工许可证编号", "施工许可证", "项目统一代码", "项目代码(施工许可证号)", "工程编号"),
            *("工程编码", "监管平台项目编码", "项目唯一编码", "施工许可证号/项目编码"),
            to="project_code",
            required=True,
        ),
        published(
            text(
                *("项目名称", "工程名称", "工程项目名称", "工程项目", "项目", "项目(工程)名称"),
                "工程(项目)名称",
                to="project_name",
                required=True,
            )
        ),
        region_code(),
        region_name(),
        one_of(
            *("行业类别", "行业", "行业领域", "工程类别", "工程类型", "项目类型", "项目类别"),
            *("项目行业", "所属行业", "工程领域", "项目所属行业", "所属领域", "行业分类"),
            "项目性质(行业)",
            codes=ProjectSector,
            to="sector",
            required=True,
        ),
        one_of(
            *("资金性质", "资金来源", "投资性质", "投资类型", "资金类型", "投资主体"),
            *("资金来源性质", "投资来源", "项目投资性质", "投资类别", "资金来源类型"),
            "建设资金来源",
            codes=ProjectFunding,
            to="funding",
            required=True,
        ),
        published(
            text(
                *("主管部门", "行业主管部门", "监管部门", "监管单位", "行业监管部门", "行业主管单位"),
                *("主管单位", "行业监管单位", "监管责任单位", "行业主管(监管)部门", "监管主管部门"),
                "项目主管部门",
                to="department",
                required=True,
            )
        ),
        employer_name(
            *("建设单位/名称", "建设单位", "建设单位名称", "业主", "业主单位", "业主/名称"),
            *("建设(业主)单位", "建设单位(业主)", "业主单位/名称", "业主单位名称", "甲方单位"),
            *("建设方", "业主(建设)单位", "建设单位全称"),
            to="owner_name",
            required=True,
        ),
        uscc(
            *("建设单位/信用代码", "建设单位信用代码", "建设单位统一社会信用代码"),
            *("建设单位/统一社会信用代码", "业主信用代码", "业主单位/统一社会信用代码"),
            *("业主单位/信用代码", "业主单位统一社会信用代码", "业主/统一社会信用代码"),
            "业主/信用代码",
            to="owner_uscc",
        ),
        employer_name(
            *("施工总承包单位/名称", "施工总承包单位", "施工总承包单位名称", "总承包单位"),
            *("总承包单位/名称", "总包单位", "总包", "施工单位", "总承包单位名称", "总包单位名称"),
            *("总包单位/名称", "施工总承包企业", "施工总承包企业名称", "总承包企业", "总包企业"),
            *("施工总包单位", "施工单位名称", "施工企业", "施工企业名称", "施工(总承包)单位"),
            *("施工总承包", "施工单位(总承包)", "施工单位/名称"),
            to="contractor_name",
            required=True,
        ),
        uscc(
            *("施工总承包单位/信用代码", "施工总承包单位信用代码"),
            *("施工总承包单位统一社会信用代码", "施工总承包单位/统一社会信用代码"),
            *("总承包单位信用代码", "总包信用代码", "总承包单位/统一社会信用代码"),
            *("总承包单位/信用代码", "总承包单位统一社会信用代码", "总包单位/统一社会信用代码"),
            *("总包单位/信用代码", "施工单位/统一社会信用代码", "施工单位统一社会信用代码"),
            "施工企业统一社会信用代码",
            to="contractor_uscc",
        ),
        money(
            *("合同额", "合同造价", "合同金额", "合同价", "工程造价", "工程总造价", "合同总价"),
            *("合同总额", "合同总造价", "施工合同价", "施工合同金额", "施工合同额", "总造价"),
            *("工程合同价", "工程合同价款", "合同价款", "签约合同价", "建安费", "项目总造价"),
            to="contract_amount",
            required=True,
        ),
        day(
            *("开工日期", "开工时间", "实际开工日期", "开工日", "进场日期", "施工许可日期"),
            *("实际开工", "合同开工日期"),
            to="started_on",
            required=True,
        ),
        deadline(
            *("计划竣工", "计划竣工日期", "计划完工日期", "预计竣工日期", "计划竣工时间"),
            *("预计完工日期", "计划完工", "合同竣工日期", "预计竣工", "拟竣工日期", "计划交工日期"),
            to="planned_completion",
        ),
        day(
            *("完工日期", "竣工日期", "完工时间", "实际竣工日期", "实际完工日期", "实际竣工"),
            *("交工日期", "竣工验收日期"),
            to="completed_on",
        ),
        one_of(
            *("状态", "项目状态", "工程状态", "工程进度状态", "工程进展状态", "项目进度"),
            *("施工状态", "建设状态", "在建状态", "目前状态", "项目进展", "工程进度"),
            *("项目建设状态", "施工阶段", "项目阶段"),
            codes=ProjectStatus,
            to="status",
            required=True,
        ),
        yes_no(
            *("实名制/是否实名制", "是否实名制", "实名制", "是否实行实名制管理", "是否落实实名制"),
            *("是否实施实名制", "是否实行实名制", "实名制管理", "是否实名制管理", "实名制落实情况"),
            *("落实实名制", "实名制落实", "是否纳入实名制管理", "实名制管理是否落实"),
            "实名制管理落实情况",
            to="real_name",
            required=True,
        ),
        day("实名制/日期", "实名制日期", "实名制实行日期", to="real_name_on"),
        yes_no(
            *("考勤/是否考勤", "是否考勤", "考勤", "是否打卡考勤", "是否落实打卡考勤"),
            *("是否实行考勤", "打卡考勤", "考勤落实情况", "是否落实考勤", "考勤打卡"),
            *("是否考勤打卡", "实名制考勤", "是否安装考勤设备", "考勤机"),
            to="attendance",
            required=True,
        ),
        day("考勤/日期", "考勤日期", "考勤实行日期", to="attendance_on"),
        yes_no(
            *("是否设告示牌", "维权告示牌", "是否设立维权告示牌", "告示牌", "是否设置维权告示牌"),
            *("是否设置维权信息告示牌", "维权信息告示牌", "维权信息公示牌", "是否设立告示牌"),
            *("维权公示牌", "是否公示", "维权信息公示"),
            to="notice_board",
        ),
        yes_no(
            *("劳资专管员", "是否配备劳资专管员", "是否有劳资专管员", "是否配备劳资专管员(是/否)"),
            *("配备劳资专管员", "劳资专管员配备", "是否设劳资专管员", "劳资员"),
            to="labour_officer",
        ),
        yes_no(
            *("是否需开专户", "是否应开专户", "需开专户", "是否需开设专户", "是否需设立专户"),
            *("应开专户", "应设专户", "是否应设专户", "是否需设专户", "是否需要开设专户"),
            *("是否需要设立专户", "是否应开设专户", "应否开设专户"),
            to="account_required",
            required=True,
        ),
        text("备注", "说明", to="note"),
    ),
    business_dates=("started_on",),
    rules=(
        happened("completed_on", "real_name_on", "attendance_on"),
        in_order("started_on", "completed_on"),
        needs(
            "missing_completed_on",
            "completed_on",
            when=lambda row: row["status"] == ProjectStatus.COMPLETED.name,
        ),
        attendance_needs_real_names,
    ),
)
