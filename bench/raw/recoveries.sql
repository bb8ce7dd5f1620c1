select '{"nodes":[' || coalesce(string_agg(
  '{"caseNo":' || coalesce(to_json(case_no)::text, 'null')
  || ',"employerName":' || coalesce(to_json(employer_name)::text, 'null')
  || ',"uscc":' || coalesce(to_json(uscc)::text, 'null') || ',"amount":"' || amount
  || '","workersPaid":' || coalesce(workers_paid::text, 'null')
  || ',"recoveredOn":' || coalesce('"' || recovered_on || '"', 'null')
  || ',"recoveryKind":"' || recovery_kind || '","sourceLedger":' || to_json(source_ledger)::text
  || ',"agency":' || to_json(agency)::text || ',"month":"' || to_char(month, 'YYYY-MM') || '"}',
  ',' order by province_code, id), '') || ']}'
from (
  select * from wage_recoveries
  where province_code = %(province)s and live_from is not null and live_to is null
  order by province_code, id limit %(recoveries)s
) r
