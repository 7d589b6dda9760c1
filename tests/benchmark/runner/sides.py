"""The two sides: a checkout or release of the product, and the peer."""

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from .measure import Cost, run

BENCHMARK = Path(__file__).resolve().parents[1]
REPOSITORY = BENCHMARK.parents[1]

# Threads that wait for others sleep: on a few cores they would count as processor time without doing anything.
PEERS_ENVIRONMENT = {"OMP_WAIT_POLICY": "passive", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Result:
    """One run of a side."""

    side: str
    cost: Cost
    stages: dict[str, dict[str, float]] = field(default_factory=dict)  # stage to wall, processor, heap


class Ours:
    """A checkout or an unpacked release."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder.resolve()
        self.name = name

    def prepare(self, work: Path) -> None:
        """Builds what is not built, and makes the archive of classes: neither is part of a run."""
        work.mkdir(parents=True, exist_ok=True)
        for arguments in (["--version"], ["sentiment", "good"]):
            subprocess.run([self.folder / "submit/churn", *arguments], cwd=work, check=True, stdout=sys.stderr)

    def command(self, *arguments: str) -> list[str]:
        return [str(self.folder / "submit" / "churn"), *arguments]

    def pipeline(self, source: Path, work: Path, breach: bool) -> Result:
        """All months, into a new folder."""
        fresh(work)
        options = ["--set", f"ingest.source={source}"] + (["--set", "retrain.when=breach"] if breach else [])
        cost = run(self.command("pipeline", "--mode", "all", *options), work, work / "log")
        return Result(self.name, cost, self.stages(work))

    @staticmethod
    def database(work: Path) -> Path:
        return work / "churnwise-data" / "churn.duckdb"

    def stages(self, work: Path) -> dict[str, dict[str, float]]:
        """What the ledger says; seconds outside of any stage are missing in it."""
        query = "select stage, sum(seconds), sum(cpu_seconds), max(peak_heap_bytes) from stage_costs group by stage"
        try:
            with duckdb.connect(str(self.database(work)), read_only=True) as connection:
                found = connection.execute(query).fetchall()
        except duckdb.Error as error:
            print(f"no stages of {self.name}: {error}", file=sys.stderr)
            return {}
        return {
            stage: {"wall": wall or 0, "processor": processor or 0, "heap": heap or 0}
            for stage, wall, processor, heap in found
        }


class Peer:
    """The Python process beside this folder."""

    name = "peer"

    def prepare(self, work: Path) -> None:
        """Nothing: the environment is there."""

    def pipeline(self, source: Path, work: Path, breach: bool) -> Result:
        fresh(work)
        options = ["--retrain-when", "breach"] if breach else []
        command = [
            sys.executable, "-m", "peer", "--source", str(source), "--database", str(self.database(work)), *options,
        ]  # fmt: skip
        cost = run(command, BENCHMARK, work / "log", PEERS_ENVIRONMENT)
        last = (work / "log").read_text().rstrip().rpartition("\n")[2]
        return Result(self.name, cost, json.loads(last)["stages"] if cost.exit_code == 0 else {})

    @staticmethod
    def database(work: Path) -> Path:
        return work / "peer.duckdb"


def fresh(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def customers(ours: Ours, count: int, folder: Path) -> Path:
    """The files of so many customers, made once."""
    files = folder / f"customers-{count}"
    if not files.exists():
        subprocess.run(
            ours.command("sample", "--customers", str(count), "--out", str(files)),
            cwd=folder, check=True, stdout=sys.stderr,
        )  # fmt: skip
    return files


def equality(ours: Path, peers: Path) -> tuple[bool, str]:
    """Whether both computed the same features and labels, and what was compared."""
    command = [sys.executable, "-m", "peer.equality", str(ours), str(peers)]
    found = subprocess.run(command, cwd=BENCHMARK, capture_output=True, text=True, env=os.environ)
    return found.returncode == 0, found.stdout + found.stderr


def limits_of(ours: Path, source: Path, peers: Path) -> list[list[str]]:
    """Name, rows, wall and processor seconds of what the libraries alone need."""
    command = [sys.executable, "-m", "runner.limits", str(ours), str(source), str(peers)]
    found = subprocess.run(
        command, cwd=BENCHMARK, check=True, stdout=subprocess.PIPE, text=True,
        env={**os.environ, **PEERS_ENVIRONMENT},
    )  # fmt: skip
    return list(csv.reader(found.stdout.splitlines()))
