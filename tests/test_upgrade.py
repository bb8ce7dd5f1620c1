"""A database of the first revision, with data in it, is brought up to date; there is no way back."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator

import psycopg
import pytest
from alembic import command
from alembic.util import CommandError
from psycopg import sql
from sqlalchemy.engine import make_url

from hub import originals
from hub.access.viewer import OPERATOR
from hub.database import alembic_config, connect, libpq, migrate, pending_changes
from hub.submissions import accept, withdraw
from tests.submissions.actions import asked, number_of, received
from tests.submissions.pictures import KEYS, wage_cases

FILE = b"an upload of the first days"
SUBMISSION = """
insert into submissions (sheet, form, side, agency, region_code, unit, period_from, period_to, as_of, state,
  file_sha256, file_name, received_by, digest, rows_read, problems, accepted_version, accepted_rows)
values ('wage_cases', 'H6', '', 'HRSS', '520281', 'HRSS:520281', '2019-01-01', '2019-12-01', '2019-12-31', 'CHECKED',
  %s, 'old.xlsx', 'operator', 'x', 1, '[]', 1, '{}') returning id
"""
ROW = """
insert into wage_cases (province_code, submission_id, row_key, live_from, worksheet, row_number, region_code,
  prefecture_code, agency, unit, month, case_no, filed_on, employer_name, employer_key, workers_count,
  recovered_amount)
values ('520000', %s, '520200|1号', 1, 'Sheet1', 5, '520281', '520200', 'HRSS', 'HRSS:520281', '2019-12-01',
  '1号', '2019-03-01', '某建筑公司', '520200:某建筑公司', 3, 100)
"""


@pytest.fixture
def first_revision(server_url: str) -> Iterator[str]:
    """URL of a database at revision 0001 with one accepted submission of one wage case, and its file in clear."""
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(libpq(server_url), autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    command.upgrade(alembic_config(url), "0001")
    with psycopg.connect(libpq(url)) as connection:
        sha256 = hashlib.sha256(FILE).hexdigest()
        connection.execute(
            "insert into stored_files (sha256, size, content) values (%s, %s, %s)", [sha256, len(FILE), FILE]
        )
        connection.execute(
            "insert into data_versions (number, at, action, submission_id, by) values (1, now(), 'ACCEPT', 1, 'o')"
        )
        row = connection.execute(SUBMISSION, [sha256]).fetchone()
        assert row is not None
        connection.execute(ROW, [row[0]])
    yield url
    with psycopg.connect(libpq(server_url), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def live(url: str) -> list[tuple[object, ...]]:
    return asked(
        url,
        "select case_no, recovered_amount::int from wage_cases where live_from is not null and live_to is null order by 1",
    )


def test_what_was_accepted_before_lives_on_and_can_be_replaced_and_withdrawn(first_revision: str) -> None:
    migrate(first_revision)
    pending_changes(first_revision)
    assert live(first_revision) == [("1号", 100)]
    assert asked(first_revision, "select mode, nil, headers from submissions") == [("REPLACE", False, [])]
    assert asked(first_revision, "select mode from accepted_submissions") == [("REPLACE",)]
    with connect(first_revision) as connection:
        assert originals.fetch(connection, hashlib.sha256(FILE).hexdigest(), KEYS) == FILE
        assert originals.encrypt_again(connection, KEYS) == 1
        assert originals.fetch(connection, hashlib.sha256(FILE).hexdigest(), KEYS) == FILE
    number = number_of(received(first_revision, wage_cases({"1号": 150, "2号": 7})))
    with connect(first_revision) as connection:
        accept(connection, number, by=OPERATOR)
    assert live(first_revision) == [("1号", 150), ("2号", 7)]
    with connect(first_revision) as connection:
        withdraw(connection, number, by=OPERATOR, reason="有误")
    assert live(first_revision) == [("1号", 100)]


def test_going_back_is_refused_with_a_sentence(first_revision: str) -> None:
    """Encrypted files could no longer be read."""
    migrate(first_revision)
    with pytest.raises(CommandError, match="Restore a backup"):
        command.downgrade(alembic_config(first_revision), "0001")
    pending_changes(first_revision)
    assert live(first_revision) == [("1号", 100)]
