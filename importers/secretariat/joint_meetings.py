"""Secretariat, ledger of joint meetings (M1 联席会议台账)."""

from hub.importing.rules import Finding, Row, at_least_one, happened, warning
from hub.importing.sheet import Sheet, day, document_no, ordinal, published, region_code, region_name, text
from hub.ledgers.joint_meetings import JointMeeting


def year_of_meeting(row: Row) -> dict[str, object]:
    """Where the sheet names no year, it is that of the day."""
    if row["year"] is None and row["held_on"] is not None:
        return {"year": row["held_on"].year}
    return {}


def held_in_its_year(row: Row) -> list[Finding]:
    """A meeting of a year's series is usually held in that year."""
    if row["year"] is not None and row["held_on"] is not None and row["held_on"].year != row["year"]:
        return [warning("held_in_another_year", "held_on", other="year", year=row["year"])]
    return []


sheet = Sheet(
    form="M1",
    agencies=("SECRETARIAT",),
    title_zh="联席会议台账",
    title_en="Joint meetings",
    titles=(
        *("联席会议台账", "联席会议召开情况", "联席会议情况", "联席会议清单", "联席会议登记表"),
        *("会议台账", "联席会议召开", "领导小组会议台账", "会议召开情况"),
    ),
    ledger=JointMeeting,
    key=("region_code", "meeting_no"),
    columns=(
        document_no(
            *("会议编号", "编号", "会议文号", "会议号", "会议序号", "会议编号(文号)"),
            to="meeting_no",
            required=True,
        ),
        published(
            text(
                *("会议系列", "会议名称", "系列", "会议类别", "会议类型", "会议", "会议主题"),
                *("会议名称(届次)", "会议全称"),
                to="series",
                required=True,
            )
        ),
        ordinal("年度", "年份", "会议年度", to="year"),
        ordinal("次序", "次数", "届次", "会次", "第几次", "会议次序", to="ordinal"),
        day(
            *("召开日期", "会议日期", "开会日期", "日期", "召开会议日期", "会议召开日期"),
            to="held_on",
            required=True,
        ),
        published(
            text(
                *("参会单位", "参加单位", "出席单位", "参会部门", "成员单位", "参会人员单位"),
                *("出席部门", "参会成员单位", "参加部门"),
                to="attendees",
            )
        ),
        published(
            text(
                *("议题", "会议议题", "主要议题", "会议内容", "议程", "主要内容", "会议主要内容"),
                *("会议议程", "研究事项", "主要议程", "研究内容", "会议主题内容"),
                to="agenda",
            )
        ),
        document_no(
            *("纪要文号", "会议纪要文号", "纪要编号", "会议纪要", "纪要编号(文号)", "纪要"),
            "会议纪要编号",
            to="minutes_no",
        ),
        region_code(),
        region_name(),
    ),
    business_dates=("held_on",),
    rules=(happened("held_on"), at_least_one("ordinal"), held_in_its_year),
    derived=(year_of_meeting,),
)
