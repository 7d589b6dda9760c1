"""What belongs to one login, and the list of those who are logged in."""

import itertools
import secrets
import threading
from typing import Any

from fakesnow.conn import FakeSnowflakeConnection

_KEPT_RESULTS = 100


class RecentResults(dict):
    """Results by query id, of all sessions, for RESULT_SCAN; the oldest are forgotten."""

    def __setitem__(self, query_id: str, result: Any) -> None:
        super().__setitem__(query_id, result)
        while len(self) > _KEPT_RESULTS:
            self.pop(next(iter(self)), None)


class Session:
    """One login. Its statements run one after the other, under the lock."""

    def __init__(
        self, number: int, connection: FakeSnowflakeConnection, results: RecentResults, login: dict[str, Any]
    ) -> None:
        self.number = number
        self.results = results
        self.connection = connection
        self.user = login.get("user") or "NOBODY"
        self.role = login.get("role") or "PUBLIC"
        self.warehouse = login.get("warehouse")
        self.lock = threading.RLock()
        self.canceled = threading.Event()
        self.running: str | None = None
        self.in_transaction = False
        self._defaults: dict[str, Any] = login["defaults"]
        self.parameters = dict(self._defaults)
        for name, value in login.get("parameters", {}).items():
            self.set(name, value)
        self.set("TIMEZONE", self.parameters["TIMEZONE"])

    @property
    def duckdb(self) -> Any:
        return self.connection._duck_conn  # noqa: SLF001

    @property
    def query_tag(self) -> str | None:
        return self.parameters.get("QUERY_TAG")

    @property
    def autocommit(self) -> bool:
        return self.parameters["AUTOCOMMIT"]

    def set(self, name: str, value: Any) -> None:
        """A session parameter; texts true and false become booleans, as the driver expects."""
        if isinstance(value, str) and value.lower() in ("true", "false"):
            value = value.lower() == "true"
        if name.upper() == "AUTOCOMMIT" and value != self.autocommit:
            self.commit()
        if name.upper() == "TIMEZONE":
            self.duckdb.execute(f"SET TimeZone = '{value}'")
        self.parameters[name.upper()] = value

    def unset(self, name: str) -> None:
        """Back to the account's value."""
        if name.upper() in self._defaults:
            self.set(name, self._defaults[name.upper()])
        else:
            self.parameters.pop(name.upper(), None)

    def begin(self) -> None:
        """Nothing happens in a transaction that has begun, as on Snowflake."""
        if not self.in_transaction:
            self.duckdb.execute("BEGIN")
            self.in_transaction = True

    def commit(self) -> None:
        self._end("COMMIT")

    def rollback(self) -> None:
        self._end("ROLLBACK")

    def _end(self, how: str) -> None:
        """Outside a transaction both are accepted and do nothing, as on Snowflake."""
        if self.in_transaction:
            self.in_transaction = False
            self.duckdb.execute(how)

    def cancel(self, request: str | None) -> None:
        """Ends the running statement if it is the one of this request."""
        if request is not None and request == self.running:
            self.canceled.set()
            self.duckdb.interrupt()

    def close(self) -> None:
        with self.lock:
            self.rollback()
            self.connection.close()


class Sessions:
    """All logins by token."""

    def __init__(self) -> None:
        self.results = RecentResults()
        self._by_token: dict[str, Session] = {}
        self._ended: dict[str, int] = {}
        self._numbers = itertools.count(1)

    def open(self, connection: FakeSnowflakeConnection, login: dict[str, Any]) -> str:
        token = secrets.token_urlsafe(32)
        self._by_token[token] = Session(next(self._numbers), connection, self.results, login)
        return token

    def get(self, token: str) -> Session | None:
        return self._by_token.get(token)

    def end(self, session: Session, code: int) -> None:
        """Ends a session, and its open transaction, without its client; whoever uses it is refused with the code."""
        for token, open_session in list(self._by_token.items()):
            if open_session is session:
                self._ended[token] = code
                self.close(token)

    def why_ended(self, token: str) -> int | None:
        """The code of a session that was ended; None for one that is open or was never there."""
        return self._ended.get(token)

    def all(self) -> list[Session]:
        return list(self._by_token.values())

    def close(self, token: str) -> None:
        if session := self._by_token.pop(token, None):
            session.close()
