"""Procuratorate, ledger of civil supervision (P2 民事监督案件台账)."""

from hub.importing.rules import Finding, Row, at_least_one, error, happened, in_order
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    document_no,
    employer_name,
    money,
    one_of,
    region_code,
    region_name,
    uscc,
)
from hub.ledgers.civil_supervision import CivilSupervisionCase
from hub.ledgers.codes import SupervisionKind, SupervisionMeasure, SupervisionResult


def protest_only_against_a_judgment(row: Row) -> list[Finding]:
    """A protest is lodged against an effective judgment, never against enforcement."""
    if (
        row["supervision_measure"] == SupervisionMeasure.PROTEST.name
        and row["supervision_kind"] == SupervisionKind.ENFORCEMENT.name
    ):
        return [error("protest_needs_judgment", "supervision_measure", other="supervision_kind")]
    return []


sheet = Sheet(
    form="P2",
    agencies=("PROCURATORATE",),
    title_zh="民事监督案件台账",
    title_en="Civil supervision cases",
    titles=(
        *("民事监督案件台账", "民事监督台账", "民事监督案件", "民事检察监督案件"),
        *("裁判和执行监督", "民事监督", "涉薪民事监督案件", "民事检察监督", "裁判执行监督案件"),
    ),
    ledger=CivilSupervisionCase,
    key=("case_no",),
    columns=(
        document_no(
            *("案号", "案件编号", "受理号", "受理案号", "统一受案号", "监督案号", "检察案号"),
            to="case_no",
            required=True,
        ),
        one_of(
            *("监督类型", "监督类别", "监督事项", "案件类型", "监督案件类型", "案件类别"),
            "监督对象类型",
            codes=SupervisionKind,
            to="supervision_kind",
            required=True,
        ),
        region_code(),
        region_name(),
        employer_name(
            *("单位名称", "用人单位", "企业名称", "被申请人", "用人单位名称", "用人单位全称"),
            *("单位全称", "企业全称", "涉事企业", "涉及企业", "涉及用人单位", "欠薪企业"),
            *("欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)"),
            *("用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称", "被申请监督人", "涉案单位"),
            *("涉案企业", "当事人单位"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        count(
            *("涉及人数", "涉案人数", "人数", "涉及农民工人数", "涉及农民工数", "涉及工人数"),
            *("涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数", "拖欠人数"),
            *("欠薪人员数量", "涉及欠薪人数", "申请人人数"),
            to="workers_count",
            required=True,
        ),
        day("受理日期", "受理时间", "受案日期", "收案日期", to="accepted_on", required=True),
        one_of(
            "监督方式",
            "监督措施",
            "监督形式",
            "检察监督方式",
            "处理方式",
            codes=SupervisionMeasure,
            to="supervision_measure",
        ),
        day(
            *("提出日期", "提出时间", "发出日期", "制发日期", "提出监督日期", "提出监督意见日期"),
            to="proposed_on",
        ),
        one_of(
            *("法院结果", "法院处理结果", "法院采纳情况", "法院处理情况", "法院采纳"),
            *("法院回复结果", "采纳情况", "是否采纳", "法院是否采纳", "法院改判情况"),
            codes=SupervisionResult,
            to="court_result",
        ),
        money(
            *("追回金额", "支付金额", "清欠金额", "兑付金额", "追回欠薪", "追回欠薪金额"),
            *("帮助追回欠薪", "挽回损失", "追回工资"),
            to="recovered_amount",
        ),
    ),
    business_dates=("accepted_on",),
    rules=(
        happened("accepted_on", "proposed_on"),
        in_order("accepted_on", "proposed_on"),
        at_least_one("workers_count"),
        protest_only_against_a_judgment,
    ),
)
