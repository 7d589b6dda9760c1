-- One row per version that the tables of this schema were created at or brought to, and per other program that made the views anew.
create table if not exists schema_versions (
  version bigint not null,
  name string not null, -- what changed; created = all tables were made at this version, views = the views were made anew
  applied_at timestamp not null,
  code_version string not null -- of the program that did it
)
