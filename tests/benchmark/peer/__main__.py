"""python -m peer --source DIR --database FILE [--retrain-when POLICY]: the months of a folder, in one process.

The order of a month is the product's: load, features, labels, performance and drift, perhaps a training, scores.
"""

import argparse
import datetime
import json
import time
from pathlib import Path

import duckdb

from .features import FeatureTables
from .ingest import Ingest, Source, day_after
from .monitoring import Monitoring
from .scoring import Scoring
from .settings import SETTINGS, number
from .stages import Stages
from .training import Champion, Training

FIRST_TRAINING_AFTER = 4  # months, as the product's --months


class Months:
    """The month loop, and what it knows from month to month."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, source: Path, retrain_when: str) -> None:
        self.stages = Stages()
        self.source = Source(source)
        self.retrain_when = retrain_when
        self.ingest = Ingest(connection, self.source)
        self.tables = FeatureTables(connection)
        self.training = Training(connection)
        self.scoring = Scoring(connection)
        self.monitoring = Monitoring(connection)
        self.snapshots: list[datetime.date] = []
        self.pending: list[datetime.date] = []
        self.champion: Champion | None = None
        self.champions: dict[str, Champion] = {}

    def run(self) -> None:
        for place, month in enumerate(self.source.months, start=1):
            self.month(month, place >= FIRST_TRAINING_AFTER)

    def month(self, month: tuple[int, int], may_train: bool) -> None:
        snapshot = day_after(month)
        with self.stages.of("ingest"):
            touched = self.ingest.load(month)
        stale = [day for day in self.snapshots if touched is not None and touched < day]
        self.snapshots.append(snapshot)
        self.pending.append(snapshot)
        with self.stages.of("features"):
            customers = [self.tables.compute(day) for day in [*stale, snapshot]]
        with self.stages.of("label"):
            final = [day for day in self.pending if self.tables.label(day, snapshot)]
        self.pending = [day for day in self.pending if day not in final]
        print(f"{snapshot}: {customers[-1]:,} customers, {len(stale)} snapshots renewed, {len(final)} became final")
        if may_train:
            self.decide_and_score(snapshot, final, stale)

    def decide_and_score(self, snapshot: datetime.date, final: list[datetime.date], stale: list[datetime.date]) -> None:
        retrain = self.champion is None
        if self.champion:
            with self.stages.of("monitor"):
                again = [day for day in stale if day not in self.pending and day not in final]
                realised = [self.monitoring.performance(day, self.champions) for day in [*again, *final]]
                drift = self.monitoring.feature_drift(snapshot, self.champion, self.snapshots)
            print(f"  drift    {drift}")
            newest = realised[-1] if final else None
            if newest:
                print(f"  realised F1 {newest.found['f1'][0]:.3f} of {newest.version} on {newest.snapshot}")
            below = newest is not None and newest.found["f1"][0] < number("retrain.threshold")
            retrain = newest is not None and self.retrain_when == "challenge" or below
        if retrain:
            with self.stages.of("train"):
                self.champion, decision = self.training.train(snapshot, self.champion)
            if self.champion:
                self.champions[self.champion.version] = self.champion
            print(f"  train    {decision}")
        if self.champion:
            with self.stages.of("score"):
                scored = self.scoring.score(snapshot, self.champion)
            print(f"  score    {scored}")
            with self.stages.of("monitor"):
                drift = self.monitoring.prediction_drift(snapshot, self.champion)
                estimate = self.monitoring.estimate(snapshot, self.champion)
            print(f"  expected {estimate}, predictions {drift}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="peer", description=__doc__)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--retrain-when", choices=["breach", "challenge"], default=SETTINGS["retrain.when"])
    options = parser.parse_args()
    started = time.perf_counter()
    # A checkpoint after every 16 MB of changes, the default, compresses young tables over and over.
    connection = duckdb.connect(str(options.database), config={"checkpoint_threshold": "256MB"})
    months = Months(connection, options.source, options.retrain_when)
    months.run()
    if months.champion:
        with months.stages.of("score"):
            months.scoring.contact_list(months.snapshots[-1], options.database.with_suffix(".contacts.csv"))
    connection.close()
    for line in months.stages.lines():
        print(line)
    print(json.dumps({"seconds": round(time.perf_counter() - started, 2), "stages": months.stages.figures()}))


if __name__ == "__main__":
    main()
