"""Judicial administration, monthly statistical sheet (J4 司法行政月报)."""

from hub.importing.statistical import (
    VALUE,
    YEAR_TO_DATE,
    at_most,
    count,
    money,
    person_times,
    persons,
    statistical_sheet,
)

sheet = statistical_sheet(
    name="justice_monthly",
    form="J4",
    agency="JUSTICE",
    title_zh="司法行政月报",
    title_en="Monthly figures of judicial administration",
    titles=(
        *("司法行政月报", "法律援助月报", "法律援助工作月报", "司法行政工作月报"),
        *("法律援助统计月报", "法援月报", "公共法律服务月报", "农民工法律援助月报"),
        *("法律援助工作统计", "涉薪法律援助月报", "法律援助情况统计", "农民工法律援助工作统计"),
        *("农民工法律援助统计", "法律援助工作情况", "法援护薪统计", "法律援助统计"),
    ),
    measures=(
        count(
            "legal_aid_cases_approved",
            *("法律援助受理", "受理法律援助案件", "法律援助案件", "受理", "受理案件", "受理案件数"),
            *("法律援助案件数", "批准法律援助", "法律援助/受理", "法援案件", "受理法援案件"),
            *("办理法律援助案件", "指派案件", "法律援助/案件数", "受理农民工法律援助案件"),
            *("办理农民工法律援助案件", "农民工法律援助案件", "受理农民工案件", "受理法援"),
            *("办理法援案件", "受理农民工法律援助案件数", "法律援助案件/受理"),
        ),
        persons(
            "legal_aid_workers",
            *("受援人数", "受援人", "受援农民工", "法律援助人数", "受援农民工人数"),
            *("法律援助/受援人数", "惠及人数", "援助人数", "受援农民工数", "援助农民工"),
            *("援助农民工人数", "惠及农民工", "惠及农民工人数", "帮助农民工"),
        ),
        money(
            "legal_aid_amount",
            *("挽回损失", "挽回经济损失", "挽回损失金额", "法律援助挽回损失", "法律援助/挽回损失"),
            *("追回金额", "取得利益", "追回劳动报酬", "追讨欠薪", "追讨薪酬", "为农民工讨薪"),
            *("挽回经济损失金额", "为农民工挽回损失", "为农民工挽回经济损失", "讨回欠薪"),
            *("追讨薪资", "挽回损失额", "帮助讨薪金额"),
        ),
        count(
            "legal_aid_cross_region_cases",
            *("异地协作", "异地协作案件", "跨区域协作", "异地法律援助", "异地协作法援案件"),
            "法律援助/异地协作",
        ),
        person_times(
            "legal_consultations",
            *("法律咨询", "咨询人次", "法律咨询人次", "接待咨询", "解答咨询", "解答法律咨询"),
            *("提供法律咨询", "接待法律咨询", "接待法律咨询人次", "咨询", "接待咨询人次"),
            *("解答咨询人次", "解答法律咨询人次"),
        ),
        count(
            "legal_checkups", *("法治体检", "法治体检次数", "企业法治体检", "开展法治体检", "法治体检企业")
        ),
        count(
            "publicity_events",
            *("宣传活动", "普法宣传", "法治宣传", "普法宣传活动", "法治宣传活动", "宣传活动场次"),
            *("普法活动", "宣传场次"),
        ),
    ),
    rules=(at_most("legal_aid_cross_region_cases", "legal_aid_cases_approved", parts=(VALUE, YEAR_TO_DATE)),),
)
