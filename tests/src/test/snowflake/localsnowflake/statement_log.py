"""What clients sent, one JSON line per statement, complete when the client has its answer."""

import json
import threading
from datetime import UTC, datetime
from typing import Any


class StatementLog:
    """Appends to a file; without a file it keeps nothing."""

    def __init__(self, path: str | None) -> None:
        self._file = open(path, "a", encoding="utf-8") if path else None  # noqa: SIM115
        self._lock = threading.Lock()

    def append(self, **entry: Any) -> None:
        """Keys: session, database, schema, query_tag, sql, binds, batch, rows, error, async."""
        if self._file is None:
            return
        line = json.dumps({"time": datetime.now(UTC).isoformat(), **entry}, ensure_ascii=False)
        with self._lock:
            self._file.write(line + "\n")
            self._file.flush()
