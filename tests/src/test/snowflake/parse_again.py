"""Parses SQL files as Snowflake's by sqlfluff, a second grammar; prints one line for each that is refused, and how many it read.

    python parse_again.py FOLDER

A text that was understood is remembered in the environment, for its grammar takes a fifth of a second a file.
"""

import hashlib
import sys
from pathlib import Path

from sqlfluff.core import FluffConfig
from sqlfluff.core.parser import Lexer, Parser

from sql_files import in_folder, without_parameters

UNDERSTOOD = Path(sys.prefix) / "understood-sql"

# What its grammar lacks: a statement, a user by IDENTIFIER, and a privilege that has the form of one
# that it knows.
NOT_KNOWN = ("create model monitor ", "create user if not exists identifier(")
NEW_PRIVILEGE = "grant use ai functions on account"
KNOWN_PRIVILEGE = "grant create database on account"

CONFIG = FluffConfig(overrides={"dialect": "snowflake"})


def refusal(text: str) -> str | None:
    """Why sqlfluff does not know the text; None if it does."""
    tokens, errors = Lexer(config=CONFIG).lex(text)
    tree = Parser(config=CONFIG).parse(tokens)
    refused = [str(error) for error in errors]
    if tree is not None:
        parts = [part.raw for part in tree.recursive_crawl("unparsable")]
        refused += [f"not understood: {part}" for part in parts if not part.startswith(NOT_KNOWN)]
    return " ".join(refused[0].split()) if refused else None


def remembered(text: str) -> str | None:
    mark = UNDERSTOOD / hashlib.sha256(text.encode()).hexdigest()
    if mark.exists():
        return None
    reason = refusal(text)
    if reason is None:
        UNDERSTOOD.mkdir(exist_ok=True)
        mark.touch()
    return reason


def main() -> None:
    root = Path(sys.argv[1])
    files = in_folder(root)
    for file in files:
        text = without_parameters(file.read_text(encoding="utf-8"))
        if reason := remembered(text.replace(NEW_PRIVILEGE, KNOWN_PRIVILEGE)):
            print(f"{file.relative_to(root).as_posix()}: {reason}")
    print(f"{len(files)} files")


if __name__ == "__main__":
    main()
