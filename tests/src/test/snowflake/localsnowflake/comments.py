"""Comments of views, which fakesnow keeps beside those of tables but does not show."""

from string import Template

from fakesnow import info_schema

from localsnowflake.session import Session

_NONE = "null::VARCHAR as COMMENT"
_KEPT = """(
    select comment from _fs_global._fs_information_schema._fs_tables_ext
    where ext_table_catalog = database_name and ext_table_schema = schema_name and ext_table_name = view_name
  ) as COMMENT"""


def show() -> None:
    """In information_schema.views of databases that are created from now on."""
    template = info_schema.SQL_CREATE_INFORMATION_SCHEMA_VIEWS_VIEW.template
    if _NONE not in template:
        raise RuntimeError("fakesnow has another view of views")
    info_schema.SQL_CREATE_INFORMATION_SCHEMA_VIEWS_VIEW = Template(template.replace(_NONE, _KEPT))


def vanish(session: Session, place: tuple[str, ...]) -> None:
    """place: database, schema and name of what is dropped or replaced."""
    session.duckdb.execute(
        "DELETE FROM _fs_global._fs_information_schema._fs_tables_ext "
        "WHERE ext_table_catalog = ? AND ext_table_schema = ? AND ext_table_name = ?",
        list(place),
    )
