"""What persons decided and no file says, recovery groups and obligations, against the data versions that it took."""

from __future__ import annotations

import psycopg

from hub.verifying.differences import Difference, Findings, shown

# A member of a group holds from its confirmation until it is dissolved.
_MEMBERS_UNLIKE = """
select g.id, m.row_key, x.name, x.stored, x.rebuilt
from recovery_groups g join recovery_members m on m.group_id = g.id
cross join lateral (values ('live_from', m.live_from, g.confirmed_version), ('live_to', m.live_to, g.dissolved_version))
  as x(name, stored, rebuilt)
where x.stored is distinct from x.rebuilt
order by g.id, m.row_key, x.name
"""

# Decisions by the versions that they name. A release may declare what is still owed.
_DECIDED = """
select 'recovery_groups' as made, confirmed_version as number, array['GROUP'] as by from recovery_groups
union all select 'recovery_groups', dissolved_version, array['UNGROUP'] from recovery_groups
union all select 'obligations', declared_version, array['OBLIGE', 'RELEASE'] from obligations
union all select 'obligations', ended_version, array['RELEASE'] from obligations
"""
_WITHOUT_VERSION = f"""
select distinct d.made, d.number from ({_DECIDED}) d
where d.number is not null
  and not exists (select from data_versions v where v.number = d.number and v.action = any(d.by))
order by d.number
"""
_WITHOUT_DECISION = f"""
select case when v.action in ('GROUP', 'UNGROUP') then 'recovery_groups' else 'obligations' end, v.number
from data_versions v
where v.action in ('GROUP', 'UNGROUP', 'OBLIGE', 'RELEASE')
  and not exists (select from ({_DECIDED}) d where d.number = v.number and v.action = any(d.by))
order by v.number
"""


def check_decisions(connection: psycopg.Connection, findings: Findings) -> int:
    """How many decisions there are. They have no original but their data version; each must have just that."""
    for group, key, column, stored, rebuilt in connection.execute(_MEMBERS_UNLIKE):
        details = {"table": "recovery_members", "key": f"{group}: {key}"}
        findings.add(
            Difference(
                "value_differs", column=column, stored=shown(stored), rebuilt=shown(rebuilt), details=details
            )
        )
    for table, version in connection.execute(_WITHOUT_VERSION.encode()):
        details = {"table": table, "key": f"data_version {version}"}
        findings.add(Difference("row_surplus", stored=details["key"], details=details))
    for table, version in connection.execute(_WITHOUT_DECISION.encode()):
        details = {"table": table, "key": f"data_version {version}"}
        findings.add(Difference("row_missing", rebuilt=details["key"], details=details))
    row = connection.execute(
        "select (select count(*) from recovery_groups) + (select count(*) from obligations)"
    ).fetchone()
    assert row is not None
    return int(row[0])
