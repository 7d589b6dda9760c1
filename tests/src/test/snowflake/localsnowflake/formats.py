"""What Snowflake's types and formats make of values, where DuckDB makes something else.

    cast(double as text)     13 digits; by to_varchar(x, 'TME') all of them
    cast(date as text)       by DATE_OUTPUT_FORMAT, a timestamp by TIMESTAMP_NTZ_OUTPUT_FORMAT
    cast(text as date)       by DATE_INPUT_FORMAT, as a timestamp by TIMESTAMP_INPUT_FORMAT
    a / b of NUMBERs         a NUMBER whose scale is max(s1, min(s1 + 6, 12)); no division by zero
    avg of NUMBERs           the same scale
    ln, sqrt                 no value beyond their domains, where DuckDB has infinity and NaN
    TIMESTAMP                by TIMESTAMP_TYPE_MAPPING
    comparison of texts      by the collation of their columns: -ci is DuckDB's NOCASE, others are none

DuckDB knows the types of expressions only when it binds them, so that the calls become macros that
ask for the type, which are folded to the one branch.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlglot import Expr, exp

from localsnowflake.errors import refusal
from localsnowflake.session import Session

_ALL_DIGITS = "TME"
_READ_BY_DUCKDB = ("AUTO", "YYYY-MM-DD")

_IS_FLOAT = "typeof({}) in ('DOUBLE', 'FLOAT')"
# Of DECIMAL(18,4) that is 4, of a whole number's type 0.
_SCALE = r"coalesce(try_cast(regexp_extract(typeof({}), ',(\d+)\)', 1) as integer), 0)"
_SCALE_OF_QUOTIENT = f"greatest({_SCALE}, least({_SCALE} + 6, 12))"

MACROS = (
    f"""create or replace temp macro sf_text(x, day, wall_clock) as case
      when {_IS_FLOAT.format("x")} then printf('%.13g', try_cast(x::varchar as double))
      when typeof(x) = 'DATE' then strftime(try_cast(x::varchar as date), day)
      when typeof(x) = 'TIMESTAMP' then strftime(try_cast(x::varchar as timestamp), wall_clock)
      else x::varchar end""",
    f"""create or replace temp macro sf_quotient(a, b) as case
      when b = 0 then error('Division by zero')
      when {_IS_FLOAT.format("a")} or {_IS_FLOAT.format("b")} then a / b
      else round(a / b, {_SCALE_OF_QUOTIENT.format("a", "a")}) end""",
    f"""create or replace temp macro sf_average(average, x) as
      case when {_IS_FLOAT.format("x")} then average else round(average, {_SCALE_OF_QUOTIENT.format("x", "x")}) end""",
    """create or replace temp macro sf_ln(x) as
      case when x <= 0 then error('Invalid floating point operation: ln(' || x || ')') else ln(x) end""",
    """create or replace temp macro sf_sqrt(x) as
      case when x < 0 then error('Invalid floating point operation: sqrt(' || x || ')') else sqrt(x) end""",
    """create or replace temp macro sf_day(x, form) as
      case when typeof(x) = 'VARCHAR' then strptime(x::varchar, form)::date else cast(x as date) end""",
    """create or replace temp macro sf_try_day(x, form) as try_strptime(x::varchar, form)::date""",
    """create or replace temp macro sf_wall_clock(x, form) as
      case when typeof(x) = 'VARCHAR' then strptime(x::varchar, form) else cast(x as timestamp) end""",
    """create or replace temp macro sf_try_wall_clock(x, form) as try_strptime(x::varchar, form)""",
)

_ELEMENTS = {
    "YYYY": "%Y",
    "YY": "%y",
    "MON": "%b",
    "MM": "%m",
    "DD": "%d",
    "HH24": "%H",
    "HH12": "%I",
    "AM": "%p",
    "MI": "%M",
    "SS": "%S",
    "FF3": "%g",
    "FF6": "%f",
    "FF9": "%f000",
    "FF": "%f000",
    "TZHTZM": "",
}
_ELEMENT = re.compile("|".join(sorted(_ELEMENTS, key=len, reverse=True)), re.I)


def install(session: Session) -> None:
    for macro in MACROS:
        session.duckdb.execute(macro)


def pattern(form: str) -> str:
    """A format of Snowflake as strftime writes it."""
    return _ELEMENT.sub(lambda found: _ELEMENTS[found[0].upper()], form).strip()


def of_session(session: Session, expression: Expr) -> Expr:
    """The statement with Snowflake's meaning of casts, divisions and averages."""
    expression = expression.copy()
    for node in reversed(list(expression.bfs())):  # the innermost first
        replacement = _replacement(session, node)
        if replacement is not None:
            if node is expression:
                return replacement
            node.replace(replacement)
    return expression


def _replacement(session: Session, node: Expr) -> Expr | None:
    rule = _RULES.get(type(node))
    return rule(session, node) if rule else None


def _cast(session: Session, cast: exp.Cast) -> Expr | None:
    to = cast.to
    if isinstance(cast.this, (exp.JSONExtract, exp.Bracket)):
        return None  # a part of a VARIANT, whose text fakesnow takes out of its quotes
    if to.is_type(*exp.DataType.TEXT_TYPES):
        day, wall_clock = (
            _text(pattern(session.parameters[name]))
            for name in ("DATE_OUTPUT_FORMAT", "TIMESTAMP_NTZ_OUTPUT_FORMAT")
        )
        return exp.Anonymous(this="sf_text", expressions=[cast.this, day, wall_clock])
    for kinds, name, parameter in _FROM_TEXT:
        form = str(session.parameters[parameter])
        if to.is_type(*kinds) and form.upper() not in _READ_BY_DUCKDB:
            attempt = "try_" if isinstance(cast, exp.TryCast) else ""
            return exp.Anonymous(this=f"sf_{attempt}{name}", expressions=[cast.this, _text(pattern(form))])
    return None


_FROM_TEXT = (
    ((exp.DType.DATE,), "day", "DATE_INPUT_FORMAT"),
    ((exp.DType.TIMESTAMP, exp.DType.TIMESTAMPNTZ), "wall_clock", "TIMESTAMP_INPUT_FORMAT"),
)


def _to_char(session: Session, node: exp.ToChar) -> Expr | None:
    """How all digits are written is not relied on: DuckDB's shortest text has them too."""
    form = node.args.get("format")
    return exp.cast(node.this, exp.DType.VARCHAR) if form is not None and form.name == _ALL_DIGITS else None


def _divided(session: Session, division: exp.Div) -> Expr:
    return exp.Anonymous(this="sf_quotient", expressions=[_bare(division.this), _bare(division.expression)])


def _bare(operand: Expr) -> Expr:
    return operand.this if isinstance(operand, exp.Paren) else operand


def _within_domain(session: Session, function: exp.Ln | exp.Sqrt) -> Expr:
    return exp.Anonymous(this=f"sf_{function.key}", expressions=[function.this])


def _averaged(session: Session, average: exp.Avg) -> Expr | None:
    if isinstance(average.parent, (exp.Window, exp.Filter)):
        return None  # the whole of it, below
    return _average(average, exp.AnyValue(this=_argument(average)))


def _averaged_of_rows(session: Session, node: Expr) -> Expr | None:
    """avg(x) over (..) and avg(x) filter (..)."""
    average = node.this.this if isinstance(node.this, exp.Filter) else node.this
    if not isinstance(average, exp.Avg) or isinstance(node.parent, exp.Window):
        return None
    sample = node.copy()
    sample.find(exp.Avg).replace(exp.AnyValue(this=_argument(average)))
    return _average(node, sample)


def _argument(average: exp.Avg) -> Expr:
    argument = average.this
    return (argument.expressions[0] if isinstance(argument, exp.Distinct) else argument).copy()


def _average(average: Expr, sample: Expr) -> Expr:
    return exp.Anonymous(this="sf_average", expressions=[average.copy(), sample])


def _text(value: str) -> Expr:
    return exp.Literal.string(value)


def _type(session: Session, kind: exp.DataType) -> Expr | None:
    """TIMESTAMP has no zone, the session's or each value's own."""
    if kind.this == exp.DType.TIMESTAMP and session.parameters["TIMESTAMP_TYPE_MAPPING"].upper() != "TIMESTAMP_NTZ":
        return exp.DataType(this=exp.DType.TIMESTAMPLTZ)
    return None


def _column(session: Session, column: exp.ColumnDef) -> Expr | None:
    """A text of a table compares by its own collation, else the table's, else the session's."""
    if column.kind is None or not column.kind.is_type(*exp.DataType.TEXT_TYPES):
        return None
    own = next((kind for kind in column.constraints if isinstance(kind.kind, exp.CollateColumnConstraint)), None)
    collation = own.kind.this.name if own else _collation_of_table(session, column)
    if own:
        own.pop()
    if "-ci" in collation.lower():
        column.append("constraints", exp.ColumnConstraint(kind=exp.CollateColumnConstraint(this=exp.var("NOCASE"))))
    return column.copy()


def _collation_of_table(session: Session, column: exp.ColumnDef) -> str:
    create = column.find_ancestor(exp.Create)
    for option in create.find_all(exp.Property) if create else ():
        if option.name.upper() == "DEFAULT_DDL_COLLATION":
            return option.args["value"].name
    return str(session.parameters["DEFAULT_DDL_COLLATION"])


_RULES: dict[type[Expr], Callable[[Session, Any], Expr | None]] = {
    exp.Cast: _cast,
    exp.ColumnDef: _column,
    exp.DataType: _type,
    exp.TryCast: _cast,
    exp.ToChar: _to_char,
    exp.Div: _divided,
    exp.Ln: _within_domain,
    exp.Sqrt: _within_domain,
    exp.Avg: _averaged,
    exp.Window: _averaged_of_rows,
    exp.Filter: _averaged_of_rows,
}


def bound(session: Session, insert: exp.Insert, rows: list[tuple]) -> list[tuple]:
    """Rows for a table, whose texts Snowflake casts to the columns' types by the session's formats."""
    forms = {kind: session.parameters[name] for kind, name in _INPUT_FORMATS.items()}
    forms = {kind: pattern(form) for kind, form in forms.items() if form.upper() not in _READ_BY_DUCKDB}
    if not forms or not isinstance(insert.this, exp.Schema):
        return rows
    table = insert.this.this.sql(dialect="snowflake").upper()
    kinds = dict(session.duckdb.execute(f"select column_name, column_type from (describe {table})").fetchall())
    columns = [forms.get(kinds.get(column.name.upper())) for column in insert.this.expressions]
    return [tuple(_parsed(value, form) for value, form in zip(row, columns, strict=True)) for row in rows]


def _parsed(value: Any, form: str | None) -> Any:
    if form is None or not isinstance(value, str):
        return value
    try:
        return datetime.strptime(value, form)  # noqa: DTZ007
    except ValueError as failure:
        raise refusal(f"Timestamp '{value}' is not recognized", 100035, "22007") from failure


_INPUT_FORMATS = {"DATE": "DATE_INPUT_FORMAT", "TIMESTAMP": "TIMESTAMP_INPUT_FORMAT"}
