"""Reading: the bytes of a file as an office sent it -> grids. The content decides what a file is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

from hub.importing.grid import Grid
from hub.importing.problems import Problem, RefusedFileError, Severity
from hub.importing.reading import csv, html, ods, spreadsheetml, xls, xlsb, xlsx
from hub.importing.reading.limits import Limits
from hub.importing.reading.packages import Package

__all__ = ["Limits", "Workbook", "read"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Workbooks of Excel 2 to 4 are bare records without a container.
_OLD_BIFF = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_OTHER_SIGNATURES = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"MIME-Version:": "MHTML",
}
_HTML_STARTS = (
    b"<html",
    b"<!doctype html",
    b"<table",
    b"<head",
    b"<body",
    b"<meta",
    b"<div",
    b"<style",
    b"<center",
)
_EXTENSIONS = {
    ".xlsx": {"xlsx"},
    ".xlsm": {"xlsm", "xlsx"},
    ".xlsb": {"xlsb"},
    ".xls": {"xls"},
    ".et": {"xls"},
    ".ods": {"ods"},
    ".csv": {"csv", "tsv"},
    ".tsv": {"csv", "tsv"},
    ".txt": {"csv", "tsv"},
    ".xml": {"spreadsheetml"},
    ".htm": {"html"},
    ".html": {"html"},
}
_KIND_NAMES = {"spreadsheetml": "XML 2003", "html": "HTML"}


@dataclass(slots=True)
class Workbook:
    """What a file holds. `kind`: xlsx, xlsm, xlsb, xls (.et too), ods, csv, tsv, spreadsheetml or html."""

    kind: str
    grids: list[Grid]
    notices: list[Problem] = field(default_factory=list)


def read(data: bytes, name: str, limits: Limits | None = None) -> Workbook:
    """Read a file into grids; `name` is only compared with what the content turns out to be.

    Raises RefusedFileError when the content is no workbook, or one that cannot be read whole.
    Files from outside are read in a child process (hub.importing.child): a hostile one may end the process.
    """
    limits = limits or Limits()
    if not data or data.isspace():
        raise RefusedFileError("file_empty")
    if len(data) > limits.file_bytes:
        raise RefusedFileError("file_too_large", megabytes=limits.file_bytes // 2**20)
    workbook = _read(data, limits)
    if not workbook.grids:
        raise RefusedFileError("file_without_worksheets")
    extension = PurePath(name).suffix.lower()
    if extension in _EXTENSIONS and workbook.kind not in _EXTENSIONS[extension]:
        details = {"extension": extension, "found": _KIND_NAMES.get(workbook.kind, f".{workbook.kind}")}
        workbook.notices.append(Problem("kind_differs_from_extension", Severity.WARNING, details=details))
    return workbook


def _read(data: bytes, limits: Limits) -> Workbook:
    if data.startswith(_ZIP):
        return _read_package(data, limits)
    if data.startswith(_OLE):
        return _read_ole(data, limits)
    if data.startswith(_OLD_BIFF):
        return _read_xls(data, limits)
    for signature, found in _OTHER_SIGNATURES.items():
        if data.startswith(signature):
            raise RefusedFileError("file_kind_unsupported", found=found)
    beginning = _beginning(data)
    if beginning.startswith(b"<"):
        return _read_markup(data, beginning, limits)
    grid, kind = csv.grid(data, limits)
    return Workbook(kind, [grid])


def _read_package(data: bytes, limits: Limits) -> Workbook:
    package = Package(data, limits)
    parts = {part.lower(): part for part in package.names}
    if "xl/workbook.xml" in parts:
        found = xlsx.grids(data, package, parts["xl/workbook.xml"], limits)
        return Workbook("xlsm" if "xl/vbaproject.bin" in parts else "xlsx", found)
    if "content.xml" in parts and "mimetype" in parts:
        if b"spreadsheet" not in package.part(parts["mimetype"]):
            raise RefusedFileError("file_kind_unsupported", found="OpenDocument")
        return Workbook("ods", ods.grids(package, limits))
    if "xl/workbook.bin" in parts:
        return Workbook("xlsb", xlsb.grids(data, package, parts["xl/workbook.bin"], limits))
    for beginning, found_kind in (("word/", "Word"), ("ppt/", "PowerPoint")):
        if any(part.startswith(beginning) for part in parts):
            raise RefusedFileError("file_kind_unsupported", found=found_kind)
    raise RefusedFileError("file_kind_unsupported", found="ZIP")


def _read_ole(data: bytes, limits: Limits) -> Workbook:
    if "EncryptedPackage".encode("utf-16-le") in data and "Workbook".encode("utf-16-le") not in data:
        raise RefusedFileError("file_encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        raise RefusedFileError("file_kind_unsupported", found="Word")
    return _read_xls(data, limits)


def _read_xls(data: bytes, limits: Limits) -> Workbook:
    found, notices = xls.grids(data, limits)
    return Workbook("xls", found, notices)


def _read_markup(data: bytes, beginning: bytes, limits: Limits) -> Workbook:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in beginning and not beginning.startswith(
        _HTML_STARTS
    ):
        return Workbook("spreadsheetml", spreadsheetml.grids(data, limits))
    if beginning.startswith(_HTML_STARTS) or b"<html" in beginning or b"<table" in beginning:
        return Workbook("html", [html.grid(data, limits)])
    raise RefusedFileError("file_kind_unsupported", found="XML")


def _beginning(data: bytes) -> bytes:
    """The first characters in lower case, without mark and blanks, whatever the encoding's width."""
    head = data[:8_000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
