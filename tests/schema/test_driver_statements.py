"""What goes over the wire: one statement per root field, counted in libpq's own trace."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from hub.access.viewer import OPERATOR
from hub.database import Database, Reading
from hub.scope import Scoped
from hub.settings import Settings
from schema import execute

TEN = " ".join(
    f"{name} {{ value yearOnYear {{ text }} }}"
    for name in (
        "supportedLawsuitsHandled", "procuratorateWagesRecovered", "wageCasesFiled", "specialAccountCoverage",
        "projectsRealName", "blacklistActive", "legalAidCasesApproved", "courtWageCasesAccepted",
        "projectsPaidInFullOnTime", "compulsoryEnforcementApplications",
    )
)  # fmt: skip

DOCUMENTS = {
    "a page of projects with accounts, months and employers": (
        "{ projects(first: 100) { totalCount aggregate { count } nodes { owner { name } contractor { name }"
        " accounts { totalCount nodes { bank months { nodes { paidIn } } } } region { name } submission { fileName } } } }",
        1,
    ),
    "one employer with everything": (
        '{ employer(uscc: "x") { wageCases { nodes { caseNo } } supportedLawsuits { nodes { courtCase { caseNo } } } } }',
        1,
    ),
    "ten indicators by county and month": (
        f'{{ statistics(within: "520000", from: "2019-01", to: "2019-12", by: [COUNTY, MONTH]) {{ {TEN} }} }}',
        1,
    ),
    "three root fields": (
        '{ a: wageCases { totalCount } b: wageCases { totalCount } statistics(within: "520200", from: "2019-01",'
        ' to: "2019-12") { wageCasesFiled { value } } }',
        3,
    ),
}


class Traced(Database):
    """A database whose readings write libpq's trace to a file."""

    trace: Path

    @asynccontextmanager
    async def read(self, viewer: Scoped) -> AsyncIterator[Reading]:
        async with super().read(viewer) as reading:
            with self.trace.open("a") as file:
                reading._connection.pgconn.trace(file.fileno())
                try:
                    yield reading
                finally:
                    reading._connection.pgconn.untrace()


def statements(trace: Path) -> int:
    """Executions that the client asked for, but for BEGIN and the entering of the scope."""
    executed = re.findall(r"^.*?\tF\t\d+\t(?:Execute|Query)\b", trace.read_text(), flags=re.MULTILINE)
    return len(executed) - 2


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_root_field_is_one_statement(name: str, module_database_url: str, tmp_path: Path) -> None:
    document, expected = DOCUMENTS[name]
    settings = Settings(database_url=module_database_url, digest_key=SecretStr("k" * 40))

    async def run() -> dict[str, Any]:
        database = Traced(module_database_url, pool_size=1, statement_timeout_seconds=30)
        database.trace = tmp_path / "trace"
        await database.open()
        try:
            return await execute(settings, database, OPERATOR, document, {})
        finally:
            await database.close()

    assert "errors" not in asyncio.run(run())
    assert statements(tmp_path / "trace") == expected
