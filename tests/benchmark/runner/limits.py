"""python -m runner.limits DATABASE SOURCE PEERS: what the libraries alone need for the same rows, a line each.

DATABASE is a finished one of ours, SOURCE the files it was loaded from, PEERS the finished one of the peer. Nothing is
checked and nothing kept: no product can be below these.
"""

import csv
import datetime
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import xgboost

from peer.ingest import COLUMNS, TYPES
from peer.model import Model, inputs
from peer.rows import of_snapshot, of_training, read
from peer.settings import REPOSITORY, number, whole

MACROS = (
    "create temp macro iff(condition, yes, no) as case when condition then yes else no end",
    "create temp macro nvl(value, other) as coalesce(value, other)",
    "create temp macro zeroifnull(value) as coalesce(value, 0)",
)


class Limits:
    """Measures one thing after the other in this process."""

    def __init__(self) -> None:
        self.output = csv.writer(sys.stdout)

    @contextmanager
    def of(self, name: str, rows: int) -> Iterator[None]:
        wall, processor = time.perf_counter(), time.process_time()
        yield
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        self.output.writerow((name, rows, f"{wall:.3f}", f"{processor:.3f}"))
        sys.stdout.flush()


def load(limits: Limits, source: Path) -> None:
    """read_csv with the types of the table, and insert into a file."""
    columns = ", ".join(f"'{name}': '{TYPES.get(name, 'varchar')}'" for name in COLUMNS["sales"])
    query = f"select * from read_csv('{source}/*sales_*.csv', header = false, columns = {{{columns}}})"
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(f"{folder}/limit.duckdb") as connection:
        rows = connection.execute(f"select count(*) from ({query})").fetchone()[0]
        with limits.of("read_csv and insert of the sales lines", rows):
            connection.execute(f"create table sales as {query}")
            connection.execute("checkpoint")


def features(limits: Limits, database: Path, snapshot: datetime.date) -> None:
    """The product's own query, in DuckDB's module, into a table in memory."""
    query = (REPOSITORY / "sql" / "features" / "customer_features.sql").read_text("utf-8")
    with duckdb.connect(str(database), read_only=True) as connection:
        for macro in MACROS:
            connection.execute(macro)
        connection.execute(f"create temp table requested_snapshots as select date '{snapshot}' as snapshot_date")
        count = "select count(*) from customer_features where snapshot_date = ?"
        rows = connection.execute(count, [snapshot]).fetchone()[0]
        with limits.of("features query of the last snapshot", rows):
            connection.execute(f"create temp table features_alone as {query}")


def models(limits: Limits, peers: Path, snapshot: datetime.date) -> None:
    """Native fit, prediction and contributions, of the rows of the newest training and of the last snapshot."""
    with duckdb.connect(str(peers), read_only=True) as connection:
        days = "select distinct snapshot_date from customer_labels where label_state = 'FINAL' order by 1"
        final = [day for (day,) in connection.execute(days).fetchall()]
        rows = of_training(connection, final[:-1], whole("training.seed"), number("training.test-size"))
        rows = rows.where(~rows.others["left_out"])
        with limits.of("fit of the newest training", len(rows)):
            model = Model.fit(rows)
        del rows
        last = of_snapshot(connection, snapshot)
        matrix = xgboost.DMatrix(inputs(last, model.levels))
        with limits.of("predict of the last snapshot", len(last)):
            model.booster.predict(matrix, validate_features=False)
        with limits.of("contributions of the last snapshot", len(last)):
            model.booster.predict(matrix, pred_contribs=True, validate_features=False)
    score_all(limits, peers, model)


def score_all(limits: Limits, peers: Path, model: Model) -> None:
    """All rows of all scored snapshots: read, predict, explain, write as they are."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(f"{folder}/limit.duckdb") as connection:
        connection.execute(f"attach '{peers}' as peers (read_only)")
        connection.execute("create temp view customers as from peers.customers")
        scored = "select f.* from peers.customer_features f where snapshot_date in (select snapshot_date from peers.churn_predictions)"
        rows = connection.execute(f"select count(*) from ({scored})").fetchone()[0]
        with limits.of("read, predict, explain and write all scored rows", rows):
            found = read(connection, scored, {}, ["snapshot_date", "customer_id"])
            matrix = model.matrix(found)
            columns = {name: found.others[name] for name in ("snapshot_date", "customer_id")}
            columns["probability"] = model.booster.predict(matrix)
            contributions = model.booster.predict(matrix, pred_contribs=True)
            columns |= {f"contribution_{place}": column for place, column in enumerate(contributions.T)}
            connection.execute("create table written as from columns")
            connection.execute("checkpoint")


def main() -> None:
    database, source, peers = map(Path, sys.argv[1:])
    with duckdb.connect(str(peers), read_only=True) as connection:
        snapshot = connection.execute("select max(snapshot_date) from customer_features").fetchone()[0]
    limits = Limits()
    load(limits, source)
    features(limits, database, snapshot)
    models(limits, peers, snapshot)


if __name__ == "__main__":
    main()
