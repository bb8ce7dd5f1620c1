with filed as (
  select prefecture_code, date_trunc('month', filed_on)::date as month, count(*) as cases, sum(workers_count) as workers
  from wage_cases
  where region_code >= %(lo)s and region_code < %(hi)s and filed_on >= %(first)s and filed_on < %(end)s
    and live_from is not null and live_to is null
  group by 1, 2
), closed as (
  select prefecture_code, date_trunc('month', closed_on)::date as month, sum(recovered_amount) as recovered
  from wage_cases
  where region_code >= %(lo)s and region_code < %(hi)s and closed_on >= %(first)s and closed_on < %(end)s
    and pay_method is distinct from 'EMERGENCY_FUND' and live_from is not null and live_to is null
  group by 1, 2
)
select '[' || string_agg(
  '{"region":{"code":"' || c.code || '","name":' || to_json(c.name)::text || '},"month":"' || to_char(m, 'YYYY-MM')
  || '","wageCasesFiled":{"value":"' || coalesce(cases, 0)
  || '"},"wageCaseWorkers":{"value":"' || coalesce(workers, 0)
  || '"},"hrssWagesRecovered":{"value":"' || coalesce(recovered, 0.00) || '"}}',
  ',' order by c.code, m) || ']'
from unnest(%(cities)s::text[]) as k (code) join regions c using (code)
  cross join generate_series(%(first)s::date, %(end)s::date - 1, interval '1 month') as m
  left join filed f on f.prefecture_code = c.code and f.month = m
  left join closed d on d.prefecture_code = c.code and d.month = m
