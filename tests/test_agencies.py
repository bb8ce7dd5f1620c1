"""Agencies: whose office a name is, and what an agency's unit is called."""

from __future__ import annotations

import pytest

from hub.agencies import agencies, agency_of_office, office_name


@pytest.mark.parametrize(
    ("office", "agency"),
    [
        ("六盘水市人力资源和社会保障局", "HRSS"),
        ("贵州省人力资源社会保障厅", "HRSS"),
        ("盘州市人社局", "HRSS"),
        ("南昌经济技术开发区劳动监察局", "HRSS"),
        ("琅琊区人民检察院", "PROCURATORATE"),
        ("滁州市总工会", "UNION"),
        ("滁州市司法局", "JUSTICE"),
        ("天长市法律援助中心", "JUSTICE"),
        ("六盘水市中级人民法院", "COURT"),
        ("江西省高级人民法院", "COURT"),
        ("六盘水市公安局", "PUBLIC_SECURITY"),
        ("六盘水市治欠办", "SECRETARIAT"),
        ("滁州市根治欠薪联席会议办公室", "SECRETARIAT"),
        ("六盘水市治理拖欠农民工工资联席会议办公室（设在市人社局）", "SECRETARIAT"),
        ("琅琊建筑工程有限公司", None),
        ("", None),
    ],
)
def test_the_words_of_an_office_name_say_whose_it_is(office: str, agency: str | None) -> None:
    assert agency_of_office(office) == agency


def test_every_agency_recognises_its_own_unit_name_at_every_level() -> None:
    for code, agency in agencies().items():
        assert agency.zh
        assert agency.en
        for level in ("NATIONAL", "PROVINCE", "PREFECTURE", "COUNTY"):
            assert agency_of_office(office_name(code, "某市", level)) == code


def test_the_name_of_a_unit_follows_its_level() -> None:
    assert office_name("COURT", "六盘水市", "PREFECTURE") == "六盘水市中级人民法院"
    assert office_name("COURT", "钟山区", "COUNTY") == "钟山区人民法院"
    assert office_name("HRSS", "六盘水市") == "六盘水市人力资源和社会保障局"
