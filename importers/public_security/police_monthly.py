"""Public security, monthly statistical sheet on refusal to pay labour remuneration (PS2 公安月报)."""

from hub.importing.measures import Unit
from hub.importing.statistical import YEAR_TO_DATE, at_most, count, persons, statistical_sheet, stock

sheet = statistical_sheet(
    name="police_monthly",
    form="PS2",
    agency="PUBLIC_SECURITY",
    title_zh="公安月报",
    title_en="Monthly figures of public security",
    titles=(
        *("公安月报", "公安工作月报", "拒不支付劳动报酬案件月报", "打击拒不支付劳动报酬月报"),
        *("公安机关月报", "打击欠薪犯罪月报", "拒不支付劳动报酬犯罪案件月报"),
        *("拒不支付劳动报酬案件统计", "涉薪刑事案件月报", "打击拒不支付劳动报酬犯罪月报"),
        *("恶意欠薪案件月报", "打击拒不支付劳动报酬犯罪工作月报", "打击拒不支付劳动报酬犯罪"),
        *("打击拒不支付劳动报酬工作统计", "拒不支付劳动报酬犯罪统计"),
    ),
    measures=(
        count(
            "refusal_cases_received",
            *("接收", "接收移送", "接收移送案件", "接收案件", "接收数", "受理移送案件"),
            *("接收人社移送", "受理", "受理案件", "公安接收移送案件", "接受移送", "接收线索"),
            *("接收移送数", "受理移送", "接收人社部门移送", "受案", "受案数", "接收移送线索"),
        ),
        count(
            "refusal_cases_filed",
            *("立案", "立案数", "立案侦查", "立案案件", "刑事立案", "拒不支付劳动报酬立案"),
            *("立案侦查数", "立案起数", "刑事立案数", "立案侦查案件", "立案侦办"),
        ),
        stock(
            "refusal_cases_under_verification",
            *("调查取证", "调查取证中", "初查", "审查中", "调查取证中案件", "在查", "调查核实"),
        ),
        persons("administrative_detentions", *("行政拘留", "行政拘留人数", "行政拘留数")),
        persons(
            "criminal_coercive_measures",
            *("刑事强制措施", "采取强制措施", "采取刑事强制措施", "强制措施"),
            *("采取刑事强制措施人数", "强制措施人数", "采取强制措施人数", "刑事强制措施人数"),
        ),
        stock(
            "online_pursuits",
            *("网上追逃", "网上追逃人数", "上网追逃", "网上追逃数", "网逃", "上网追逃人数"),
            unit=Unit.PERSONS,
        ),
        count(
            "refusal_cases_sent_to_prosecution",
            *("移送起诉", "移送审查起诉", "移诉", "移送检察院", "移送审查起诉案件", "移送起诉案件"),
            *("移送起诉数", "移送检察机关", "移送审查起诉数", "移送起诉案件数"),
            "移送检察机关审查起诉",
        ),
    ),
    rules=(at_most("refusal_cases_filed", "refusal_cases_received", parts=(YEAR_TO_DATE,)),),
)
