"""What a command costs: wall, processor and memory of all its processes."""

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
EVERY = 0.5  # seconds between two looks at the memory


@dataclass(frozen=True)
class Cost:
    """Of a command and all processes that it started.

    peak is the highest sum of their memory, in bytes; pages that they share count for each.
    """

    wall: float
    processor: float
    peak: int
    exit_code: int


def run(command: list[str], folder: Path, log: Path, environment: dict[str, str] | None = None) -> Cost:
    """Runs a command in a folder, with what it prints in a log file; waits for it."""
    started = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
        memory = Memory(process.pid)
        memory.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        memory.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = max(memory.peak, used.ru_maxrss * 1024)
    return Cost(wall, used.ru_utime + used.ru_stime, peak, process.returncode)


class Memory(threading.Thread):
    """Watches the memory of the processes of a session."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.peak = 0
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(EVERY):
            self.peak = max(self.peak, sum(self._sizes()))

    def stop(self) -> None:
        self._ended.set()
        self.join()

    def _sizes(self):
        for process in Path("/proc").iterdir():
            if process.name.isdigit():
                try:
                    after_name = (process / "stat").read_text().rpartition(")")[2].split()
                    if int(after_name[3]) == self.session:
                        yield int(after_name[21]) * PAGE
                except (OSError, IndexError):
                    continue  # it ended meanwhile
