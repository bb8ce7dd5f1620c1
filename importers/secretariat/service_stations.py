"""Secretariat, ledger of liaison stations and patrol workstations (M1station 联络站和巡回工作站台账)."""

from hub.importing.rules import happened, in_order
from hub.importing.sheet import (
    Sheet,
    day,
    document_no,
    one_of,
    published,
    region_code,
    region_name,
    text,
)
from hub.ledgers.codes import StationKind
from hub.ledgers.service_stations import ServiceStation

sheet = Sheet(
    form="M1station",
    agencies=("SECRETARIAT", "UNION", "PROCURATORATE"),
    title_zh="联络站和巡回工作站台账",
    title_en="Liaison and patrol stations",
    titles=(
        *("联络站和巡回工作站台账", "联络站工作站台账", "联络站台账", "巡回工作站台账", "工作站点台账"),
        *("职工劳动权益保障联络站台账", "检察巡回工作站台账", "劳动权益保障联络站", "站点建设台账"),
        *("联络站建设情况", "巡回工作站建设情况", "联络站清单", "工作站清单", "维权站点清单"),
    ),
    ledger=ServiceStation,
    key=("region_code", "name"),
    columns=(
        document_no("站点编号", "联络站编号", "工作站编号", "站点号", to="station_no"),
        published(
            text(
                *("站点名称", "联络站名称", "工作站名称", "名称", "站名", "联络站", "工作站", "站点全称"),
                to="name",
                required=True,
            )
        ),
        one_of(
            *("站点类型", "站点类别", "类型", "类别", "工作站类型", "联络站类型", "站点性质"),
            codes=StationKind,
            to="station_kind",
            required=True,
        ),
        published(
            text(
                *("设立单位", "建站单位", "牵头单位", "主管单位", "共建单位", "设立部门", "依托单位"),
                *("联合设立单位", "挂牌单位", "建设单位(部门)"),
                to="host_agencies",
            )
        ),
        published(
            text(
                *("站点地址", "地址", "设立地点", "所在地", "地点", "站点位置", "所在乡镇(街道)"),
                to="place",
            )
        ),
        day(
            *("设立日期", "建站日期", "挂牌日期", "启用日期", "成立日期", "设立时间", "建站时间"),
            *("挂牌时间", "成立时间", "启用时间"),
            to="opened_on",
            required=True,
        ),
        day(
            *("撤销日期", "撤站日期", "停用日期", "关闭日期", "撤销时间", "停用时间", "关闭时间"),
            to="closed_on",
        ),
        text("备注", "说明", to="note"),
        region_code(),
        region_name(),
    ),
    business_dates=("opened_on",),
    rules=(happened("opened_on", "closed_on"), in_order("opened_on", "closed_on")),
)
