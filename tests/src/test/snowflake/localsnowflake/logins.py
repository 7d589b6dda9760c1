"""Who may log in, and with what.

Without a file of users everybody may. The file is JSON, read at each login: names in upper case, each with lists
of passwords, access_tokens, oauth_tokens, ended_oauth_tokens, id_tokens (a browser's, as the driver keeps them)
and public_keys (PEM). Any of them must come under the authenticator that an account expects it under.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from localsnowflake.errors import SnowflakeError, refusal

_STATE = "08001"
User = dict[str, list[str]]


class Logins:
    def __init__(self, path: str | None) -> None:
        self._path = Path(path) if path else None
        self._made: list[tuple[str, str]] = []

    def check(self, account: str | None, data: dict[str, Any], database: str | None) -> None:
        """Raises SnowflakeError unless the user may log in so."""
        authenticator = (data.get("AUTHENTICATOR") or "SNOWFLAKE").upper()
        if self._path:
            name = (data.get("LOGIN_NAME") or "").upper()
            user = json.loads(self._path.read_text(encoding="utf-8")).get(name)
            checked = _CHECKS.get(authenticator)
            if user is None or checked is None:
                raise _wrong()
            checked(user, data, f"{account or ''}.{name}".upper())
        self._made.append(((database or "").upper(), authenticator))

    def made(self, database: str) -> list[str]:
        """The authenticators of the logins to a database so far, in order."""
        return [authenticator for name, authenticator in self._made if name == database.upper()]


def _wrong() -> SnowflakeError:
    return refusal("Incorrect username or password was specified.", 390100, _STATE)


def _password(user: User, data: dict[str, Any], qualified: str) -> None:
    if data.get("TOKEN") or data.get("PASSWORD") not in user.get("passwords", []) + user.get("access_tokens", []):
        raise _wrong()


def _access_token(user: User, data: dict[str, Any], qualified: str) -> None:
    if data.get("TOKEN") not in user.get("access_tokens", []):
        raise _wrong()


def _id_token(user: User, data: dict[str, Any], qualified: str) -> None:
    if data.get("PASSWORD") or data.get("TOKEN") not in user.get("id_tokens", []):
        raise refusal("Id Token is invalid.", 390195, _STATE)


def _oauth(user: User, data: dict[str, Any], qualified: str) -> None:
    if data.get("TOKEN") in user.get("ended_oauth_tokens", []):
        raise refusal("OAuth access token expired.", 390318, _STATE)
    if data.get("TOKEN") not in user.get("oauth_tokens", []):
        raise refusal("Invalid OAuth access token.", 390303, _STATE)


def _key(user: User, data: dict[str, Any], qualified: str) -> None:
    """The driver signs a token of a minute; the issuer names the key by its fingerprint."""
    for pem in user.get("public_keys", []):
        key = load_pem_public_key(pem.encode())
        digest = hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
        issuer = f"{qualified}.SHA256:{base64.b64encode(digest).decode()}"
        try:
            claims = jwt.decode(data.get("TOKEN") or "", key, algorithms=["RS256"], issuer=issuer)
        except jwt.InvalidTokenError:
            continue
        if claims["sub"] == qualified:
            return
    raise refusal("JWT token is invalid.", 390144, _STATE)


_CHECKS: dict[str, Callable[[User, dict[str, Any], str], None]] = {
    "SNOWFLAKE": _password,
    "SNOWFLAKE_JWT": _key,
    "OAUTH": _oauth,
    "PROGRAMMATIC_ACCESS_TOKEN": _access_token,
    "ID_TOKEN": _id_token,
}
