"""Keeps one statement from running, so that a test can kill its client at that point."""

import time
from pathlib import Path

from localsnowflake.errors import refusal

_POLL_SECONDS = 0.01


class Hold:
    """A file names the start of a statement, in lower case; it waits while the file is there, then fails."""

    def __init__(self, path: str | None) -> None:
        self._request = Path(path) if path else None

    def wait(self, sql: str) -> None:
        if self._request is None or not self._request.exists():
            return
        try:
            start = self._request.read_text(encoding="utf-8")
        except FileNotFoundError:
            return
        if not sql.lstrip().lower().startswith(start):
            return
        Path(f"{self._request}.arrived").touch()
        while self._request.exists():
            time.sleep(_POLL_SECONDS)
        raise refusal("The statement was held and let go.", 604, "57014")
