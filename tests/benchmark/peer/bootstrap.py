"""How much of the difference of two models on the same customers is chance: 2,000 draws of the customers."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from .metrics import BINS, enough, holm

DRAWS = 2000
CONFIDENCE = 0.95
SEGMENT_MARGIN = 0.005  # of AUC
AT_ONCE = 200_000  # weights of so many draws at a time as stay in the processor's cache


@dataclass(frozen=True)
class Difference:
    """How much better the challenger is; positive is better, also where less is better."""

    metric: str
    segment: str
    gain: float
    low: float
    high: float
    worse: float


class RankedPair:
    """AUC of the challenger less that of the champion over some customers, for many draws at once."""

    def __init__(self, challenger: np.ndarray, champion: np.ndarray, labels: np.ndarray, members: np.ndarray) -> None:
        self.churned = members[labels[members] == 1]
        self.retained = members[labels[members] == 0]
        self.models = [self._ranked(scores) for scores in (challenger, champion)]

    def _ranked(self, scores: np.ndarray) -> tuple[np.ndarray, ...]:
        """The churned by falling score; for each retained how many of them are above, and above or equal."""
        order = np.argsort(-scores[self.churned], kind="stable")
        falling = -scores[self.churned][order]
        above = np.searchsorted(falling, -scores[self.retained], "left")
        not_below = np.searchsorted(falling, -scores[self.retained], "right")
        return order, above, not_below, np.flatnonzero(above != not_below)

    def gains(self, weights: np.ndarray) -> np.ndarray:
        churned, retained = np.take(weights, self.churned, axis=1), np.take(weights, self.retained, axis=1)
        pairs = churned.sum(axis=1, dtype=float) * retained.sum(axis=1, dtype=float)
        won = [self._won(churned, retained, *model) for model in self.models]
        with np.errstate(invalid="ignore", divide="ignore"):
            return (won[0] - won[1]) / pairs

    @staticmethod
    def _won(churned, retained, order, above, not_below, tied) -> np.ndarray:
        sums = np.zeros((len(churned), len(order) + 1), dtype=churned.dtype)  # whole numbers below 2^24: exact
        np.cumsum(np.take(churned, order, axis=1), axis=1, out=sums[:, 1:])
        won = (retained * np.take(sums, above, axis=1)).sum(axis=1, dtype=float)
        if len(tied):
            between = np.take(sums, not_below[tied], axis=1) - np.take(sums, above[tied], axis=1)
            won += (np.take(retained, tied, axis=1) * between).sum(axis=1, dtype=float) / 2
        return won


def differences(
    challenger: np.ndarray,
    champion: np.ndarray,
    labels: np.ndarray,
    segments: dict[str, np.ndarray],
    seed: int,
    guards: bool = True,
    confidence: float = CONFIDENCE,
) -> list[Difference]:
    """AUC over all customers, with that confidence, Brier score and calibration error as guards, AUC of each segment."""
    n = len(labels)
    pairs = {("auc", "all"): RankedPair(challenger, champion, labels, np.arange(n))}
    for name, members in segments.items():
        if enough(labels[members], 50, 10):
            pairs["auc", name] = RankedPair(challenger, champion, labels, members)
    losses = (champion - labels) ** 2 - (challenger - labels) ** 2
    bins = [binned(scores, labels) for scores in (challenger, champion)]

    def gains(weights: np.ndarray) -> dict[tuple[str, str], np.ndarray]:
        found = {key: pair.gains(weights) for key, pair in pairs.items()}
        if guards:
            found["brier", "all"] = weights @ losses / n
            errors = [np.abs(weights @ columns).sum(axis=1) / n for columns in bins]
            found["ece", "all"] = errors[1] - errors[0]
        return found

    batch = max(1, AT_ONCE // n)
    starts = range(0, DRAWS, batch)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        parts = list(threads.map(lambda start: gains(drawn(seed, start, n, min(batch, DRAWS - start))), starts))
    as_they_are = gains(np.ones((1, n), np.float32))
    confidences = {("auc", "all"): confidence}
    return [
        difference(
            *key, value[0], np.concatenate([part[key] for part in parts]), confidences.get(key, CONFIDENCE)
        )
        for key, value in as_they_are.items()
    ]


def drawn(seed: int, start: int, n: int, draws: int) -> np.ndarray:
    """How often each customer is drawn, with replacement, as many as there are."""
    chance = np.random.default_rng([seed, start])
    return np.stack([np.bincount(chance.integers(0, n, n), minlength=n) for _ in range(draws)]).astype(np.float32)


def binned(probability: np.ndarray, labels: np.ndarray) -> np.ndarray:
    bins = np.clip(np.ceil(probability * BINS).astype(int) - 1, 0, BINS - 1)
    columns = np.zeros((len(labels), BINS))
    columns[np.arange(len(labels)), bins] = labels - probability
    return columns


def difference(metric: str, segment: str, gain: float, draws: np.ndarray, confidence: float) -> Difference:
    finite = draws[np.isfinite(draws)]
    tail = 50 * (1 - confidence)
    low, high = np.percentile(finite, [tail, 100 - tail])
    return Difference(metric, segment, gain, low, high, ((finite >= 0).sum() + 1) / (len(finite) + 1))


def promotes(found: list[Difference], margin: float) -> tuple[bool, str]:
    """Whether the challenger is better beyond chance, and no guard and no segment is worse."""
    primary = found[0]
    reason = f"AUC gain {primary.gain:.4f}, {primary.low:.4f} to {primary.high:.4f}"
    broken = [one.metric for one in found[1:] if one.segment == "all" and one.high < 0]
    segments = {one.segment: one.worse for one in found if one.segment != "all"}
    lost = {one.segment: -one.gain for one in found}
    broken += [segment for segment, p in holm(segments).items() if p < 0.05 and lost[segment] > SEGMENT_MARGIN]
    if broken:
        return False, f"{reason}; worse: {', '.join(broken)}"
    return primary.low > margin, reason
