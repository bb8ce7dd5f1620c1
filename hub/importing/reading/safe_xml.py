"""Parsing XML of unknown origin: no DTD, hence no entities and no external files."""

from __future__ import annotations

import re
from xml.parsers import expat

from hub.importing.problems import RefusedFileError

_DECLARED_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_WIDE_DOCTYPES = ("<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def parser(*, encoding: str | None = None) -> expat.XMLParserType:
    """An expat parser that refuses a document type declaration."""
    made = expat.ParserCreate(encoding)
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse_doctype
    return made


def parse(made: expat.XMLParserType, xml: bytes) -> None:
    """Feed the document; broken XML is a damaged file."""
    try:
        made.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise RefusedFileError("file_damaged", where=f"XML: {error}") from error


def local(name: str) -> str:
    """An element or attribute name without its prefix: ss:Index -> Index."""
    return name.rpartition(":")[2]


def has_doctype(xml: bytes) -> bool:
    """Whether the raw document declares a DTD, whatever of the usual encodings it is in."""
    return b"<!DOCTYPE" in xml or (b"\0" in xml[:4] and any(wide in xml for wide in _WIDE_DOCTYPES))


def as_utf8(xml: bytes) -> tuple[bytes, str | None]:
    """The document with the encoding to tell expat, which knows no GB 18030 by itself."""
    declared = _DECLARED_ENCODING.search(xml[:300])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    if name.startswith("gb"):
        try:
            return xml.decode("gb18030").encode("utf-8"), "utf-8"
        except UnicodeDecodeError as error:
            raise RefusedFileError("encoding_unknown", position=error.start) from error
    return xml, None


def _refuse_doctype(*_: object) -> None:
    raise RefusedFileError("file_with_doctype")
