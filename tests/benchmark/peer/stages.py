"""Seconds and processor seconds by stage."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Stages:
    """Adds up what each stage took; stages do not nest."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = defaultdict(float)
        self.processor: dict[str, float] = defaultdict(float)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        wall, processor = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.wall[name] += time.perf_counter() - wall
            self.processor[name] += time.process_time() - processor

    def lines(self) -> Iterator[str]:
        for name, wall in self.wall.items():
            yield f"  {name:10} {wall:8.2f} s wall {self.processor[name]:8.2f} s CPU"

    def figures(self) -> dict[str, dict[str, float]]:
        return {
            name: {"wall": round(wall, 3), "processor": round(self.processor[name], 3)}
            for name, wall in self.wall.items()
        }
