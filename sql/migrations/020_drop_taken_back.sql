-- A slice that was taken back is made of nothing.
delete from lineage_edges
where output_hash = 'taken back'
