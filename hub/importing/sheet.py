"""The words in which an agency's sheet is declared: columns, keys, cross-column rules. `importers/` is written in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from hub.importing.measures import Measure
from hub.importing.problems import Severity
from hub.ledgers.base import LedgerRow
from hub.ledgers.codes import CodeList, EmployerType, WorkerGroup

REGION_HEADERS = (
    *("县区", "地区", "市县", "区域", "县（区）", "所在地区", "区县", "县市", "县市区", "市县区"),
    *("市区县", "区（县）", "县（市）", "县（市）区", "县（市、区）", "县（市区）", "县（区、市）"),
    *("市（县、区）", "市（县）区", "区（市）县", "县（市、区、特区）", "县（市、区、旗）", "旗县"),
    *("旗县区", "旗县市区", "旗（县、区）", "市（州）", "市州", "州市", "州（市）", "地市"),
    *("地（市）", "市（地）", "盟市", "市（地、州）", "地区名称", "区县名称", "县区名称"),
    *("区划名称", "行政区划", "行政区域", "行政区划名称", "所属地区", "所属区域", "所属县区"),
    *("所属区县", "所属市县", "所属县市区", "设区市", "地级市", "市", "县", "所在县区", "所在区县"),
    *("所在区域", "项目所在地区", "项目所属地区", "属地", "辖区", "所属辖区"),
)
"""Headers of the column of region names, the forms' own first."""


OFFICE_HEADERS = (
    *("单位", "单位名称", "各单位", "机构名称", "部门", "法院", "法院名称", "各法院", "检察院", "院别"),
    *("检察院名称", "各院", "公安机关", "公安局", "工会", "工会名称", "司法局", "人社局", "上报地区"),
)
"""Headers under which statistical sheets name the offices of the regions, in place of these."""


class Kind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    DOCUMENT_NO = "document_no"
    IDENTIFIER = "identifier"
    EMPLOYER_NAME = "employer_name"
    USCC = "uscc"
    ACCOUNT = "account"
    MONEY = "money"
    COUNT = "count"
    DAY = "day"
    MONTH = "month"
    YES_NO = "yes_no"
    CODE = "code"
    CODES = "codes"
    REGION_CODE = "region_code"
    REGION_NAME = "region_name"
    PRECISE_COUNT = "precise_count"
    PRECISE_MONEY = "precise_money"
    PERCENT = "percent"
    ORDINAL = "ordinal"


class Privacy(StrEnum):
    """Who may come to see what a column holds (the hub's classes of columns, from open to closed)."""

    PUBLIC = "public"
    """May be published."""
    INTERNAL = "internal"
    """For the agencies: numbers of documents, names of employers, notes."""
    PERSONAL = "personal"
    """About single persons: never stored in clear."""


@dataclass(frozen=True)
class Column:
    """One column of a sheet: the headers it may stand under, the ledger field it fills, how its cells are read.

    `headers`: the form's own header first, then the synonyms seen. A header under a merged header is a path
    joined by "/" (建设单位/名称). `precision_to` names the field that takes the precision word of a PRECISE_ kind.
    """

    headers: tuple[str, ...]
    to: str
    kind: Kind
    required: bool = False
    codes: type[CodeList] | None = None
    precision_to: str | None = None
    negative: bool = False
    """Whether numbers below zero may stand here: a form that books corrections (冲减), a rate of change."""
    length: int | None = None
    """How many digits an identifier has: a number cell that has lost its zeros in front gets them back."""
    until: bool = False
    """Whether days are time limits, of which a month or a year means its last day (6月底前)."""
    none_is_zero: bool = False
    """Whether 无, — and / say that nothing happened: 0, as in statistical sheets, where only a blank says nothing."""
    published: bool = False
    """Whether a column of texts or names may be published; those of the other kinds have the class of their kind."""

    @property
    def privacy(self) -> Privacy:
        """The privacy class of the column."""
        if self.kind is Kind.ACCOUNT:
            return Privacy.PERSONAL
        if self.kind in _INTERNAL and not self.published:
            return Privacy.INTERNAL
        return Privacy.PUBLIC


_INTERNAL = frozenset((Kind.TEXT, Kind.DOCUMENT_NO, Kind.IDENTIFIER, Kind.EMPLOYER_NAME, Kind.USCC))


@dataclass(frozen=True)
class Finding:
    """What a cross-column rule says about one row: the problem kind, the field whose cell is marked, details."""

    kind: str
    field: str
    severity: Severity
    details: Mapping[str, Any] | None = None


# A rule between the columns of one row: the row's values by field (None where blank) -> findings.
RowRule = Callable[[Mapping[str, Any]], "list[Finding]"]


# A rule over all rows of a submission, in their order: rows' values -> (place of a row, finding about it).
TableRule = Callable[[Sequence[Mapping[str, Any]]], "list[tuple[int, Finding]]"]


# What follows from the values of a row: values by field that the sheet does not hold, or holds only at times.
Derivation = Callable[[Mapping[str, Any]], "dict[str, Any]"]


@dataclass(frozen=True)
class Reference:
    """A field whose value must exist in another ledger, same upload or earlier (special account -> project)."""

    field: str
    ledger: type[LedgerRow]
    to: str


@dataclass(frozen=True)
class Sheet:
    """One agency form. The module that declares it holds nothing else but its rules.

    `titles`: words in a title row, worksheet name or file name that name this form.
    `key`: fields that identify a record; `business_dates`: fields from whose earliest day a period is guessed.
    `rules` look at one row, `table_rules` at all rows of a submission (a balance that follows from the month before).
    `derived`: fields that follow from the others (a reply day that the law sets).
    `side`: for sheets that sender and receiver both report, the side that a row belongs to (sent, received), from
    its values and the reporting agency; each side is a submission of its own.
    `office`: the field of the office whose record a row is (the court). Where the table has no column of regions the
    office tells the region of its row; where it has no column of offices, all rows are those of the office that sends it.
    `own_name`: the public name where several sheets fill one ledger (union_monthly), else that of the ledger.
    `measures`: what a statistical sheet reports of each region; its columns are made from them, and each of its
    rows becomes one row of the ledger for every measure (see hub.importing.statistical).
    """

    form: str
    agencies: tuple[str, ...]
    title_zh: str
    title_en: str
    titles: tuple[str, ...]
    ledger: type[LedgerRow]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    business_dates: tuple[str, ...] = ()
    rules: tuple[RowRule, ...] = ()
    table_rules: tuple[TableRule, ...] = ()
    references: tuple[Reference, ...] = ()
    derived: tuple[Derivation, ...] = ()
    side: Callable[[Mapping[str, Any], str | None], str] | None = None
    own_name: str | None = None
    measures: tuple[Measure, ...] = ()
    office: str | None = None

    @property
    def name(self) -> str:
        """The public name of the sheet, that of its ledger unless it has one of its own: special_accounts."""
        return self.own_name or self.ledger.ledger_name()


def published(column: Column) -> Column:
    """The same column, of texts or names that may be published (the name of a project, of an office)."""
    return replace(column, published=True)


def text(*headers: str, to: str, required: bool = False) -> Column:
    """Free text, scanned for personal data."""
    return Column(headers, to, Kind.TEXT, required)


def document_no(*headers: str, to: str, required: bool = False) -> Column:
    """A case or document number: brackets are unified in its key, the text stays as written."""
    return Column(headers, to, Kind.DOCUMENT_NO, required)


def identifier(*headers: str, to: str, required: bool = False, length: int | None = None) -> Column:
    """A code of digits or letters that must not have become a rounded number."""
    return Column(headers, to, Kind.IDENTIFIER, required, length=length)


def employer_name(*headers: str, to: str = "employer_name", required: bool = False) -> Column:
    """The name of an employer."""
    return Column(headers, to, Kind.EMPLOYER_NAME, required)


def uscc(*headers: str, to: str = "uscc", required: bool = False) -> Column:
    """A unified social credit code (GB 32100); a wrong check character is a warning."""
    return Column(headers, to, Kind.USCC, required)


def account(*headers: str, to: str, required: bool = False) -> Column:
    """A bank account: the last four digits and a keyed digest are kept, the number is not."""
    return Column(headers, to, Kind.ACCOUNT, required)


def money(*headers: str, to: str, required: bool = False, negative: bool = False) -> Column:
    """An amount, stored in yuan whatever the unit of the table; below zero only where the form corrects (冲减)."""
    return Column(headers, to, Kind.MONEY, required, negative=negative)


def count(*headers: str, to: str, required: bool = False, negative: bool = False) -> Column:
    """A whole number of persons or things; below zero only where the form corrects (冲减)."""
    return Column(headers, to, Kind.COUNT, required, negative=negative)


def ordinal(*headers: str, to: str, required: bool = False) -> Column:
    """A year or a place in a series: 2019, 2019年度, 第二次."""
    return Column(headers, to, Kind.ORDINAL, required)


def day(*headers: str, to: str, required: bool = False) -> Column:
    """A calendar day."""
    return Column(headers, to, Kind.DAY, required)


def deadline(*headers: str, to: str, required: bool = False) -> Column:
    """A day until which something is to be done: also 6月底前, the last day of the month, and 年底."""
    return Column(headers, to, Kind.DAY, required, until=True)


def month(*headers: str, to: str, required: bool = False) -> Column:
    """A month, stored as its first day."""
    return Column(headers, to, Kind.MONTH, required)


def yes_no(*headers: str, to: str, required: bool = False) -> Column:
    """是/否, √/×, 有/无."""
    return Column(headers, to, Kind.YES_NO, required)


def one_of(*headers: str, codes: type[CodeList], to: str, required: bool = False) -> Column:
    """One value of a code list."""
    return Column(headers, to, Kind.CODE, required, codes)


def several_of(*headers: str, codes: type[CodeList], to: str, required: bool = False) -> Column:
    """Several values of a code list in one cell (农民工、女职工)."""
    return Column(headers, to, Kind.CODES, required, codes)


def precise_count(*headers: str, to: str, precision_to: str, required: bool = False) -> Column:
    """A whole number that may carry a precision word (70余); the word goes to `precision_to`."""
    return Column(headers, to, Kind.PRECISE_COUNT, required, precision_to=precision_to)


def precise_money(*headers: str, to: str, precision_to: str, required: bool = False) -> Column:
    """An amount that may carry a precision word (约72万元); the word goes to `precision_to`."""
    return Column(headers, to, Kind.PRECISE_MONEY, required, precision_to=precision_to)


def percent(*headers: str, to: str, required: bool = False, negative: bool = False) -> Column:
    """A share, stored in percent (1.5 is 1.5 %): 1.5%, a bare 1.5, and 0.015 in a cell of a percent format."""
    return Column(headers, to, Kind.PERCENT, required, negative=negative)


def region_code(*headers: str) -> Column:
    """An administrative division code; with `region_name` it fills the row's region."""
    return Column(headers or ("行政区划代码", "区划代码", "地区代码"), "region_code", Kind.REGION_CODE)


def industry() -> Column:
    """The industry as the office writes it, usually a section of GB/T 4754."""
    headers = ("行业", "所属行业", "行业类别", "企业行业", "单位行业", "行业领域", "所属领域", "行业分类")
    return published(text(*headers, "所属行业类别", "用人单位行业", to="industry"))


def employer_type() -> Column:
    """The kind of employer."""
    headers = ("单位类型", "企业类型", "用人单位类型", "单位性质", "企业性质", "用人单位性质", "经济类型")
    return one_of(*headers, codes=EmployerType, to="employer_type")


def worker_groups() -> Column:
    """The groups that the workers belong to."""
    headers = ("劳动者类别", "人员类别", "劳动者类型", "群体类别", "劳动者群体", "用工类别", "人员类型")
    return several_of(*headers, codes=WorkerGroup, to="worker_group")


def region_name(*headers: str) -> Column:
    """The name of a region; 市本级 is the prefecture's own level."""
    return Column(headers or REGION_HEADERS, "region_name", Kind.REGION_NAME)
