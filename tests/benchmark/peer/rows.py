"""Rows of features as arrays: what models are fitted on and score."""

import datetime
from dataclasses import dataclass

import duckdb
import numpy as np

from .settings import INPUTS

CATEGORIES = [feature.name for feature in INPUTS if feature.is_category]
NUMBERS = [feature.name for feature in INPUTS if not feature.is_category]


@dataclass(frozen=True)
class Rows:
    """Numbers with NaN for missing ones, and categories as places in a list of levels, the last for missing ones."""

    numbers: dict[str, np.ndarray]
    codes: dict[str, np.ndarray]
    levels: dict[str, list[str]]
    others: dict[str, np.ndarray]

    def __len__(self) -> int:
        return len(next(iter(self.numbers.values())))

    def where(self, chosen: np.ndarray) -> "Rows":
        def pick(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
            return {name: values[chosen] for name, values in arrays.items()}

        return Rows(pick(self.numbers), pick(self.codes), self.levels, pick(self.others))


def read(connection: duckdb.DuckDBPyConnection, query: str, parameters: dict, others: list[str]) -> Rows:
    """Reads the inputs of the rows of a query that has them, and its other columns."""
    lists = ", ".join(f"list_sort(list(distinct {name}))" for name in CATEGORIES)
    found = connection.execute(f"select {lists} from customers").fetchone()
    levels = dict(zip(CATEGORIES, found, strict=True))
    columns = [f"coalesce({name}::float, 'nan'::float) as {name}" for name in NUMBERS]
    for name in CATEGORIES:
        listed = ", ".join("'" + level.replace("'", "''") + "'" for level in levels[name])
        columns.append(f"coalesce(list_position([{listed}]::varchar[], {name}) - 1, {len(levels[name])})::int as {name}")
    read_columns = connection.execute(
        f"select {', '.join(columns + others)} from ({query}) order by snapshot_date, customer_id", parameters
    ).fetchnumpy()
    return Rows(
        {name: plain(read_columns[name]) for name in NUMBERS},
        {name: plain(read_columns[name]) for name in CATEGORIES},
        levels,
        {name: plain(read_columns[name]) for name in others},
    )


def plain(values: np.ndarray) -> np.ndarray:
    return values.data if isinstance(values, np.ma.MaskedArray) and not values.mask.any() else np.asarray(values)


def of_snapshot(connection: duckdb.DuckDBPyConnection, snapshot: datetime.date) -> Rows:
    """The customers of a snapshot."""
    query = "select * from customer_features where snapshot_date = $day"
    return read(connection, query, {"day": snapshot}, ["customer_id"])


def of_training(connection: duckdb.DuckDBPyConnection, snapshots: list[datetime.date], seed: int, share: float) -> Rows:
    """Customers of snapshots with final labels; a seeded hash of the customer says who is left out of the fit."""
    query = """
        select f.*, l.churned::tinyint as label,
          substr(md5($seed || ':' || f.customer_id), 1, 8) < $below as left_out,
          list_position($days, f.snapshot_date)::tinyint - 1 as place,
          (hash(f.customer_id) % 1000)::smallint as customer_group
        from customer_features f
        join customer_labels l using (snapshot_date, customer_id)
        where l.label_state = 'FINAL' and f.snapshot_date in (select unnest($days))
    """
    below = format(int(share * 2**32), "08x")
    parameters = {"days": snapshots, "seed": str(seed), "below": below}
    return read(connection, query, parameters, ["label", "left_out", "place", "customer_group"])
