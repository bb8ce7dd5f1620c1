select '{"nodes":[' || coalesce(string_agg(
  '{"uscc":' || coalesce(to_json(e.uscc)::text, 'null') || ',"name":' || to_json(e.name)::text
  || ',"projectsContracted":{"nodes":[' || coalesce((
    select string_agg('{"projectCode":' || to_json(project_code)::text || ',"projectName":'
        || coalesce(to_json(project_name)::text, 'null') || ',"status":' || coalesce('"' || status || '"', 'null')
        || ',"contractAmount":' || coalesce('"' || contract_amount || '"', 'null')
        || ',"accounts":{"nodes":[' || coalesce((
          select string_agg('{"bank":' || coalesce(to_json(bank)::text, 'null')
              || ',"accountNo":' || coalesce(to_json(account_no)::text, 'null')
              || ',"status":' || coalesce('"' || status || '"', 'null')
              || ',"openedOn":' || coalesce('"' || opened_on || '"', 'null') || '}',
            ',' order by province_code, id)
          from (
            select a.province_code, a.id, bank, account_no, status, opened_on from special_accounts a
            where a.province_code = t.province_code and a.project_code = t.project_code
              and live_from is not null and live_to is null and month = (
                select max(period_to) from accepted_submissions s
                where s.sheet = 'special_accounts' and s.side = '' and s.unit = a.unit
                  and withdrawn_version is null)
            order by province_code, id limit %(accounts)s) a), '')
        || ']}}',
      ',' order by province_code, id)
    from (
      select t.province_code, t.id, project_code, project_name, status, contract_amount from projects t
      where t.contractor_key = e.key and live_from is not null and live_to is null and month = (
        select max(period_to) from accepted_submissions s
        where s.sheet = 'projects' and s.side = '' and s.unit = t.unit
          and withdrawn_version is null)
      order by province_code, id limit %(projects)s) t), '')
  || ']}}', ',' order by e.key), '') || ']}'
from (
  select * from (
    -- The fence keeps PostgreSQL from walking the whole register in the order of keys.
    select * from employers where region_code >= %(lo)s and region_code < %(hi)s offset 0
  ) here
  order by key limit %(employers)s
) e
