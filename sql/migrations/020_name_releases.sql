-- A release is an edge from the rows of the quarantine that it judged again.
update lineage_edges
set
  input_name = 'quarantine',
  output_hash = input_hash
where stage = 'ingest'
  and input_name in ('customers', 'sales', 'feedback')
  and exists (
    select 1
    from files_ingested f
    where f.file_type = lineage_edges.input_name
      and f.file_name = lineage_edges.input_slice
      and f.content_hash = lineage_edges.input_hash
      and f.released_from is not null
  )
