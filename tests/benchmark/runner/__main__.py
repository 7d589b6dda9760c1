"""tests/benchmark/run: the sample's months by the product and by the peer, in turn.

Nothing is asserted about time. The comparison is void, and says so, unless features and labels of both sides are
equal cell by cell.
"""

import argparse
import sys
from pathlib import Path

from . import chart, commands
from .measure import Cost
from .sides import REPOSITORY, Ours, Peer, Result, customers, equality, limits_of
from .tables import Table


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests/benchmark/run", description=__doc__)
    parser.add_argument("customers", type=int, nargs="*", default=[5000], help="sizes of the sample; default: 5000")
    parser.add_argument("--breach", action="store_true", help="beside the natural run one that retrains only when a model failed")
    parser.add_argument(
        "--ours", type=Path, action="append", default=[],
        help="a checkout or release to measure; repeatable; default: this one",
    )  # fmt: skip
    parser.add_argument("--rounds", type=int, default=1, help="how often each side runs; the fastest counts")
    parser.add_argument("--limits", action="store_true", help="beside them what the libraries alone need")
    parser.add_argument("--commands", action="store_true", help="beside them single commands of ours")
    parser.add_argument(
        "--out", type=Path, default=REPOSITORY / "target" / "benchmark",
        help="folder of inputs, runs and results; default: target/benchmark",
    )  # fmt: skip
    return parser.parse_args()


def main() -> int:
    options = parsed()
    out = options.out.resolve()
    folders = [folder.resolve() for folder in options.ours or [REPOSITORY]]
    names = ["ours"] if len(folders) == 1 else [folder.name for folder in folders]
    sides = [Ours(folder, name) for folder, name in zip(folders, names, strict=True)] + [Peer()]
    out.mkdir(parents=True, exist_ok=True)
    for side in sides:
        side.prepare(out / "prepare")
    table = Table(out / "results.csv")
    sound = True
    for count in options.customers:
        source = customers(sides[0], count, out)
        for breach in (False, True) if options.breach else (False,):
            sound &= compare(sides, source, count, breach, options.rounds, out, table)
        if options.commands:
            for side in sides[:-1]:
                finished = out / f"{side.name}-{count}-natural"
                for name, cost in commands.measured(side, finished, source, out / "commands").items():
                    table.add(count, name, 0, Result(side.name, cost))
        if options.limits:
            finished = [side.database(out / f"{side.name}-{count}-natural") for side in (sides[0], sides[-1])]
            for name, rows, wall, processor in limits_of(finished[0], source, finished[1]):
                cost = Cost(float(wall), float(processor), 0, 0)
                table.add(count, f"{name}, {int(rows):,} rows", 0, Result("limit", cost))
    table.print()
    chart.draw(table.best(), out / "results.svg")
    print(f"{table.file}, {out / 'results.svg'}")
    return 0 if sound else 1


def compare(sides: list, source: Path, count: int, breach: bool, rounds: int, out: Path, table: Table) -> bool:
    """All sides in turn; returns whether they computed the same."""
    mode = "breach" if breach else "natural"
    sound = True
    for number in range(rounds):
        for side in sides:
            work = out / f"{side.name}-{count}-{mode}"
            result: Result = side.pipeline(source, work, breach)
            table.add(count, mode, number, result)
            if result.cost.exit_code != 0:
                print(f"{side.name} ended with exit code {result.cost.exit_code}, see {work}/log", file=sys.stderr)
                sound = False
    peers = Peer.database(out / f"peer-{count}-{mode}")
    for side in sides[:-1]:
        equal, compared = equality(side.database(out / f"{side.name}-{count}-{mode}"), peers)
        print(f"{side.name} and peer, {count:,} customers, {mode}:\n{compared}", flush=True)
        sound &= equal
    return sound


if __name__ == "__main__":
    sys.exit(main())
