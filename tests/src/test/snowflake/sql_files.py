"""The SQL files that the parsers read: which, and with what in place of parameters."""

import re
from pathlib import Path

# What JDBC binds, as in :snapshot_date; not the type behind a cast's two colons.
PARAMETER = re.compile(r"(?<!:):[a-z_][a-z0-9_]*")
COMMENT_OR_TEXT = re.compile(r"--[^\n]*|'(?:[^']|'')*'")

# Where a parameter is no value.
NAMES = {"view ": "name_of_view", "(values ": "('1')"}


def in_folder(root: Path) -> list[Path]:
    return sorted(root.rglob("*.sql"))


def without_parameters(text: str) -> str:
    """A literal or a name in place of each parameter; comments and texts stay as they are."""
    kept = [(found.start(), found.end()) for found in COMMENT_OR_TEXT.finditer(text)]

    def replaced(found: re.Match) -> str:
        if any(start <= found.start() < end for start, end in kept):
            return found[0]
        before = text[: found.start()]
        return next((name for start, name in NAMES.items() if before.endswith(start)), "'1'")

    return PARAMETER.sub(replaced, text)
