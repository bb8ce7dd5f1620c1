with found as (
  select prefecture_code, filed_on >= %(first)s as now, 1 as n, count(*)::numeric as a, sum(workers_count)::numeric as b
  from wage_cases
  where region_code >= %(lo)s and region_code < %(hi)s and filed_on >= %(before)s and filed_on < %(end)s
    and live_from is not null and live_to is null
  group by 1, 2
  union all
  select prefecture_code, closed_on >= %(first)s, 2, count(*), sum(recovered_amount)
  from wage_cases
  where region_code >= %(lo)s and region_code < %(hi)s and closed_on >= %(before)s and closed_on < %(end)s
    and pay_method is distinct from 'EMERGENCY_FUND' and live_from is not null and live_to is null
  group by 1, 2
  union all
  select prefecture_code, accepted_on >= %(first)s, 3, count(*), sum(workers_count)
  from supported_lawsuits
  where region_code >= %(lo)s and region_code < %(hi)s and accepted_on >= %(before)s and accepted_on < %(end)s
    and forum = 'LITIGATION' and live_from is not null and live_to is null
  group by 1, 2
  union all
  select prefecture_code, filed_on >= %(first)s, 4, count(*), 0
  from court_wage_cases
  where region_code >= %(lo)s and region_code < %(hi)s and filed_on >= %(before)s and filed_on < %(end)s
    and live_from is not null and live_to is null
  group by 1, 2
  union all
  select prefecture_code, approved_on >= %(first)s, 5, count(*), sum(workers_count)
  from legal_aid_cases
  where region_code >= %(lo)s and region_code < %(hi)s and approved_on >= %(before)s and approved_on < %(end)s
    and live_from is not null and live_to is null
  group by 1, 2
  union all
  select prefecture_code, served_on >= %(first)s, 6, count(*), sum(recovered_amount)
  from union_services
  where region_code >= %(lo)s and region_code < %(hi)s and served_on >= %(before)s and served_on < %(end)s
    and live_from is not null and live_to is null
  group by 1, 2
  union all
  select prefecture_code, recovered_on >= %(first)s, 7, count(*), sum(amount)
  from wage_recoveries
  where region_code >= %(lo)s and region_code < %(hi)s and recovered_on >= %(before)s and recovered_on < %(end)s
    and recovery_kind = 'WAGES' and live_from is not null and live_to is null
  group by 1, 2
), cities as (
  select prefecture_code,
    array[
      sum(a) filter (where now and n = 1), sum(b) filter (where now and n = 1), sum(b) filter (where now and n = 2),
      sum(a) filter (where now and n = 3), sum(b) filter (where now and n = 3), sum(a) filter (where now and n = 4),
      sum(a) filter (where now and n = 5), sum(b) filter (where now and n = 5), sum(b) filter (where now and n = 6),
      sum(b) filter (where now and n = 7)] as this_year,
    array[
      sum(a) filter (where not now and n = 1), sum(b) filter (where not now and n = 1),
      sum(b) filter (where not now and n = 2), sum(a) filter (where not now and n = 3),
      sum(b) filter (where not now and n = 3), sum(a) filter (where not now and n = 4),
      sum(a) filter (where not now and n = 5), sum(b) filter (where not now and n = 5),
      sum(b) filter (where not now and n = 6), sum(b) filter (where not now and n = 7)] as year_before
  from found group by 1
)
select '[' || string_agg(
  '{"region":{"code":"' || c.code || '","name":' || to_json(c.name)::text || '}' || (
    select string_agg(
      ',"' || i.name || '":{"value":"' || v.now || '","yearOnYear":{"base":"' || v.base || '","difference":"'
      || v.now - v.base || '","ratio":' || case when v.base = 0 then 'null' else '"' || (v.now - v.base) / v.base || '"' end
      || ',"status":"' || case when v.base = 0 then 'ZERO_BASE' when v.base < 10 and not i.money then 'SMALL_BASE'
        else 'COMPARABLE' end || '"}}', '' order by i.n)
    from unnest(
      array['wageCasesFiled','wageCaseWorkers','hrssWagesRecovered','supportedLawsuitsAccepted','supportedWorkers',
        'courtWageCasesAccepted','legalAidCasesApproved','legalAidWorkers','unionWagesRecovered','wagesRecoveredGross'],
      array[false, false, true, false, false, false, false, false, true, true]) with ordinality as i (name, money, n)
    cross join lateral (
      select coalesce(t.this_year[i.n], case when i.money then 0.00 else 0 end) as now,
        coalesce(t.year_before[i.n], case when i.money then 0.00 else 0 end) as base) v
  ) || '}', ',' order by c.code) || ']'
from unnest(%(cities)s::text[]) as k (code) join regions c using (code)
  left join cities t on t.prefecture_code = c.code
