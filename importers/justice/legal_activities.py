"""Justice, ledger of legal consultation and publicity (J2 法律咨询宣传活动台账)."""

from hub.importing.rules import happened
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    identifier,
    one_of,
    published,
    region_code,
    region_name,
    text,
)
from hub.ledgers.codes import AidMeasure, AidPriority, Channel
from hub.ledgers.legal_activities import LegalActivity

sheet = Sheet(
    form="J2",
    agencies=("JUSTICE",),
    title_zh="法律咨询宣传活动台账",
    title_en="Legal consultation and publicity",
    titles=(
        *("法律咨询宣传活动台账", "法律咨询宣传活动", "法律咨询活动台账", "法治宣传活动台账"),
        *("普法宣传活动台账", "法律咨询和宣传活动", "法律服务活动台账", "普法活动台账"),
        *("法律咨询宣传", "宣传活动登记", "法治宣传活动", "普法宣传活动", "法律宣传活动台账"),
        *("法律咨询宣传活动登记", "宣传活动台账"),
    ),
    ledger=LegalActivity,
    key=("region_code", "organiser", "activity_no"),
    columns=(
        published(
            text(
                *("主办单位", "承办单位", "组织单位", "举办单位", "承办机构", "主办机构", "牵头单位"),
                *("主办部门", "开展单位"),
                to="organiser",
            )
        ),
        identifier("活动编号", "编号", "活动序号", "活动号", "登记编号", to="activity_no", required=True),
        one_of(
            *("措施", "服务措施", "行动措施", "措施类别", "七项措施", "对应措施", "行动举措"),
            *("对应举措", "举措", "落实措施", "措施类型"),
            codes=AidMeasure,
            to="measure",
            required=True,
        ),
        published(
            text(
                *("类型", "活动类型", "活动类别", "活动形式", "服务类型", "活动方式", "宣传形式"),
                "宣传方式",
                to="activity_kind",
            )
        ),
        day(
            *("日期", "活动日期", "开展日期", "举办日期", "开展活动日期", "宣传日期"),
            "活动开展日期",
            to="held_on",
            required=True,
        ),
        region_code(),
        region_name(),
        published(text("地点", "活动地点", "开展地点", "举办地点", "活动场所", "宣传地点", to="place")),
        published(
            text(
                *("联合单位", "协办单位", "参与单位", "合作单位", "配合单位", "联合部门", "参与部门"),
                *("配合部门", "联合开展单位"),
                to="partners",
            )
        ),
        count(
            *("人次", "服务人次", "咨询人次", "受众人次", "参与人次", "参加人次", "受众"),
            *("受众人数", "参与人数", "服务人数", "接待咨询人次", "解答咨询人次", "提供咨询人次"),
            *("受教育人次", "覆盖人次", "活动人次", "惠及人次", "参加人数", "咨询人数"),
            to="persons_served",
            required=True,
        ),
        one_of(
            *("渠道", "咨询渠道", "来源渠道", "服务渠道"),
            codes=Channel,
            to="channel",
        ),
        one_of(*("重点", "四个重点", "重点类别", "重点领域", "援助重点"), codes=AidPriority, to="priority"),
    ),
    office="organiser",
    business_dates=("held_on",),
    rules=(happened("held_on"),),
)
