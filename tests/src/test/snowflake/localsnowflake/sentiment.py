"""SNOWFLAKE.CORTEX.SENTIMENT: a macro in a database of that name over a Python function.

With a URL the texts are scored by whoever listens there, so that the scores are those of the
product's own scorer; without one, by a list of five words. Texts are sent once each, in batches of
DuckDB's vectors.
"""

import json
import re
import urllib.request
from collections.abc import Callable, Iterable

import pyarrow
from duckdb import func
from fakesnow.instance import FakeSnow

WORDS = {"great": 0.9, "good": 0.6, "ok": 0.1, "bad": -0.6, "awful": -0.9}
TIMEOUT_SECONDS = 30

Scorer = Callable[[list[str]], list[float | None]]


def install(fakesnow: FakeSnow, url: str | None) -> None:
    scores = Scores(scorer_at(url) if url else by_words)
    cursor = fakesnow.connect().cursor()
    cursor.execute("CREATE DATABASE SNOWFLAKE")
    cursor.execute("CREATE SCHEMA SNOWFLAKE.CORTEX")
    fakesnow.duck_conn.create_function(
        "local_sentiment", scores.of, ["VARCHAR"], "DOUBLE", type=func.PythonUDFType.ARROW, null_handling="special"
    )
    fakesnow.duck_conn.execute("CREATE OR REPLACE MACRO SNOWFLAKE.CORTEX.SENTIMENT(x) AS local_sentiment(x::VARCHAR)")


class Scores:
    """Scores of all texts seen so far. A text always has the same score, so two threads may race."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._known: dict[str, float | None] = {}

    def of(self, column: pyarrow.ChunkedArray) -> pyarrow.Array:
        texts = column.to_pylist()
        self._learn(text for text in texts if text is not None)
        return pyarrow.array([None if text is None else self._known[text] for text in texts], pyarrow.float64())

    def _learn(self, texts: Iterable[str]) -> None:
        new = sorted({text for text in texts if text not in self._known})
        if new:
            self._known.update(zip(new, self._scorer(new), strict=True))


def scorer_at(url: str) -> Scorer:
    """Posts a JSON list of texts, expects a JSON list of numbers or nulls in the same order."""

    def score(texts: list[str]) -> list[float | None]:
        request = urllib.request.Request(
            url, json.dumps(texts).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return json.load(answer)

    return score


def by_words(texts: list[str]) -> list[float | None]:
    return [_mean([WORDS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in WORDS]) for text in texts]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
