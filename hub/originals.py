"""The uploaded files as they came: stored once by their SHA-256, encrypted with AES-256-GCM, for their senders only."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hub.access.viewer import OPERATOR, Viewer
from hub.errors import Forbidden, HubError, NotFound

# What AES-GCM takes and adds (NIST SP 800-38D): a nonce of 96 bits, never used twice, and a tag of 128.
_NONCE_BYTES = 12
_PURPOSE = b"wage hub: originals, AES-256-GCM"


def keep(connection: psycopg.Connection, data: bytes, keys: Sequence[bytes]) -> str:
    """Store a file under the first of the keys and return its SHA-256; a file that is there is not stored again."""
    sha256 = hashlib.sha256(data).hexdigest()
    if not connection.execute("select from stored_files where sha256 = %s", [sha256]).rowcount:
        connection.execute(
            """
            insert into stored_files (sha256, size, key_id, content) values (%s, %s, %s, %s)
            on conflict do nothing
            """,
            [sha256, len(data), key_id(keys[0]), _encrypted(data, sha256, keys[0])],
        )
    return sha256


def fetch(connection: psycopg.Connection, sha256: str, keys: Sequence[bytes]) -> bytes:
    """The file with that SHA-256, byte for byte.

    Whether the viewer may have it is asked before: `require_own_unit`. Raises NotFound, and HubError
    (ORIGINAL_KEY_MISSING, ORIGINAL_DAMAGED) where no key fits or what is stored is not what was sent.
    """
    row = connection.execute(
        "select key_id, content from stored_files where sha256 = %s", [sha256]
    ).fetchone()
    if row is None:
        raise NotFound("没有这个文件。", "There is no such file.")
    return _decrypted(row[1], sha256, row[0], keys)


def encrypt_again(connection: psycopg.Connection, keys: Sequence[bytes]) -> int:
    """Encrypt with the first key what is under another or, from before there were keys, under none; how many files.

    After it the other keys are no longer needed. The serving role may not change a stored file: the connection's
    own role does, the owner of the tables.
    """
    connection.execute("reset role")
    others = connection.execute(
        "select sha256 from stored_files where key_id is distinct from %s", [key_id(keys[0])]
    ).fetchall()
    for (sha256,) in others:
        data = fetch(connection, sha256, keys)
        connection.execute(
            "update stored_files set key_id = %s, content = %s where sha256 = %s",
            [key_id(keys[0]), _encrypted(data, sha256, keys[0]), sha256],
        )
    return len(others)


def require_own_unit(viewer: Viewer, unit: str) -> None:
    """Refuse whoever is not of the unit that sent the file, AGENCY:region: it may hold what no column keeps.

    The local operator, who has the keys, is not refused.
    """
    if viewer != OPERATOR and f"{viewer.agency}:{viewer.region}" != unit:
        raise Forbidden(
            "原始文件只对报送单位开放。",
            "The original file is open to the unit that sent it only.",
            code="ORIGINAL_OF_ANOTHER_UNIT",
        )


def key_id(key: bytes) -> str:
    """The name of a key: says which it is and nothing of what it is."""
    return hashlib.sha256(b"name of " + _derived(key)).hexdigest()[:16]


def _encrypted(data: bytes, sha256: str, key: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(_derived(key)).encrypt(nonce, data, sha256.encode())


def _decrypted(stored: bytes, sha256: str, name: str | None, keys: Sequence[bytes]) -> bytes:
    if name is None:
        return stored
    key = next((key for key in keys if key_id(key) == name), None)
    if key is None:
        raise HubError(
            f"缺少解密原始文件的密钥 {name}，请检查 HUB_FILES_KEY。",
            f"The key {name} of this original file is missing; see HUB_FILES_KEY.",
            code="ORIGINAL_KEY_MISSING",
        )
    try:
        return AESGCM(_derived(key)).decrypt(stored[:_NONCE_BYTES], stored[_NONCE_BYTES:], sha256.encode())
    except InvalidTag as wrong:
        raise HubError(
            "存储的原始文件已损坏。", "The stored original file is damaged.", code="ORIGINAL_DAMAGED"
        ) from wrong


def _derived(key: bytes) -> bytes:
    """256 bits from a key of the settings, which is text of any length."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key)
