"""Files made to harm, by what they try: each name -> a file name and the bytes. Nothing here is a real document."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl

from tests.importing.ole import compound_file
from tests.importing.reading import written
from tests.importing.reading.written import SHEET_START

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LISTENER = "http://127.0.0.1:{port}/"


@dataclass(frozen=True)
class Hostile:
    """One hostile file. `kinds`: the refusals that fit; empty where a table is as good an end as a refusal."""

    file: str
    made: Callable[[], bytes]
    kinds: frozenset[str] = frozenset()


FILES: dict[str, Hostile] = {}


def hostile(file: str, *kinds: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enter a file, named by its function."""

    def enter(made: Callable[[], bytes]) -> Callable[[], bytes]:
        FILES[made.__name__] = Hostile(file, made, frozenset(kinds))
        return made

    return enter


def _sheet(cells: str, after: str = "", before: str = "") -> bytes:
    return written.xlsx_of_xml(f"{SHEET_START}{before}<sheetData>{cells}</sheetData>{after}</worksheet>")


def _row(*values: str, row: int = 1) -> str:
    cells = "".join(
        f'<c r="{chr(65 + i)}{row}" t="inlineStr"><is><t>{v}</t></is></c>' for i, v in enumerate(values)
    )
    return f'<row r="{row}">{cells}</row>'


def _laughs(root: str) -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ha">{entities}]>'


def outside_entities(root: str, port: int = 9) -> str:
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} SYSTEM "{LISTENER.format(port=port)}x.dtd" '
        f'[<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "{LISTENER.format(port=port)}y">]>'
    )


@hostile("台账.xlsx", "file_zip_bomb")
def a_part_of_300_megabytes_of_zeros() -> bytes:
    return _with_zeros("xl/media/image1.png", 300)


@hostile("台账.xlsx", "file_zip_bomb")
def a_worksheet_that_shrinks_to_a_thousandth() -> bytes:
    return _with_zeros("xl/worksheets/sheet1.xml", 120)


@hostile("台账.xlsx", "file_zip_bomb", "file_damaged")
def a_part_that_declares_a_thousand_bytes_and_has_300_megabytes() -> bytes:
    bomb = bytearray(_with_zeros("xl/media/image1.png", 300))
    entry = bomb.rfind(b"PK\x01\x02", 0, bomb.rfind(b"xl/media/image1.png"))
    bomb[entry + 24 : entry + 28] = struct.pack("<I", 1_000)
    return bytes(bomb)


@hostile("台账.xlsx")
def a_zip_in_a_zip_in_a_zip() -> bytes:
    inner = bytes(2**24)
    for _ in range(6):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(8):
                package.writestr(f"{number}.zip", inner)
        inner = buffer.getvalue()
    return written.repacked(written.xlsx([["a"]]), {"xl/embeddings/1.zip": inner})


@hostile("台账.xlsx", "file_zip_bomb", "file_damaged")
def parts_that_overlap_in_one_run_of_bytes() -> bytes:
    """One compressed run that a hundred entries of the directory point to."""
    data = compressed = zlib.compressobj(9, zlib.DEFLATED, -15)
    run = data.compress(bytes(10**7)) + compressed.flush()
    crc, size = zlib.crc32(bytes(10**7)), 10**7
    local = (
        struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(run), size, 1, 0) + b"a" + run
    )
    entries = b""
    for number in range(100):
        name = f"xl/{number}.xml".encode()
        entries += struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, len(run), size, len(name), 0, 0, 0, 0, 0, 0,
        ) + name  # fmt: skip
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 100, 100, len(entries), len(local), 0)
    return local + entries + end


@hostile("台账.xlsx", "file_with_duplicate_parts")
def the_same_part_twice() -> bytes:
    return _zip_of(
        [("xl/workbook.xml", b"<a/>"), ("xl/workbook.xml", b"<b/>"), ("[Content_Types].xml", b"<a/>")]
    )


@hostile("台账.xlsx", "file_with_duplicate_parts")
def the_same_part_in_capitals() -> bytes:
    return written.repacked(written.xlsx([["a"]]), {"XL/Worksheets/Sheet1.xml": b"<worksheet/>"})


@hostile("台账.xlsx")
def parts_with_names_of_paths_outside() -> bytes:
    names = (
        "../../../etc/cron.d/x",
        "/etc/passwd",
        "C:\\Windows\\win.ini",
        "..\\..\\x",
        "xl/\u202etxt.exe",
        "a" * 60_000,
    )
    return written.repacked(written.xlsx([["a"]]), dict.fromkeys(names, b"x"))


@hostile("台账.xlsx")
def a_symbolic_link_among_the_parts() -> bytes:
    buffer = io.BytesIO(written.xlsx([["a"]]))
    with zipfile.ZipFile(buffer, "a") as package:
        link = zipfile.ZipInfo("xl/media/link.xml")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    return buffer.getvalue()


@hostile("台账.xlsx", "file_damaged")
def a_part_with_a_wrong_checksum() -> bytes:
    data = bytearray(written.xlsx([["a"]]))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    data[entry + 16 : entry + 20] = b"\1\2\3\4"
    return bytes(data)


@hostile("台账.xlsx", "file_zip_bomb", "file_damaged", "file_truncated")
def sizes_of_zip64_beyond_everything() -> bytes:
    data = bytearray(written.xlsx([["a"]]))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/sheet1.xml"))
    data[entry + 20 : entry + 28] = b"\xff" * 8
    return bytes(data)


@hostile("台账.xlsx", "file_damaged", "file_truncated")
def a_zip64_directory_that_claims_a_billion_entries() -> bytes:
    package = written.xlsx([["a"]])
    place = package.rfind(b"PK\x05\x06")
    end64 = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**9, 10**9, 2**62, 2**61)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, place, 1)
    return package[:place] + end64 + locator + package[place:]


@hostile("台账.xlsx", "file_too_many_parts")
def two_thousand_parts() -> bytes:
    return written.repacked(written.xlsx([["a"]]), {f"xl/media/{number}.png": b"" for number in range(2_000)})


@hostile("台账.xlsx", "file_truncated", "file_damaged")
def an_empty_zip() -> bytes:
    return b"PK\x05\x06" + bytes(10)


@hostile("台账.xlsx", "file_encrypted")
def a_zip_with_a_password() -> bytes:
    data = bytearray(written.xlsx([["a"]]))
    entry = data.find(b"PK\x01\x02")
    data[entry + 8] |= 1
    return bytes(data)


@hostile("台账.xlsx", "file_too_many_cells")
def a_cell_at_the_end_of_the_largest_sheet() -> bytes:
    return _sheet(
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', before='<dimension ref="A1:XFD1048576"/>'
    )


@hostile("台账.xlsx", "file_too_many_cells")
def two_cells_as_far_apart_as_can_be() -> bytes:
    return _sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )


@hostile("台账.xlsx")
def a_dimension_of_the_whole_sheet_over_one_cell() -> bytes:
    return _sheet(_row("a"), before='<dimension ref="A1:XFD1048576"/>')


@hostile("台账.xlsx", "file_too_many_cells")
def far_cells_in_markup_of_another_style() -> bytes:
    return _sheet(
        "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    )


@hostile("台账.xlsx", "file_too_many_sheets")
def a_hundred_thousand_worksheets() -> bytes:
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 100_001))
    xml = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>'
    return written.repacked(written.xlsx([["a"]]), {"xl/workbook.xml": xml})


@hostile("台账.xlsx", "file_too_many_merges", "file_zip_bomb")
def a_million_merged_ranges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 1_000_001))
    return _sheet(_row("a"), after=f"<mergeCells>{merges}</mergeCells>")


@hostile("台账.xlsx")
def merged_ranges_that_overlap_each_other_and_the_whole_sheet() -> bytes:
    ranges = ("A1:C3", "B2:D4", "C3:A1", "A1:XFD1048576", "A1:A1", "A0:B0", "XFD1048576:A1", "A1:ZZZ9999999")
    merges = "".join(f'<mergeCell ref="{one}"/>' for one in ranges * 40)
    return _sheet(_row("a", "b") + _row("1", "2", row=2), after=f"<mergeCells>{merges}</mergeCells>")


@hostile("台账.xlsx")
def forty_thousand_merges_over_all_rows() -> bytes:
    rows = "".join(_row("a", "b", "c", row=row) for row in range(1, 3_001))
    merges = "".join(f'<mergeCell ref="A1:C{3_000 + n}"/>' for n in range(40_000))
    return _sheet(rows, after=f"<mergeCells>{merges}</mergeCells>")


@hostile("台账.xlsx")
def cells_at_places_that_do_not_exist() -> bytes:
    places = ("A0", "A-1", "0", "", "AAAA1", "XFE1", "A1048577", "A99999999999999999999", "１", "a1", "A1:B2")
    return _sheet("".join(f'<row r="{i}"><c r="{p}"><v>1</v></c></row>' for i, p in enumerate(places, 1)))


@hostile("台账.xlsx")
def rows_with_negative_and_huge_numbers() -> bytes:
    numbers = ("-1", "0", "1.5", "99999999999999999999", "", "x")
    return _sheet("".join(f'<row r="{n}"><c r="A1"><v>1</v></c></row>' for n in numbers))


@hostile("台账.xlsx")
def shared_texts_that_are_not_there() -> bytes:
    cells = "".join(
        f'<c r="{c}1" t="s"><v>{n}</v></c>'
        for c, n in zip("ABCD", ("0", "999999999", "-1", "x"), strict=True)
    )
    return _sheet(f'<row r="1">{cells}</row>')


@hostile("台账.xlsx")
def shared_texts_that_claim_to_be_four_billion() -> bytes:
    xml = f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"><si><t>a</t></si></sst>'
    return written.xlsx_of_xml(
        f'{SHEET_START}<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>',
        **{"xl/sharedStrings.xml": xml.encode()},
    )


@hostile("台账.xlsx")
def numbers_that_are_none() -> bytes:
    numbers = ("NaN", "INF", "-INF", "1e308", "1e309", "1e-320", "-0", "0x10", "１", "1_0", "1e999999999")
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{v}</v></c></row>' for n, v in enumerate(numbers, 1))
    return _sheet(rows)


@hostile("台账.xlsx")
def numbers_at_the_edge_in_a_table_of_cases() -> bytes:
    numbers = ("1e308", "-1e308", "1e-320", "1e15", "9007199254740993", "0.1")
    headers = _row("案号", "来源", "立案日期", "单位名称", "涉及人数", "欠薪金额")
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>案{n}号</t></is></c><c r="C{n}"><v>{v}</v></c>'
        f'<c r="E{n}"><v>{v}</v></c><c r="F{n}"><v>{v}</v></c></row>'
        for n, v in enumerate(numbers, 2)
    )
    return _sheet(headers + rows)


@hostile("台账.xlsx")
def percentages_beyond_measure() -> bytes:
    def change(workbook: openpyxl.Workbook) -> None:
        for row, number in enumerate((1e308, -1e308, 1e-320, 5e-324, 1e200, 0.1), 1):
            workbook.worksheets[0].cell(row, 1, number).number_format = "0.00%"

    return written.xlsx([["a", "b"]], change)


@hostile("台账.xlsx")
def a_cell_of_ten_megabytes() -> bytes:
    return _sheet(_row("金额" * 1_700_000, "b"))


@hostile("台账.xlsx")
def text_that_looks_like_commands() -> bytes:
    commands = (
        "=cmd|'/c calc'!A0",
        "+1+1",
        "-1",
        "@SUM(1)",
        "=HYPERLINK(&quot;http://127.0.0.1/&quot;)",
        "\t=1",
    )
    return _sheet("".join(_row(one, "x", row=n) for n, one in enumerate(commands, 1)))


@hostile("台账.xlsx")
def columns_of_absurd_width() -> bytes:
    return _sheet(_row("a"), before='<cols><col min="1" max="4294967295" width="1e308" hidden="1"/></cols>')


@hostile("台账.xlsx")
def a_hundred_thousand_hidden_column_ranges() -> bytes:
    columns = '<col min="1" max="16384" hidden="1"/>' * 100_000
    return _sheet(_row("a"), before=f"<cols>{columns}</cols>")


@hostile("台账.xlsx")
def markup_a_hundred_thousand_levels_deep() -> bytes:
    return _sheet("<row>" * 100_000 + "</row>" * 100_000)


@hostile("台账.xlsx")
def an_attribute_of_twenty_megabytes() -> bytes:
    return _sheet(f'<row r="1" spans="{"1:2 " * 5_000_000}"><c r="A1"><v>1</v></c></row>')


@hostile("台账.xlsx")
def a_hundred_thousand_attributes() -> bytes:
    attributes = " ".join(f'a{n}="1"' for n in range(100_000))
    return _sheet(f'<row r="1" {attributes}><c r="A1"><v>1</v></c></row>')


@hostile("台账.xlsx")
def a_comment_of_ten_megabytes() -> bytes:
    comment = f'<comments xmlns="{MAIN}"><commentList><comment ref="A1"><text>{"注" * 3_500_000}</text></comment></commentList></comments>'
    return written.repacked(written.xlsx([["a", "b"], ["1", "2"]]), {"xl/comments1.xml": comment})


@hostile("台账\u202exslx.exe")
def names_that_read_backwards_or_not_at_all() -> bytes:
    def rename(workbook: openpyxl.Workbook) -> None:
        workbook.worksheets[0].title = "\u202e\u200b表\u2066\ufeff"

    return written.xlsx([["a\u202eb", "\u200b"], ["1", "\ufeff2"]], rename)


@hostile("台账.xlsx")
def a_worksheet_part_that_is_not_there() -> bytes:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="../../../../etc/passwd"/></Relationships>'
    )
    return written.repacked(written.xlsx([["a"]]), {"xl/_rels/workbook.xml.rels": relations})


@hostile("台账.xlsx")
def worksheets_that_are_all_the_same_part() -> bytes:
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 51))
    xml = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>'
    rows = [[f"值{row}-{column}" for column in range(20)] for row in range(2_000)]
    return written.repacked(written.xlsx(rows), {"xl/workbook.xml": xml})


@hostile("台账.xlsx", "file_with_doctype")
def a_billion_laughs_in_a_worksheet() -> bytes:
    return written.xlsx_of_xml(f"{_laughs('worksheet')}{SHEET_START}<sheetData/></worksheet>")


@hostile("台账.xlsx", "file_with_doctype")
def a_billion_laughs_in_the_shared_texts() -> bytes:
    xml = f'{_laughs("sst")}<sst xmlns="{MAIN}"><si><t>&l9;</t></si></sst>'
    return written.repacked(written.xlsx([["a"]]), {"xl/sharedStrings.xml": xml})


@hostile("台账.xlsx", "file_with_doctype")
def a_billion_laughs_in_the_styles_in_utf_16() -> bytes:
    xml = f'{_laughs("styleSheet")}<styleSheet xmlns="{MAIN}"/>'.encode("utf-16")
    return written.repacked(written.xlsx([["a"]]), {"xl/styles.xml": xml})


@hostile("台账.xlsx", "file_with_doctype")
def an_outside_entity_in_the_workbook() -> bytes:
    return written.repacked(
        written.xlsx([["a"]]), {"xl/workbook.xml": f"{outside_entities('workbook')}<workbook>&x;</workbook>"}
    )


@hostile("台账.xlsx")
def a_worksheet_in_utf_16() -> bytes:
    xml = f'<?xml version="1.0" encoding="UTF-16"?>{SHEET_START}<sheetData>{_row("甲", "乙")}</sheetData></worksheet>'
    return written.xlsx_of_xml(xml.encode("utf-16"))


@hostile("台账.xlsx")
def a_worksheet_in_an_unknown_encoding() -> bytes:
    xml = f'<?xml version="1.0" encoding="utf-7"?>{SHEET_START}<sheetData>{_row("a")}</sheetData></worksheet>'
    return written.xlsx_of_xml(xml)


@hostile("台账.xlsx")
def formulas_with_links_outside_and_dde() -> bytes:
    return with_links_outside(9)


def with_links_outside(port: int) -> bytes:
    """A workbook that asks whoever opens it to fetch things from a port of this machine."""
    at = LISTENER.format(port=port)
    formulas = (
        f"WEBSERVICE(&quot;{at}&quot;)",
        f"'{at}[1.xlsx]Sheet1'!A1",
        "cmd|'/c calc'!A1",
        f"IMAGE(&quot;{at}&quot;)",
    )
    cells = "".join(
        f'<row r="{n}"><c r="A{n}"><f>{f}</f><v>1</v></c></row>' for n, f in enumerate(formulas, 1)
    )
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/hyperlink" Target="{at}" TargetMode="External"/>'
        f'<Relationship Id="rId2" Type="{RELATIONS}/image" Target="{at}i.png" TargetMode="External"/></Relationships>'
    )
    outside = f'<externalLink xmlns="{MAIN}" xmlns:r="{RELATIONS}"><externalBook r:id="rId1"/></externalLink>'
    return written.xlsx_of_xml(
        f"{SHEET_START}<sheetData>{cells}</sheetData></worksheet>",
        **{
            "xl/worksheets/_rels/sheet1.xml.rels": link.encode(),
            "xl/externalLinks/externalLink1.xml": outside.encode(),
            "xl/externalLinks/_rels/externalLink1.xml.rels": link.encode(),
        },
    )


@hostile("台账.xlsm")
def a_workbook_with_macros() -> bytes:
    return written.repacked(
        written.xlsx([["a", "b"], ["1", "2"]]), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 500}
    )


@hostile("台账.xlsx", "file_truncated", "file_damaged")
def a_workbook_cut_in_half() -> bytes:
    data = written.xlsx([["a"] * 50] * 50)
    return data[: len(data) // 2]


@hostile("台账.xlsx", "file_truncated", "file_damaged")
def a_workbook_without_its_last_bytes() -> bytes:
    return written.xlsx([["a"] * 50] * 50)[:-10]


@hostile("台账.xlsb", "file_damaged", "file_kind_unsupported")
def junk_as_a_binary_workbook() -> bytes:
    return _zip_of(
        [("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"\x83\x01\xff\xff\xff\x7f" * 900)]
    )


@hostile("台账.xls", "file_encrypted")
def a_workbook_encrypted_by_a_password() -> bytes:
    info = struct.pack("<HHI", 4, 4, 0x40) + b"<encryption/>" * 400
    return compound_file(
        {"EncryptionInfo": info, "EncryptedPackage": struct.pack("<Q", 9_000) + b"\x9c" * 9_000}
    )


@hostile("台账.xls", "file_encrypted")
def an_old_workbook_with_a_password() -> bytes:
    bof = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0x1A2B, 0x07CC, 0, 0x0600)
    filepass = struct.pack("<HHH", 0x002F, 54, 1) + b"\1\0\1\0" + b"\x5a" * 48
    return compound_file({"Workbook": bof + filepass + struct.pack("<HH", 0x000A, 0) + bytes(4_200)})


@hostile("台账.xls", "file_damaged", "file_cannot_be_read")
def a_sector_chain_that_bites_its_tail() -> bytes:
    return compound_file({"Workbook": bytes(9_000)}, loop=True)


@hostile("台账.xls", "file_damaged", "file_cannot_be_read", "file_without_worksheets")
def a_list_of_sector_tables_without_end() -> bytes:
    data = bytearray(compound_file({"Workbook": bytes(9_000)}))
    data[68:76] = struct.pack("<II", 0, 0xFFFFFFF0)
    return bytes(data)


@hostile("台账.xls", "file_damaged", "file_cannot_be_read")
def records_of_absurd_length() -> bytes:
    bof = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0x1A2B, 0x07CC, 0, 0x0600)
    return compound_file({"Workbook": bof + struct.pack("<HH", 0x00FC, 0xFFFF) + b"\xff" * 5_000})


@hostile("台账.xls")
def a_text_table_that_claims_two_billion_texts() -> bytes:
    data = bytearray(written.xls([["甲", "乙"], ["1", "2"]]))
    place = data.find(struct.pack("<H", 0x00FC), 512)
    data[place + 4 : place + 12] = b"\xff\xff\xff\x7f" * 2
    return bytes(data)


@hostile("台账.xls", "file_damaged")
def a_container_of_junk() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 80


@hostile("台账.xls", "file_damaged")
def a_container_cut_short() -> bytes:
    return written.xls([["甲公司"] * 20] * 200)[:9_000]


@hostile("台账.xls", "file_kind_unsupported")
def a_word_document_as_xls() -> bytes:
    return compound_file({"WordDocument": b"\xec\xa5" + bytes(5_000)})


@hostile("台账.xls")
def a_web_page_as_xls() -> bytes:
    rows = "".join(f"<tr><td>{n}<td>乙" for n in range(50))
    return f"<html><body><table><tr><th>甲<th>乙{rows}</table><script>alert(1)</script></body></html>".encode(
        "gb18030"
    )


@hostile("台账.xls", "file_too_many_cells")
def a_web_page_with_endless_spans() -> bytes:
    return ("<table>" + "<tr><td colspan=99999 rowspan=99999>a" * 50 + "</table>").encode()


@hostile("台账.xls")
def a_web_page_of_open_tags() -> bytes:
    return b"<html><table><tr><td>" + b"<div><table><tr><td>" * 200_000


@hostile("台账.xls")
def a_web_page_of_broken_markup() -> bytes:
    return (
        b"<table><tr><td>a"
        + b"<!" * 200_000
        + b"<![CDATA[" * 50_000
        + b"&#x110000;" * 1_000
        + b"<a " * 100_000
    )


@hostile("台账.xls")
def a_web_page_with_laughs_and_links() -> bytes:
    return (
        _laughs("html") + "<html><table><tr><td>&l9;<td><img src='http://127.0.0.1:9/'></table></html>"
    ).encode()


SPREADSHEETML = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'


@hostile("台账.xls", "file_with_doctype")
def a_billion_laughs_in_spreadsheetml() -> bytes:
    return f"{_laughs('Workbook')}{SPREADSHEETML}&l9;</Workbook>".encode()


@hostile("台账.xml", "file_with_doctype")
def an_outside_entity_in_spreadsheetml() -> bytes:
    return f"{outside_entities('Workbook')}{SPREADSHEETML}&x;&y;</Workbook>".encode()


@hostile("台账.xml", "file_too_many_cells")
def a_far_cell_in_spreadsheetml() -> bytes:
    cell = '<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="String">a</Data></Cell></Row>'
    return f'{SPREADSHEETML}<Worksheet ss:Name="a"><Table>{cell}</Table></Worksheet></Workbook>'.encode()


@hostile("台账.xml")
def numbers_that_are_none_in_spreadsheetml() -> bytes:
    cells = "".join(
        f'<Cell><Data ss:Type="Number">{n}</Data></Cell>' for n in ("NaN", "Infinity", "1e999", "-0", "1e308")
    )
    return f'{SPREADSHEETML}<Worksheet ss:Name="a"><Table><Row>{cells}</Row></Table></Worksheet></Workbook>'.encode()


@hostile("台账.xml")
def spreadsheetml_in_utf_16() -> bytes:
    cell = '<Row><Cell><Data ss:Type="String">甲</Data></Cell></Row>'
    xml = f'<?xml version="1.0" encoding="UTF-16"?>{SPREADSHEETML}<Worksheet ss:Name="a"><Table>{cell}</Table></Worksheet></Workbook>'
    return xml.encode("utf-16")


@hostile("台账.ods", "file_with_doctype")
def an_outside_entity_in_an_open_document() -> bytes:
    xml = f'{outside_entities("x")}<office:document-content xmlns:office="x">&x;</office:document-content>'
    return written.repacked(written.ods([["a"]]), {"content.xml": xml})


@hostile("台账.ods", "file_with_doctype")
def a_billion_laughs_in_an_open_document() -> bytes:
    xml = f'{_laughs("x")}<office:document-content xmlns:office="x">&l9;</office:document-content>'
    return written.repacked(written.ods([["a"]]), {"content.xml": xml})


@hostile("台账.ods", "file_too_many_cells")
def a_value_repeated_over_two_billion_columns() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="2147483648" office:value-type="float" office:value="1"/>'
    return _ods(f"<table:table-row>{cell * 3}</table:table-row>")


@hostile("台账.ods", "file_too_many_cells")
def a_row_repeated_two_billion_times() -> bytes:
    cells = (
        '<table:table-cell table:number-columns-repeated="400" office:value-type="float" office:value="1"/>'
    )
    return _ods(f'<table:table-row table:number-rows-repeated="2147483648">{cells}</table:table-row>' * 500)


@hostile("台账.ods", "file_encrypted")
def an_open_document_with_a_password() -> bytes:
    manifest = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    return written.repacked(written.ods([["a"]]), {"META-INF/manifest.xml": manifest})


@hostile("台账.csv")
def ten_million_quotes() -> bytes:
    return b"a,b\n" + b'"' * 10_000_000


@hostile("台账.csv")
def one_line_of_fifty_megabytes() -> bytes:
    return b"a,b\n" + b"x" * (50 * 2**20)


@hostile("台账.csv", "file_too_many_cells")
def a_million_columns() -> bytes:
    return b"a," * 1_000_000 + b"\n"


@hostile("台账.csv", "file_too_many_cells")
def ten_million_short_lines() -> bytes:
    return b"1,2\n" * 10_000_000


@hostile("台账.csv")
def nul_bytes_between_the_values() -> bytes:
    return b"a,b\n1,\0\0\0,2\n" * 2_000


@hostile("台账.csv")
def a_separator_in_every_second_place() -> bytes:
    return ("，；,;\t|" * 300_000 + "\n").encode()


@hostile("台账.csv", "file_not_a_workbook")
def bytes_of_no_kind() -> bytes:
    return bytes((n * 7919) % 251 for n in range(60_000))


@hostile("台账.csv", "file_not_a_workbook", "encoding_unknown", "file_cut_inside_character")
def half_a_character_in_utf_16() -> bytes:
    return b"\xff\xfe" + "甲,乙\n".encode("utf-16-le") * 50 + b"\x00\xd8\x41"


@hostile("台账.xlsx", "file_kind_unsupported")
def a_pdf_as_xlsx() -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj << >> endobj\n" * 50


@hostile("台账.xlsx", "file_kind_unsupported")
def a_picture_as_xlsx() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(2_000)


@hostile("台账.xlsx", "file_kind_unsupported")
def a_word_package_as_xlsx() -> bytes:
    return _zip_of([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>")])


@hostile("台账.xlsx", "file_kind_unsupported")
def a_gzip_as_xlsx() -> bytes:
    return gzip.compress(written.xlsx([["a"]]))


@hostile("台账.xlsx", "file_empty")
def an_empty_file() -> bytes:
    return b""


@hostile("台账.csv", "file_empty")
def ten_megabytes_of_blanks() -> bytes:
    return b" \r\n" * 3_500_000


def _with_zeros(part: str, megabytes: int) -> bytes:
    return written.repacked(written.xlsx([["a"]]), {part: bytes(megabytes * 2**20)})


def _zip_of(parts: list[tuple[str, bytes]]) -> bytes:
    """A zip whose directory may list a name twice, which zipfile itself warns of."""
    body, entries = b"", b""
    for name, data in parts:
        raw, crc = name.encode(), zlib.crc32(data)
        entries += struct.pack(
            "<4sHHHHHHIIIHHHHHII",
            b"PK\x01\x02", 20, 20, 0, 0, 0, 33, crc, len(data), len(data), len(raw), 0, 0, 0, 0, 0, len(body),
        ) + raw  # fmt: skip
        body += struct.pack(
            "<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 0, 0, 33, crc, len(data), len(data), len(raw), 0
        )
        body += raw + data
    return (
        body
        + entries
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(entries), len(body), 0)
    )


def _ods(rows: str) -> bytes:
    return written.ods_of_xml(f'<table:table table:name="a">{rows}</table:table>')
