-- One row goes per bad row whose text holds the id of a customer as a cell or a word, in whatever letters.
delete from superseded_quarantine
using customers_to_forget f
where contains(
  lower('|' || translate(superseded_quarantine.raw_row || '|' || nvl(superseded_quarantine.judged_row, ''), ',;":{}[]=^~ ' || chr(1) || chr(9) || chr(10) || chr(13), '||||||||||||||||') || '|'),
  lower('|' || translate(f.customer_id, ',;":{}[]=^~ ' || chr(1) || chr(9) || chr(10) || chr(13), '||||||||||||||||') || '|')
)
