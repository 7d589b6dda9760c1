"""CREATE TABLE and VIEW translated once: tests create the same in some eighty schemas, and fakesnow takes 10 to 30 ms each time."""

import re
from dataclasses import dataclass

import duckdb
from fakesnow import info_schema, statement_type
from sqlglot import Expr, exp

from localsnowflake import comments, grants, results
from localsnowflake.parameters import NEW_ACCOUNT
from localsnowflake.results import Result
from localsnowflake.session import Session


@dataclass(frozen=True)
class _Create:
    """What DuckDB is told, and what fakesnow keeps beside the table or view."""

    sql: str
    kind: str
    name: str
    comment: str | None
    text_lengths: list[tuple[str, int]]
    replaces: bool
    copies_grants: bool


_known: dict[tuple, _Create] = {}


def remember(session: Session, sql: str, transformed: Expr) -> None:
    """Keeps what fakesnow made of a statement, if that is the same in every schema."""
    if not isinstance(transformed, exp.Create) or transformed.kind not in ("TABLE", "VIEW"):
        return
    of_others = transformed.args.get("clone") or any(table.db for table in transformed.find_all(exp.Table))
    of_rows = transformed.kind == "TABLE" and transformed.expression
    if of_others or of_rows or transformed.find(exp.AutoIncrementColumnConstraint):
        return
    table = transformed.find(exp.Table)
    _, comment = transformed.args.get("table_comment") or (None, None)
    lengths = transformed.args.get("text_lengths") or []
    replaces = bool(transformed.args.get("replace"))
    copies = bool(re.search(r"\bcopy\s+grants\b", sql, re.I))
    _known[_key(session, sql)] = _Create(transformed.sql(dialect="duckdb"), transformed.kind, table.name, comment, lengths, replaces, copies)


def _key(session: Session, sql: str) -> tuple:
    """The same statement has another translation where other formats hold."""
    return sql, *(session.parameters[name] for name in NEW_ACCOUNT)


def again(session: Session, sql: str) -> Result | None:
    """Runs a statement that is known; None leaves it, and its failure, to fakesnow."""
    create = _known.get(_key(session, sql))
    connection = session.connection
    if create is None or not (connection.database_set and connection.schema_set):
        return None
    session.commit()
    place = (connection.database, connection.schema, create.name)
    try:
        if create.replaces:
            comments.vanish(session, place)
        session.duckdb.execute(create.sql)
        if create.comment:
            session.duckdb.execute(info_schema.insert_table_comment_sql(*place, create.comment))
        if create.text_lengths:
            session.duckdb.execute(info_schema.insert_text_lengths_sql(*place, create.text_lengths))
    except duckdb.Error:
        return None
    if create.replaces and not create.copies_grants:
        grants.vanish(place)
    return results.status(statement_type.DDL, f"{create.kind.title()} {create.name} successfully created.")
