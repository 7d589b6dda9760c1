"""Ends sessions and tokens while clients use them, as an account does.

A test posts an ending to /local/endings: JSON with the database, the code of the refusal, and which statement
is refused: the start of its text (sql) and a part of its query tag (tag), both of any case and both optional.
Endings of a database happen one after the other, each once. Without sql and tag all its sessions end at once.
"""

import threading
from dataclasses import dataclass
from typing import Any

from localsnowflake.errors import SnowflakeError, refusal
from localsnowflake.session import Session, Sessions

# Of the session, or the token that renews it; either way the client must log in again.
SESSION_GONE = 390111
TOKEN_EXPIRED = 390112

_MESSAGES = {
    390104: "User must login again to access the service.",
    SESSION_GONE: "Session no longer exists.  New login required to access the service.",
    TOKEN_EXPIRED: "Authentication token has expired.",
    390114: "Authentication token has expired.  The user must authenticate again.",
    390318: "OAuth access token expired.",
}


@dataclass(frozen=True)
class Ending:
    database: str
    code: int
    sql: str
    tag: str

    def concerns(self, session: Session, sql: str, tag: str | None) -> bool:
        return (
            _is_in(session, self.database)
            and " ".join(sql.lower().split()).startswith(self.sql.lower())
            and self.tag.lower() in (tag or "").lower()
        )


class Endings:
    """What is to end, in order."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._waiting: list[Ending] = []
        self._lock = threading.Lock()

    def add(self, asked: dict[str, Any]) -> None:
        ending = Ending(asked["database"], asked["code"], asked.get("sql", ""), asked.get("tag", ""))
        if ending.sql or ending.tag:
            with self._lock:
                self._waiting.append(ending)
            return
        for session in self._sessions.all():
            if _is_in(session, ending.database):
                self._sessions.end(session, ending.code)

    def waiting(self, database: str) -> int:
        with self._lock:
            return sum(ending.database.upper() == database.upper() for ending in self._waiting)

    def end_before(self, session: Session, sql: str, tag: str | None) -> None:
        """Ends the session if its next statement is the one that is waited for."""
        with self._lock:
            first = next((ending for ending in self._waiting if _is_in(session, ending.database)), None)
            if first is None or not first.concerns(session, sql, tag):
                return
            self._waiting.remove(first)
        self._sessions.end(session, first.code)


def refused(code: int) -> SnowflakeError:
    return refusal(_MESSAGES.get(code, "Session ended."), code, "08001")


def _is_in(session: Session, database: str) -> bool:
    return (session.connection.database or "").upper() == database.upper()
