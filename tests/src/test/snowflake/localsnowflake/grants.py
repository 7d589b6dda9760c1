"""Privileges on tables and views, which vanish with the object that is replaced without COPY GRANTS.

They are kept so that a test can see who lost one; nothing is checked.
"""

import re
from collections import defaultdict

from fakesnow import statement_type
from sqlglot import exp

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


def _place(session: Session, name: str) -> tuple[str, ...]:
    parts = [part.strip('"') if '"' in part else part.upper() for part in name.split(".")]
    current = (session.connection.database, session.connection.schema)
    return (*current[: 3 - len(parts)], *parts)


def grant(session: Session, sql: str) -> None:
    if parsed := _GRANT.match(sql):
        for privilege in parsed[1].split(","):
            _granted[_place(session, parsed[3])].add((privilege.strip().upper(), parsed[4].upper()))


def replaced(session: Session, create: exp.Create) -> None:
    """After a CREATE OR REPLACE or a DROP of a table or view."""
    table = create.find(exp.Table)
    if table is not None and not create.find(exp.CopyGrantsProperty):
        vanish(_place(session, ".".join(part.name for part in table.parts).upper()))


def vanish(place: tuple[str, ...]) -> None:
    """place: database, schema and name."""
    _granted.pop(place, None)


def shown(session: Session, sql: str) -> Result | None:
    """SHOW GRANTS ON an object; None for other forms."""
    parsed = _ON.match(sql)
    if not parsed:
        return None
    place = _place(session, parsed[2])
    owned = {("OWNERSHIP", session.role.upper())}
    rows = [
        (None, privilege, parsed[1].upper(), ".".join(place), "ROLE", role, "false", session.role.upper())
        for privilege, role in sorted(owned | _granted.get(place, set()))
    ]
    return results.listing(statement_type.SHOW, _COLUMNS, rows)
