#!/usr/bin/env python3
"""Prints how well VADER's scores agree with labels, as tests/benchmark/sentiment does for our model.

    pip install vaderSentiment==3.3.2
    tests/benchmark/vader.py --sentences DIR [--out-of-domain DIR] [--tweets FILE]

common/src/main/resources/org/churnwise/sentiment/card.md says where the inputs come from. Accuracy is that of the
compound score's sign, a 0 is wrong; AUC counts ties half.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

PINNED = "3.3.2"
UNDECIDED = 0.5  # texts rated between -0.5 and 0.5 have no label
AIRLINES = ("@united", "@usairways", "@americanair", "@southwestair", "@jetblue", "@virginamerica")

Labelled = list[tuple[str, bool]]


def sentences(folder: Path, source: str) -> Labelled:
    lines = (folder / f"{source}_labelled.txt").read_text("utf-8").split("\n")
    cells = [line.rstrip("\r").split("\t") for line in lines if line.strip()]
    return [(cell[0], cell[1] == "1") for cell in cells]


def rated(folder: Path, name: str) -> list[tuple[str, float, str]]:
    """Id, mean rating and text of each rated text."""
    lines = (folder / f"{name}_GroundTruth.txt").read_text("iso-8859-1").splitlines()
    cells = [line.split("\t", 2) for line in lines]
    return [(cell[0], float(cell[1]), plain(cell[2])) for cell in cells if len(cell) == 3]


def plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def decided(texts: Iterable[tuple[str, float]]) -> Labelled:
    return [(text, rating > 0) for text, rating in texts if abs(rating) >= UNDECIDED]


def reviews(snippets: list[tuple[str, float, str]]) -> Labelled:
    """Snippets REVIEW_NUMBER joined to reviews, rated by the mean of their snippets."""
    parts: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for key, rating, text in snippets:
        parts[key.split("_")[0]].append((text, rating))
    return decided(
        (" ".join(text for text, _ in part), sum(rating for _, rating in part) / len(part)) for part in parts.values()
    )


def airline_tweets(file: Path) -> Labelled:
    with file.open(encoding="utf-8", errors="replace", newline="") as opened:
        rows = {row["text"]: row["sentiment"] for row in csv.DictReader(opened) if is_to_airline(row["text"])}
    return [(text, mood == "positive") for text, mood in rows.items() if mood != "neutral"]


def is_to_airline(text: str) -> bool:
    return any(name in text.lower() for name in AIRLINES)


def auc(scores: list[float], labels: list[bool]) -> float:
    order = sorted(range(len(scores)), key=scores.__getitem__)
    ranks, start = 0.0, 0
    while start < len(order):
        end = start
        while end < len(order) and scores[order[end]] == scores[order[start]]:
            end += 1
        ranks += sum(labels[i] for i in order[start:end]) * (start + 1 + end) / 2
        start = end
    positives = sum(labels)
    return (ranks - positives * (positives + 1) / 2) / (positives * (len(labels) - positives))


def judge(name: str, texts: Labelled) -> None:
    analyzer = SentimentIntensityAnalyzer()
    scores = [analyzer.polarity_scores(text)["compound"] for text, _ in texts]
    labels = [positive for _, positive in texts]
    right = sum(score > 0 if positive else score < 0 for score, positive in zip(scores, labels, strict=True))
    zero = sum(score == 0 for score in scores)
    count = len(texts)
    print(f"| {name} | {count} | {right / count:.3f} | {auc(scores, labels):.3f} | {zero / count:.3f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description="Judge VADER on labelled texts.")
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--out-of-domain", type=Path)
    parser.add_argument("--tweets", type=Path)
    chosen = parser.parse_args()
    if version("vaderSentiment") != PINNED:
        parser.error(f"vaderSentiment is {version('vaderSentiment')}; pip install vaderSentiment=={PINNED}")
    print("| VADER | texts | accuracy | AUC | scored 0 |")
    for source in ("amazon_cells", "yelp", "imdb"):
        judge(source.removesuffix("_cells"), sentences(chosen.sentences, source))
    if chosen.out_of_domain:
        snippets = rated(chosen.out_of_domain, "amazonReviewSnippets")
        judge("whole product reviews", reviews(snippets))
        for name in ("amazonReviewSnippets", "tweets", "nytEditorialSnippets"):
            judge(name, decided((text, rating) for _, rating, text in rated(chosen.out_of_domain, name)))
    if chosen.tweets:
        judge("tweets to airlines", airline_tweets(chosen.tweets))


if __name__ == "__main__":
    main()
