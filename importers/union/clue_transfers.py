"""Union, procuratorate and HRSS, ledger of clues transferred and received (X1 线索移送台账)."""

from collections.abc import Mapping
from typing import Any

from hub.agencies import agency_of_office
from hub.importing.rules import Finding, Row, error, happened, in_order, needs, plausible_per_worker, warning
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    document_no,
    employer_name,
    money,
    one_of,
    published,
    region_code,
    region_name,
    several_of,
    text,
    uscc,
    worker_groups,
    yes_no,
)
from hub.ledgers.clue_transfers import ClueTransfer
from hub.ledgers.codes import (
    AdministrativeLevel,
    Channel,
    ClueDecision,
    ClueDirection,
    ClueGround,
    ClueResult,
)

SENT, RECEIVED = "sent", "received"
LEVELS = tuple(level.name for level in AdministrativeLevel)
GROUP_GROUNDS = {ClueGround.GROUP_SOCIAL_INSURANCE_ARREARS.name, ClueGround.GROUP_MIGRANT_WAGE_ARREARS.name}


def agencies_of_offices(row: Row) -> dict[str, object]:
    """The agencies of both offices, by their names, or by the direction where a name says nothing."""
    directed = (row["direction"] or "").split("_TO_")
    by_direction = directed if len(directed) == 2 else (None, None)
    return {
        f"{end}_agency_code": (agency_of_office(row[f"{end}_agency"]) if row[f"{end}_agency"] else None)
        or code
        for end, code in zip(("from", "to"), by_direction, strict=True)
    }


def side_of(row: Mapping[str, Any], agency: str | None) -> str:
    """The side of the agency that reports the row: sent or received; empty where it is neither's."""
    if agency is None or row["from_agency_code"] == agency:
        return SENT
    return RECEIVED if row["to_agency_code"] == agency else ""


def offices_are_known(row: Row) -> list[Finding]:
    """Whose clue it is must be told from the names of the offices or from the direction."""
    return [
        error("office_unknown", f"{end}_agency")
        for end in ("from", "to")
        if row[f"{end}_agency"] and row[f"{end}_agency_code"] is None
    ]


def direction_agrees_with_offices(row: Row) -> list[Finding]:
    """The direction names the agencies of the offices."""
    said = (row["direction"] or "").split("_TO_")
    offices = [row["from_agency_code"], row["to_agency_code"]]
    if len(said) == 2 and None not in offices and said != offices:
        return [error("direction_contradicts_offices", "direction", other="from_agency")]
    return []


def offices_differ(row: Row) -> list[Finding]:
    """An office does not send a clue to itself."""
    sender, receiver = row["from_agency"], row["to_agency"]
    if sender and receiver and "".join(sender.split()) == "".join(receiver.split()):
        return [error("transferred_to_itself", "to_agency", other="from_agency")]
    return []


def union_of_a_county_or_above(row: Row) -> list[Finding]:
    """Unions below the county do not transfer clues."""
    sent_by_union = row["from_agency_code"] == "UNION" and row["from_level"] is not None
    if sent_by_union and LEVELS.index(row["from_level"]) > LEVELS.index(AdministrativeLevel.COUNTY.name):
        return [error("union_level_too_low", "from_level")]
    return []


def group_ground_needs_refusal(row: Row) -> list[Finding]:
    """A collective dispute is a ground only where the employer refuses to cooperate."""
    if GROUP_GROUNDS & set(row["grounds"] or ()) and row["employer_refuses"] is not True:
        return [error("group_ground_without_refusal", "employer_refuses", other="grounds")]
    return []


def decision_has_its_day(row: Row) -> list[Finding]:
    """How long a clue took can be told only with the day of its decision."""
    if row["decision"] is not None and row["decided_on"] is None:
        return [warning("missing_decision_day", "decided_on", other="decision")]
    return []


sheet = Sheet(
    form="X1",
    agencies=("UNION", "PROCURATORATE", "HRSS"),
    title_zh="线索移送台账",
    title_en="Clue transfers",
    titles=(
        *("线索移送台账", "移送线索台账", "接收线索台账", "线索移送登记表", "线索移送"),
        *("线索接收台账", "问题线索移送台账", "案件线索移送台账", "线索移送（接收）台账"),
        *("线索移送清单", "移送线索", "线索双向移送", "检工线索移送"),
    ),
    ledger=ClueTransfer,
    key=("from_agency", "clue_no"),
    side=side_of,
    columns=(
        document_no(
            *("线索编号", "线索号", "移送编号", "移送函号", "移送文号", "移送线索编号", "线索文号"),
            *("移送函编号", "线索移送函号", "移送函文号"),
            to="clue_no",
            required=True,
        ),
        published(
            text(
                *("移送单位", "移送机关", "移送部门", "线索来源单位", "发出单位", "移送方", "发送单位"),
                *("移交单位", "移送单位名称", "线索移送单位"),
                to="from_agency",
                required=True,
            )
        ),
        published(
            text(
                *("接收单位", "接收机关", "接收部门", "受移送单位", "移送至", "承办单位", "接收方"),
                *("接收单位名称", "接受单位", "收件单位", "线索接收单位", "受移送机关"),
                to="to_agency",
                required=True,
            )
        ),
        one_of("移送方向", "方向", "流转方向", codes=ClueDirection, to="direction"),
        one_of("单位层级", "移送单位层级", "层级", "级别", codes=AdministrativeLevel, to="from_level"),
        several_of(
            *("移送事由", "线索类型", "事由", "移送原因", "线索类别", "移送情形", "线索情形"),
            *("移送类型", "移送类别", "线索内容类别"),
            codes=ClueGround,
            to="grounds",
            required=True,
        ),
        region_code(),
        region_name(),
        employer_name(
            *("单位名称", "用人单位", "用人单位名称", "企业名称", "涉事单位", "被反映单位"),
            *("涉及单位", "用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业"),
            *("涉及用人单位", "欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体"),
            *("当事人(用人单位)", "用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称"),
            *("涉及用人单位名称", "线索涉及单位", "涉线索单位", "被反映用人单位"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        yes_no(
            *("用人单位是否拒不配合", "是否拒不配合", "拒不配合", "用人单位拒不配合"),
            "是否不予配合",
            to="employer_refuses",
        ),
        count(
            *("涉及人数", "涉案人数", "涉及劳动者人数", "涉及职工数", "人数", "涉及农民工人数"),
            *("涉及农民工数", "涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数"),
            *("被欠薪人数", "拖欠人数", "欠薪人员数量", "涉及欠薪人数"),
            to="workers_count",
        ),
        money(
            *("涉及金额", "涉案金额", "欠薪金额", "拖欠金额", "拖欠工资", "拖欠工资额", "欠薪数额"),
            *("欠薪总额", "拖欠总金额", "涉案工资", "涉及工资", "涉及工资金额"),
            *("拖欠农民工工资金额", "拖欠农民工工资", "欠薪额", "欠薪款额", "拖欠数额"),
            to="amount_involved",
        ),
        day(
            *("移送日期", "发出日期", "移送时间", "移交日期", "发送日期", "线索移送日期"),
            to="sent_on",
            required=True,
        ),
        day(*("签收日期", "接收日期", "收到日期", "接收时间", "签收时间", "线索接收日期"), to="received_on"),
        one_of(
            *("办理决定", "处理决定", "是否采纳", "采纳情况", "受理决定", "受理情况", "是否受理"),
            "采纳与否",
            codes=ClueDecision,
            to="decision",
        ),
        day(
            *("决定日期", "办理决定日期", "处理日期", "受理日期", "处理决定日期", "审查日期"), to="decided_on"
        ),
        one_of(
            *("办理结果", "处理结果", "线索办理结果", "办理方式", "处置结果", "处理方式"),
            *("线索处置结果", "办结方式"),
            codes=ClueResult,
            to="result_kind",
        ),
        document_no(
            *("结果文号", "结果案号", "办理文号", "关联案号", "处理文号", "处理文书号"),
            *("办理文书号", "办理案号"),
            to="result_ref",
        ),
        day("反馈日期", "回复日期", "结果反馈日期", "反馈时间", "回函日期", to="fed_back_on"),
        text("备注", "说明", to="note"),
        worker_groups(),
        one_of(
            *("线索来源", "线索渠道", "渠道", "来源渠道", "线索来源渠道", "发现渠道"),
            codes=Channel,
            to="channel",
        ),
    ),
    business_dates=("sent_on",),
    rules=(
        happened("sent_on", "received_on", "decided_on", "fed_back_on"),
        in_order("sent_on", "received_on", "decided_on", "fed_back_on"),
        plausible_per_worker("amount_involved"),
        offices_are_known,
        offices_differ,
        direction_agrees_with_offices,
        union_of_a_county_or_above,
        group_ground_needs_refusal,
        decision_has_its_day,
        needs("missing_note_of_other", "note", when=lambda row: row["result_kind"] == ClueResult.OTHER.name),
    ),
    derived=(agencies_of_offices,),
)
