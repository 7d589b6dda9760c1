-- Content hashes carry a version: those of tables without a version are of version 1.
update slice_contents
set hash_version = 1
where hash_version is null
