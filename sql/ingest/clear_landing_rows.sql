-- Removes the rows of an earlier landing.
delete from landing_rows
