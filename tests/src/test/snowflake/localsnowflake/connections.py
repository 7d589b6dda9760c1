"""Notices that a client has died, and rolls its open transaction back.

HTTP has no sessions, so a killed client would keep its uncommitted rows, and every other session
would meet them as a conflict. Snowflake rolls back after a while; here it happens as soon as no
connection of the client is open any more. The server itself never closes an idle connection.
"""

import asyncio
from collections import defaultdict

from uvicorn.protocols.http.h11_impl import H11Protocol

from localsnowflake.session import Session, Sessions

# A driver that renews a connection has the new one open long before this.
GRACE_SECONDS = 2.0


class Clients:
    """Which connections have served which session."""

    def __init__(self) -> None:
        self._open: set[tuple] = set()
        self._served: dict[int, set[tuple]] = defaultdict(set)

    def opened(self, peer: tuple) -> None:
        self._open.add(peer)

    def closed(self, peer: tuple) -> None:
        self._open.discard(peer)

    def serves(self, peer: tuple, session: Session) -> None:
        self._served[session.number].add(peer)

    def gone(self, session: Session) -> bool:
        served = self._served[session.number]
        served &= self._open
        return not served


clients = Clients()


def watched_protocol(sessions: Sessions) -> type[H11Protocol]:
    """uvicorn's protocol, which also tells of connections that were opened and lost."""

    class Watched(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            clients.opened(self.client)

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            clients.closed(self.client)
            self.loop.call_later(GRACE_SECONDS, self.loop.run_in_executor, None, roll_back_abandoned, sessions)

    return Watched


def roll_back_abandoned(sessions: Sessions) -> None:
    for session in sessions.all():
        if session.in_transaction and clients.gone(session):
            with session.lock:
                session.rollback()
