-- Content hashes carry a version: the column.
alter table slice_contents add column if not exists hash_version bigint
