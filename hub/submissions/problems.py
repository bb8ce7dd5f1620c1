"""What was found in a submission, page by page, for those who may see the submission."""

from __future__ import annotations

from typing import Any

import psycopg

from hub.access.viewer import Viewer
from hub.database import enter_scope
from hub.errors import NotFound
from hub.submissions.paging import PAGE_DEFAULT, skipped


def problems_of(
    connection: psycopg.Connection,
    submission_id: int,
    *,
    by: Viewer,
    first: int = PAGE_DEFAULT,
    after: str | None = None,
) -> tuple[list[dict[str, Any]], int, str | None]:
    """A page of the kept problems, how many are kept, the cursor of the next page (None on the last).

    Raises NotFound where there is no such submission or the viewer does not see it, HubError for an impossible page.
    """
    by.require("data.read")
    skip = skipped(first, after)
    enter_scope(connection, by.scope)
    row = connection.execute(
        """
        select jsonb_array_length(problems),
          coalesce((select jsonb_agg(p.value order by p.place)
            from jsonb_array_elements(problems) with ordinality p (value, place)
            where p.place > %(skip)s and p.place <= %(skip)s + %(first)s), '[]')
        from submissions where id = %(id)s
        """,
        {"skip": skip, "first": first, "id": submission_id},
    ).fetchone()
    if row is None:
        raise NotFound(f"没有报送 {submission_id}。", f"There is no submission {submission_id}.")
    total, found = row
    shown = skip + len(found)
    return found, total, str(shown) if found and shown < total else None
