"""The results: a CSV file of every figure, and tables to read."""

import csv
import math
from collections import defaultdict
from pathlib import Path

from .sides import Result

COLUMNS = ("customers", "mode", "round", "side", "stage", "wall_seconds", "processor_seconds", "peak_bytes")
WHOLE = "all"
MODES = ("natural", "breach")
DERIVED = (1_000_000, 10_000_000, 100_000_000)  # customers
GB = 1e9


class Table:
    """Collects figures and keeps the file complete after each run."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.rows: list[dict] = []

    def add(self, customers: int, mode: str, number: int, result: Result) -> None:
        parts = {WHOLE: {"wall": result.cost.wall, "processor": result.cost.processor}} | result.stages
        for stage, seconds in parts.items():
            self.rows.append(
                {
                    "customers": customers,
                    "mode": mode,
                    "round": number,
                    "side": result.side,
                    "stage": stage,
                    "wall_seconds": round(seconds["wall"], 2),
                    "processor_seconds": round(seconds["processor"], 2),
                    "peak_bytes": result.cost.peak if stage == WHOLE else seconds.get("heap", ""),
                }
            )
        whole = self.rows[-len(parts)]
        print(
            f"{result.side:10} {customers:>9,} {mode:8} {whole['wall_seconds']:9.1f} s wall"
            f" {whole['processor_seconds']:9.1f} s CPU {whole['peak_bytes'] / GB:6.2f} GB",
            flush=True,
        )
        with self.file.open("w", newline="") as opened:
            writer = csv.DictWriter(opened, COLUMNS)
            writer.writeheader()
            writer.writerows(self.rows)

    def best(self) -> dict[tuple, dict]:
        """Customers, mode, side and stage to the round with the least processor time."""
        found: dict[tuple, dict] = {}
        for row in self.rows:
            key = (row["customers"], row["mode"], row["side"], row["stage"])
            if key not in found or row["processor_seconds"] < found[key]["processor_seconds"]:
                found[key] = row
        return found

    def print(self) -> None:
        best = self.best()
        self._singles({key: row for key, row in best.items() if key[1] not in MODES})
        best = {key: row for key, row in best.items() if key[1] in MODES}
        self._whole(best)
        self._stages(best)
        self._growth(best)

    @staticmethod
    def _singles(best: dict) -> None:
        """Single commands, and the limits."""
        if best:
            print("\n| customers | what | side | wall | CPU |\n| --- | --- | --- | --- | --- |")
        for (customers, name, side, _), row in best.items():
            print(
                f"| {customers:,} | {name} | {side} | {row['wall_seconds']:.2f} s | {row['processor_seconds']:.2f} s |"
            )

    def _whole(self, best: dict) -> None:
        print("\n| customers | retraining | side | wall | CPU | peak | times the peer's wall | CPU |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        for (customers, mode, side, stage), row in best.items():
            if stage == WHOLE:
                peer = best.get((customers, mode, "peer", WHOLE))
                ratios = [f"{row[name] / peer[name]:.2f}" for name in COLUMNS[5:7]] if peer and side != "peer" else ["", ""]
                print(
                    f"| {customers:,} | {mode} | {side} | {row['wall_seconds']:.1f} s | {row['processor_seconds']:.1f} s"
                    f" | {row['peak_bytes'] / GB:.2f} GB | {ratios[0]} | {ratios[1]} |"
                )

    @staticmethod
    def _stages(best: dict) -> None:
        """Stages of the sides beside each other; the ledger knows the Java heap of ours."""
        stages: dict[tuple, dict[str, dict]] = defaultdict(dict)
        for (customers, mode, side, stage), row in best.items():
            if stage != WHOLE:
                stages[customers, mode, stage][side] = row
        print("\n| customers | retraining | stage | side | wall | CPU | heap |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for (customers, mode, stage), sides in stages.items():
            for side, row in sides.items():
                heap = f"{row['peak_bytes'] / GB:.2f} GB" if row["peak_bytes"] else ""
                print(
                    f"| {customers:,} | {mode} | {stage} | {side} | {row['wall_seconds']:.1f} s"
                    f" | {row['processor_seconds']:.1f} s | {heap} |"
                )

    @staticmethod
    def _powers(best: dict) -> list[tuple]:
        """Mode, side, stage, smaller and larger size, and how CPU grows: as the customers to this power."""
        sizes = sorted({customers for customers, *_ in best})
        powers = []
        for small, large in zip(sizes, sizes[1:], strict=False):
            for (customers, mode, side, stage), row in best.items():
                later = best.get((large, mode, side, stage))
                if customers == small and later and row["processor_seconds"] > 0:
                    power = math.log(later["processor_seconds"] / row["processor_seconds"]) / math.log(large / small)
                    powers.append((mode, side, stage, small, large, power))
        return powers

    def _growth(self, best: dict) -> None:
        powers = self._powers(best)
        if not powers:
            return
        print("\n| retraining | side | stage | customers | CPU grows as their number to the power of |")
        print("| --- | --- | --- | --- | --- |")
        for mode, side, stage, small, large, power in powers:
            print(f"| {mode} | {side} | {stage} | {small:,} to {large:,} | {power:.2f} |")
        self._sizing(best, powers)

    @staticmethod
    def _sizing(best: dict, powers: list[tuple]) -> None:
        """Derived, not measured: the largest size by the powers of the last step, where those below 1 count as 1."""
        largest = max(large for *_, large, _ in powers)
        print("\n| derived, natural retraining | side | " + " | ".join(f"{size:,}" for size in DERIVED) + " |")
        print("| --- | --- |" + " --- |" * len(DERIVED))
        for mode, side, stage, _, large, power in powers:
            if mode == MODES[0] and large == largest:
                seconds = best[largest, mode, side, stage]["processor_seconds"]
                hours = [seconds * (size / largest) ** max(1.0, power) / 3600 for size in DERIVED]
                print(f"| CPU hours, {stage} | {side} | " + " | ".join(f"{one:,.0f}" if one >= 10 else f"{one:.1g}" for one in hours) + " |")
