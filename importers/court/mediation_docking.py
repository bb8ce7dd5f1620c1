"""Court, disputes entrusted to mediation (C4 诉调对接台账)."""

from hub.importing.rules import Finding, Row, error, happened
from hub.importing.sheet import (
    Sheet,
    day,
    document_no,
    employer_name,
    identifier,
    money,
    one_of,
    published,
    region_code,
    region_name,
    text,
    uscc,
)
from hub.ledgers.codes import Entrustment, MediationResult
from hub.ledgers.mediation_docking import MediationDocking


def only_agreements_are_confirmed(row: Row) -> list[Finding]:
    """A court confirms an agreement; where mediation has failed there is none."""
    if row["judicial_confirmation_no"] is None or row["result"] != MediationResult.FAILED.name:
        return []
    return [error("confirmed_without_agreement", "judicial_confirmation_no", other="result")]


sheet = Sheet(
    form="C4",
    agencies=("COURT",),
    title_zh="诉调对接案件台账",
    title_en="Litigation-mediation docking",
    titles=(
        *("诉调对接案件台账", "诉调对接台账", "诉调对接案件", "诉调对接", "委派委托调解台账"),
        *("委派委托调解", "诉前委派调解", "诉前调解台账", "法院工会诉调对接"),
    ),
    ledger=MediationDocking,
    key=("docking_no",),
    columns=(
        identifier(
            *("编号", "对接编号", "案件编号", "调解案号", "委派编号", "委托编号", "诉前调编号"),
            *("诉前调号", "诉前调案号", "诉前调解案号", "对接案号", "委派(委托)编号", "案号"),
            *("诉前调解编号", "诉前调书号"),
            to="docking_no",
            required=True,
        ),
        one_of(
            *("委派/委托", "委派委托", "委派或委托", "对接方式", "委托方式", "对接类型"),
            *("委派委托类型", "委派/委托调解", "委派(委托)", "对接类别", "调解类型"),
            "委派或委托调解",
            codes=Entrustment,
            to="entrustment",
            required=True,
        ),
        day(
            *("日期", "委派委托日期", "委派日期", "委托日期", "委派（委托）日期", "移交日期"),
            *("委派(委托)时间", "委派/委托日期", "对接日期", "委派调解日期", "移送调解日期"),
            *("收案日期", "分案日期"),
            to="entrusted_on",
            required=True,
        ),
        published(
            text(
                *("调解组织", "调解机构", "受托调解组织", "调解单位", "受托组织", "受委派组织"),
                *("受委托调解组织", "调解工作室", "特邀调解组织", "受委派(委托)组织", "调解室"),
                to="mediation_org",
            )
        ),
        region_code(),
        region_name(),
        employer_name(
            *("用人单位", "单位名称", "企业名称", "被申请人", "被告单位", "用人单位名称"),
            *("用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业", "涉及用人单位"),
            *("欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)"),
            *("用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称", "被申请人名称", "被告"),
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        one_of(
            *("结果", "调解结果", "对接结果", "处理结果", "调解情况", "调解是否成功"),
            *("是否调解成功", "处置结果", "调解状态", "是否成功"),
            codes=MediationResult,
            to="result",
        ),
        document_no(
            *("司法确认案号", "司法确认文号", "司法确认号", "司法确认裁定文号"),
            *("司法确认裁定书案号", "司法确认裁定案号", "确认裁定书文号", "司法确认书案号"),
            to="judicial_confirmation_no",
        ),
        money(
            *("金额", "涉及金额", "标的", "标的额", "调解金额", "涉案金额", "调解协议金额"),
            *("标的金额", "争议金额", "涉薪金额", "协议金额", "诉求金额"),
            to="amount",
        ),
    ),
    business_dates=("entrusted_on",),
    rules=(happened("entrusted_on"), only_agreements_are_confirmed),
)
