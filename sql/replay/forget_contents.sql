-- Deletes the content hashes of a scratch schema before the next slices are written.
delete from slice_contents
