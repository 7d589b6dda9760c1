"""Parses SQL files as Snowflake's; prints one line for each that is refused, and how many it read.

    python parse_sql.py FOLDER [FOLDER NOT TO READ ...]
"""

import logging
import re
import sys
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

# What JDBC binds, as in :snapshot_date; not the type behind a cast's two colons.
PARAMETER = re.compile(r"(?<!:):[a-z_][a-z0-9_]*")
COMMENT_OR_TEXT = re.compile(r"--[^\n]*|'(?:[^']|'')*'")

# Statements of Snowflake that sqlglot hands on without a look at their parts.
NOT_PARSED = (
    "CREATE MODEL MONITOR",
    "CREATE ROLE",
    "GRANT DATABASE ROLE",
    "GRANT ROLE",
    "SHOW GRANTS",
    "SHOW PARAMETERS",
)


def refusal(text: str) -> str | None:
    """Why Snowflake's dialect does not know the text; None if it does."""
    try:
        statements = sqlglot.parse(without_parameters(text), read="snowflake")
    except SqlglotError as error:
        return " ".join(str(error).split())
    unknown = [
        statement.sql(comments=False) for statement in statements if isinstance(statement, exp.Command)
    ]
    unknown = [text for text in unknown if not text.upper().startswith(NOT_PARSED)]
    return f"not understood: {unknown[0]}" if unknown else None


def without_parameters(text: str) -> str:
    """A literal in place of each parameter; comments and texts stay as they are."""
    kept = [(found.start(), found.end()) for found in COMMENT_OR_TEXT.finditer(text)]

    def literal(found: re.Match) -> str:
        inside = any(start <= found.start() < end for start, end in kept)
        return found[0] if inside else "'1'"

    return PARAMETER.sub(literal, text)


def main() -> None:
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    root, *left_out = map(Path, sys.argv[1:])
    files = [file for file in sorted(root.rglob("*.sql")) if not any(file.is_relative_to(out) for out in left_out)]
    for file in files:
        if reason := refusal(file.read_text(encoding="utf-8")):
            print(f"{file.relative_to(root).as_posix()}: {reason}")
    print(f"{len(files)} files")


if __name__ == "__main__":
    main()
