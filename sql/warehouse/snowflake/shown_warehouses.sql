-- One row per virtual warehouse that the role may see. Not shared: DuckDB has none.
show warehouses
