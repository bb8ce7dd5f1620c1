"""The stored originals: each decrypts, its SHA-256 is its name, and every submission has its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import psycopg

from hub import originals
from hub.errors import HubError
from hub.verifying.differences import At, Difference, Findings
from hub.verifying.history import Told
from hub.verifying.telling import Tell


def check_files(
    connection: psycopg.Connection,
    submissions: Iterable[Told],
    keys: Sequence[bytes],
    findings: Findings,
    tell: Tell,
) -> tuple[int, frozenset[str]]:
    """How many files are stored, and the SHA-256 of those that cannot be used. One file at a time in memory."""
    names: dict[str, list[Told]] = {}
    for told in submissions:
        names.setdefault(told.sha256, []).append(told)
    stored = [row[0] for row in connection.execute("select sha256 from stored_files order by sha256")]
    bad = set()
    for done, sha256 in enumerate(stored, start=1):
        of = names.get(sha256, [])
        first = of[0] if of else None
        place = first.at if first else At(file=sha256)
        try:
            data = originals.fetch(connection, sha256, keys)
        except HubError as refused:
            findings.add(
                Difference(
                    "file_unreadable", place, stored=sha256, details={"zh": refused.zh, "en": str(refused)}
                )
            )
            bad.add(sha256)
        else:
            found = hashlib.sha256(data).hexdigest()
            if found != sha256:
                findings.add(Difference("file_changed", place, stored=sha256, rebuilt=found))
                bad.add(sha256)
        tell("files", done, len(stored))
    for sha256, of in names.items():
        if sha256 not in set(stored):
            for told in of:
                findings.add(Difference("file_missing", told.at, rebuilt=sha256))
            bad.add(sha256)
    return len(stored), frozenset(bad)
