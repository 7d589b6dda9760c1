"""Single commands on a finished run: start-up counts in full."""

import shutil
from pathlib import Path

from .measure import Cost, run
from .sides import Ours, fresh

COMMANDS = {
    "second run, nothing to do": ["pipeline", "--mode", "all"],
    "features of one snapshot": ["features", "--snapshot-date", "2025-06-01", "--force"],
    "label of one snapshot": ["label", "--snapshot-date", "2025-05-01", "--force"],
    "score all snapshots, everyone explained": [
        "score", "--from", "2024-09-01", "--to", "2025-06-01", "--every", "month", "--force",
        "--set", "scoring.reasons=all",
    ],
    "train": ["train", "--force"],
}  # fmt: skip


def measured(ours: Ours, finished: Path, source: Path, work: Path) -> dict[str, Cost]:
    """Command to cost, in this order, on a copy of a finished run; then a load of the sales files alone."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(finished, work, symlinks=True)
    costs = {}
    for name, arguments in COMMANDS.items():
        of_source = ["--set", f"ingest.source={source}"] if arguments[0] == "pipeline" else []
        costs[name] = run(ours.command(*arguments, *of_source), work, work / f"log of {arguments[0]}")
    fresh(work)
    sales = work / "sales"
    sales.mkdir()
    for file in source.glob("*sales_*.csv"):
        (sales / file.name).symlink_to(file)
    costs["ingest of the sales lines"] = run(
        ours.command("ingest", "--set", f"ingest.source={sales}"), work, work / "log of ingest"
    )
    shutil.rmtree(work, ignore_errors=True)
    return costs
