"""A picture of the results: processor seconds by customers, whole runs and stages."""

from collections import defaultdict
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "benchmark"  # equal figures give equal files

import matplotlib.pyplot as plt  # noqa: E402  after the choice of its output


def draw(best: dict[tuple, dict], file: Path) -> None:
    """Lines over sizes where there are several, and bars of the stages of the largest one."""
    best = {key: row for key, row in best.items() if key[1] in ("natural", "breach")}
    figure, (growth, stages) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    lines: dict[tuple, list[tuple[int, float]]] = defaultdict(list)
    for (customers, mode, side, stage), row in best.items():
        if stage == "all":
            lines[side, mode].append((customers, row["processor_seconds"]))
    for (side, mode), points in sorted(lines.items()):
        growth.plot(*zip(*sorted(points), strict=True), marker="o", label=f"{side}, {mode}",
                    linestyle="-" if mode == "natural" else "--")  # fmt: skip
    growth.set(xscale="log", yscale="log", xlabel="customers", ylabel="processor seconds", title="13 months")
    growth.legend()
    largest = max(customers for customers, *_ in best)
    sides = sorted({side for customers, mode, side, _ in best if customers == largest and mode == "natural"})
    names = sorted({stage for *_, stage in best} - {"all"})
    for place, side in enumerate(sides):
        heights = [best.get((largest, "natural", side, name), {}).get("processor_seconds", 0) for name in names]
        positions = [number + (place - (len(sides) - 1) / 2) * 0.8 / len(sides) for number in range(len(names))]
        stages.bar(positions, heights, 0.8 / len(sides), label=side)
    stages.set_xticks(range(len(names)), names)
    stages.set(ylabel="processor seconds", title=f"stages, {largest:,} customers, natural")
    stages.legend()
    figure.savefig(file, metadata={"Date": None})
