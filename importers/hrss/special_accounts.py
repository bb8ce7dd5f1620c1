"""HRSS, ledger of migrant workers' wage special accounts (H2 农民工工资专用账户台账): the state at the end of the month."""

from datetime import timedelta

from hub.importing.rules import Finding, Row, happened, in_order, law, warning
from hub.importing.sheet import (
    Reference,
    Sheet,
    account,
    day,
    identifier,
    one_of,
    published,
    region_code,
    region_name,
    text,
)
from hub.ledgers.codes import AccountStatus
from hub.ledgers.projects import Project
from hub.ledgers.special_accounts import SpecialAccount


def closed_after_public_notice(row: Row) -> list[Finding]:
    """An account is closed only after the days of public notice that the law asks for."""
    rule = law("account_closing_notice", row["closed_on"])
    if rule is None or row["publicity_from"] is None:
        return []
    if row["closed_on"] >= row["publicity_from"] + timedelta(days=rule["days"]):
        return []
    return [warning("public_notice_too_short", "closed_on", other="publicity_from", days=rule["days"])]


sheet = Sheet(
    form="H2",
    agencies=("HRSS",),
    title_zh="农民工工资专用账户台账",
    title_en="Special accounts for migrant workers' wages",
    titles=(
        *("农民工工资专用账户台账", "工资专用账户台账", "农民工工资专户台账", "工资专户台账"),
        *("专户台账", "专用账户台账", "工资专用账户开设", "工资专户开设", "专用账户开设情况"),
        *("专户开设情况", "专户开立情况", "工资专用账户开立"),
    ),
    ledger=SpecialAccount,
    key=("project_code", "account_digest"),
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
        published(
            text(
                *("开户银行", "开户行", "专户开户银行", "开户银行名称", "专户开户行", "开户行名称"),
                *("专户银行", "开户网点", "开户银行(网点)", "专户开户银行名称"),
                to="bank",
                required=True,
            )
        ),
        account(
            *("账号", "专户账号", "专用账户账号", "银行账号", "账户", "专用账户", "专户账户"),
            *("农民工工资专户账号", "农民工工资专用账户账号", "专用账户号", "工资专户账号"),
            *("专户账号(卡号)", "专户号", "银行账户", "账户账号", "专用账号", "开户账号"),
            to="account_no",
            required=True,
        ),
        day(
            *("开户日期", "开设日期", "开设时间", "开户时间", "专户开设日期", "专户开户日期"),
            *("专户开立日期", "开立日期", "专户设立日期", "设立日期", "账户开立日期"),
            to="opened_on",
            required=True,
        ),
        day(
            *("三方协议日期", "三方协议签订日期", "协议签订日期", "三方协议签署日期"),
            *("三方监管协议日期", "监管协议签订日期", "三方监管协议签订日期", "协议日期"),
            to="agreement_on",
        ),
        one_of(
            *("状态", "账户状态", "专户状态", "使用状态", "专户使用状态", "账户使用情况"),
            *("专户使用情况", "账号状态"),
            codes=AccountStatus,
            to="status",
            required=True,
        ),
        day(
            *("公示起始", "公示起始日期", "销户公示日期", "公示日期", "销户公示起始日期"),
            *("公示开始日期", "公示起始日"),
            to="publicity_from",
        ),
        day(
            *("销户日期", "注销日期", "销户时间", "专户销户日期", "撤销日期", "专户撤销日期"), to="closed_on"
        ),
        text("备注", "说明", to="note"),
    ),
    business_dates=("opened_on",),
    rules=(
        happened("opened_on", "agreement_on", "publicity_from", "closed_on"),
        in_order("opened_on", "publicity_from", "closed_on"),
        closed_after_public_notice,
    ),
    references=(Reference("project_code", Project, "project_code"),),
)
