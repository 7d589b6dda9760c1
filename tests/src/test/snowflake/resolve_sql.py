"""Resolves the names of SQL statements against the tables and gives every column its type, by sqlglot in Snowflake's dialect.

    python resolve_sql.py FOLDER

FOLDER/schema holds the DDL, FOLDER/views the views, FOLDER/statements what reads and writes both, without parameters.
Prints one line for each that is refused, and how many it read.
"""

import logging
import sys
from pathlib import Path

import sqlglot
from sqlglot import Expr, exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from sql_files import in_folder

DIALECT = "snowflake"

# A null, and functions of a schema, as those of SNOWFLAKE.CORTEX.
_ANY_TYPE = (exp.Null, exp.Dot)


class Tables:
    """Columns and types of the tables and views so far."""

    def __init__(self) -> None:
        self._columns: dict[str, dict[str, str]] = {}
        self._schema: MappingSchema | None = None

    def add(self, name: str, columns: dict[str, str]) -> None:
        self._columns[name.upper()] = columns
        self._schema = None

    def columns(self, name: str) -> dict[str, str]:
        if name.upper() not in self._columns:
            raise SqlglotError(f"no table {name}")
        return self._columns[name.upper()]

    def schema(self) -> MappingSchema:
        """Made for many statements, for it costs more than to resolve one."""
        if self._schema is None:
            self._schema = MappingSchema(self._columns, dialect=DIALECT)
        return self._schema


def resolved(query: exp.Query, tables: Tables) -> Expr:
    """The query with a table and a type for each column; raises for a column that is not there."""
    qualified = qualify(
        query, schema=tables.schema(), dialect=DIALECT, quote_identifiers=False
    )
    typed = annotate_types(qualified, schema=tables.schema(), dialect=DIALECT)
    for column in typed.find_all(exp.Column):
        if not column.table and not column.find_ancestor(exp.Order):  # which may name what is selected
            raise SqlglotError(f"no table has {column.name}")
    for selected in typed.selects:
        if selected.is_type(exp.DType.UNKNOWN) and not isinstance(selected.unalias(), _ANY_TYPE):
            raise SqlglotError(f"no type for {selected.sql(DIALECT)}")
    return typed


def types(query: exp.Query, tables: Tables) -> dict[str, str]:
    return {column.alias_or_name: column.type.sql(DIALECT) for column in resolved(query, tables).selects}


def as_query(statement: Expr, tables: Tables) -> exp.Query | None:
    """What a statement reads, as a query; None if it reads nothing."""
    if isinstance(statement, exp.Query):
        return statement
    if isinstance(statement, exp.Insert):
        return inserted(statement, tables)
    if isinstance(statement, exp.Delete):
        return exp.select("1").from_(statement.this).where(statement.args["where"].this if statement.args.get("where") else None)
    if isinstance(statement, exp.Update):
        return updated(statement, tables)
    return merged(statement, tables) if isinstance(statement, exp.Merge) else None


def require(table: exp.Table, names: list[str], tables: Tables) -> None:
    columns = {column.upper() for column in tables.columns(table.name)}
    for name in names:
        if name.upper() not in columns:
            raise SqlglotError(f"{table.name} has no column {name}")


def inserted(insert: exp.Insert, tables: Tables) -> exp.Query | None:
    if isinstance(insert.this, exp.Schema):
        require(insert.this.this, [column.name for column in insert.this.expressions], tables)
    query = insert.expression
    if isinstance(query, exp.Query) and insert.args.get("with_"):
        query.set("with_", insert.args["with_"])
    return query if isinstance(query, exp.Query) else None


def updated(update: exp.Update, tables: Tables) -> exp.Query:
    require(update.this, [assigned.this.name for assigned in update.expressions], tables)
    query = exp.select(*(assigned.expression for assigned in update.expressions)).from_(update.this)
    if source := update.args.get("from_"):
        query = query.join(source.this, join_type="cross")
        for join in source.args.get("joins") or source.this.args.get("joins") or []:
            query = query.join(join)
    if update.args.get("where"):
        query = query.where(update.args["where"].this)
    if update.args.get("with_"):
        query.set("with_", update.args["with_"])
    return query


def merged(merge: exp.Merge, tables: Tables) -> exp.Query:
    values = []
    for when in merge.args["whens"].expressions:
        then = when.args["then"]
        if isinstance(then, exp.Insert):
            require(merge.this, [column.name for column in then.this.expressions], tables)
            values += then.expression.expressions
        elif isinstance(then, exp.Update):
            require(merge.this, [assigned.this.name for assigned in then.expressions], tables)
            values += [assigned.expression for assigned in then.expressions]
    return exp.select(*values).from_(merge.this).join(merge.args["using"], on=merge.args["on"])


def read(file: Path) -> Expr:
    return sqlglot.parse_one(file.read_text(encoding="utf-8"), read=DIALECT)


def declared(create: exp.Create) -> dict[str, str]:
    return {column.name: column.kind.sql(DIALECT) for column in create.find_all(exp.ColumnDef)}


def main() -> None:
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    root = Path(sys.argv[1])
    tables = Tables()
    for file in in_folder(root / "schema"):
        create = read(file)
        tables.add(create.find(exp.Table).name, declared(create))
    views = in_folder(root / "views")
    statements = in_folder(root / "statements")
    refused: dict[Path, str] = {}
    for file in views * 2:  # some read others
        create = read(file)
        attempt(refused, file, lambda: tables.add(create.this.name, types(create.expression, tables)))
    for file in statements:
        attempt(refused, file, lambda: resolve(read(file), tables))
    for file, reason in refused.items():
        print(f"{file.relative_to(root).as_posix()}: {reason}")
    print(f"{len(views) + len(statements)} files")


def resolve(statement: Expr, tables: Tables) -> None:
    query = as_query(statement, tables)
    if query is not None:
        resolved(query, tables)


def attempt(refused: dict[Path, str], file: Path, work) -> None:  # noqa: ANN001
    refused.pop(file, None)
    try:
        work()
    except SqlglotError as error:
        refused[file] = " ".join(str(error).split())


if __name__ == "__main__":
    main()
