"""The settings of the hub: variables HUB_*, each described; read by whoever starts it, never on import."""

import os
import secrets
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """What can differ between one running hub and another."""

    model_config = SettingsConfigDict(env_prefix="HUB_", frozen=True, extra="ignore")

    database_url: str | None = Field(
        default=None,
        description="PostgreSQL 18 to use, such as postgresql+psycopg://hub@db/hub; "
        "left out, the hub starts its own in HUB_HOME.",
    )
    home: Path = Field(
        default=Path(".hub"),
        description="Directory of the embedded database and of the keys for digests and files.",
    )
    host: str = Field(default="127.0.0.1", description="Address that the server listens on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port that the server listens on.")
    public_url: str = Field(
        default="",
        description="Address under which others reach this hub, such as https://hub.example.org, for citations of "
        "figure cards; left out, they give the path alone.",
    )
    cors_origins: Annotated[list[str], NoDecode] = Field(
        default=[],
        description="Origins, separated by commas, whose pages may call the hub from a browser.",
    )
    digest_key: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="Key of the digests of account and identity numbers, at least 32 characters, the same "
        "for ever. Required with HUB_DATABASE_URL; for the embedded database one is made in HUB_HOME.",
    )
    files_key: SecretStr | None = Field(
        default=None,
        description="Keys, separated by commas and at least 32 characters each, that encrypt the stored original "
        "files: the first encrypts, all of them decrypt. Required with HUB_DATABASE_URL; for the embedded database "
        "one is made in HUB_HOME.",
    )
    upload_max_mb: int = Field(default=20, ge=1, description="Largest file taken, in megabytes.")
    page_size_default: int = Field(default=20, ge=1, description="Rows in a list when `first` is left out.")
    page_size_max: int = Field(default=1000, ge=1, description="Most rows that `first` may ask for.")
    query_depth_max: int = Field(default=12, ge=1, description="Deepest nesting of a GraphQL query.")
    pool_size: int = Field(default=16, ge=1, description="Connections to the database of one server process.")
    statement_timeout_seconds: int = Field(
        default=30, ge=1, description="Seconds after which PostgreSQL breaks off a statement of a request."
    )
    synonyms: Path | None = Field(
        default=None,
        description="TOML file of further column headers by sheet and field, for offices that use other words: "
        "a table per sheet, each field a list of headers.",
    )
    extensions: str = Field(
        default="",
        description="Directories laid out like this repository that add sheets, ledgers, indicators and boards, "
        "separated as in PATH.",
    )
    parser_memory_mb: int = Field(
        default=512, ge=128, description="Memory, in megabytes, of the process that reads one uploaded file."
    )
    parser_cpu_seconds: int = Field(
        default=20, ge=1, description="Processor seconds of the process that reads one uploaded file."
    )
    parser_wall_seconds: int = Field(
        default=60, ge=1, description="Seconds after which the reading of one uploaded file is broken off."
    )

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _between_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return [origin.strip() for origin in value.split(",") if origin.strip()]
        return value

    @field_validator("files_key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and any(len(key) < 32 for key in _keys_in(value)):
            raise ValueError("every key needs at least 32 characters")
        return value

    @field_validator("database_url", "digest_key", "files_key", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    def key_for_digests(self) -> bytes:
        """The key of the digests; for the embedded database it is made on first use, for its owner's eyes.

        Raises `MissingDigestKey` when the database is not ours and no key is given: a key made here would be
        lost with this machine, and the digests in that database with it.
        """
        if self.digest_key is not None:
            return self.digest_key.get_secret_value().encode()
        if self.database_url is not None:
            raise MissingDigestKey(
                "HUB_DIGEST_KEY is required with HUB_DATABASE_URL: "
                "at least 32 random characters, kept for ever.\n"
                "使用 HUB_DATABASE_URL 时必须设置 HUB_DIGEST_KEY：至少 32 个随机字符，永久保存。"
            )
        return _own_key(self.home / "digest.key")

    def keys_for_files(self) -> tuple[bytes, ...]:
        """The keys of the stored originals, the one that encrypts first; made and missing as the key of the digests."""
        if self.files_key is not None:
            return tuple(key.encode() for key in _keys_in(self.files_key))
        if self.database_url is not None:
            raise MissingFilesKey(
                "HUB_FILES_KEY is required with HUB_DATABASE_URL: "
                "at least 32 random characters; without it the stored files cannot be read.\n"
                "使用 HUB_DATABASE_URL 时必须设置 HUB_FILES_KEY：至少 32 个随机字符；丢失后无法读取所存原始文件。"
            )
        return (_own_key(self.home / "files.key"),)


class MissingKey(RuntimeError):
    """No key was given where the hub must not make one."""


class MissingDigestKey(MissingKey):
    """No key for digests was given where the hub must not make one."""


class MissingFilesKey(MissingKey):
    """No key for the stored originals was given where the hub must not make one."""


def _keys_in(setting: SecretStr) -> list[str]:
    return [key.strip() for key in setting.get_secret_value().split(",")]


def load() -> Settings:
    """The settings of this process, from its variables HUB_*."""
    return Settings()


def _own_key(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(unfinished, path)  # whole or not at all; the first of two processes wins
        except FileExistsError:
            pass  # the other's key counts
        finally:
            unfinished.unlink()
    return path.read_bytes()
