"""Secretariat, list of what joint meetings decided (M3 议定事项清单)."""

from hub.agencies import agency_of_office
from hub.importing.rules import Finding, Row, happened, needs, warning
from hub.importing.sheet import (
    Sheet,
    day,
    deadline,
    document_no,
    identifier,
    one_of,
    published,
    region_code,
    region_name,
    text,
)
from hub.ledgers.codes import TaskStatus
from hub.ledgers.meeting_tasks import MeetingTask

ENDED = (TaskStatus.DONE.name, TaskStatus.CANCELLED.name)


def lead_agency_of_office(row: Row) -> dict[str, object]:
    """The agency of the office in the lead; none for an office of another department."""
    return {"lead_agency_code": agency_of_office(row["lead_agency"]) if row["lead_agency"] else None}


def done_has_its_status(row: Row) -> list[Finding]:
    """A task that has a day of completion is done."""
    if row["done_on"] is not None and row["status"] is not None and row["status"] not in ENDED:
        return [warning("done_day_of_open_task", "done_on", other="status")]
    return []


sheet = Sheet(
    form="M3",
    agencies=("SECRETARIAT",),
    title_zh="议定事项清单",
    title_en="Decided tasks",
    titles=(
        *("议定事项清单", "联席会议议定事项清单", "议定事项台账", "议定事项", "会议议定事项"),
        *("联席会议议定事项", "任务清单", "任务分解表", "会议议定事项落实情况"),
        *("议定事项落实情况", "联席会议议定事项落实情况", "议定事项任务分解", "任务分解"),
        *("议定事项分解", "会议议定事项清单", "督办事项清单", "重点任务清单"),
    ),
    ledger=MeetingTask,
    key=("region_code", "meeting_no", "task_no"),
    columns=(
        identifier(
            *("事项编号", "编号", "任务编号", "议定事项编号", "任务序号", "事项序号", "督办编号"),
            to="task_no",
            required=True,
        ),
        document_no(
            *("会议", "会议编号", "来源会议", "议定会议", "会议文号", "会议名称", "来源"),
            *("会议纪要文号", "依据会议"),
            to="meeting_no",
        ),
        published(
            text(
                *("事项", "议定事项", "任务", "事项内容", "任务内容", "工作任务", "事项名称"),
                *("主要任务", "具体任务", "任务事项", "工作内容", "重点任务", "任务名称", "议定内容"),
                *("工作事项", "任务要求"),
                to="title",
                required=True,
            )
        ),
        published(
            text(
                *("牵头单位", "牵头部门", "责任单位", "责任部门", "主办单位", "牵头责任单位"),
                *("主责单位", "牵头机关", "主要责任单位"),
                to="lead_agency",
                required=True,
            )
        ),
        published(
            text(
                *("配合单位", "配合部门", "协办单位", "协同单位", "配合责任单位", "参与单位"),
                *("参加单位", "协助单位", "配合(参与)单位"),
                *("责任单位", "责任部门"),
                to="cooperating_agencies",
            )
        ),
        deadline(
            *("完成时限", "办理时限", "完成期限", "时限", "要求完成日期", "限期", "完成日期要求"),
            *("要求完成时限", "办结时限", "时间节点", "完成时间要求", "计划完成日期", "整改时限"),
            to="due_on",
            required=True,
        ),
        published(
            text(
                *("进展", "进展情况", "工作进展", "落实情况", "推进情况", "落实进展", "工作进展情况"),
                *("办理进展", "推进落实情况", "进展(落实)情况"),
                to="progress",
            )
        ),
        one_of(
            *("状态", "完成状态", "办理状态", "完成情况", "是否完成", "落实状态", "任务状态"),
            "进展状态",
            codes=TaskStatus,
            to="status",
        ),
        day(*("完成日期", "办结日期", "实际完成日期", "办结时间", "完成时间", "落实日期"), to="done_on"),
        region_code(),
        region_name(),
    ),
    business_dates=("done_on",),
    rules=(
        happened("done_on"),
        needs("missing_done_on", "done_on", when=lambda row: row["status"] == TaskStatus.DONE.name),
        done_has_its_status,
    ),
    derived=(lead_agency_of_office,),
)
