select '{"uscc":"' || e.uscc || '","name":' || to_json(e.name)::text
  || ',"projectsContracted":{"nodes":[' || coalesce((
    select string_agg('{"projectCode":' || to_json(project_code)::text || ',"projectName":'
        || coalesce(to_json(project_name)::text, 'null') || ',"status":' || coalesce('"' || status || '"', 'null')
        || ',"contractAmount":' || coalesce('"' || contract_amount || '"', 'null') || '}',
      ',' order by province_code, id)
    from (
      select t.province_code, t.id, project_code, project_name, status, contract_amount from projects t
      where t.contractor_key = e.key and live_from is not null and live_to is null and month = (
        select max(period_to) from accepted_submissions s
        where s.sheet = 'projects' and s.side = '' and s.unit = t.unit
          and withdrawn_version is null)
      order by province_code, id limit %(first)s) t), '')
  || ']},"specialAccounts":{"nodes":[' || coalesce((
    select string_agg('{"projectCode":' || to_json(project_code)::text || ',"bank":'
        || coalesce(to_json(bank)::text, 'null') || ',"status":' || coalesce('"' || status || '"', 'null')
        || ',"openedOn":' || coalesce('"' || opened_on || '"', 'null') || '}',
      ',' order by province_code, id)
    from (
      select t.province_code, t.id, project_code, bank, status, opened_on from special_accounts t
      where t.live_from is not null and t.live_to is null and t.month = (
          select max(period_to) from accepted_submissions s
          where s.sheet = 'special_accounts' and s.side = '' and s.unit = t.unit
            and withdrawn_version is null)
        and (t.province_code, t.project_code) in (
          select p.province_code, p.project_code from projects p
          where p.contractor_key = e.key and live_from is not null and live_to is null and month = (
            select max(period_to) from accepted_submissions s
            where s.sheet = 'projects' and s.side = '' and s.unit = p.unit
              and withdrawn_version is null))
      order by province_code, id limit %(first)s) t), '')
  || ']},"wageCases":{"nodes":[' || coalesce((
    select string_agg('{"caseNo":' || to_json(case_no)::text || ',"filedOn":' || coalesce('"' || filed_on || '"', 'null')
        || ',"workersCount":' || coalesce(workers_count::text, 'null')
        || ',"amountInvolved":' || coalesce('"' || amount_involved || '"', 'null')
        || ',"recoveredAmount":' || coalesce('"' || recovered_amount || '"', 'null')
        || ',"closeKind":' || coalesce('"' || close_kind || '"', 'null') || '}',
      ',' order by province_code, id)
    from (
      select * from wage_cases t where t.employer_key = e.key and live_from is not null and live_to is null
      order by province_code, id limit %(first)s) t), '')
  || ']},"supportedLawsuits":{"nodes":[' || coalesce((
    select string_agg('{"caseNo":' || to_json(case_no)::text
        || ',"acceptedOn":' || coalesce('"' || accepted_on || '"', 'null')
        || ',"outcome":' || coalesce('"' || outcome || '"', 'null')
        || ',"claimAmount":' || coalesce('"' || claim_amount || '"', 'null')
        || ',"recoveredAmount":' || coalesce('"' || recovered_amount || '"', 'null') || '}',
      ',' order by province_code, id)
    from (
      select * from supported_lawsuits t where t.employer_key = e.key and live_from is not null and live_to is null
      order by province_code, id limit %(first)s) t), '')
  || ']},"courtWageCases":{"nodes":[' || coalesce((
    select string_agg('{"caseNo":' || to_json(case_no)::text || ',"filedOn":' || coalesce('"' || filed_on || '"', 'null')
        || ',"closeKind":' || coalesce('"' || close_kind || '"', 'null')
        || ',"adjudicatedAmount":' || coalesce('"' || adjudicated_amount || '"', 'null') || '}',
      ',' order by province_code, id)
    from (
      select * from court_wage_cases t where t.employer_key = e.key and live_from is not null and live_to is null
      order by province_code, id limit %(first)s) t), '')
  || ']},"legalAidCases":{"nodes":[' || coalesce((
    select string_agg('{"caseNo":' || to_json(case_no)::text
        || ',"approvedOn":' || coalesce('"' || approved_on || '"', 'null')
        || ',"workersCount":' || coalesce(workers_count::text, 'null')
        || ',"recoveredAmount":' || coalesce('"' || recovered_amount || '"', 'null') || '}',
      ',' order by province_code, id)
    from (
      select * from legal_aid_cases t where t.employer_key = e.key and live_from is not null and live_to is null
      order by province_code, id limit %(first)s) t), '')
  || ']},"unionServices":{"nodes":[' || coalesce((
    select string_agg('{"serviceNo":' || to_json(service_no)::text
        || ',"servedOn":' || coalesce('"' || served_on || '"', 'null')
        || ',"recoveredAmount":' || coalesce('"' || recovered_amount || '"', 'null') || '}',
      ',' order by province_code, id)
    from (
      select * from union_services t where t.employer_key = e.key and live_from is not null and live_to is null
      order by province_code, id limit %(first)s) t), '')
  || ']},"wageRecoveries":{"nodes":[' || coalesce((
    select string_agg('{"caseNo":' || coalesce(to_json(case_no)::text, 'null') || ',"amount":"' || amount
        || '","recoveredOn":' || coalesce('"' || recovered_on || '"', 'null')
        || ',"recoveryKind":"' || recovery_kind || '","sourceLedger":' || to_json(source_ledger)::text || '}',
      ',' order by province_code, id)
    from (
      select * from wage_recoveries t where t.employer_key = e.key and live_from is not null and live_to is null
      order by province_code, id limit %(first)s) t), '')
  || ']},"blacklistEntries":{"nodes":[' || coalesce((
    select string_agg('{"decisionNo":' || to_json(decision_no)::text
        || ',"listedOn":' || coalesce('"' || listed_on || '"', 'null')
        || ',"termMonths":' || coalesce(term_months::text, 'null') || '}',
      ',' order by province_code, id)
    from (
      select * from blacklist t where t.employer_key = e.key and live_from is not null and live_to is null
      order by province_code, id limit %(first)s) t), '')
  || ']}}'
from employers e where e.uscc = %(uscc)s
