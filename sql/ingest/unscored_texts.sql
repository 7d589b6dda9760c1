-- One row per text of comments_to_score, cut as it is sent, that no statement has asked a function about yet.
-- A comment that begins with a visible character of ASCII, as most do, is not blank: stripping it of all blanks costs a microsecond.
with cut as (
  select cast(:max_characters as bigint) as characters
),

sent_texts as (
  select distinct left(s.comment, c.characters) as text
  from comments_to_score s
  cross join cut c
  where case
    when s.comment >= '!' and s.comment < chr(127) then true
    else trim(left(s.comment, c.characters), ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(8203) || chr(65279)) <> ''
  end
),

hashed_texts as (
  select
    text,
    md5(text) as text_hash
  from sent_texts
)

select
  h.text,
  h.text_hash
from hashed_texts h
left join sentiment_cache c
  on c.text_hash = h.text_hash
  and c.scored_by = :scored_by
where c.text_hash is null
