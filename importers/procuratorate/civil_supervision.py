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
    titles=("民事监督案件台账", "民事监督台账", "民事监督案件", "民事检察监督案件", "裁判和执行监督"),
    ledger=CivilSupervisionCase,
    key=("case_no",),
    columns=(
        document_no("案号", "案件编号", "受理号", to="case_no", required=True),
        one_of("监督类型", "监督类别", codes=SupervisionKind, to="supervision_kind", required=True),
        region_code(),
        region_name(),
        employer_name("单位名称", "用人单位", "企业名称", "被申请人", required=True),
        uscc("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
        count("涉及人数", "涉案人数", "人数", to="workers_count", required=True),
        day("受理日期", "受理时间", to="accepted_on", required=True),
        one_of("监督方式", "监督措施", codes=SupervisionMeasure, to="supervision_measure"),
        day("提出日期", "提出时间", to="proposed_on"),
        one_of("法院结果", "法院处理结果", "法院采纳情况", codes=SupervisionResult, to="court_result"),
        money("追回金额", "支付金额", "清欠金额", "兑付金额", to="recovered_amount"),
    ),
    business_dates=("accepted_on",),
    rules=(
        happened("accepted_on", "proposed_on"),
        in_order("accepted_on", "proposed_on"),
        at_least_one("workers_count"),
        protest_only_against_a_judgment,
    ),
)
