-- One row per version of the feature view, in order of registration.
select
  view_name,
  version,
  sql_hash,
  catalogue_hash,
  catalogue,
  statement,
  registered_at
from feature_views
order by length(version) nulls last, version nulls last
