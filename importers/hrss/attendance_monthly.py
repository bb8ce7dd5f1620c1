"""HRSS, monthly attendance under real-name management (H3 实名制考勤月报)."""

from calendar import monthrange

from hub.importing.rules import Finding, Row, error, not_above
from hub.importing.sheet import (
    Reference,
    Sheet,
    count,
    identifier,
    month,
    published,
    region_code,
    region_name,
    text,
)
from hub.ledgers.attendance_monthly import AttendanceMonth
from hub.ledgers.projects import Project


def no_more_days_than_the_month_has(row: Row) -> list[Finding]:
    """Nobody punches in on more days than the month has."""
    days, attended, of_month = row["attendance_days"], row["attended"], row["month"]
    if days is None or attended is None or of_month is None:
        return []
    most = attended * monthrange(of_month.year, of_month.month)[1]
    return [error("too_many_attendance_days", "attendance_days", most=most)] if days > most else []


sheet = Sheet(
    form="H3",
    agencies=("HRSS",),
    title_zh="实名制考勤月报",
    title_en="Monthly attendance",
    titles=(
        *("实名制考勤月报", "实名制考勤", "考勤月报", "实名制管理考勤", "实名制考勤情况"),
        *("考勤情况月报", "考勤情况统计", "实名制管理情况统计", "实名制管理月报", "考勤统计"),
        "实名制考勤统计",
    ),
    ledger=AttendanceMonth,
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
            )
        ),
        region_code(),
        region_name(),
        month("报告期", "统计月份", "所属期", "月份", "所属月份", "考勤月份", to="month"),
        count(
            *("登记人数", "实名登记人数", "实名制登记人数", "实名制人数", "在册人数"),
            *("登记农民工数", "登记农民工人数", "实名制录入人数", "录入人数", "实名登记农民工人数"),
            *("系统登记人数", "登记在册人数", "实名制登记农民工人数", "实名人数", "登记数"),
            to="workers_registered",
            required=True,
        ),
        count(
            *("在场人数", "在岗人数", "现场人数", "进场人数", "实际在场人数", "在场农民工人数"),
            *("实际在岗人数", "在场工人数", "在岗工人数", "当月在场人数", "在场数"),
            to="on_site",
        ),
        count(
            *("考勤人数", "打卡人数", "出勤人数", "实际考勤人数", "考勤打卡人数", "当月考勤人数"),
            *("实际打卡人数", "出勤数", "有考勤记录人数", "考勤数", "本月考勤人数", "打卡考勤人数"),
            to="attended",
            required=True,
        ),
        count(
            *("考勤总工日", "总工日", "考勤工日", "出勤总工日", "出勤工日", "考勤总天数"),
            *("考勤总人次", "出勤总天数", "累计工日", "考勤工日数", "考勤天数合计", "出勤天数合计"),
            *("总出勤工日", "出勤工日数"),
            to="attendance_days",
        ),
    ),
    rules=(
        not_above("attended_above_registered", "attended", "workers_registered"),
        no_more_days_than_the_month_has,
    ),
    references=(Reference("project_code", Project, "project_code"),),
)
