"""Procuratorate, ledger of supported lawsuits and arbitrations (P1 支持起诉案件台账)."""

from hub.importing.rules import (
    Finding,
    Row,
    at_least_one,
    error,
    happened,
    in_order,
    needs,
    plausible_per_worker,
    warning,
)
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    document_no,
    employer_name,
    industry,
    money,
    one_of,
    published,
    region_code,
    region_name,
    several_of,
    text,
    uscc,
    yes_no,
)
from hub.ledgers.codes import CaseSource, Forum, RecoveryKind, SupportDecision, SupportOutcome, WorkerGroup
from hub.ledgers.supported_lawsuits import SupportedLawsuit

IN_COURT = (SupportOutcome.MEDIATED_IN_COURT.name, SupportOutcome.JUDGED.name, SupportOutcome.WITHDRAWN.name)
ENFORCEABLE = (SupportOutcome.MEDIATED_IN_COURT.name, SupportOutcome.JUDGED.name)


def supported(row: Row) -> bool:
    """Whether the procuratorate decided to support."""
    return bool(row["decision"] == SupportDecision.SUPPORT.name)


def in_court(row: Row) -> bool:
    """Whether the outcome is one of a court; an arbitration has no court case."""
    return row["outcome"] in IN_COURT and row["forum"] != Forum.ARBITRATION.name


def settled_before_filing(row: Row) -> list[Finding]:
    """What was settled before filing never reached the court, and has an amount."""
    if row["outcome"] != SupportOutcome.SETTLED_BEFORE_FILING.name:
        return []
    found = []
    if row["court_case_no"] is not None:
        found.append(error("unexpected_court_case_no", "court_case_no"))
    if row["adjudicated_amount"] is None and row["recovered_amount"] is None:
        found.append(error("missing_settled_amount", "adjudicated_amount"))
    return found


def outcome_in_court_rests_on_support(row: Row) -> list[Finding]:
    """A case that ended in court as a supported one was supported."""
    if in_court(row) and row["decision"] is not None and not supported(row):
        return [error("outcome_without_support", "outcome", other="decision")]
    return []


def pending_has_no_outcome_day(row: Row) -> list[Finding]:
    """A pending case has no day of outcome yet."""
    if row["outcome"] == SupportOutcome.PENDING.name and row["outcome_on"] is not None:
        return [error("unexpected_outcome_date", "outcome_on")]
    return []


def recovered_within_adjudicated(row: Row) -> list[Finding]:
    """More than the amount fixed, else claimed, is possible (interest, extra compensation) but asked about."""
    limit = "adjudicated_amount" if row["adjudicated_amount"] is not None else "claim_amount"
    recovered, allowed = row["recovered_amount"], row[limit]
    if recovered and allowed is not None and recovered > allowed:
        return [warning("recovered_above_claim", "recovered_amount", other=limit, other_value=f"{allowed:f}")]
    return []


def urging_needs_something_enforceable(row: Row) -> list[Finding]:
    """Only a mediation or a judgment of a court can be enforced."""
    if row["enforcement_urged"] and row["outcome"] is not None and row["outcome"] not in ENFORCEABLE:
        return [error("enforcement_without_title", "enforcement_urged", other="outcome")]
    return []


sheet = Sheet(
    form="P1",
    agencies=("PROCURATORATE",),
    title_zh="支持起诉案件台账",
    title_en="Supported lawsuits",
    titles=(
        *("支持起诉案件台账", "支持起诉台账", "支持起诉案件", "民事支持起诉", "支持农民工起诉"),
        *("支持起诉情况", "支持起诉办理情况", "民事支持起诉案件台账", "支持起诉登记"),
    ),
    ledger=SupportedLawsuit,
    key=("procuratorate", "case_no"),
    columns=(
        published(
            text(
                *("办理检察院", "承办检察院", "检察院", "办案单位", "检察院名称", "制发单位"),
                *("制发机关", "承办院", "办理单位", "办案检察院", "承办单位", "办案院", "办理机关"),
                "检察机关",
                to="procuratorate",
                required=True,
            )
        ),
        document_no(
            *("案号", "支持起诉案号", "受理号", "案件编号", "受理案号", "统一受案号", "部门受案号"),
            *("民支案号", "支持起诉案件号"),
            to="case_no",
            required=True,
        ),
        region_code(),
        region_name(),
        one_of(
            *("案件来源", "来源", "线索来源", "线索渠道", "案源", "受案来源", "线索来源渠道"),
            codes=CaseSource,
            to="source",
            required=True,
        ),
        one_of(
            *("类型", "案件类型", "支持类型", "支持方式", "支持形式", "支持类别", "支持起诉类型"),
            "案件类别",
            codes=Forum,
            to="forum",
            required=True,
        ),
        employer_name(
            *("单位名称", "用人单位", "企业名称", "被告单位", "被申请人", "被告", "用人单位名称"),
            *("用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业", "涉及用人单位"),
            *("欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)"),
            *("用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称", "被告名称", "被起诉单位"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        several_of(
            *("劳动者类别", "人员类别", "劳动者类型", "申请人类别", "申请人类型", "当事人类别"),
            *("申请人身份", "群体类别", "弱势群体类型"),
            codes=WorkerGroup,
            to="worker_group",
        ),
        count(
            *("涉及人数", "涉案人数", "人数", "劳动者人数", "涉及农民工人数", "涉及农民工数"),
            *("涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数"),
            *("拖欠人数", "欠薪人员数量", "涉及欠薪人数", "支持起诉人数", "申请人人数", "申请人数"),
            to="workers_count",
            required=True,
        ),
        day("受理日期", "受理时间", "受案日期", "收案日期", to="accepted_on", required=True),
        money(
            *("起诉标的", "诉请金额", "起诉标的额", "标的", "标的额", "诉讼标的", "诉讼标的额"),
            *("起诉金额", "诉请标的", "标的金额", "涉案金额", "涉及金额"),
            to="claim_amount",
            required=True,
        ),
        one_of(
            *("审查决定", "决定", "审查结果", "审查决定情况", "处理决定", "是否支持起诉"),
            *("审查意见", "是否支持"),
            codes=SupportDecision,
            to="decision",
        ),
        day(
            *("决定日期", "决定时间", "审查决定日期", "支持起诉日期", "支持起诉决定日期"),
            "作出决定日期",
            to="decided_on",
        ),
        document_no(
            *("支持起诉书文号", "支持起诉文号", "支持起诉意见书文号", "支持起诉书编号"),
            *("支持起诉书号", "支持起诉意见书编号"),
            to="support_letter_no",
        ),
        document_no(
            *("法院案号", "法院受理案号", "人民法院案号", "法院立案案号", "法院民事案号"),
            "民事案号",
            to="court_case_no",
        ),
        one_of(
            *("办理结果", "结案方式", "案件结果", "法院裁判结果", "裁判结果", "案件处理结果"),
            *("法院处理结果", "诉讼结果", "法院裁判情况", "办结方式"),
            codes=SupportOutcome,
            to="outcome",
        ),
        day(
            *("结果日期", "办结日期", "结案日期", "法院结案日期", "裁判日期", "法院裁判日期"),
            "结果时间",
            to="outcome_on",
        ),
        money(
            *("确定金额", "裁判金额", "调解或判决金额", "判决金额", "判决(调解)金额"),
            *("判决、调解金额", "裁判确定金额", "判决调解金额", "法院判决金额", "调解金额"),
            to="adjudicated_amount",
        ),
        money(
            *("追回金额", "支付金额", "清欠金额", "兑付金额", "追回欠薪", "追回欠薪金额"),
            *("帮助追回金额", "帮助追回欠薪", "追回劳动报酬", "已追回金额", "追回工资", "追讨金额"),
            *("到位金额", "执行到位金额", "实际到位金额", "挽回损失"),
            to="recovered_amount",
        ),
        day(
            *("追回日期", "追回时间", "兑付日期", "追回欠薪日期", "到账日期", "支付日期"),
            "到位日期",
            to="recovered_on",
        ),
        one_of(
            *("赔偿类别", "追回类别", "款项类别", "款项性质", "追回款项类别", "赔偿款类别"),
            codes=RecoveryKind,
            to="recovery_kind",
        ),
        yes_no("督促执行", "是否督促执行", "是否监督执行", "是否督促法院执行", to="enforcement_urged"),
        day("督促执行日期", "督促执行时间", to="enforcement_urged_on"),
        document_no("法律援助案号", "法援案号", "法律援助文号", "法援文号", to="legal_aid_case_no"),
        yes_no(
            *("工会同步受理", "是否工会同步受理", "工会是否同步受理", "是否与工会同步受理"),
            to="co_accepted_by_union",
        ),
        text("备注", "说明", to="note"),
        industry(),
    ),
    office="procuratorate",
    business_dates=("accepted_on",),
    rules=(
        happened("accepted_on", "decided_on", "outcome_on", "recovered_on", "enforcement_urged_on"),
        in_order("accepted_on", "decided_on", "outcome_on", "recovered_on"),
        at_least_one("workers_count"),
        plausible_per_worker("claim_amount"),
        needs("missing_support_letter_no", "support_letter_no", when=supported),
        needs("missing_decided_on", "decided_on", when=supported),
        needs("missing_court_case_no", "court_case_no", when=in_court),
        outcome_in_court_rests_on_support,
        settled_before_filing,
        pending_has_no_outcome_day,
        needs("missing_recovered_on", "recovered_on", when=lambda row: bool(row["recovered_amount"])),
        recovered_within_adjudicated,
        urging_needs_something_enforceable,
    ),
)
