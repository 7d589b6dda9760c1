"""Runs one statement of a session."""

import threading
import uuid
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow
from fakesnow import statement_type, transforms
from fakesnow.cursor import FakeSnowflakeCursor
from fakesnow.instance import FakeSnow
from fakesnow.rowtype import describe_as_rowtype
from fakesnow.statement_type import DML_TYPE_IDS, statement_type_id
from sqlglot import Expr, exp

from localsnowflake import binds, comments, created_tables, formats, functions, grants, own_statements, reserved, results, translations
from localsnowflake.copy_into import copy_into
from localsnowflake.errors import SnowflakeError, as_snowflake_error, refusal
from localsnowflake.hold import Hold
from localsnowflake.parameters import Accounts
from localsnowflake.results import Result, Transfer
from localsnowflake.sentiment import Account
from localsnowflake.session import RecentResults, Session, Sessions
from localsnowflake.statement_log import StatementLog
from localsnowflake.translations import parse_one

# TRUNCATE is not among them: what it does to an open transaction was not settled.
_DDL = (exp.Create, exp.Drop, exp.Alter, exp.Comment)
_TIMEOUT = "STATEMENT_TIMEOUT_IN_SECONDS"

# fakesnow sums everything as DOUBLE, so that text can be summed; Snowflake sums a NUMBER exactly.
transforms.numeric_agg_implicit_cast = lambda expression: expression


@dataclass(frozen=True)
class Statement:
    """A statement as a client sent it; server is the address under which it reached us."""

    sql: str
    bindings: dict[str, dict] | None
    request: str | None
    server: str
    asynchronous: bool = False
    parameters: dict[str, Any] = field(default_factory=dict)


class Cursor(FakeSnowflakeCursor):
    """fakesnow's cursor, with the functions of the session and forms that DuckDB lacks."""

    def __init__(self, session: Session) -> None:
        super().__init__(conn=session.connection, duck_conn=session.duckdb)
        self._session = session
        self._text: str | None = None

    def _transform(self, expression: Expr, params: Any) -> Expr:
        if self._text is None:
            return self._translated(expression, params)
        return translations.of(self._session, self._text, lambda: self._translated(expression, params))

    def _translated(self, expression: Expr, params: Any) -> Expr:
        if isinstance(expression, exp.TruncateTable):
            expression.set("exists", None)
        expression = formats.of_session(self._session, expression)
        transformed = super()._transform(expression.transform(functions.of_session(self._session)), params)
        if table_comment := transformed.args.get("table_comment"):
            table, comment = table_comment  # which fakesnow puts into a literal as it is
            transformed.args["table_comment"] = (table, comment and comment.replace("'", "''"))
        return transformed

    def _transform_explode(self, expression: Expr) -> list[Expr]:
        # DuckDB has MERGE; fakesnow's replacement writes two databases, which no transaction may.
        return [expression] if isinstance(expression, exp.Merge) else super()._transform_explode(expression)

    def prepared(self, expression: Expr, values: list | None) -> Expr:
        """A statement that fakesnow does not run: IDENTIFIER(..) resolved, names in upper case."""
        return expression.transform(lambda node: transforms.identifier(node, values)).transform(
            transforms.upper_case_unquoted_identifiers
        )

    def run(self, sql: str, values: list | None) -> Result:
        self._text = sql
        self.execute(sql, binding_params=values or None, server=True)
        expression = parse_one(sql)
        kind = statement_type_id(expression)
        if kind == statement_type.USE:
            return results.status(kind)
        if isinstance(expression, (*_DDL, exp.TruncateTable)):
            created_tables.remember(self._session, sql, self._last_transformed)
            return results.status(statement_type.DDL, self._message())
        if kind == statement_type.MERGE:
            return results.changed(kind, {"number of rows": self._arrow_table.column(0)[0].as_py()})
        rowtype = describe_as_rowtype(self._describe_last_sql())
        if kind in DML_TYPE_IDS:
            return Result(kind, rowtype, self._arrow_table, self.rowcount, self.sfqid)
        most = int(self._session.parameters["ROWS_PER_RESULTSET"])
        table = self._arrow_table.slice(0, most or None)
        return Result(kind, rowtype, table, table.num_rows, self.sfqid)

    def _describe_last_sql(self) -> list:
        """As fakesnow's, which parses the text once more."""
        return self._duck_conn.execute(f"DESCRIBE {self._last_sql}", self._last_params).fetchall()

    def _message(self) -> str:
        """fakesnow's own words where it has some; its other answers to DDL are not for a client."""
        first = self._arrow_table.column(0).to_pylist() if self._arrow_table.num_columns else []
        return first[0] if first and isinstance(first[0], str) else results.SUCCESS

    def insert_rows(self, sql: str, expression: exp.Insert, rows: list[tuple]) -> Result:
        """A batch: translated once, where fakesnow would do so for every row."""
        self._text = sql
        self.check_db_and_schema(expression)
        rows = formats.bound(self._session, expression, rows)
        translated = self._transform(expression, list(rows[0])).sql(dialect="duckdb")
        self._duck_conn.executemany(translated, rows)
        return results.changed(statement_type.INSERT, {"number of rows inserted": len(rows)})


class Engine:
    """All databases of the server, in memory, seen by all sessions."""

    def __init__(self, log: StatementLog, hold: Hold, accounts: Accounts, account: Account) -> None:
        comments.show()
        translations.install()
        # As on Snowflake a login does not create what it names.
        self.fakesnow = FakeSnow(create_database_on_connect=False, create_schema_on_connect=False)
        self.fakesnow.results_cache = RecentResults()
        self.sessions = Sessions()
        self._log = log
        self._hold = hold
        self._accounts = accounts
        self._account = account

    def login(self, details: dict[str, Any]) -> str:
        connection = self.fakesnow.connect(details.get("database"), details.get("schema"))
        if details.get("validate"):
            _require("database", details.get("database"), connection.database_set)
            _require("schema", details.get("schema"), connection.schema_set)
        defaults = self._accounts.parameters(details.get("account"))
        token = self.sessions.open(connection, details | {"defaults": defaults})
        formats.install(self.sessions.get(token))
        return token

    def execute(self, session: Session, statement: Statement) -> Result | Transfer:
        """Raises SnowflakeError, and nothing else, when the statement fails."""
        with session.lock:
            outcome: Result | Transfer | None = None
            error: SnowflakeError | None = None
            try:
                self._hold.wait(statement.sql)
                self._account.require(session.connection.database, statement.sql)
                outcome = _kept(session, self._limited(session, statement))
                return outcome
            except Exception as failure:
                error = as_snowflake_error(failure)
                raise error from failure
            finally:
                self._record(session, statement, outcome, error)

    def describe(self, session: Session, sql: str) -> Result:
        """The columns that a statement would give, and no rows."""
        with session.lock:
            try:
                created_tables.write(session.duckdb)
                return _described(Cursor(session), sql)
            except Exception as failure:
                raise as_snowflake_error(failure) from failure

    def _limited(self, session: Session, statement: Statement) -> Result | Transfer:
        """Within the session's statement timeout, and open to cancelation."""
        seconds = float(session.parameters.get(_TIMEOUT) or 0)
        session.canceled.clear()
        session.running = statement.request
        timer = threading.Timer(seconds, session.cancel, [statement.request])
        if seconds:
            timer.start()
        try:
            return _run(session, statement)
        except Exception as failure:
            if seconds and not timer.is_alive():
                message = f"Statement reached its statement or warehouse timeout of {seconds:g} second(s) and was canceled."
                raise refusal(message, 630, "57014") from failure
            raise
        finally:
            timer.cancel()
            session.running = None

    def _record(
        self, session: Session, statement: Statement, outcome: Result | Transfer | None, error: SnowflakeError | None
    ) -> None:
        _, batch = binds.rows(statement.bindings)
        self._log.append(
            session=session.number,
            database=session.connection.database,
            schema=session.connection.schema,
            query_tag=statement.parameters.get("QUERY_TAG") or session.query_tag,
            sql=statement.sql,
            binds=len(statement.bindings or {}),
            batch=len(batch) if batch else None,
            rows=outcome.rows if outcome else None,
            error=f"{error.errno:06d} {error.raw_msg}" if error else None,
            asynchronous=statement.asynchronous,
        )


def _require(what: str, name: str | None, there: bool) -> None:
    if name and not there:
        raise refusal(f"The requested {what} does not exist or not authorized.", 390201, "08004")


def _run(session: Session, statement: Statement) -> Result | Transfer:
    if created := created_tables.again(session, statement.sql):
        return created
    created_tables.write(session.duckdb)
    if answer := own_statements.answer(session, statement.sql, statement.server):
        return answer
    expression = parse_one(statement.sql)
    reserved.refuse(expression)
    if isinstance(expression, _DDL):
        session.commit()
    if isinstance(expression, exp.Drop) or expression.args.get("replace"):
        _vanished(session, expression)
    if statement_type_id(expression) & 0xF000 != statement_type.DML:
        return _translated(session, expression, statement)
    return _atomic(session, expression, statement)


def _vanished(session: Session, replacing: exp.Create | exp.Drop) -> None:
    """With a table or view goes what is kept of it: its comment, and rights unless they are copied."""
    if table := replacing.find(exp.Table):
        gone = grants.place(session, ".".join(part.name for part in table.parts).upper())
        comments.vanish(session, gone)
        if not replacing.find(exp.CopyGrantsProperty):
            grants.vanish(gone)


def _atomic(session: Session, expression: Expr, statement: Statement) -> Result:
    """DML: fakesnow makes several statements of some, which must come or fail together."""
    alone = session.autocommit and not session.in_transaction
    session.begin()
    try:
        result = _translated(session, expression, statement)
    except Exception:
        if alone:
            session.rollback()
        raise
    if alone:
        session.commit()
    return result


def _translated(session: Session, expression: Expr, statement: Statement) -> Result:
    cursor = Cursor(session)
    values, batch = binds.rows(statement.bindings)
    if isinstance(expression, exp.Copy):
        return copy_into(session, cursor.prepared(expression, values))
    if swap := expression.find(exp.SwapTable):
        return _swapped(cursor, cursor.prepared(expression, values), swap)
    if batch is None:
        return cursor.run(statement.sql, values)
    if isinstance(expression, exp.Insert):
        return cursor.insert_rows(statement.sql, expression, batch)
    changed = [cursor.run(statement.sql, list(row)).rows for row in batch]
    return results.changed(statement_type_id(expression), {"number of rows": sum(changed)})


def _swapped(cursor: Cursor, expression: Expr, swap: exp.SwapTable) -> Result:
    """Three renames."""
    one = expression.this
    other = expression.find(exp.SwapTable).this
    aside = exp.to_table(f'"{one.name}_SWAPPED"', db=one.args.get("db"), catalog=one.args.get("catalog"))
    for old, new in ((one, aside), (other, one), (aside, other)):
        cursor.execute(f"ALTER TABLE {old.sql(dialect='snowflake')} RENAME TO {new.sql(dialect='snowflake')}")
    return results.status(statement_type.DDL)


def _described(cursor: Cursor, sql: str) -> Result:
    expression = parse_one(sql)
    kind = statement_type_id(expression)
    columns = cursor._describe_only(sql)  # noqa: SLF001
    if columns is None:
        columns = [("status", "VARCHAR", *[None] * 4)]
    rowtype = describe_as_rowtype(columns)
    return Result(kind, rowtype, pyarrow.table([[] for _ in rowtype], names=[column["name"] for column in rowtype]))


def _kept(session: Session, outcome: Result | Transfer) -> Result | Transfer:
    """A result under a query id, by which the client may ask for it again."""
    if isinstance(outcome, Transfer):
        return outcome
    kept = replace(outcome, query_id=outcome.query_id or str(uuid.uuid4()))
    session.results[kept.query_id] = kept
    return kept
