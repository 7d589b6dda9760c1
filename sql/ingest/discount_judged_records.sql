-- Takes quarantined records that are judged anew out of the counts of the load that they came with.
update files_ingested
set
  rows_read = rows_read - :records,
  rows_quarantined = rows_quarantined - :quarantined
where load_number = :load_number
