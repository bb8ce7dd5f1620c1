"""Secretariat, ledger of publicity events (M1event 普法宣传活动场次台账).

Every organiser may report an event: one of the same region, day, place and theme is one event, however many report it.
The number is the organiser's own, so it does not tell events apart.
"""

from hub.importing.rules import happened
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    document_no,
    published,
    region_code,
    region_name,
    text,
)
from hub.ledgers.publicity_events import PublicityEvent

sheet = Sheet(
    form="M1event",
    agencies=("SECRETARIAT", "UNION", "PROCURATORATE", "HRSS", "JUSTICE", "COURT", "PUBLIC_SECURITY"),
    title_zh="普法宣传活动场次台账",
    title_en="Publicity events",
    titles=(
        *("普法宣传活动场次台账", "普法宣传场次台账", "宣传活动场次台账", "宣传活动场次登记表"),
        *("法治宣传活动场次台账", "联合普法宣传活动台账", "联合宣传活动台账", "联合宣传活动清单"),
        *("宣传活动场次清单", "普法活动场次统计", "联合普法活动清单"),
    ),
    ledger=PublicityEvent,
    key=("region_code", "held_on", "place", "theme"),
    columns=(
        document_no("活动编号", "活动号", "场次编号", "编号", to="event_no"),
        day(
            *("举办日期", "活动日期", "宣传日期", "开展日期", "日期", "举办时间", "活动时间", "开展时间"),
            to="held_on",
            required=True,
        ),
        published(
            text(
                *("活动地点", "举办地点", "地点", "宣传地点", "开展地点", "活动场所", "活动地址"),
                to="place",
                required=True,
            )
        ),
        published(
            text(
                *("活动主题", "主题", "宣传主题", "活动名称", "宣传内容", "活动内容", "宣传活动名称"),
                to="theme",
                required=True,
            )
        ),
        published(
            text(
                *("主办和联合单位", "主办单位", "联合单位", "组织单位", "举办单位", "开展单位"),
                *("参与单位", "主办(联合)单位", "联合主办单位", "活动单位"),
                to="organisers",
                required=True,
            )
        ),
        published(
            text(
                *("宣传对象", "受众", "受众群体", "活动对象", "对象", "受众对象", "参加对象"),
                to="audience",
            )
        ),
        count(
            *("受众人次", "参与人次", "覆盖人次", "受教育人次", "参加人次", "受众人数", "参与人数"),
            *("覆盖人数", "参加人数", "人次"),
            to="persons_reached",
        ),
        count(
            *("发放资料份数", "发放资料", "发放宣传资料", "宣传资料", "资料份数", "发放宣传资料份数"),
            *("发放宣传品", "宣传资料份数"),
            to="materials",
        ),
        text("备注", "说明", to="note"),
        region_code(),
        region_name(),
    ),
    business_dates=("held_on",),
    rules=(happened("held_on"),),
)
