-- Deletes the content hashes of a scratch schema, so that those of the next slices stand alone.
delete from slice_contents
