"""Procuratorates, monthly statistical sheet (P5 检察月报)."""

from hub.importing.statistical import VALUE, YEAR_TO_DATE, at_most, count, money, persons, statistical_sheet

sheet = statistical_sheet(
    name="procuratorate_monthly",
    form="P5",
    agency="PROCURATORATE",
    title_zh="检察月报",
    title_en="Monthly figures of the procuratorates",
    titles=(
        *("检察月报", "民事检察月报", "民事检察工作月报", "检察工作月报", "民事检察统计月报"),
        *("支持起诉月报", "支持起诉工作月报", "民事检察工作统计", "涉薪检察工作月报"),
        *("民事支持起诉统计", "检察机关月报", "民事支持起诉工作情况月报", "支持起诉工作情况"),
        *("支持起诉情况月报", "民事支持起诉月报", "支持起诉统计", "涉薪检察工作统计"),
        "检察机关支持起诉",
    ),
    measures=(
        count(
            "supported_lawsuits_accepted",
            *("受理", "受理数", "受理件数", "受理案件", "受理案件数", "支持起诉/受理"),
            *("支持起诉受理", "受理支持起诉", "受理支持起诉案件", "支持起诉案件受理"),
            *("支持起诉/受理数", "支持起诉/受理案件", "受理支持起诉申请"),
        ),
        count(
            "supported_lawsuits_handled",
            *("办理", "办理数", "办理案件", "支持起诉/办理", "支持起诉办理", "办理支持起诉"),
            "办理支持起诉案件",
        ),
        count(
            "supported_lawsuits_supported",
            *("支持", "支持数", "支持起诉", "支持起诉/支持", "支持起诉数", "决定支持起诉"),
            *("提起支持起诉", "支持起诉件数", "支持起诉/审查后支持", "支持起诉/决定支持"),
            *("审查后支持", "支持起诉/发出支持起诉书", "发出支持起诉书"),
        ),
        count(
            "supported_lawsuits_settled_before_filing",
            *("和解", "和解数", "诉前和解", "支持起诉/和解", "支持起诉/诉前和解", "促成和解"),
            *("诉前和解数", "诉前和解结案", "支持起诉/促成和解"),
        ),
        count(
            "supported_lawsuits_mediated_in_court",
            *("调解", "调解数", "法院调解", "支持起诉/调解", "支持起诉/法院调解", "调解结案"),
            *("法院调解结案", "支持起诉/调解结案", "法院调解数"),
        ),
        count(
            "supported_lawsuits_judged",
            *("判决", "判决数", "法院判决", "支持起诉/判决", "支持起诉/法院判决", "判决结案"),
            *("法院判决结案", "支持起诉/判决结案", "法院判决数", "支持起诉/判决支持"),
            "法院判决支持",
        ),
        count(
            "supported_lawsuits_not_supported",
            *("不支持", "不支持起诉", "支持起诉/不支持", "不支持起诉数", "决定不支持起诉"),
        ),
        persons(
            "supported_workers",
            *("支持起诉人数", "支持起诉涉及人数", "支持起诉/人数", "支持起诉/涉及人数"),
            *("涉及农民工人数", "涉及人数", "支持起诉/涉及农民工", "涉及农民工", "涉及农民工数"),
            *("帮助农民工", "惠及农民工", "帮助农民工人数"),
        ),
        count("supported_arbitrations", *("支持仲裁", "支持劳动仲裁", "支持仲裁案件", "支持仲裁数")),
        count("enforcement_urged_cases", "督促执行", "督促执行案件", "督促执行数"),
        count(
            "civil_judgment_supervision_cases",
            *("裁判监督", "裁判结果监督", "生效裁判监督", "民事生效裁判监督", "民事裁判监督"),
            *("裁判监督案件", "民事生效裁判监督案件"),
        ),
        count(
            "civil_enforcement_supervision_cases",
            *("执行监督", "民事执行监督", "执行活动监督", "执行监督案件", "民事执行监督案件"),
        ),
        count("protests_filed", "抗诉", "提出抗诉", "抗诉数", "提出抗诉数"),
        count(
            "procuratorial_recommendations_issued",
            *("检察建议", "制发检察建议", "发出检察建议", "检察建议数", "提出检察建议"),
            *("检察建议书", "制发检察建议数", "发出检察建议书", "制发检察建议书", "检察建议件数"),
        ),
        count("clues_received", *("接收线索", "线索接收", "接收工会线索", "收到移送线索", "接收线索数")),
        count("filing_supervision_cases", *("立案监督", "监督立案", "监督公安立案", "监督公安机关立案")),
        persons("refusal_persons_arrested", *("批准逮捕", "批捕", "批捕人数", "批准逮捕人数", "批准逮捕数")),
        persons("refusal_persons_prosecuted", *("起诉人数", "提起公诉", "提起公诉人数", "提起公诉数")),
        money(
            "procuratorate_wages_recovered",
            *("追回金额", "追回欠薪", "帮助追回欠薪", "追回劳动报酬", "追索欠薪", "帮助追索欠薪"),
            *("追回欠薪金额", "帮助农民工追回欠薪", "追回工资", "帮助追回劳动报酬", "追讨欠薪"),
            *("帮助追回欠薪金额", "帮助农民工追回欠薪金额", "追回劳动报酬金额", "帮助追讨欠薪"),
            "追回薪资",
        ),
    ),
    rules=(at_most("protests_filed", "civil_judgment_supervision_cases", parts=(VALUE, YEAR_TO_DATE)),),
)
