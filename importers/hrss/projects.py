"""HRSS, ledger of construction projects (H1 在建工程项目台账): the state at the end of the month."""

from hub.importing.rules import Finding, Row, happened, in_order, needs, warning
from hub.importing.sheet import (
    Sheet,
    day,
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
    titles=("在建工程项目台账", "在建工程项目", "在建项目台账", "在建项目", "工程项目台账"),
    ledger=Project,
    key=("project_code",),
    columns=(
        identifier(
            "项目编码",
            "项目代码",
            "投资项目统一代码",
            "施工许可证号",
            "项目编号",
            to="project_code",
            required=True,
        ),
        published(text("项目名称", "工程名称", "工程项目名称", to="project_name", required=True)),
        region_code(),
        region_name(),
        one_of("行业类别", "行业", "行业领域", "工程类别", codes=ProjectSector, to="sector", required=True),
        one_of("资金性质", "资金来源", "投资性质", codes=ProjectFunding, to="funding", required=True),
        published(text("主管部门", "行业主管部门", "监管部门", to="department", required=True)),
        employer_name(
            "建设单位/名称",
            "建设单位",
            "建设单位名称",
            "业主",
            "业主单位",
            "业主/名称",
            to="owner_name",
            required=True,
        ),
        uscc(
            "建设单位/信用代码",
            "建设单位信用代码",
            "建设单位统一社会信用代码",
            "建设单位/统一社会信用代码",
            "业主信用代码",
            to="owner_uscc",
        ),
        employer_name(
            "施工总承包单位/名称",
            "施工总承包单位",
            "施工总承包单位名称",
            "总承包单位",
            "总承包单位/名称",
            "总包单位",
            "总包",
            "施工单位",
            to="contractor_name",
            required=True,
        ),
        uscc(
            "施工总承包单位/信用代码",
            "施工总承包单位信用代码",
            "施工总承包单位统一社会信用代码",
            "施工总承包单位/统一社会信用代码",
            "总承包单位信用代码",
            "总包信用代码",
            to="contractor_uscc",
        ),
        money("合同额", "合同造价", "合同金额", "合同价", to="contract_amount", required=True),
        day("开工日期", "开工时间", "实际开工日期", to="started_on", required=True),
        day("计划竣工", "计划竣工日期", "计划完工日期", "预计竣工日期", to="planned_completion"),
        day("完工日期", "竣工日期", "完工时间", "实际竣工日期", to="completed_on"),
        one_of("状态", "项目状态", "工程状态", codes=ProjectStatus, to="status", required=True),
        yes_no(
            "实名制/是否实名制", "是否实名制", "实名制", "是否实行实名制管理", to="real_name", required=True
        ),
        day("实名制/日期", "实名制日期", "实名制实行日期", to="real_name_on"),
        yes_no("考勤/是否考勤", "是否考勤", "考勤", "是否打卡考勤", to="attendance", required=True),
        day("考勤/日期", "考勤日期", "考勤实行日期", to="attendance_on"),
        yes_no("是否设告示牌", "维权告示牌", "是否设立维权告示牌", "告示牌", to="notice_board"),
        yes_no("劳资专管员", "是否配备劳资专管员", "是否有劳资专管员", to="labour_officer"),
        yes_no(
            "是否需开专户", "是否应开专户", "需开专户", "是否需开设专户", to="account_required", required=True
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
