-- One row goes per bad row whose text holds the id of a customer as a cell, a word or several words, as it is written or in letters of one case.
delete from superseded_quarantine
using customers_to_forget f
where contains(
  lower('|' || translate(replace(replace(superseded_quarantine.raw_row || '|' || nvl(superseded_quarantine.judged_row, ''), '""', '"'), chr(92) || '"', '"'), ',;":{}[]=^~ ' || chr(1) || chr(9) || chr(10) || chr(13), '||||||||||||||||') || '|'),
  lower('|' || translate(f.customer_id, ',;":{}[]=^~ ' || chr(1) || chr(9) || chr(10) || chr(13), '||||||||||||||||') || '|')
)
and (
  contains(replace(replace(superseded_quarantine.raw_row || '|' || nvl(superseded_quarantine.judged_row, ''), '""', '"'), chr(92) || '"', '"'), f.customer_id)
  or contains(upper(replace(replace(superseded_quarantine.raw_row || '|' || nvl(superseded_quarantine.judged_row, ''), '""', '"'), chr(92) || '"', '"')), f.customer_id)
  or contains(lower(replace(replace(superseded_quarantine.raw_row || '|' || nvl(superseded_quarantine.judged_row, ''), '""', '"'), chr(92) || '"', '"')), f.customer_id)
)
