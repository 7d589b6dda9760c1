"""Functions that answer with something of the session; fakesnow knows only some of them."""

from collections.abc import Callable

from fakesnow.dialect import parse_one
from sqlglot import Expr, exp

from localsnowflake.session import Session

ACCOUNT = "LOCAL"
VERSION = "9.99.0"


def of_session(session: Session) -> Callable[[Expr], Expr]:
    """A transformation that puts the session's values in place of its functions."""

    def replace(node: Expr) -> Expr:
        answer = _ANSWERS.get(type(node))
        if answer:
            return _literal(answer(session))
        if isinstance(node, exp.CurrentTimestamp) and node.args.get("sysdate"):
            # SYSDATE() is the wall clock of UTC, whatever the session's zone.
            return exp.cast(
                exp.AtTimeZone(this=exp.CurrentTimestamp(), zone=exp.Literal.string("UTC")), "TIMESTAMP"
            )
        if isinstance(node, exp.MD5NumberLower64):
            return _lower_64_bits(exp.MD5(this=node.this))
        return node

    return replace


def _lower_64_bits(md5: Expr) -> Expr:
    """The last 16 digits of the text; the function that DuckDB has for it reads the bytes the other way round."""
    digits = exp.Substring(this=md5, start=exp.Literal.number(17), length=exp.Literal.number(16))
    return exp.cast(
        exp.DPipe(this=exp.Literal.string("0x"), expression=digits, safe=True), exp.DType.UBIGINT
    )


def current_database(session: Session) -> str | None:
    return session.connection.database if session.connection.database_set else None


def current_schema(session: Session) -> str | None:
    return session.connection.schema if session.connection.schema_set else None


def placeholders(sql: str) -> int:
    return len(list(parse_one(sql).find_all(exp.Placeholder)))


def _literal(value: str | None) -> Expr:
    return exp.Null() if value is None else exp.Literal.string(value)


_ANSWERS: dict[type[Expr], Callable[[Session], str | None]] = {
    exp.CurrentAccount: lambda session: ACCOUNT,
    exp.CurrentAccountName: lambda session: ACCOUNT,
    exp.CurrentOrganizationName: lambda session: ACCOUNT,
    exp.CurrentRegion: lambda session: "LOCAL_LOOPBACK",
    exp.CurrentVersion: lambda session: VERSION,
    exp.CurrentUser: lambda session: session.user.upper(),
    exp.CurrentRole: lambda session: session.role.upper(),
    exp.CurrentWarehouse: lambda session: session.warehouse and session.warehouse.upper(),
    exp.CurrentDatabase: current_database,
    exp.CurrentSchema: current_schema,
    exp.CurrentSession: lambda session: str(session.number),
}

# Their translation is another in each session.
OF_A_SESSION = tuple(_ANSWERS)
