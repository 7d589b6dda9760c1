"""Session parameters that an account, a login or ALTER SESSION sets, each over the one before.

Only those that have an effect here are listed; others are kept and told back.
"""

from typing import Any

# As in a new account: whoever stores instants must set the session's zone.
NEW_ACCOUNT: dict[str, Any] = {
    "AUTOCOMMIT": True,
    "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD": 65280,
    "DATE_INPUT_FORMAT": "AUTO",
    "DATE_OUTPUT_FORMAT": "YYYY-MM-DD",
    "DEFAULT_DDL_COLLATION": "",
    "ROWS_PER_RESULTSET": 0,
    "TIMESTAMP_INPUT_FORMAT": "AUTO",
    "TIMESTAMP_NTZ_OUTPUT_FORMAT": "YYYY-MM-DD HH24:MI:SS.FF3",
    "TIMESTAMP_OUTPUT_FORMAT": "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM",
    "TIMESTAMP_TYPE_MAPPING": "TIMESTAMP_NTZ",
    "TIMEZONE": "America/Los_Angeles",
}


class Accounts:
    """The parameters of accounts by name; an account that is not named is a new one."""

    def __init__(self, parameters: dict[str, dict[str, Any]]) -> None:
        self._parameters = {
            account.upper(): {name.upper(): value for name, value in given.items()}
            for account, given in parameters.items()
        }

    def parameters(self, account: str | None) -> dict[str, Any]:
        return NEW_ACCOUNT | self._parameters.get((account or "").upper(), {})
