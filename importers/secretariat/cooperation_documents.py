"""Secretariat, list of documents of cooperation that agencies signed (M1doc 会签协作文件清单)."""

from hub.importing.rules import happened
from hub.importing.sheet import Sheet, day, published, region_code, region_name, text
from hub.ledgers.cooperation_documents import CooperationDocument

sheet = Sheet(
    form="M1doc",
    agencies=("SECRETARIAT",),
    title_zh="会签协作文件清单",
    title_en="Cooperation documents",
    titles=(
        *("会签协作文件清单", "会签协作文件", "协作文件清单", "协作文件台账", "协作文件"),
        *("会签文件清单", "联合发文清单", "联合发文台账", "协作机制文件", "联合发文"),
        *("部门联合发文", "会签文件", "联合印发文件"),
    ),
    ledger=CooperationDocument,
    key=("region_code", "title", "signed_on"),
    columns=(
        published(
            text(
                *("文件名称", "文件标题", "协作文件", "名称", "标题", "文件", "文件题目", "制度名称"),
                to="title",
                required=True,
            )
        ),
        published(
            text(
                *("会签单位", "签署单位", "联合单位", "发文单位", "参与单位", "会签部门"),
                *("联合发文单位", "联合印发单位", "会签机关", "签署部门", "签订单位", "联合发文部门"),
                *("发文机关", "印发单位"),
                to="signatories",
                required=True,
            )
        ),
        day(
            *("签署日期", "会签日期", "印发日期", "发文日期", "签订日期", "发文时间", "印发时间"),
            *("联合发文日期", "文件日期"),
            to="signed_on",
            required=True,
        ),
        published(
            text(
                *("协作机制", "机制", "机制内容", "协作内容", "主要机制", "文件内容", "机制名称"),
                *("主要内容", "建立机制", "涉及机制"),
                to="mechanisms",
            )
        ),
        region_code(),
        region_name(),
    ),
    business_dates=("signed_on",),
    rules=(happened("signed_on"),),
)
