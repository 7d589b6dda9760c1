"""Bound values of the JDBC driver: texts with a type name, turned into Python values.

fakesnow's own conversion refuses decimals, leaves doubles as text, loses microseconds to floating
point and reads TIMESTAMP_NTZ as an instant in UTC instead of a wall clock.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

_DAY_ZERO = date(1970, 1, 1)
_MILLIS_PER_DAY = 24 * 60 * 60 * 1000


def rows(bindings: dict[str, dict] | None) -> tuple[list[Any] | None, list[tuple] | None]:
    """The values of one execution, or the rows of a batch; both None without binds."""
    if not bindings:
        return None, None
    ordered = [bindings[str(position)] for position in range(1, len(bindings) + 1)]
    if any(isinstance(bind["value"], list) for bind in ordered):
        columns = [[value(bind["type"], text) for text in bind["value"]] for bind in ordered]
        return None, list(zip(*columns, strict=True))
    return [value(bind["type"], bind["value"]) for bind in ordered], None


def value(kind: str, text: str | None) -> Any:
    """One value; kinds without a rule here are texts."""
    if text is None:
        return None
    convert = _CONVERSIONS.get(kind)
    return convert(text) if convert else text


def _fixed(text: str) -> int | Decimal:
    number = Decimal(text)
    return int(number) if number.as_tuple().exponent == 0 else number


def _day(text: str) -> date:
    return _DAY_ZERO + timedelta(days=int(text) // _MILLIS_PER_DAY)


def _wall_clock(text: str) -> datetime:
    return datetime(1970, 1, 1) + timedelta(microseconds=int(text) // 1000)


def _instant(text: str) -> datetime:
    return _wall_clock(text).replace(tzinfo=UTC)


def _instant_with_offset(text: str) -> datetime:
    """Nanoseconds since 1970 and, after a space, the offset in minutes plus a day's 1440."""
    nanoseconds, _, offset = text.partition(" ")
    zone = timezone(timedelta(minutes=int(offset or "1440") - 1440))
    return _instant(nanoseconds).astimezone(zone)


_CONVERSIONS = {
    "FIXED": _fixed,
    "REAL": float,
    "BOOLEAN": lambda text: text.lower() in ("true", "1"),
    "BINARY": bytes.fromhex,
    "DATE": _day,
    "TIME": lambda text: _wall_clock(text).time(),
    "TIMESTAMP_NTZ": _wall_clock,
    "TIMESTAMP_LTZ": _instant,
    "TIMESTAMP_TZ": _instant_with_offset,
}
