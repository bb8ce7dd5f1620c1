"""HRSS, monthly movements of the special accounts (H2b 专户收支月报)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hub.importing.rules import Finding, Row, error, law
from hub.importing.sheet import (
    Reference,
    Sheet,
    account,
    count,
    identifier,
    money,
    month,
    region_code,
    region_name,
    text,
    yes_no,
)
from hub.ledgers.account_monthly import AccountMonth
from hub.ledgers.projects import Project
from hub.months import add_months


def wages_go_to_somebody(row: Row) -> list[Finding]:
    """Wages that were paid out were paid to at least one worker."""
    if row["paid_out"] and not row["workers_paid"]:
        return [error("paid_out_to_nobody", "workers_paid", other="paid_out")]
    return []


def balance_follows_from_the_month_before(rows: Sequence[Row]) -> list[tuple[int, Finding]]:
    """The balance is that of the month before and what moved since, but for rounding and interest.

    Compared within one submission, and only with the very month before.
    """
    rule = law("account_balance", date.today())
    months: dict[tuple[str, str], dict[date, int]] = defaultdict(dict)
    for place, row in enumerate(rows):
        if row["project_code"] and row["account_digest"] and row["month"]:
            months[row["project_code"], row["account_digest"]][row["month"]] = place
    found = []
    for of_account in months.values():
        for month_of_row, place in sorted(of_account.items()):
            earlier = of_account.get(add_months(month_of_row, -1))
            row = rows[place]
            if rule is None or earlier is None:
                continue
            before, balance = rows[earlier]["balance"], row["balance"]
            if None in (before, balance, row["paid_in"], row["paid_out"]):
                continue
            expected = before + row["paid_in"] - row["paid_out"]
            rounding = rule["rounding"] * len(of_account)
            interest = max(before, Decimal(0)) * rule["interest_percent"] / 100
            if -rounding <= balance - expected <= rounding + interest:
                continue
            shown = {"before": f"{before:f}", "expected": f"{expected:f}"}
            found.append((place, error("balance_does_not_follow", "balance", **shown)))
    return found


def in_full_means_everybody(row: Row) -> list[Finding]:
    """Who pays in full pays everybody who is due."""
    due, paid = row["workers_due"], row["workers_paid"]
    if row["paid_in_full"] and due is not None and paid is not None and paid < due:
        return [error("in_full_but_not_everybody", "paid_in_full", due=due, paid=paid)]
    return []


sheet = Sheet(
    form="H2b",
    agencies=("HRSS",),
    title_zh="专户收支月报",
    title_en="Monthly movements of special accounts",
    titles=(
        *("专户收支月报", "专用账户收支月报", "工资专户收支", "专户收支", "专户月报"),
        *("专户资金收支", "专户工资发放情况", "工资专用账户收支", "专户资金拨付"),
        *("专户代发情况", "专用账户工资发放", "专户资金收支情况"),
    ),
    ledger=AccountMonth,
    key=("project_code", "account_digest"),
    columns=(
        identifier(
            *("项目编码", "项目代码", "投资项目统一代码", "施工许可证号", "项目编号"),
            *("施工许可证编号", "施工许可证", "项目统一代码", "项目代码(施工许可证号)", "工程编号"),
            *("工程编码", "监管平台项目编码", "项目唯一编码", "施工许可证号/项目编码"),
            to="project_code",
            required=True,
        ),
        account(
            *("账号", "专户账号", "专用账户账号", "银行账号", "账户", "专用账户", "专户账户"),
            *("农民工工资专户账号", "农民工工资专用账户账号", "工资专户账号", "专户号", "银行账户"),
            to="account_no",
            required=True,
        ),
        region_code(),
        region_name(),
        month("统计月份", "报告期", "所属期", "月份", "所属月份", to="month"),
        money(
            *("应拨人工费用", "应拨付人工费用", "应拨人工费", "应拨入额", "应拨付人工费"),
            *("应拨付工程款中人工费", "本月应拨人工费", "本月应拨付人工费", "应拨付金额"),
            *("应拨金额", "应拨付人工费用金额"),
            to="due_labour_cost",
        ),
        money(
            *("实拨人工费用", "实拨付人工费用", "实拨人工费", "拨入额", "实际拨付", "本月拨付"),
            *("本月实拨人工费", "实拨付人工费", "实际拨付人工费", "实际拨付人工费用", "本月拨入"),
            *("拨入金额", "入账金额", "本月入账", "拨付金额", "拨付人工费", "拨付人工费用"),
            *("实拨金额", "专户拨入金额", "本月实际拨付", "本月到账金额", "到账金额"),
            to="paid_in",
            required=True,
        ),
        money(
            *("发放工资额", "代发额", "代发工资额", "发放金额", "工资发放额", "本月发放工资"),
            *("本月发放工资额", "发放工资", "发放工资金额", "代发工资", "代发金额", "代发工资金额"),
            *("本月代发工资", "工资发放金额", "本月发放金额", "实发工资", "实发金额"),
            *("实发工资总额", "本月工资发放额", "实际发放工资", "支出金额"),
            to="paid_out",
            required=True,
        ),
        count(
            *("应发人数", "应发工资人数", "应发放人数", "应发农民工人数", "本月应发人数"), to="workers_due"
        ),
        count(
            *("发放人数", "实发人数", "代发人数", "发放工资人数", "代发工资人数", "发放农民工人数"),
            *("本月发放人数", "实际发放人数", "实发工资人数", "工资发放人数"),
            to="workers_paid",
            required=True,
        ),
        money(
            *("月末余额", "账户余额", "期末余额", "余额", "账户月末余额", "月末账户余额"),
            *("专户余额", "本月余额", "期末账户余额", "账户期末余额", "结余", "专户结余"),
            to="balance",
            required=True,
        ),
        yes_no(
            *("是否足额", "是否足额发放", "足额", "是否足额支付", "足额发放", "足额支付"),
            *("是否足额发放工资", "是否按月足额发放", "是否按时足额发放"),
            to="paid_in_full",
            required=True,
        ),
        yes_no(
            *("是否按时", "是否按时发放", "是否按月", "按时", "是否按时支付", "是否按月发放"),
            *("是否按月支付", "按时发放", "按月发放", "是否按时发放工资", "是否及时发放"),
            to="on_time",
            required=True,
        ),
        yes_no(
            *("总包代发", "是否总包代发", "总包代发工资", "是否落实总包代发", "是否实行总包代发"),
            *("总包代发落实情况", "是否委托总包代发", "落实总包代发", "是否总包代发工资"),
            to="contractor_agency",
        ),
        text("备注", "说明", to="note"),
    ),
    rules=(wages_go_to_somebody, in_full_means_everybody),
    table_rules=(balance_follows_from_the_month_before,),
    references=(Reference("project_code", Project, "project_code"),),
)
