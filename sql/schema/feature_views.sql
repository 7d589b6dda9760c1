-- One row per version of a feature view: the columns of an entity and the SQL that computes them.
create table if not exists feature_views (
  entity string not null, -- whom a row tells about: CUSTOMER
  view_name string not null, -- CUSTOMER_FEATURES, kept in the table customer_features
  version string not null, -- V1, V2, ... in order of registration
  sql_hash string not null, -- SHA-256 of the statement without comments and line breaks
  catalogue_hash string not null, -- SHA-256 of names, types and inputs in order
  catalogue string not null, -- JSON: each column with type, input, monitored, owner, concept and meaning
  statement string not null, -- the SQL text as it was registered
  registered_at timestamp not null,
  run_id string not null
)
