"""Privileges on tables and views, which vanish with the object that is replaced without COPY GRANTS.

They are kept so that a test can see who lost one; nothing is checked.
"""

import re
from collections import defaultdict

from fakesnow import statement_type
from localsnowflake import results
from localsnowflake.results import Result
from localsnowflake.session import Session

_GRANT = re.compile(r"grant\s+(.+?)\s+on\s+(table|view)\s+(\S+)\s+to\s+role\s+(\w+)", re.I | re.S)
_ON = re.compile(r"show\s+grants\s+on\s+(table|view)\s+([^\s;]+)", re.I)
_COLUMNS = (
    "created_on privilege granted_on name granted_to grantee_name grant_option granted_by".split()
)

# Database, schema and name to what is granted on it, to which role.
_granted: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)


def place(session: Session, name: str) -> tuple[str, ...]:
    """Database, schema and name of an object."""
    parts = [part.strip('"') if '"' in part else part.upper() for part in name.split(".")]
    current = (session.connection.database, session.connection.schema)
    return (*current[: 3 - len(parts)], *parts)


def grant(session: Session, sql: str) -> None:
    if parsed := _GRANT.match(sql):
        for privilege in parsed[1].split(","):
            _granted[place(session, parsed[3])].add((privilege.strip().upper(), parsed[4].upper()))


def vanish(gone: tuple[str, ...]) -> None:
    _granted.pop(gone, None)


def shown(session: Session, sql: str) -> Result | None:
    """SHOW GRANTS ON an object; None for other forms."""
    parsed = _ON.match(sql)
    if not parsed:
        return None
    of = place(session, parsed[2])
    owned = {("OWNERSHIP", session.role.upper())}
    rows = [
        (None, privilege, parsed[1].upper(), ".".join(of), "ROLE", role, "false", session.role.upper())
        for privilege, role in sorted(owned | _granted.get(of, set()))
    ]
    return results.listing(statement_type.SHOW, _COLUMNS, rows)
