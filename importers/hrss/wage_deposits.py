"""HRSS, ledger of wage security deposits (H4 农民工工资保证金台账): the state at the end of the month."""

from hub.importing.rules import Finding, Row, happened, in_order, law, needs, warning, working_days_after
from hub.importing.sheet import (
    Reference,
    Sheet,
    day,
    employer_name,
    identifier,
    money,
    one_of,
    percent,
    region_code,
    region_name,
    uscc,
)
from hub.ledgers.codes import DepositForm
from hub.ledgers.projects import Project
from hub.ledgers.wage_deposits import WageDeposit


def ratio_as_the_law_says(row: Row) -> list[Finding]:
    """The deposit is a share of the contract price within the bounds in force; exemptions and increases exist."""
    rule, ratio = law("wage_deposit", row["stored_on"]), row["ratio"]
    if rule is None or ratio is None or rule["lowest_percent"] <= ratio <= rule["highest_percent"]:
        return []
    bounds = {"lowest": rule["lowest_percent"], "highest": rule["highest_percent"]}
    return [warning("deposit_ratio_unusual", "ratio", **bounds)]


def guarantee_lasts(row: Row) -> list[Finding]:
    """A guarantee is still valid on the day when it is handed in."""
    stored, expiry = row["stored_on"], row["guarantee_expiry"]
    if law("wage_deposit", stored) is None or expiry is None or expiry >= stored:
        return []
    return [
        warning("guarantee_expired", "guarantee_expiry", other="stored_on", other_value=stored.isoformat())
    ]


def replenished_in_time(row: Row) -> list[Finding]:
    """A deposit that was used is filled up again within the working days that the law gives."""
    rule, filled = law("wage_deposit", row["used_on"]), row["replenished_on"]
    if rule is None or filled is None:
        return []
    days = rule["replenish_working_days"]
    if filled <= working_days_after(row["used_on"], days):
        return []
    return [
        warning(
            "replenished_late",
            "replenished_on",
            other="used_on",
            other_value=row["used_on"].isoformat(),
            days=days,
        )
    ]


sheet = Sheet(
    form="H4",
    agencies=("HRSS",),
    title_zh="农民工工资保证金台账",
    title_en="Wage security deposits",
    titles=(
        *("农民工工资保证金台账", "工资保证金台账", "农民工工资保证金", "工资保证金"),
        *("保证金台账", "工资支付保证金", "工资保证金缴存情况", "工资保证金存储情况"),
        *("工资保证金缴纳情况", "保证金缴存台账", "保证金存储台账"),
    ),
    ledger=WageDeposit,
    key=("project_code", "deposit_no"),
    columns=(
        identifier(
            *("保证金编号", "保证金号", "存储编号", "编号", "保函编号", "保单号", "保函号"),
            *("保函(保单)编号", "存单号", "保证金登记编号", "缴存编号", "保证金凭证号"),
            to="deposit_no",
            required=True,
        ),
        identifier(
            *("项目编码", "项目代码", "投资项目统一代码", "施工许可证号", "项目编号"),
            *("施工许可证编号", "施工许可证", "项目统一代码", "项目代码(施工许可证号)", "工程编号"),
            *("工程编码", "监管平台项目编码", "项目唯一编码", "施工许可证号/项目编码"),
            to="project_code",
            required=True,
        ),
        region_code(),
        region_name(),
        employer_name(
            *("单位名称", "用人单位", "企业名称", "存储单位", "缴存单位", "施工总承包单位"),
            *("总承包单位", "施工单位", "施工企业", "施工企业名称", "施工单位名称"),
            *("施工总承包企业", "施工总承包单位名称", "施工总承包企业名称", "总承包单位名称"),
            *("缴存企业", "缴存单位名称", "存储单位名称", "缴存企业名称", "承包单位", "总包单位"),
            *("总包单位名称", "缴纳单位", "用人单位名称", "用人单位全称", "单位全称", "企业全称"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        one_of(
            *("存储形式", "存储方式", "缴存形式", "缴存方式", "缴纳方式", "保证金形式"),
            *("保证金类型", "保证金缴存方式", "保证金存储方式", "保证金缴存形式", "保证金存储形式"),
            *("缴存类型", "存储类型", "担保方式", "担保形式", "缴纳形式"),
            codes=DepositForm,
            to="deposit_form",
            required=True,
        ),
        money(
            *("合同额", "合同金额", "合同造价", "合同价", "工程造价", "合同总价", "合同总额"),
            *("施工合同价", "施工合同金额", "施工合同额", "合同总造价", "工程合同价", "合同价款"),
            to="contract_amount",
        ),
        percent(
            *("存储比例", "缴存比例", "缴纳比例", "比例", "保证金比例", "执行比例"),
            *("存储(缴存)比例", "核定比例"),
            to="ratio",
        ),
        money(
            *("应存", "应存金额", "应存储金额", "应缴存金额", "应缴金额", "应缴保证金", "应缴存额"),
            *("应存储额", "应缴额", "应缴数", "应缴保证金金额", "应缴纳金额", "核定金额"),
            *("应存保证金", "应缴存保证金金额"),
            to="required_amount",
        ),
        money(
            *("实存", "实存金额", "实际存储金额", "存储金额", "缴存金额", "实缴金额", "实缴保证金"),
            *("保函金额", "担保金额", "实际缴存金额", "实缴存金额", "实际缴纳金额", "已缴金额"),
            *("已缴存金额", "实存储金额", "保函额度", "实际缴存额", "实缴额", "保证金金额"),
            *("缴纳金额", "实缴保证金金额", "保函(保单)金额"),
            to="stored_amount",
            required=True,
        ),
        day(
            *("存储日期", "缴存日期", "缴纳日期", "存入日期", "保函开立日期", "缴存时间"),
            *("实际缴存日期", "保函开具日期", "出具日期", "保函生效日期", "保函(保单)开立日期"),
            "存储(缴存)日期",
            to="stored_on",
        ),
        day(
            *("保函到期日", "保函到期日期", "保函有效期至", "到期日", "到期日期", "保函有效期"),
            *("有效期至", "保函截止日期", "保单到期日", "保函(保单)到期日", "保函终止日期"),
            "有效期止",
            to="guarantee_expiry",
        ),
        money(
            *("动用金额", "动用/金额", "使用金额", "动用保证金金额", "动用保证金", "已动用金额"),
            *("支取金额", "动用工资保证金金额"),
            to="used_amount",
        ),
        day("动用日期", "动用/日期", "使用日期", "动用保证金日期", "支取日期", to="used_on"),
        day(
            *("补足日期", "补足时间", "补缴日期", "补足到位日期", "保证金补足日期", "补存日期"),
            to="replenished_on",
        ),
        day(
            *("返还日期", "返还时间", "退还日期", "退还时间", "保证金返还日期", "解除日期"),
            *("撤回日期", "返还(撤回)日期", "退还保证金日期", "释放日期"),
            to="released_on",
        ),
    ),
    business_dates=("stored_on",),
    rules=(
        happened("stored_on", "used_on", "replenished_on", "released_on"),
        in_order("used_on", "replenished_on"),
        in_order("stored_on", "released_on"),
        needs("missing_used_on", "used_on", when=lambda row: bool(row["used_amount"])),
        ratio_as_the_law_says,
        guarantee_lasts,
        replenished_in_time,
    ),
    references=(Reference("project_code", Project, "project_code"),),
)
