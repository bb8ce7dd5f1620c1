"""Row-level security and grants of a table, in the words that every revision uses."""

from __future__ import annotations

SERVING_ROLE = "hub_app"

# The row's region in scope and its agency in scope, or the viewer's own unit. An unset or empty setting is NULL
# and lets nothing through. Sub-selects make each setting one look-up a statement; only leakproof operators are
# used, so that indexes keep working below the policy.
IN_SCOPE = """
(
  (
    (
      region_code >= (select nullif(current_setting('hub.region_lo', true), ''))
      and region_code < (select nullif(current_setting('hub.region_hi', true), ''))
    )
    or region_code = any ((select string_to_array(nullif(current_setting('hub.region_codes', true), ''), ','))::text[])
  )
  and (
    (select current_setting('hub.agencies', true)) = '*'
    or agency = any ((select string_to_array(nullif(current_setting('hub.agencies', true), ''), ','))::text[])
  )
)
or unit = (select nullif(current_setting('hub.unit', true), ''))
"""


def serving_role() -> list[str]:
    """The role that serves requests: it owns nothing and cannot bypass row-level security."""
    return [
        f"""
        do $$ begin
          if not exists (select from pg_roles where rolname = '{SERVING_ROLE}') then
            create role {SERVING_ROLE} nologin nobypassrls;
          end if;
        end $$
        """,
        f"grant {SERVING_ROLE} to current_user",
        f"grant usage on schema public to {SERVING_ROLE}",
    ]


def protect(table: str, *, updates: str) -> list[str]:
    """Put a table under the scope policy: FORCE, so that its owner is bound too. `updates`: columns that may change."""
    return [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy {table}_in_scope on {table} using ({IN_SCOPE}) with check ({IN_SCOPE})",
        f"grant select, insert, update ({updates}) on {table} to {SERVING_ROLE}",
    ]
