"""From an uploaded file to receipts: read and checked in a limited child process, then received in one transaction."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hub.access.viewer import Viewer
from hub.database import connect
from hub.errors import HubError
from hub.importing.check import check_file_limited
from hub.importing.memory import Memory
from hub.importing.parsed import Options, ParsedSubmission
from hub.importing.privacy import masked
from hub.importing.problems import Problem, Severity
from hub.settings import Settings
from hub.submissions.actions import receive
from hub.submissions.answers import memory, remember
from hub.submissions.nil import declaration
from hub.submissions.readings import reading
from hub.submissions.receipts import REPLACE, Receipt

Tell = Callable[[str, int], None]
"""Hears a step (checked, received) and how many rows have come so far."""


@dataclass(frozen=True)
class Intake:
    """Where uploads go: the database, and the limits and keys under which files are read."""

    url: str
    settings: Settings

    def take(
        self,
        data: bytes,
        name: str,
        options: Options,
        *,
        by: Viewer,
        store: bool = True,
        accept: bool = False,
        reason: str | None = None,
        mode: str = REPLACE,
        nil: bool = False,
        tell: Tell | None = None,
    ) -> list[Receipt]:
        """Read, check and receive one file: one receipt per submission, or one that says why it cannot be read.

        All submissions of the file are received in one transaction: all of them are kept or none. `nil` confirms
        that a file without records means that there are none. `tell` hears how far a long job is; cut off at any
        point, it leaves nothing.
        """
        by.require("submissions.receive")
        # Clerks put telephone and identity numbers into file names as well.
        parsed, memory_used = self._parse(data, masked(name), options, by)
        read_with = reading(options, memory_used, synonyms(self.settings), parsed) if store else None
        done = 0
        if tell is not None:
            tell("checked", sum(len(one.rows) for one in parsed))
        keys = self.settings.keys_for_files() if store else ()
        receipts: list[Receipt] = []
        with connect(self.url) as connection:
            if store:
                for one in parsed:
                    remember(connection, one, options, by)
            for one in parsed:
                receipts.append(
                    receive(
                        connection,
                        one,
                        data=data,
                        keys=keys,
                        by=by,
                        store=store,
                        accept_now=accept,
                        reason=reason,
                        siblings=parsed,
                        mode=mode,
                        nil=nil,
                        options=read_with,
                    )
                )
                done += len(one.rows)
                if tell is not None:
                    tell("received", done)
        return receipts

    def nil_return(
        self,
        options: Options,
        *,
        by: Viewer,
        side: str = "",
        store: bool = True,
        accept: bool = False,
        reason: str | None = None,
    ) -> Receipt:
        """Receive a nil return without a file: sheet, agency, region and period all said."""
        by.require("submissions.receive")
        parsed, data = declaration(options, side)
        keys = self.settings.keys_for_files() if store else ()
        with connect(self.url) as connection:
            return receive(
                connection,
                parsed,
                data=data,
                keys=keys,
                by=by,
                store=store,
                accept_now=accept,
                reason=reason,
                nil=True,
            )

    def _parse(
        self, data: bytes, name: str, options: Options, by: Viewer
    ) -> tuple[list[ParsedSubmission], Memory]:
        """The submissions of a file, and the remembered answers with which it was read."""
        limit = self.settings.upload_max_mb
        if len(data) > limit * 2**20:
            too_large = Problem("upload_too_large", Severity.ERROR, details={"megabytes": limit})
            return [ParsedSubmission(name, problems=[too_large])], Memory()
        with connect(self.url) as connection:
            answered = memory(connection, by)
        parsed = check_file_limited(
            data,
            name,
            options,
            digest_key=self.settings.key_for_digests(),
            synonyms=synonyms(self.settings),
            memory=answered,
            memory_mb=self.settings.parser_memory_mb,
            cpu_seconds=self.settings.parser_cpu_seconds,
            wall_seconds=self.settings.parser_wall_seconds,
        )
        return parsed, answered


def synonyms(settings: Settings) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The further headers that HUB_SYNONYMS names: sheet -> field -> headers."""
    if settings.synonyms is None:
        return {}
    try:
        found = tomllib.loads(settings.synonyms.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as wrong:
        raise HubError(
            f"无法读取表头同义词文件：{wrong}",
            f"Cannot read the file of header synonyms: {wrong}",
            code="SYNONYMS_UNREADABLE",
        ) from wrong
    for sheet, fields in found.items():
        if not isinstance(fields, dict) or not all(isinstance(h, list) for h in fields.values()):
            raise HubError(
                f"表头同义词文件的“{sheet}”应为“字段 = [表头, …]”。",
                f"In the file of header synonyms {sheet!r} must be a table of field = [header, ...].",
                code="SYNONYMS_UNREADABLE",
            )
    return found
