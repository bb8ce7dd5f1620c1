"""Files made to harm: each ends in one refusal with sentences in zh and en, quickly, and the next file is read."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest

from hub.importing.child import run_limited
from hub.importing.problems import RefusedFileError
from hub.importing.reading import read
from tests.importing.reading import written


def _two_far_cells() -> bytes:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return written.xlsx_of_xml(f"{written.SHEET_START}<sheetData>{cells}</sheetData></worksheet>")


def _far_cell_out_of_order() -> bytes:
    cells = '<row r="1"><c r="XFD1"><v>1</v></c><c r="A1"><v>1</v></c></row>'
    return written.xlsx_of_xml(f"{written.SHEET_START}<sheetData>{cells}</sheetData></worksheet>")


def _far_cell_in_odd_xml() -> bytes:
    cells = "<row r='200000'><c r='ZZ200000'><v>1</v></c></row>"
    return written.xlsx_of_xml(f"{written.SHEET_START}<sheetData>{cells}</sheetData></worksheet>")


def _bomb() -> bytes:
    return written.repacked(written.xlsx([["a"]]), {"xl/media/image1.png": b"\0" * (300 * 2**20)})


def _bomb_that_lies_about_its_size() -> bytes:
    bomb = bytearray(written.repacked(written.xlsx([["a"]]), {"xl/media/image1.png": b"\0" * (300 * 2**20)}))
    entry = bomb.rfind(b"PK\x01\x02", 0, bomb.rfind(b"xl/media/image1.png"))
    bomb[entry + 24 : entry + 28] = struct.pack("<I", 1_000)
    return bytes(bomb)


def _billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{entities}]>{written.SHEET_START}<sheetData/></worksheet>'
    return written.xlsx_of_xml(xml)


def _laughing_spreadsheetml() -> bytes:
    return (
        b'<?xml version="1.0"?><!DOCTYPE W [<!ENTITY a "b">]>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&a;</Workbook>'
    )


def _outside_entity_in_ods() -> bytes:
    xml = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><office:document-content xmlns:office="x"/>'
    return written.repacked(written.ods([["a"]]), {"content.xml": xml})


def _encrypted() -> bytes:
    names = "".join(["Root Entry", "EncryptionInfo", "EncryptedPackage"]).encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names.ljust(512, b"\0")


def _encrypted_ods() -> bytes:
    manifest = '<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    return written.repacked(written.ods([["a"]]), {"META-INF/manifest.xml": manifest})


def _cut_zip() -> bytes:
    data = written.xlsx([["a"] * 50] * 50)
    return data[: len(data) // 2]


def _cut_xls() -> bytes:
    return written.xls([["甲公司"] * 20] * 200)[:9_000]


def _damaged_part() -> bytes:
    data = bytearray(written.xlsx([[str(number) for number in range(50)]] * 50))
    place = data.find(b"xl/worksheets/sheet1.xml") + 60
    data[place : place + 20] = b"\xff" * 20
    return bytes(data)


def _broken_xml() -> bytes:
    return written.xlsx_of_xml("<worksheet><sheetData><row r='1'><c")


def _same_part_twice() -> bytes:
    buffer = io.BytesIO(written.xlsx([["a"]]))
    with zipfile.ZipFile(buffer, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("xl/workbook.xml", b"<workbook/>")
    return buffer.getvalue()


def _many_sheets() -> bytes:
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 100_001))
    xml = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<sheets>{sheets}</sheets></workbook>"
    )
    return written.repacked(written.xlsx([["a"]]), {"xl/workbook.xml": xml})


def _many_parts() -> bytes:
    return written.repacked(written.xlsx([["a"]]), {f"xl/media/{number}.png": b"" for number in range(2_000)})


def _many_merges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 60_000))
    xml = f"{written.SHEET_START}<sheetData/><mergeCells>{merges}</mergeCells></worksheet>"
    return written.xlsx_of_xml(xml.replace("<sheetData/>", "<sheetData></sheetData>"))


def _endless_ods_row() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="900000000" office:value-type="float" office:value="1"/>'
    return written.ods_of_xml(
        f'<table:table table:name="a"><table:table-row>{cell}</table:table-row></table:table>'
    )


def _endless_ods_rows() -> bytes:
    cells = (
        '<table:table-cell table:number-columns-repeated="400" office:value-type="float" office:value="1"/>'
    )
    row = f'<table:table-row table:number-rows-repeated="190000">{cells}</table:table-row>'
    return written.ods_of_xml(f'<table:table table:name="a">{row}</table:table>')


def _junk() -> bytes:
    return random.Random(7).randbytes(20_000)


def _ole_junk() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(7).randbytes(20_000)


def _rows_outside_of_worksheets() -> bytes:
    return (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
        b'<Table><Row><Cell MergeAcross="1"><Data>1</Data></Cell></Row></Table></Workbook>'
    )


def _wide_csv() -> bytes:
    return b"a," * 5_000 + b"\n"


_HOSTILE: dict[Callable[[], bytes], set[str]] = {
    _two_far_cells: {"file_too_many_cells"},
    _far_cell_out_of_order: {"file_too_many_cells"},
    _far_cell_in_odd_xml: {"file_too_many_cells"},
    _bomb: {"file_zip_bomb"},
    _bomb_that_lies_about_its_size: {"file_zip_bomb", "file_damaged"},
    _billion_laughs: {"file_with_doctype"},
    _laughing_spreadsheetml: {"file_with_doctype"},
    _outside_entity_in_ods: {"file_with_doctype"},
    _encrypted: {"file_encrypted"},
    _encrypted_ods: {"file_encrypted"},
    _cut_zip: {"file_truncated"},
    _cut_xls: {"file_damaged"},
    _damaged_part: {"file_damaged"},
    _broken_xml: {"file_damaged"},
    _same_part_twice: {"file_with_duplicate_parts"},
    _many_sheets: {"file_too_many_sheets"},
    _many_parts: {"file_too_many_parts"},
    _many_merges: {"file_too_many_merges"},
    _endless_ods_row: {"file_too_many_cells"},
    _endless_ods_rows: {"file_too_many_cells"},
    _junk: {"file_not_a_workbook"},
    _ole_junk: {"file_damaged"},
    _rows_outside_of_worksheets: {"file_without_worksheets"},
    _wide_csv: {"file_too_many_cells"},
}


@pytest.mark.parametrize("made", _HOSTILE, ids=lambda made: made.__name__.strip("_"))
def test_a_hostile_file_ends_in_one_refusal(made: Callable[[], bytes]) -> None:
    data = made()
    started = time.monotonic()
    with pytest.raises(RefusedFileError) as caught:
        run_limited(read, data, "a.xlsx")
    assert time.monotonic() - started < 10
    assert caught.value.problem.kind in _HOSTILE[made]
    assert all(caught.value.problem.message(language) for language in ("zh", "en"))
    assert run_limited(read, b"a,b\n1,2\n", "a.csv").grids[0].rows == [["a", "b"], ["1", "2"]]


def test_a_workbook_with_any_bytes_changed_is_read_or_refused() -> None:
    """Fuzzing with a fixed seed: never another exception, never a dead process."""
    chance = random.Random(20240301)
    for good in (
        written.xlsx([["甲", 1.5]] * 9),
        written.xls([["甲", 1.5]] * 9),
        written.ods([["甲", 1.5]] * 9),
    ):
        for _ in range(40):
            bad = bytearray(good)
            for _ in range(chance.randint(1, 8)):
                bad[chance.randrange(len(bad))] = chance.randrange(256)
            cut = bytes(bad[: chance.randint(len(bad) // 2, len(bad) * 2)])
            with suppress(RefusedFileError):
                assert run_limited(read, cut, "a.xlsx").grids
