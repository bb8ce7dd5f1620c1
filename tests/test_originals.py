"""The stored files: not readable without a key, readable with any of the keys, for their senders only."""

from __future__ import annotations

import hashlib
from pathlib import Path

import psycopg
import pytest

from hub import originals
from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect, libpq
from hub.errors import Forbidden, HubError, NotFound
from tests.acceptance.hubs import Hub

OLD, NEW = b"an older key of thirty-two bytes..", b"a newer key of thirty-two bytes..."
FILE = "欠薪案件台账，工人张三".encode() * 50


def viewer(agency: str | None, region: str | None) -> Viewer:
    return Viewer("v", "viewer", agency, region, frozenset({"data.read"}))


def stored(url: str) -> tuple[str | None, bytes]:
    with connect(url) as connection:
        row = connection.execute("select key_id, content from stored_files").fetchone()
    assert row is not None
    return row


def test_a_file_is_kept_once_and_not_in_clear(database_url: str) -> None:
    with connect(database_url) as connection:
        sha256 = originals.keep(connection, FILE, [NEW])
        assert originals.keep(connection, FILE, [OLD]) == sha256 == hashlib.sha256(FILE).hexdigest()
        assert originals.fetch(connection, sha256, [NEW]) == FILE
    name, content = stored(database_url)
    assert name == originals.key_id(NEW)
    assert FILE[:12] not in content


def test_an_older_key_still_reads_and_a_file_can_be_moved_to_the_new_one(database_url: str) -> None:
    with connect(database_url) as connection:
        sha256 = originals.keep(connection, FILE, [OLD])
    with connect(database_url) as connection:
        assert originals.fetch(connection, sha256, [NEW, OLD]) == FILE
        with pytest.raises(HubError) as missing:
            originals.fetch(connection, sha256, [NEW])
        assert missing.value.code == "ORIGINAL_KEY_MISSING"
        assert originals.encrypt_again(connection, [NEW, OLD]) == 1
    with connect(database_url) as connection:
        assert originals.encrypt_again(connection, [NEW, OLD]) == 0
        assert originals.fetch(connection, sha256, [NEW]) == FILE


def test_a_file_from_before_there_were_keys_is_read_and_encrypted(database_url: str) -> None:
    sha256 = hashlib.sha256(FILE).hexdigest()
    with connect(database_url) as connection:
        connection.execute(
            "insert into stored_files (sha256, size, content) values (%s, %s, %s)", [sha256, len(FILE), FILE]
        )
    with connect(database_url) as connection:
        assert originals.fetch(connection, sha256, [NEW]) == FILE
        assert originals.encrypt_again(connection, [NEW]) == 1
    assert FILE[:12] not in stored(database_url)[1]


def test_a_file_put_in_the_place_of_another_is_noticed(database_url: str) -> None:
    with connect(database_url) as connection:
        first, second = (originals.keep(connection, data, [NEW]) for data in (FILE, b"another"))
    with psycopg.connect(libpq(database_url)) as connection:
        connection.execute(
            "update stored_files set content = (select content from stored_files where sha256 = %s)"
            " where sha256 = %s",
            [second, first],
        )
        with pytest.raises(HubError) as damaged:
            originals.fetch(connection, first, [NEW])
        assert damaged.value.code == "ORIGINAL_DAMAGED"


def test_a_file_that_is_not_there_is_not_found(database_url: str) -> None:
    with connect(database_url) as connection, pytest.raises(NotFound):
        originals.fetch(connection, "0" * 64, [NEW])


@pytest.mark.parametrize(
    "other", [viewer("HRSS", "520200"), viewer("COURT", "520281"), viewer(None, "520281"), viewer(None, None)]
)
def test_only_the_sending_unit_may_read_its_file(other: Viewer) -> None:
    originals.require_own_unit(viewer("HRSS", "520281"), "HRSS:520281")
    originals.require_own_unit(OPERATOR, "HRSS:520281")
    with pytest.raises(Forbidden):
        originals.require_own_unit(other, "HRSS:520281")


def test_the_command_encrypts_what_is_there_under_the_new_key(database_url: str) -> None:
    with connect(database_url) as connection:
        sha256 = originals.keep(connection, FILE, [OLD])
    hub = Hub(database_url, {"HUB_FILES_KEY": f"{NEW.decode()},{OLD.decode()}"})
    assert "1" in hub.done("encrypt-originals")
    with connect(database_url) as connection:
        assert originals.fetch(connection, sha256, [NEW]) == FILE


def test_without_a_key_nothing_is_stored_in_a_database_elsewhere(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "台账.csv").write_text("案号,来源\n1,2\n", encoding="utf-8")
    ran = Hub(database_url, {"HUB_FILES_KEY": ""}).run("import", tmp_path / "台账.csv")
    assert (ran.code, "HUB_FILES_KEY" in ran.err, "Traceback" in ran.err) == (1, True, False)
