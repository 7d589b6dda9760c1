-- A load is an edge from a file to the rows that it brought, under the name by which later stages read them.
update lineage_edges
set
  input_name = 'file',
  output_hash = input_hash
where stage = 'ingest'
  and input_name in ('customers', 'sales', 'feedback')
