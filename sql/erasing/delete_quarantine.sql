-- One row goes per bad row whose text holds the id of a customer as a cell, a word or several words, as it is written or in letters of one case.
delete from quarantine
using customers_to_forget f
where contains(
  lower('|' || translate(replace(replace(quarantine.raw_row, '""', '"'), chr(92) || '"', '"'), ',;":{}[]=^~ ' || chr(1) || chr(9) || chr(10) || chr(13), '||||||||||||||||') || '|'),
  lower('|' || translate(f.customer_id, ',;":{}[]=^~ ' || chr(1) || chr(9) || chr(10) || chr(13), '||||||||||||||||') || '|')
)
and (
  contains(replace(replace(quarantine.raw_row, '""', '"'), chr(92) || '"', '"'), f.customer_id)
  or contains(upper(replace(replace(quarantine.raw_row, '""', '"'), chr(92) || '"', '"')), f.customer_id)
  or contains(lower(replace(replace(quarantine.raw_row, '""', '"'), chr(92) || '"', '"')), f.customer_id)
)
