"""python -m peer.equality OURS PEERS: whether both databases hold the same features and labels, cell by cell.

Exit code 1 if they do not: then a comparison of the two is void. Decisions are shown beside each other.
"""

import sys

import duckdb

from .settings import FEATURES

COLUMNS = {
    "customer_features": [feature.name for feature in FEATURES],
    "customer_labels": ["churned", "label_state", "matures_on", "next_purchase_date"],
}
KEY = "snapshot_date, customer_id"
DECISIONS = "select watermark, outcome from {}.model_decisions where outcome <> 'SHADOWED' order by watermark"


def differences(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[int, dict[str, int]]:
    """Rows of both sides together, and column to cells that differ; rows of one side only count under their key."""
    columns = COLUMNS[table]
    counts = ", ".join(f"count_if(o.{name} is distinct from p.{name})" for name in columns)
    rows, alone, *cells = connection.execute(
        f"""
        select count(*), count_if(o.customer_id is null or p.customer_id is null), {counts}
        from ours.{table} o full join peers.{table} p using ({KEY})
        """
    ).fetchone()
    found = {KEY: alone} | dict(zip(columns, cells, strict=True))
    return rows, {name: count for name, count in found.items() if count}


def main() -> int:
    connection = duckdb.connect()
    for name, file in zip(("ours", "peers"), sys.argv[1:], strict=True):
        connection.execute(f"attach '{file}' as {name} (read_only)")
    equal = True
    for table, columns in COLUMNS.items():
        rows, differing = differences(connection, table)
        equal &= not differing and rows > 0
        cells = ", ".join(f"{name}: {count:,}" for name, count in differing.items())
        print(f"{table}: {rows:,} rows, {rows * len(columns):,} cells, {'differ in ' + cells if cells else 'all equal'}")
    ours, peers = (dict(connection.execute(DECISIONS.format(side)).fetchall()) for side in ("ours", "peers"))
    for day in sorted(ours.keys() | peers.keys()):
        same = "" if ours.get(day) == peers.get(day) else "  differs"
        print(f"decision {day}: ours {ours.get(day, '-')}, peer {peers.get(day, '-')}{same}")
    if not equal:
        print("VOID: the two did not compute the same")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
