-- One row per file of the load that just landed: its records by outcome, why it is refused, if it is, and the comments that a function cannot score; beside them how many texts of all files it was not asked about.
with cut as (
  select cast(:max_characters as bigint) as characters
),

failed_texts as (
  select distinct text_hash
  from sentiment_cache
  where scored_by = :scored_by
    and is_failed
),

texts_to_score as (
  select count(*) as text_count
  from unscored_texts
),

-- Without failed texts no comment is hashed.
failed_comments as (
  select
    r.file_number,
    count(*) as comment_count
  from landing_rows r
  cross join cut c
  inner join failed_texts f
    on f.text_hash = md5(left(r.comment, c.characters))
  where r.outcome = 'GOOD'
  group by r.file_number
),

-- Of these rows alone the text is read.
headers as (
  select
    file_number,
    max(nullif(raw_row, '')) as header
  from landing_rows
  where outcome = 'FILTERED'
  group by file_number
),

files as (
  select
    file_number,
    cast(sum(record_count) as bigint) as records_read,
    cast(sum(case when outcome = 'FILTERED' then record_count else 0 end) as bigint) as records_filtered,
    cast(sum(case when outcome = 'FORGOTTEN' then record_count else 0 end) as bigint) as records_forgotten,
    cast(sum(case when outcome = 'BAD' then record_count else 0 end) as bigint) as records_bad,
    cast(sum(case when outcome = 'GOOD' then 1 else 0 end) as bigint) as good_rows,
    cast(sum(case when outcome = 'GOOD' and is_return then 1 else 0 end) as bigint) as returns,
    min(case when outcome = 'BAD' then line_number end) as first_bad_line,
    min(case when outcome in ('GOOD', 'FORGOTTEN') then nvl(transaction_date, chat_date) end) as first_day,
    max(case when outcome in ('GOOD', 'FORGOTTEN') then nvl(transaction_date, chat_date) end) as last_day,
    min(case when outcome = 'REFUSED' then value end) as refusal,
    min(case when outcome = 'CURRENCY' then value end) as first_currency,
    max(case when outcome = 'CURRENCY' then value end) as last_currency
  from landing_rows
  group by file_number
)

select
  f.file_number,
  f.records_read,
  f.records_filtered,
  f.records_forgotten,
  f.records_bad,
  f.good_rows,
  f.returns,
  f.first_bad_line,
  f.first_day,
  f.last_day,
  f.refusal,
  f.first_currency,
  f.last_currency,
  h.header,
  false as is_kept,
  cast(zeroifnull(c.comment_count) as bigint) as comments_not_scored,
  cast(t.text_count as bigint) as texts_to_score
from files f
cross join texts_to_score t
left join headers h
  on h.file_number = f.file_number
left join failed_comments c
  on c.file_number = f.file_number
order by f.file_number nulls last
