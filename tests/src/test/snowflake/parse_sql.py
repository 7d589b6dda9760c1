"""Parses SQL files as Snowflake's; prints one line for each that is refused, and how many it read.

    python parse_sql.py FOLDER
"""

import logging
import sys
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from sql_files import in_folder, without_parameters

# Statements of Snowflake that sqlglot hands on without a look at their parts.
NOT_PARSED = (
    "CREATE MODEL MONITOR",
    "CREATE ROLE",
    "CREATE USER",
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


def main() -> None:
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    root = Path(sys.argv[1])
    files = in_folder(root)
    for file in files:
        if reason := refusal(file.read_text(encoding="utf-8")):
            print(f"{file.relative_to(root).as_posix()}: {reason}")
    print(f"{len(files)} files")


if __name__ == "__main__":
    main()
