"""Settings: read from HUB_* when asked for, described, and the keys for digests and files."""

import stat
from pathlib import Path

import pytest

from hub.settings import MissingDigestKey, MissingFilesKey, Settings, load


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_settings_come_from_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_PORT", "9000")
    monkeypatch.setenv("HUB_DATABASE_URL", "")
    monkeypatch.setenv("HUB_CORS_ORIGINS", "https://one.example, https://two.example")

    settings = load()

    assert settings.port == 9000
    assert settings.database_url is None
    assert settings.cors_origins == ["https://one.example", "https://two.example"]


def test_the_key_for_digests_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", database_url=None, digest_key=None)

    key = settings.key_for_digests()

    assert len(key) >= 32
    assert settings.key_for_digests() == key
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["digest.key"]
    assert stat.S_IMODE((tmp_path / "home" / "digest.key").stat().st_mode) == 0o600


def test_no_key_is_made_for_a_database_elsewhere(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, database_url="postgresql://database/hub", digest_key=None)

    with pytest.raises(MissingDigestKey, match="HUB_DIGEST_KEY"):
        settings.key_for_digests()
    assert list(tmp_path.iterdir()) == []


def test_several_keys_for_files_may_be_given_and_short_ones_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_FILES_KEY", f"{'n' * 32}, {'o' * 32}")
    assert load().keys_for_files() == (b"n" * 32, b"o" * 32)
    monkeypatch.setenv("HUB_FILES_KEY", f"{'n' * 32},short")
    with pytest.raises(ValueError, match="32 characters"):
        load()


def test_the_key_for_files_is_made_for_our_own_database_only(tmp_path: Path) -> None:
    [made] = Settings(home=tmp_path, database_url=None, files_key=None).keys_for_files()
    assert (tmp_path / "files.key").read_bytes() == made
    with pytest.raises(MissingFilesKey, match="HUB_FILES_KEY"):
        Settings(home=tmp_path, database_url="postgresql://database/hub", files_key=None).keys_for_files()
