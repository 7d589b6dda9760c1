"""Statements that fakesnow does not know, or answers in a way that the driver cannot read."""

import re
from collections.abc import Callable
from dataclasses import replace

from fakesnow import statement_type
from fakesnow.expr import normalise_ident
from sqlglot import parse_one

from localsnowflake import grants, results, stages
from localsnowflake.errors import refusal
from localsnowflake.results import Result, Transfer
from localsnowflake.session import Session

Answer = Result | Transfer | None
Handler = Callable[[Session, str, str], Answer]

_LEADING_COMMENTS = re.compile(r"\s*(?:/\*.*?\*/|--[^\n]*\n|\s)*", re.S)
_BLOCK_COMMENTS = re.compile(r"/\*.*?\*/", re.S)
_ALTER_SESSION = re.compile(r"alter\s+session\s+(set|unset)\s+(.*?);?\s*$", re.I | re.S)
_ASSIGNMENT = re.compile(r"""(\w+)\s*=\s*('(?:[^'\\]|''|\\.)*'|[^\s,]+)""", re.S)
_USE = re.compile(r"use\s+(role|warehouse)\s+(.+?)\s*;?\s*$", re.I | re.S)
_DROP = re.compile(r"drop\s+(stage|database)\s+(if\s+exists\s+)?(\S+?)(?:\s+cascade)?\s*;?\s*$", re.I)


def answer(session: Session, sql: str, server: str) -> Answer:
    """What this module knows to say, else None. server is the address for uploads."""
    text = sql[_LEADING_COMMENTS.match(sql).end() :]
    word = re.match(r"\w*", text)[0].lower()
    handler = _HANDLERS.get(word)
    return handler(session, text, server) if handler else None


def _alter(session: Session, sql: str, server: str) -> Answer:
    parsed = _ALTER_SESSION.match(_BLOCK_COMMENTS.sub(" ", sql))
    if not parsed:
        return None
    if parsed[1].lower() == "set":
        for name, value in _ASSIGNMENT.findall(parsed[2]):
            session.set(name, _text(value))
    else:
        for name in re.findall(r"\w+", parsed[2]):
            session.unset(name)
    return results.status(results.ALTER_SESSION)


def _text(value: str) -> str:
    return parse_one(value, read="snowflake").name if value.startswith("'") else value


def _transaction(session: Session, sql: str, server: str) -> Answer:
    """Names of transactions are accepted and forgotten."""
    word = sql.split(None, 1)[0].rstrip(";").lower()
    {"commit": session.commit, "rollback": session.rollback}.get(word, session.begin)()
    return results.status(statement_type.TCL)


def _use(session: Session, sql: str, server: str) -> Answer:
    parsed = _USE.match(sql)
    if not parsed:
        return None
    setattr(session, parsed[1].lower(), parsed[2].strip('"'))
    return results.status(statement_type.USE)


def _drop(session: Session, sql: str, server: str) -> Answer:
    parsed = _DROP.match(sql)
    if not parsed:
        return None
    session.commit()
    drop = stages.drop if parsed[1].lower() == "stage" else _drop_database
    drop(session, parsed[3], bool(parsed[2]))
    return results.status(statement_type.DDL, f"{parsed[3].upper()} successfully dropped.")


def _drop_database(session: Session, name: str, if_exists: bool) -> None:
    """Sessions that are in it keep its name, and fail at their next statement."""
    name = normalise_ident(name)
    if session.connection.database == name:
        session.duckdb.execute("USE memory")
        session.connection.database_set = session.connection.schema_set = False
    session.duckdb.execute(f'DETACH DATABASE {"IF EXISTS" if if_exists else ""} "{name}"')
    stages.forget_database(session, name)


def _show(session: Session, sql: str, server: str) -> Answer:
    what = sql.split()[1].lower().rstrip(";")
    show = _SHOWN.get(what)
    return show(session, sql) if show else None


def _grants(session: Session, sql: str) -> Result:
    """One role that owns everything: rights are not checked, and kept for objects only."""
    if on_object := grants.shown(session, sql):
        return on_object
    role = session.role.upper()
    rows = [
        ("OWNERSHIP", "DATABASE", session.connection.database),
        ("USAGE", "WAREHOUSE", session.warehouse and session.warehouse.upper()),
        ("USAGE", "DATABASE_ROLE", "SNOWFLAKE.CORTEX_USER"),
    ]
    names = ["created_on", "privilege", "granted_on", "name", "granted_to", "grantee_name", "grant_option", "granted_by"]
    return results.listing(
        statement_type.SHOW, names, [(None, *row, "ROLE", role, "false", "ACCOUNTADMIN") for row in rows]
    )


def _warehouses(session: Session, sql: str) -> Result:
    name = (session.warehouse or "COMPUTE_WH").upper()
    columns = ["name", "state", "type", "size", "is_current", "auto_suspend", "auto_resume", "owner"]
    row = (name, "STARTED", "STANDARD", "X-Small", "Y", "60", "true", session.role.upper())
    return results.listing(statement_type.SHOW, columns, _like(sql, [row]))


def _parameters(session: Session, sql: str) -> Result:
    rows = [(name, str(value), "", "SESSION", "", "") for name, value in sorted(session.parameters.items())]
    columns = ["key", "value", "default", "level", "description", "type"]
    return results.listing(statement_type.SHOW, columns, _like(sql, rows))


def _like(sql: str, rows: list[tuple]) -> list[tuple]:
    """The rows whose first column fits the statement's LIKE pattern, if it has one."""
    pattern = re.search(r"\blike\s+'([^']*)'", sql, re.I)
    if not pattern:
        return rows
    wanted = re.compile(re.escape(pattern[1]).replace("%", ".*").replace("_", "."), re.I)
    return [row for row in rows if wanted.fullmatch(row[0])]


def _accepted(session: Session, sql: str, server: str) -> Answer:
    session.commit()
    return results.status(statement_type.DDL)


def _grant(session: Session, sql: str, server: str) -> Answer:
    grants.grant(session, sql)
    return _accepted(session, sql, server)


def _create(session: Session, sql: str, server: str) -> Answer:
    """Roles, warehouses and integrations have nothing behind them."""
    if re.match(r"create\s+(or\s+replace\s+)?(role|warehouse|user|resource|network)\b", sql, re.I):
        return _accepted(session, sql, server)
    return None


def _select(session: Session, sql: str, server: str) -> Answer:
    for form, answer_to in _SELECTED.items():
        if parsed := form.match(sql):
            return answer_to(session, parsed[1])
    return None


def _wait(session: Session, seconds: str) -> Result:
    """So that a test can have a statement that lasts."""
    if session.canceled.wait(int(seconds)):
        raise refusal("SQL execution canceled", 604, "57014")
    return results.listing(statement_type.SELECT, ["SYSTEM$WAIT"], [(f"waited {seconds} seconds",)])


def _again(session: Session, query_id: str) -> Result:
    """The rows of an earlier statement, also of one that is no query."""
    earlier = session.results.get(query_id)
    if earlier is None:
        raise refusal(f"Statement {query_id} not found", 709, "02000")
    return replace(earlier, kind=statement_type.SELECT, rows=earlier.table.num_rows)


def _cancel(session: Session, query_id: str) -> Result:
    """Statements have ended by the time a client knows their id."""
    return results.listing(statement_type.SELECT, ["SYSTEM$CANCEL_QUERY"], [("not running",)])


_HANDLERS: dict[str, Handler] = {
    "alter": _alter,
    "begin": _transaction,
    "start": _transaction,
    "commit": _transaction,
    "rollback": _transaction,
    "use": _use,
    "drop": _drop,
    "show": _show,
    "grant": _grant,
    "revoke": _accepted,
    "create": _create,
    "select": _select,
    "put": stages.put,
    "get": stages.get,
    "list": lambda session, sql, server: stages.list_files(session, sql),
    "ls": lambda session, sql, server: stages.list_files(session, sql),
    "remove": lambda session, sql, server: stages.remove(session, sql),
    "rm": lambda session, sql, server: stages.remove(session, sql),
}

_SHOWN: dict[str, Callable[[Session, str], Result]] = {
    "grants": _grants,
    "warehouses": _warehouses,
    "parameters": _parameters,
}

_SELECTED: dict[re.Pattern, Callable[[Session, str], Result]] = {
    re.compile(r"select\s+system\$wait\(\s*(\d+)[^)]*\)", re.I): _wait,
    re.compile(r"select\s+system\$cancel_query\(\s*'([^']+)'\s*\)", re.I): _cancel,
    re.compile(r"select\s+\*\s+from\s+table\(\s*result_scan\(\s*'([^']+)'\s*\)\s*\)\s*;?\s*$", re.I): _again,
}
