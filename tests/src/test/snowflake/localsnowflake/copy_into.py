"""COPY INTO a table, from CSV files of an internal stage, as the Spark connector writes them.

In place of fakesnow's own, which lets DuckDB guess the types of the files' columns and refuses the
connector's formats for dates, timestamps and bytes. Here every field is read as text and cast to
the type of its column: null is an empty field, '' is a quoted empty one. A file with more or fewer
fields than columns is refused, as Snowflake does unless a format says otherwise.
"""

import re
from dataclasses import replace
from pathlib import Path

import duckdb
from fakesnow import statement_type
from fakesnow.transforms.options import parse_options
from sqlglot import Expr, exp

from localsnowflake import results, stages
from localsnowflake.errors import refusal
from localsnowflake.results import Result
from localsnowflake.session import Session

_COLUMNS = (
    "file status rows_parsed rows_loaded error_limit errors_seen "
    "first_error first_error_line first_error_character first_error_column_name"
).split()
# "Z 2025-01-31 10:00:00.123456000", "+0130 2025-01-31 ..."
_ZONE_FIRST = "^(Z|[+-][0-9:]+) "
_SUPPORTED = {
    "TYPE",
    "FIELD_DELIMITER",
    "FIELD_OPTIONALLY_ENCLOSED_BY",
    "NULL_IF",
    "COMPRESSION",
    "TIMESTAMP_FORMAT",
    "DATE_FORMAT",
    "BINARY_FORMAT",
}


def copy_into(session: Session, copy: exp.Copy) -> Result:
    """Loads every file at the location; the statement's identifiers are in upper case."""
    file_format = _format(copy)
    target = _target(session, copy)
    source, picks = _source(copy)
    location = stages.locate(session, source)
    rows = []
    for file in _files(location, copy):
        count = _loaded(session, file, target, file_format, picks)
        rows.append((location.listed(file), "LOADED", count, count, 1, 0, None, None, None, None))
    if not rows:
        return results.status(statement_type.COPY, "Copy executed with 0 files processed.")
    return replace(results.listing(statement_type.COPY, _COLUMNS, rows), rows=sum(row[3] for row in rows))


class Target:
    """The table, with the columns that are filled and their types, in the order of the fields."""

    def __init__(self, session: Session, table: exp.Table, names: list[str]) -> None:
        catalog = table.catalog or session.connection.database
        schema = table.db or session.connection.schema
        self.table = ".".join(f'"{part}"' for part in (catalog, schema, table.name))
        types = {row[0]: row[1] for row in session.duckdb.execute(f"DESCRIBE {self.table}").fetchall()}
        self.columns = [(name, types[name]) for name in names or types]


def _target(session: Session, copy: exp.Copy) -> Target:
    if isinstance(copy.this, exp.Schema):
        return Target(session, copy.this.this, [column.name for column in copy.this.expressions])
    return Target(session, copy.this, [])


def _format(copy: exp.Copy) -> dict:
    options: dict = {}
    for parameter in copy.args.get("params") or []:
        if parameter.this.name.upper() == "FILE_FORMAT":
            options = {name.upper(): value for name, value in parse_options(parameter.expressions).items()}
    unknown = sorted(set(options) - _SUPPORTED)
    if unknown or str(options.get("TYPE", "CSV")).upper() != "CSV":
        raise refusal(f"the local server copies from CSV only, without {unknown or options['TYPE']}", 2018, "22023")
    return options


def _files(location: stages.Location, copy: exp.Copy) -> list[Path]:
    """Those at the location, or of them the ones that FILES names."""
    for parameter in copy.args.get("params") or []:
        if parameter.this.name.upper() == "FILES":
            named = {location.path + literal.name for literal in parameter.find_all(exp.Literal)}
            return [file for file in location.files() if location.within(file) in named]
    return location.files()


def _source(copy: exp.Copy) -> tuple[str, list[int] | None]:
    """The stage and, for COPY from a query, which field of the file each column takes."""
    source = copy.args["files"][0]
    if isinstance(source, exp.Subquery):
        query = source.this
        return query.args["from_"].this.this.name, [_field(item) for item in query.expressions]
    return source.this.name, None


def _field(item: Expr) -> int:
    return int(re.search(r"\$(\d+)", item.sql(dialect="snowflake"))[1]) - 1


def _loaded(session: Session, file: Path, target: Target, file_format: dict, picks: list[int] | None) -> int:
    fields = picks or list(range(len(target.columns)))
    names = ", ".join(f'"{name}"' for name, _ in target.columns)
    values = ", ".join(_cast(f"f{field}", kind) for field, (_, kind) in zip(fields, target.columns, strict=True))
    source = _read(file, max(fields) + 1, file_format, padded=bool(picks))
    try:
        return session.duckdb.execute(f"INSERT INTO {target.table} ({names}) SELECT {values} FROM {source}").fetchone()[0]
    except duckdb.InvalidInputException as failure:
        if found := re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", str(failure)):
            message = f"Number of columns in file ({found[2]}) does not match that of the corresponding table ({found[1]})"
            raise refusal(message, 100080, "22000") from failure
        raise


def _read(file: Path, width: int, file_format: dict, padded: bool) -> str:
    """padded: whether missing fields are null, as they are only where a query picks the fields."""
    columns = ", ".join(f"'f{field}': 'VARCHAR'" for field in range(width))
    delimiter = str(file_format.get("FIELD_DELIMITER", ","))
    quote = str(file_format.get("FIELD_OPTIONALLY_ENCLOSED_BY", ""))
    return (
        f"read_csv({_literal(str(file))}, header=false, auto_detect=false, delim={_literal(delimiter)}, "
        f"quote={_literal(quote)}, escape={_literal(quote)}, nullstr='', allow_quoted_nulls=false, "
        f"columns={{{columns}}}, null_padding={str(padded).lower()}, parallel=false)"
    )


def _cast(field: str, kind: str) -> str:
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"regexp_replace({field}, '{_ZONE_FIRST}(.*)$', '\\2\\1')::TIMESTAMPTZ"
    if kind.startswith("TIMESTAMP") or kind == "DATE":  # without a zone the wall clock counts
        return f"regexp_replace({field}, '{_ZONE_FIRST}', '')::{kind}"
    return f"from_base64({field})" if kind == "BLOB" else f"{field}::{kind}"


def _literal(text: str) -> str:
    return exp.Literal.string(text).sql(dialect="duckdb")
