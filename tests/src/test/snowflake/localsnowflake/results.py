"""What a statement gives, and the form in which the driver reads it."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow
from fakesnow import statement_type
from fakesnow.arrow import to_ipc, to_sf
from fakesnow.rowtype import describe_as_rowtype

# Kinds of statements that the driver knows and fakesnow does not.
ALTER_SESSION = statement_type.SCL + 0x100
LIST = statement_type.SCL + 0x701
REMOVE = 0x7103

SUCCESS = "Statement executed successfully."


@dataclass(frozen=True)
class Result:
    """Rows with the kind of their statement; rows: how many were returned or changed, if any."""

    kind: int
    rowtype: list[dict]
    table: pyarrow.Table
    rows: int | None = None
    query_id: str | None = None

    def data(self) -> dict[str, Any]:
        """The part of the HTTP reply that holds the rows: texts in JSON, or Arrow for queries."""
        reply = {"rowtype": self.rowtype, "total": self.table.num_rows, "returned": self.table.num_rows}
        if self.kind in statement_type.DML_TYPE_IDS or self.kind >= statement_type.TCL:
            return reply | {"queryResultFormat": "json", "rowset": self._texts()}
        return reply | {"queryResultFormat": "arrow", "rowsetBase64": self._arrow()}

    def _texts(self) -> list[list[str | None]]:
        columns = [column.to_pylist() for column in self.table.columns]
        return [[None if value is None else str(value) for value in row] for row in zip(*columns, strict=True)]

    def _arrow(self) -> str:
        if self.table.num_rows == 0:
            return ""
        return b64encode(to_ipc(to_sf(in_utc(self.table), self.rowtype))).decode()


@dataclass(frozen=True)
class Transfer:
    """The reply to PUT and GET: where the driver itself moves the files."""

    data: dict[str, Any]
    rows: int | None = None


def in_utc(table: pyarrow.Table) -> pyarrow.Table:
    """Instants in the zone in which they are sent; fakesnow refuses others."""
    for position, field in enumerate(table.schema):
        if pyarrow.types.is_timestamp(field.type) and field.type.tz not in (None, "UTC"):
            column = table.column(position).cast(pyarrow.timestamp("us", "UTC"))
            table = table.set_column(position, field.name, column)
    return table


def status(kind: int, message: str = SUCCESS) -> Result:
    return replace(listing(kind, ["status"], [(message,)]), rows=None)


def changed(kind: int, counts: dict[str, int]) -> Result:
    """What DML answers: one row of counts."""
    table = pyarrow.table({name: [count] for name, count in counts.items()})
    rowtype = describe_as_rowtype([(name, "BIGINT", *[None] * 4) for name in counts])
    return Result(kind, rowtype, table, sum(counts.values()))


def listing(kind: int, names: Sequence[str], rows: Sequence[Sequence]) -> Result:
    """Rows of texts, numbers and nulls; a column of numbers holds nothing else."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    numbers = [bool(column) and all(isinstance(value, int) for value in column) for column in columns]
    table = pyarrow.table(
        [
            pyarrow.array(column, pyarrow.int64() if number else pyarrow.string())
            for column, number in zip(columns, numbers, strict=True)
        ],
        names=list(names),
    )
    types = ["BIGINT" if number else "VARCHAR" for number in numbers]
    rowtype = describe_as_rowtype([(name, kind_, *[None] * 4) for name, kind_ in zip(names, types, strict=True)])
    return Result(kind, rowtype, table, len(rows))
