"""Row-level security and grants of a table, in the words that every revision uses."""

from __future__ import annotations

SERVING_ROLE = "hub_app"

# The row's region in scope and its agency in scope, or the viewer's own unit. An unset or empty setting is NULL
# and lets nothing through. Sub-selects make each setting one look-up a statement; only leakproof operators are
# used, so that indexes keep working below the policy. The tests stand in CASE because the planner, which cannot
# know a scope, would expect of plain comparisons that hardly a row passes, and sort what an index gives in order.
IN_SCOPE = """
(
  case when
    (
      region_code >= (select nullif(current_setting('hub.region_lo', true), ''))
      and region_code < (select nullif(current_setting('hub.region_hi', true), ''))
    )
    or region_code = any ((select string_to_array(nullif(current_setting('hub.region_codes', true), ''), ','))::text[])
  then
    case when (select current_setting('hub.agencies', true)) = '*' then true
    else agency = any ((select string_to_array(nullif(current_setting('hub.agencies', true), ''), ','))::text[])
    end
  else false end
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
        f"""
        do $$ begin
          if not pg_has_role(current_user, '{SERVING_ROLE}', 'SET') then
            grant {SERVING_ROLE} to current_user;
          end if;
        end $$
        """,
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


def permanent(table: str) -> list[str]:
    """Put a table under the scope policy whose rows are written once: nobody changes or deletes them, nor its owner."""
    return [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy {table}_in_scope on {table} using ({IN_SCOPE}) with check ({IN_SCOPE})",
        f"grant select, insert on {table} to {SERVING_ROLE}",
        f"""
        create function refuse_change_of_{table}() returns trigger language plpgsql as $$
        begin
          raise exception 'rows of {table} are permanent' using errcode = 'restrict_violation';
        end $$
        """,
        f"""
        create trigger {table}_are_permanent before update or delete or truncate on {table}
        for each statement execute function refuse_change_of_{table}()
        """,
    ]


def accepted_submissions() -> list[str]:
    """The trigger that keeps the slots' acceptance beside the submissions, for everybody to read."""
    return [
        """
        create function note_accepted_submission() returns trigger language plpgsql as $$
        begin
          if new.accepted_version is not null then
            insert into accepted_submissions (id, sheet, side, agency, region_code, unit, period_from, period_to,
              as_of, accepted_version, withdrawn_version)
            values (new.id, new.sheet, new.side, new.agency, new.region_code, new.unit, new.period_from,
              new.period_to, new.as_of, new.accepted_version, new.withdrawn_version)
            on conflict (id) do update set accepted_version = excluded.accepted_version,
              withdrawn_version = excluded.withdrawn_version;
          end if;
          return null;
        end $$
        """,
        """
        create trigger note_accepted_submission after insert or update of accepted_version, withdrawn_version
        on submissions for each row execute function note_accepted_submission()
        """,
        f"grant select, insert, update (accepted_version, withdrawn_version) on accepted_submissions to {SERVING_ROLE}",
    ]


def modes_of_submissions() -> list[str]:
    """The mode of a submission in the table that everybody reads, and what is sent but not accepted yet.

    Such a submission is seen by those who send and accept, of its own agency or the secretariat, and by nobody else.
    """
    return [
        """
        create or replace function note_accepted_submission() returns trigger language plpgsql as $$
        begin
          if new.accepted_version is not null then
            insert into accepted_submissions (id, sheet, side, agency, region_code, unit, period_from, period_to,
              as_of, mode, accepted_version, withdrawn_version)
            values (new.id, new.sheet, new.side, new.agency, new.region_code, new.unit, new.period_from,
              new.period_to, new.as_of, new.mode, new.accepted_version, new.withdrawn_version)
            on conflict (id) do update set accepted_version = excluded.accepted_version,
              withdrawn_version = excluded.withdrawn_version;
          end if;
          return null;
        end $$
        """,
        """
        create policy submissions_pending on submissions as restrictive for select using (
          accepted_version is not null or (select current_setting('hub.pending', true)) = 'yes')
        """,
        f"grant update (mode, nil) on submissions to {SERVING_ROLE}",
        f"grant select, insert, update (reopened_at, reopened_by, reopened_reason) on month_closings to {SERVING_ROLE}",
    ]
