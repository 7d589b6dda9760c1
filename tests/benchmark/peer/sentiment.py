"""The mood of English comments by the product's model, common/src/main/resources/.../sentiment/model.txt.

A plain port: words, negation within four words, pairs of words, emoticons, "but", length. Faster than VADER, which
a user would more likely take, and equal to the product's scores, so that features can be compared cell by cell.
"""

import math
import re
from pathlib import Path

import numpy as np

from .settings import REPOSITORY

MODEL = REPOSITORY / "common/src/main/resources/org/churnwise/sentiment/model.txt"
JAVA = REPOSITORY / "common/src/main/java/org/churnwise/sentiment"

# Text is in lower case, apostrophes straight, no letter three times in a row.
TOKEN = re.compile(
    r"""
    (?P<symbol></?3|:'[()]|\^_\^|(?:(?<=\s)|^)(?:\(-?:|\)-?:)(?!\w)|(?:(?<=\s)|^)d:(?=\s*$)
      |>?[:;=](?:[-o*'^](?=[)(\][dpo/\\|@*3<>]))?(?:[)(\][dpo\\|@*3<>]|/(?!/))(?![^\W_])
      |[\u2190-\ufdff\ufe10-\uffff\U00010000-\U0001f3fa\U0001f400-\U0010ffff])
  | (?P<address>https?://\S*|ww\.\S*)
  | (?P<number>[0-9](?:[^\W_]|'(?=[^\W\d_]))*)
  | (?P<word>[^\W_](?:[^\W_]|'(?=[^\W\d_]))*)
  | (?P<inline></?(?:a|b|em|font|i|s|small|span|strong|u)(?![\w])[^<>\n]*>)
  | (?P<tag></?[a-z][^<>\n]*>)
  | (?P<mark>[!?]+)
  | (?P<name>@\w*)
  | (?P<end>[.,;:()"\n])
    """,
    re.VERBOSE,
)
THRICE = re.compile(r"([^\W\d_])\1\1+")
WORD, NUMBER, SYMBOL, MARK, CLAUSE_END = range(5)


def words_in(source: str, pattern: str) -> frozenset[str]:
    """Words of a list in the product's source; the lists stand there once."""
    text = re.search(pattern, (JAVA / source).read_text("utf-8"), re.DOTALL).group(1)
    quoted = re.findall(r'"([^"]+)"', text) or [text.replace("\\", " ").strip('"')]
    return frozenset(" ".join(quoted).split())


class SentimentScorer:
    """Scores texts one by one; the state is the model."""

    def __init__(self) -> None:
        unit = np.float32(0.01)
        self.weights: dict[str, float] = {}
        for line in MODEL.read_text("utf-8").splitlines():
            weight, feature = line.split(" ", 1)
            self.weights[feature] = float(unit * np.float32(int(weight)))
        self.negators = words_in("TextFeatures.java", r'NEGATORS =.*?"""(.*?)"""\)')
        self.contrasts = words_in("TextFeatures.java", r"CONTRASTS = keys\((.*?)\);")
        self.foreign = words_in("ForeignWords.java", r"Stream\.of\((.*?)\.flatMap")

    def score(self, text: str | None) -> float | None:
        """In [-1, 1], four decimals; None for a text without a visible character."""
        if text is None or not text.strip():
            return None
        return math.floor(self._score(tokens(text)) * 10_000 + 0.5) / 10_000

    def _score(self, found: list[tuple[int, str]]) -> float:
        value, but = length_factor(found), first_but(found)
        log_odds, words, known = 0.0, 0, 0
        reach, previous = 0, None
        weights = self.weights
        for place, (kind, word) in enumerate(found):
            counts = value if but < 0 else value * (0.7 if place < but else 1.2)
            if kind == WORD or kind == NUMBER:
                negator = word in self.negators or (len(word) > 3 and word.endswith("n't"))
                negated = reach > 0 and not negator
                log_odds += counts * weights.get("~" + word if negated else word, 0.0)
                if previous is not None:
                    log_odds += counts * weights.get(previous + " " + word, 0.0)
                previous = word
                reach = 4 if negator else 0 if word in self.contrasts else max(0, reach - 1)
            elif kind == SYMBOL:
                log_odds += 2 * counts * weights.get(word, 0.0)
            else:
                if kind == MARK:
                    log_odds += counts * weights.get(word, 0.0)
                reach, previous = 0, None
            if kind == WORD or kind == SYMBOL:
                is_foreign = word in self.foreign
                words += 2 if is_foreign else 1
                known += not is_foreign and word in weights
        if known == 0:
            return 0.0
        familiar = min(1.0, max(0.0, (known / words - 0.4) / (0.7 - 0.4)))
        return familiar * math.tanh(log_odds / 2)


def tokens(text: str) -> list[tuple[int, str]]:
    """Kinds and texts, in order; every number reads 0."""
    text = THRICE.sub(r"\1\1", text.replace("\u2019", "'").replace("\u2018", "'").lower())
    found = []
    for match in TOKEN.finditer(text):
        kind, word = match.lastgroup, match.group()
        if kind == "word":
            found.append((WORD, word))
        elif kind == "end":
            found.append((CLAUSE_END, word))
        elif kind == "number":
            found.append((NUMBER, "0"))
        elif kind == "mark":
            found.extend((MARK, mark) for mark in dict.fromkeys(word))
        elif kind == "symbol":
            found.append((SYMBOL, word))
        elif kind != "inline":
            found.append((CLAUSE_END, word))
    return found


def length_factor(found: list[tuple[int, str]]) -> float:
    words = sum(1 for kind, _ in found if kind not in (MARK, CLAUSE_END))
    if words <= 12:
        return 1.0
    factor = math.sqrt(12 / min(words, 100))
    return factor if words <= 100 else factor * 100 / words


def first_but(found: list[tuple[int, str]]) -> int:
    return next((place for place, (_, word) in enumerate(found) if word == "but" and place > 0), -1)
