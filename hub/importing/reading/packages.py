"""Zip packages (.xlsx, .ods) checked before any reader opens them: counted expansion, duplicates, DTDs."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator

from hub.importing.problems import RefusedFileError
from hub.importing.reading import safe_xml
from hub.importing.reading.limits import Limits

_CHUNK = 2**20
_SLICE = 2**16
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_XML_ENDINGS = (".xml", ".rels", ".vml")


class Package:
    """A zip file whose parts are inflated by our own count: a size that the zip declares is not believed."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._entries = _entries(data, limits)
        self.names = tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def part(self, name: str) -> bytes:
        """One part, inflated and checked."""
        if name not in self._entries:
            raise RefusedFileError("file_damaged", where=name)
        part = b"".join(self._inflate(self._entries[name], self._limits.expanded_bytes))
        _refuse_doctype_in(name, part)
        return part

    def parts(self, wanted: frozenset[str]) -> Iterator[tuple[str, bytes]]:
        """Every XML or wanted part in turn; the other parts are inflated and counted too, but not kept."""
        expanded = 0
        for name, entry in self._entries.items():
            keep = name in wanted or name.lower().endswith(_XML_ENDINGS)
            chunks: list[bytes] = []
            for chunk in self._inflate(entry, self._limits.expanded_bytes - expanded):
                expanded += len(chunk)
                self._check_expansion(expanded)
                if keep:
                    chunks.append(chunk)
            if keep:
                part = b"".join(chunks)
                chunks.clear()
                _refuse_doctype_in(name, part)
                yield name, part

    def _check_expansion(self, expanded: int) -> None:
        limits = self._limits
        steep = expanded > limits.ratio_from_bytes and expanded > limits.ratio * len(self._data)
        if steep or expanded > limits.expanded_bytes:
            raise RefusedFileError("file_zip_bomb", megabytes=limits.expanded_bytes // 2**20)

    def _inflate(self, entry: zipfile.ZipInfo, budget: int) -> Iterator[bytes]:
        raw = _compressed_bytes(self._data, entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            if len(raw) > budget:
                raise RefusedFileError("file_zip_bomb", megabytes=self._limits.expanded_bytes // 2**20)
            if zlib.crc32(raw) != entry.CRC:
                raise RefusedFileError("file_damaged", where=entry.filename)
            yield bytes(raw)
            return
        inflater, total, checksum = zlib.decompressobj(-15), 0, 0
        try:
            for start in range(0, len(raw), _SLICE):
                pending: bytes | memoryview = raw[start : start + _SLICE]
                while pending and not inflater.eof:
                    chunk = inflater.decompress(pending, _CHUNK)
                    pending = inflater.unconsumed_tail
                    total, checksum = total + len(chunk), zlib.crc32(chunk, checksum)
                    if total > budget:
                        raise RefusedFileError(
                            "file_zip_bomb", megabytes=self._limits.expanded_bytes // 2**20
                        )
                    yield chunk
            rest = inflater.flush()
        except zlib.error as error:
            raise RefusedFileError("file_damaged", where=entry.filename) from error
        total, checksum = total + len(rest), zlib.crc32(rest, checksum)
        yield rest
        if total != entry.file_size or checksum != entry.CRC:
            raise RefusedFileError("file_damaged", where=entry.filename)


def relations(package: Package, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """What a part's relations name inside the package: relation id -> kind and part name."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if safe_xml.local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), posixpath.normpath(path))

    reader = safe_xml.parser()
    reader.StartElementHandler = start
    safe_xml.parse(reader, package.part(part))
    return found


def _entries(data: bytes, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            listed = package.infolist()
    except zipfile.BadZipFile as error:
        # The list of contents is the last thing in a zip: without it the end of the file is missing.
        ends = b"PK\x05\x06" in data[-66_000:]
        raise RefusedFileError("file_damaged" if ends else "file_truncated", where="zip") from error
    except (ValueError, NotImplementedError, struct.error, OverflowError) as error:
        raise RefusedFileError("file_damaged", where="zip") from error
    if len(listed) > limits.entries:
        raise RefusedFileError("file_too_many_parts", count=len(listed), limit=limits.entries)
    entries: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for entry in listed:
        if entry.is_dir():
            continue
        name = entry.filename.replace("\\", "/").lstrip("/")
        if name.lower() in seen:
            raise RefusedFileError("file_with_duplicate_parts", where=name)
        seen.add(name.lower())
        if entry.flag_bits & 0x1:
            raise RefusedFileError("file_encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise RefusedFileError("file_damaged", where=name)
        entries[name] = entry
    declared = sum(entry.file_size for entry in entries.values())
    steep = declared > limits.ratio_from_bytes and declared > limits.ratio * len(data)
    if steep or declared > limits.expanded_bytes:
        raise RefusedFileError("file_zip_bomb", megabytes=limits.expanded_bytes // 2**20)
    return entries


def _compressed_bytes(data: bytes, entry: zipfile.ZipInfo) -> memoryview:
    start = entry.header_offset
    header = data[start : start + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size:
        raise RefusedFileError("file_truncated", where=entry.filename)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    if signature != b"PK\x03\x04":
        raise RefusedFileError("file_damaged", where=entry.filename)
    begin = start + _LOCAL_HEADER.size + name_length + extra_length
    raw = memoryview(data)[begin : begin + entry.compress_size]
    if len(raw) < entry.compress_size:
        raise RefusedFileError("file_truncated", where=entry.filename)
    return raw


def _refuse_doctype_in(name: str, part: bytes) -> None:
    if name.lower().endswith(_XML_ENDINGS) and safe_xml.has_doctype(part):
        raise RefusedFileError("file_with_doctype")
