-- One row per bad row, in quarantine or taken back, with the first line of its file where columns have names.
with loads as (
  select
    file_type,
    file_name,
    run_id,
    header,
    released_from,
    load_number
  from files_ingested
  union all
  select
    file_type,
    file_name,
    run_id,
    header,
    released_from,
    load_number
  from superseded_files
),

loads_with_headers as (
  select
    l.file_type,
    l.file_name,
    l.run_id,
    l.load_number,
    nvl(l.header, o.header) as header
  from loads l
  left join loads o
    on o.load_number = l.released_from
)

select distinct
  q.feed,
  q.file_name,
  q.line_number,
  q.raw_row,
  cast(null as string) as judged_row,
  q.contract_version,
  cast(null as bigint) as load_number,
  l.header
from quarantine q
left join loads_with_headers l
  on l.file_type = q.feed
  and l.file_name = q.file_name
  and l.run_id = q.run_id
union all
select distinct
  s.feed,
  s.file_name,
  s.line_number,
  s.raw_row,
  s.judged_row,
  s.contract_version,
  s.load_number,
  l.header
from superseded_quarantine s
left join loads_with_headers l
  on l.load_number = s.load_number
