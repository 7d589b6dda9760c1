"""Errors as Snowflake numbers them."""

import duckdb
import snowflake.connector.errors as connector_errors

SnowflakeError = connector_errors.Error

# DuckDB's errors that fakesnow lets through, with the number and SQL state that Snowflake has for
# the same failure; the first class that fits counts.
_KNOWN = (
    (duckdb.ConstraintException, 100072, "22000"),  # NULL result in a non-nullable column
    (duckdb.ConversionException, 100038, "22018"),  # Numeric value '..' is not recognized
    (duckdb.OutOfRangeException, 100046, "22003"),  # Number out of representable range
    (duckdb.InterruptException, 604, "57014"),  # SQL execution canceled
    (duckdb.TransactionException, 625, "57014"),  # aborted because of another transaction
    (duckdb.InvalidInputException, 2016, "22000"),
)
_INTERNAL = (603, "XX000")


def refusal(message: str, number: int, state: str) -> SnowflakeError:
    return connector_errors.ProgrammingError(msg=message, errno=number, sqlstate=state)


def as_snowflake_error(error: Exception) -> SnowflakeError:
    """Any exception as an error with a number, so that a client is told and does not retry."""
    if isinstance(error, SnowflakeError):
        return error
    for kind, number, state in _KNOWN:
        if isinstance(error, kind):
            return refusal(str(error), number, state)
    number, state = _INTERNAL
    return refusal(f"the local server cannot do this: {type(error).__name__}: {error}", number, state)
