"""SNOWFLAKE.CORTEX.SENTIMENT and AI_SENTIMENT: over Python functions in DuckDB.

With a URL the texts are scored by whoever listens there, so that the scores are those of the
product's own scorer; without one, by a list of five words. Texts are scored once each, in batches
of DuckDB's vectors.

As an account does: a function that the account lacks is unknown; SENTIMENT raises for a text that
is too long or that its model refuses, and with it the whole statement; AI_SENTIMENT gives an object
with categories, and null for such a text. The limit of an account is 512 tokens, by memory; here it
is 2,048 characters, four to a token.
"""

import json
import re
import threading
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow
from duckdb import func
from fakesnow.instance import FakeSnow

from localsnowflake.errors import refusal

WORDS = {"great": 0.9, "good": 0.6, "ok": 0.1, "bad": -0.6, "awful": -0.9}
TIMEOUT_SECONDS = 30

MOST_CHARACTERS = 2048
# A text with this in it is one that the model refuses.
REFUSED = "(refused by the model)"
# A text with this in it has no clear mood: AI_SENTIMENT calls it unknown.
UNKNOWN = "(of unknown mood)"
# Where AI_SENTIMENT calls a score positive or negative.
CERTAIN = 0.5

# An account of before October 2026 that has used the older function, whose region lacks the newer.
DEFAULT_FUNCTIONS = "cortex"
CALLS = {
    "ai_sentiment": re.compile(r"\bai_sentiment\s*\(", re.IGNORECASE),
    "cortex": re.compile(r"\bcortex\.sentiment\s*\(", re.IGNORECASE),
}

Scorer = Callable[[list[str]], list[float | None]]


class Account:
    """Which of the functions each database has, and which texts were sent to them."""

    def __init__(self, functions: str | None, control: str | None, sent: str | None) -> None:
        """
        functions: names separated by commas, of every database
        control: a file that may be written while the server runs: JSON, database to such names
        sent: a file to which one JSON line a batch is appended: function and texts
        """
        self._functions = functions or DEFAULT_FUNCTIONS
        self._control = Path(control) if control else None
        self._sent = open(sent, "a", encoding="utf-8") if sent else None  # noqa: SIM115
        self._lock = threading.Lock()

    def require(self, database: str | None, sql: str) -> None:
        """Raises the error for an unknown function if a statement calls one that is not there."""
        code = re.sub(r"--[^\n]*|'(?:[^']|'')*'", " ", sql)
        for name, call in CALLS.items():
            if call.search(code) and name not in self._of(database).split(","):
                called = "AI_SENTIMENT" if name == "ai_sentiment" else "SNOWFLAKE.CORTEX.SENTIMENT"
                raise refusal(f"SQL compilation error:\nUnknown function {called}.", 2140, "42601")

    def _of(self, database: str | None) -> str:
        if self._control is None or not self._control.exists():
            return self._functions
        return json.loads(self._control.read_text(encoding="utf-8")).get((database or "").upper(), self._functions)

    def sent(self, function: str, texts: list[str]) -> None:
        if self._sent is None or not texts:
            return
        with self._lock:
            self._sent.write(json.dumps({"function": function, "texts": texts}, ensure_ascii=False) + "\n")
            self._sent.flush()


def install(fakesnow: FakeSnow, url: str | None, account: Account) -> None:
    scores = Scores(scorer_at(url) if url else by_words, account)
    cursor = fakesnow.connect().cursor()
    cursor.execute("CREATE DATABASE SNOWFLAKE")
    cursor.execute("CREATE SCHEMA SNOWFLAKE.CORTEX")
    _create(fakesnow, "local_sentiment", scores.numbers, "DOUBLE")
    _create(fakesnow, "ai_sentiment", scores.objects, "JSON")
    fakesnow.duck_conn.execute("CREATE OR REPLACE MACRO SNOWFLAKE.CORTEX.SENTIMENT(x) AS local_sentiment(x::VARCHAR)")


def _create(fakesnow: FakeSnow, name: str, function: Callable, type_name: str) -> None:
    fakesnow.duck_conn.create_function(
        name, function, ["VARCHAR"], type_name, type=func.PythonUDFType.ARROW, null_handling="special"
    )


class Scores:
    """Scores of all texts seen so far. A text always has the same score, so two threads may race."""

    def __init__(self, scorer: Scorer, account: Account) -> None:
        self._scorer = scorer
        self._account = account
        self._known: dict[str, float | None] = {}

    def numbers(self, column: pyarrow.ChunkedArray) -> pyarrow.Array:
        """SENTIMENT of each text, or an error for all of them."""
        texts = self._asked("cortex", column)
        for text in texts:
            if text is not None and _is_refused(text):
                raise ValueError(f"Request failed for external function SENTIMENT with remote service error: 400 {len(text)}")
        return pyarrow.array([None if text is None else self._known[text] for text in texts], pyarrow.float64())

    def objects(self, column: pyarrow.ChunkedArray) -> pyarrow.Array:
        """AI_SENTIMENT of each text, null for one that fails."""
        objects = pyarrow.array([self._object(text) for text in self._asked("ai_sentiment", column)], pyarrow.string())
        return pyarrow.ExtensionArray.from_storage(pyarrow.json_(), objects)

    def _object(self, text: str | None) -> str | None:
        score = None if text is None or _is_refused(text) else self._known[text]
        if score is None:
            return None
        mood = "unknown" if UNKNOWN in text else _mood(score)
        return json.dumps({"categories": [{"name": "overall", "sentiment": mood}]})

    def _asked(self, function: str, column: pyarrow.ChunkedArray) -> list[str | None]:
        texts = column.to_pylist()
        self._account.sent(function, [text for text in texts if text is not None])
        self._learn(text for text in texts if text is not None and not _is_refused(text))
        return texts

    def _learn(self, texts: Iterable[str]) -> None:
        new = sorted({text for text in texts if text not in self._known})
        if new:
            self._known.update(zip(new, self._scorer(new), strict=True))


def _is_refused(text: str) -> bool:
    return len(text) > MOST_CHARACTERS or REFUSED in text


def _mood(score: float) -> str:
    if score >= CERTAIN:
        return "positive"
    return "negative" if score <= -CERTAIN else "neutral"


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
