-- A statement holds the snapshots that it computes in its own text.
drop table if exists requested_snapshots
