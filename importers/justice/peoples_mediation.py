"""Justice, ledger of people's mediation of wage disputes (J3 人民调解涉薪台账)."""

from hub.importing.rules import Finding, Row, error, happened, plausible_per_worker
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
    text,
    uscc,
    yes_no,
)
from hub.ledgers.codes import MediationResult
from hub.ledgers.peoples_mediation import PeoplesMediation


def one_case_a_row(row: Row) -> dict[str, object]:
    """A row is one case, unless the sheet counts several of a committee together."""
    found: dict[str, object] = {}
    if row["cases_count"] is None:
        found["cases_count"] = 1
        if row["succeeded_count"] is None and row["result"] is not None:
            found["succeeded_count"] = int(row["result"] == MediationResult.SUCCEEDED.name)
    return found


def no_more_successes_than_cases(row: Row) -> list[Finding]:
    """Of the cases of a row some succeeded, never more."""
    if (row["succeeded_count"] or 0) > (row["cases_count"] or 0):
        return [error("more_successes_than_cases", "succeeded_count", other="cases_count")]
    return []


def confirmation_needs_an_agreement(row: Row) -> list[Finding]:
    """A court confirms an agreement, which a failed mediation has not."""
    if row["judicially_confirmed"] and row["result"] == MediationResult.FAILED.name:
        return [error("confirmed_without_agreement", "judicially_confirmed", other="result")]
    return []


sheet = Sheet(
    form="J3",
    agencies=("JUSTICE",),
    title_zh="人民调解涉薪台账",
    title_en="People's mediation of wage disputes",
    titles=(
        *("人民调解涉薪台账", "涉薪人民调解台账", "人民调解台账", "人民调解涉薪案件台账"),
        *("涉薪纠纷人民调解台账", "人民调解案件台账", "欠薪纠纷人民调解台账", "人民调解涉薪"),
        *("人民调解组织调处欠薪纠纷", "欠薪纠纷调解", "调处欠薪纠纷", "涉薪纠纷调解"),
        *("人民调解欠薪", "欠薪矛盾纠纷调解", "人民调解卷宗"),
    ),
    ledger=PeoplesMediation,
    key=("region_code", "mediation_org", "mediation_no"),
    columns=(
        published(
            text(
                *("调解组织", "调委会", "人民调解委员会", "调解委员会", "调解机构", "调解委员会名称"),
                *("人民调解组织", "调委会名称", "调解组织名称", "人民调解委员会名称", "承办调委会"),
                "受理调委会",
                to="mediation_org",
                required=True,
            )
        ),
        document_no(
            *("调解编号", "编号", "案号", "调解协议书编号", "协议书编号", "调解案号", "案件编号"),
            *("卷宗号", "卷宗编号", "调解卷宗号", "登记编号", "调解协议编号", "人民调解协议编号"),
            *("受理编号", "调解书编号"),
            to="mediation_no",
            required=True,
        ),
        day(
            *("调解日期", "受理日期", "日期", "达成协议日期", "调解时间", "调解成功日期"),
            "协议日期",
            to="mediated_on",
            required=True,
        ),
        region_code(),
        region_name(),
        employer_name(
            *("单位名称", "用人单位", "企业名称", "被申请人", "对方当事人", "用人单位名称"),
            *("用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业", "涉及用人单位"),
            *("欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)"),
            *("用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称", "被申请人名称"),
            *("被申请单位", "被申请方"),
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        count(
            *("涉及人数", "劳动者人数", "涉及劳动者人数", "人数", "涉及农民工人数", "涉及农民工数"),
            *("涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数"),
            *("拖欠人数", "欠薪人员数量", "涉及欠薪人数", "申请人人数", "申请人数", "当事人人数"),
            "涉及农民工",
            to="workers_count",
        ),
        count(
            *("案数", "案件数", "件数", "调解案件数", "调解件数", "调解数", "纠纷件数"),
            *("调解纠纷数", "调解纠纷件数", "受理件数"),
            to="cases_count",
        ),
        count(
            *("成功", "成功数", "成功件数", "调解成功数", "调解成功件数", "调成件数", "成功调解数"),
            *("调解成功", "调解成功纠纷数"),
            to="succeeded_count",
        ),
        one_of(
            *("调解结果", "结果", "办理结果", "调解是否成功", "是否调解成功", "是否成功"),
            *("调解情况", "调处结果"),
            codes=MediationResult,
            to="result",
        ),
        money(
            *("涉及金额", "涉案金额", "纠纷金额", "欠薪金额", "拖欠工资", "拖欠工资额", "欠薪数额"),
            *("欠薪总额", "拖欠总金额", "涉案工资", "涉及工资", "涉及工资金额"),
            *("拖欠农民工工资金额", "拖欠农民工工资", "欠薪额", "欠薪款额", "拖欠数额"),
            *("纠纷涉及金额", "诉求金额", "争议金额", "申请金额"),
            to="amount_involved",
            required=True,
        ),
        money(
            *("协议金额", "调解金额", "达成协议金额", "协议涉及金额", "调解协议金额", "达成金额"),
            "协议给付金额",
            to="agreed_amount",
        ),
        yes_no(
            *("司法确认", "是否司法确认", "是否申请司法确认", "是否经司法确认", "司法确认情况"),
            to="judicially_confirmed",
        ),
        document_no("司法确认案号", "司法确认文号", "司法确认书文号", to="judicial_confirmation_no"),
        text("备注", "说明", to="note"),
    ),
    business_dates=("mediated_on",),
    rules=(
        happened("mediated_on"),
        plausible_per_worker("amount_involved"),
        no_more_successes_than_cases,
        confirmation_needs_an_agreement,
    ),
    derived=(one_case_a_row,),
)
