"""CREATE TABLE and VIEW translated once: tests create the same in some eighty schemas, and fakesnow takes 10 to 30 ms each time.

What fakesnow keeps beside them, comments and lengths of texts, is written when another statement comes, in one go: DuckDB
takes several times as long for each of these rows as for a table.
"""

import re
import threading
from dataclasses import dataclass, field

import duckdb
from fakesnow import statement_type
from sqlglot import Expr, exp

from localsnowflake import comments, grants, kept, results
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


@dataclass
class _Beside:
    """Comments and text lengths of created tables that are not written yet, by database, schema and name."""

    comments: dict[tuple[str, ...], str] = field(default_factory=dict)
    text_lengths: dict[tuple[str, ...], list[tuple[str, int]]] = field(default_factory=dict)


# Of a text, which Snowflake limits by bytes.
_MOST_BYTES = 16777216

_CREATES = re.compile(r"(\s|--[^\n]*\n)*create\b", re.I)

_known: dict[tuple, _Create] = {}
_beside = _Beside()
_lock = threading.Lock()


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
    key = _key(session, sql)
    _known[key] = _Create(transformed.sql(dialect="duckdb"), transformed.kind, table.name, comment, lengths, replaces, copies)
    kept.write(("created", *key), _known[key])


def _key(session: Session, sql: str) -> tuple:
    """The same statement has another translation where other formats hold."""
    return sql, *(session.parameters[name] for name in NEW_ACCOUNT)


def _of(key: tuple) -> _Create | None:
    if key not in _known and _CREATES.match(key[0]) and (kept_ := kept.read(("created", *key))):
        _known[key] = kept_
    return _known.get(key)


def again(session: Session, sql: str) -> Result | None:
    """Runs a statement that is known; None leaves it, and its failure, to fakesnow."""
    create = _of(_key(session, sql))
    connection = session.connection
    if create is None or not (connection.database_set and connection.schema_set):
        return None
    session.commit()
    place = (connection.database, connection.schema, create.name)
    try:
        session.duckdb.execute(create.sql)
    except duckdb.Error:
        return None
    if create.replaces:
        comments.vanish(session, place)
    _keep(place, create)
    if create.replaces and not create.copies_grants:
        grants.vanish(place)
    return results.status(statement_type.DDL, f"{create.kind.title()} {create.name} successfully created.")


def _keep(place: tuple[str, ...], create: _Create) -> None:
    with _lock:
        _beside.comments.pop(place, None)
        if create.comment:
            _beside.comments[place] = create.comment
        if create.text_lengths:
            _beside.text_lengths[place] = create.text_lengths


def write(duckdb_: duckdb.DuckDBPyConnection) -> None:
    """Writes what is kept, in transactions of its own; before any statement that may read or change it."""
    with _lock:
        comments_ = [(*place, comment) for place, comment in _beside.comments.items()]
        lengths = [
            (*place, column, size, min(size * 4, _MOST_BYTES))
            for place, columns in _beside.text_lengths.items()
            for column, size in columns
        ]
        for table, rows in (("_fs_tables_ext", comments_), ("_fs_columns_ext", lengths)):
            if rows:
                duckdb_.cursor().execute(f"INSERT OR REPLACE INTO _fs_global._fs_information_schema.{table} VALUES {_literals(rows)}")
        _beside.comments.clear()
        _beside.text_lengths.clear()


def _literals(rows: list[tuple]) -> str:
    """Quotes within a text are doubled already, as for fakesnow."""
    return ", ".join("(" + ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in row) + ")" for row in rows)
