"""Tables to take along: what has no value says why, no cell becomes a formula, both languages, questions in text."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hub.cli_statistics import write_file
from hub.csv_text import csv_text
from hub.errors import HubError
from hub.indicators.asked_in_text import language_in, question_in
from hub.indicators.catalogue import indicators
from hub.indicators.export import Export, as_json
from hub.indicators.press import Language
from hub.indicators.question import Dimension, RegionBasis
from hub.statistics_workbook import workbook
from tests.indicators.pictures import Picture

AT = datetime(2026, 1, 1, tzinfo=UTC)
FORMULA = '=HYPERLINK("http://a","b")'


@pytest.fixture
def picture(database_url: str) -> Picture:
    """Two cases of the union's county in one month, one with an industry that looks like a formula."""
    found = Picture(database_url)
    rows = [
        {
            "region_code": "341102",
            "filed_on": date(2024, 2, day),
            "industry": industry,
            "recovered_amount": amount,
        }
        for day, industry, amount in ((1, FORMULA, Decimal("1234567.80")), (2, None, Decimal("0.50")))
    ]
    found.submit(
        "wage_cases", "HRSS:341100", "2024-02", [{**row, "closed_on": date(2024, 2, 9)} for row in rows]
    )
    return found


def exported(
    picture: Picture, *by: str, language: Language = Language.ZH, codes: tuple[str, ...] = ()
) -> Export:
    codes = codes or ("wage_cases_filed", "hrss_wages_recovered")
    return Export(picture.ask("341100", "2024-01", "2024-02", *codes, by=by), AT, language)


def test_a_text_that_looks_like_a_formula_stays_text(picture: Picture) -> None:
    found = exported(picture, "INDUSTRY", codes=("wage_cases_filed",))
    text = found.csv().decode("utf-8-sig")
    assert "'" + FORMULA in [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    cells = [
        c
        for row in openpyxl.load_workbook(io.BytesIO(workbook(found))).worksheets[0].iter_rows()
        for c in row
    ]
    (cell,) = [c for c in cells if c.value == FORMULA]
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_what_is_missing_is_a_word_and_never_zero(picture: Picture) -> None:
    found = exported(picture, "MONTH")
    (january, february) = found.rows()
    first = found.headings.index(next(h for h in found.headings if h.decimals is not None))
    assert january[first : first + 5] == ["未报送", None, "无可比数据", 0, 0]
    assert february[first] == 2
    assert february[first + 5] == Decimal("1234568.30")
    lines = {(line["month"], line["indicator"]): line for line in as_json(found)}
    assert lines["2024-01", "wage_cases_filed"]["value"] is None
    assert lines["2024-01", "wage_cases_filed"]["missing"] == "未报送"
    assert lines["2024-02", "hrss_wages_recovered"]["value"] == "1234568.30"
    assert lines["2024-02", "hrss_wages_recovered"]["unit"] == "元"
    assert lines["2024-02", "hrss_wages_recovered"]["as_of"] == "2026-01-01T08:00:00+08:00"


def test_both_languages_say_the_same_numbers(picture: Picture) -> None:
    zh, en = (exported(picture, "COUNTY", "MONTH", language=language) for language in Language)
    for left, right in zip(zh.rows(), en.rows(), strict=True):
        assert [c for c in left if not isinstance(c, str)] == [c for c in right if not isinstance(c, str)]
    assert len(set(zh.line_header)) == len(set(en.line_header)) == len(zh.line_header)
    assert all(name.isascii() for name in en.line_header)
    words: list[Any] = [h.text for h in en.headings] + [c for row in en.rows() for c in row[2:]]
    words += [part for pair in en.notes().question[1:] for part in pair] + en.notes().header
    assert all(not isinstance(word, str) or word.isascii() or "–" in word for word in words), words


def test_the_same_answer_gives_the_same_workbook(picture: Picture) -> None:
    one, other = (workbook(exported(picture, "COUNTY")) for _ in range(2))
    assert one == other


def test_the_name_of_the_file_says_question_and_version(picture: Picture) -> None:
    assert exported(picture).name == "统计_341100_2024-01_2024-02_v1"


def test_a_question_in_text_is_the_question(picture: Picture) -> None:
    question = question_in(
        {
            "within": ["341100"],
            "from": ["2024-01"],
            "to": ["2024-02"],
            "indicator": ["wageCasesFiled,hrss_wages_recovered", "wage_cases_filed"],
            "by": ["county, month", "YEAR"],
            "on": ["2024-02-20"],
            "asOf": ["2026-01-01T08:00:00"],
            "where.workerGroup": ["MIGRANT", "ORDINARY"],
            "where.pushedToProvince": ["true"],
            "where.employer": ["91341102MA2TEXT011"],
            "regions": ["current"],
            "language": ["en"],
        },
        indicators(),
    )
    assert [a.indicator.code for a in question.asked] == ["wage_cases_filed", "hrss_wages_recovered"]
    assert question.by == (Dimension.COUNTY, Dimension.MONTH, Dimension.YEAR)
    assert question.where == {
        "worker_group": ["MIGRANT", "ORDINARY"],
        "pushed_to_province": True,
        "employer": "91341102MA2TEXT011",
    }
    assert question.as_of == AT
    assert (question.first, question.last, question.on) == (
        date(2024, 1, 1),
        date(2024, 2, 1),
        date(2024, 2, 20),
    )
    assert question.regions is RegionBasis.CURRENT
    assert language_in({"language": ["en"]}) is Language.EN
    assert language_in({}) is Language.ZH


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("within", ["341100", "341102"]),
        ("dataVersion", ["one"]),
        ("dataVersion", ["9" * 5000]),
        ("on", ["2024-02-30"]),
        ("where.pushedToProvince", ["perhaps"]),
        ("where.", ["x"]),
        ("regions", ["THEN"]),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(name: str, texts: list[str]) -> None:
    given = {"within": ["341100"], "from": ["2024-01"], "to": ["2024-02"], "indicator": ["wage_cases_filed"]}
    with pytest.raises(HubError) as refused:
        question_in({**given, name: texts}, indicators())
    assert name in str(refused.value)
    assert name in refused.value.zh


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\tx", "\rx"])
def test_no_cell_of_csv_becomes_a_formula(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_text([text], []), newline=""))
    assert row == ["'" + text]


@pytest.mark.parametrize("text", ["-5.00", "+3", "12", "甲"])
def test_numbers_and_words_stay_as_they_are_in_csv(text: str) -> None:
    assert csv_text([text], []) == text + "\n"


def test_the_workbook_fits_the_width_of_a_page(picture: Picture) -> None:
    sheets = openpyxl.load_workbook(io.BytesIO(workbook(exported(picture, "MONTH")))).worksheets
    for sheet in sheets:
        assert sheet.page_setup.orientation == "landscape"
        fitted = sheet.sheet_properties.pageSetUpPr
        assert fitted is not None
        assert (fitted.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheets[0].print_title_rows == "$1:$1"


def test_a_file_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(HubError) as refused:
        write_file(tmp_path / "nowhere" / "figures.xlsx", b"")
    assert refused.value.code == "FILE_NOT_WRITTEN"
