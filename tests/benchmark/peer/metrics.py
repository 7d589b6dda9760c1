"""The metrics of a model beside the best constant and the recency rule, with 95 % intervals."""

import numpy as np
from scipy.special import erfc, expit

Z = 1.959963984540054
BINS = 10
EPSILON = np.finfo(float).eps


def enough(labels: np.ndarray, min_rows: int, min_positives: int) -> bool:
    """Whether there are rows enough of both classes to say anything."""
    positives = int(labels.sum())
    return len(labels) >= min_rows and min(positives, len(labels) - positives) >= min_positives


def evaluate(score: np.ndarray, probability: np.ndarray, flagged: np.ndarray, labels: np.ndarray) -> dict[str, tuple]:
    """Metric to (value, low, high); bounds are None where no formula gives any."""
    n, positives = len(labels), int(labels.sum())
    found = classes(flagged, labels)
    found |= ranking(score, labels)
    p = np.clip(probability, EPSILON, 1 - EPSILON)
    squared = (probability - labels) ** 2
    found["brier"] = mean_loss(squared)
    found["log_loss"] = mean_loss(-np.log(np.where(labels == 1, p, 1 - p)))
    found["ece"] = calibration_error(probability, labels)
    found |= calibration_line(probability, labels)
    base = positives / n
    found["constant_brier"] = (base * (1 - base), None, None)
    return found


def classes(flagged: np.ndarray, labels: np.ndarray) -> dict[str, tuple]:
    n, positives = len(labels), int(labels.sum())
    caught, called = int((flagged & (labels == 1)).sum()), int(flagged.sum())
    wrong, missed = called - caught, positives - caught
    share, low, high = wilson(caught, caught + wrong + missed)
    return {
        "f1": tuple(2 * j / (1 + j) for j in (share, low, high)),
        "precision": wilson(caught, called) if called else (0.0, None, None),
        "recall": wilson(caught, positives),
        "accuracy": wilson(n - wrong - missed, n),
    }


def ranking(score: np.ndarray, labels: np.ndarray) -> dict[str, tuple]:
    """AUC with DeLong's interval, average precision of either class, gain and lift of each tenth; from one sort."""
    order = np.argsort(-score)
    ordered = score[order]
    ends = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), len(ordered) - 1)  # of equal scores
    rows, churned = ends + 1, np.cumsum(labels[order])[ends]
    retained = rows - churned
    p, r = np.diff(churned, prepend=0), np.diff(retained, prepend=0)
    positives, negatives = churned[-1], retained[-1]
    beaten = (negatives - retained + r / 2) / negatives  # share of the retained below a churned row
    beating = (churned - p / 2) / positives
    auc = float(p @ beaten / positives)
    variance = spread(p, beaten, auc) / positives + spread(r, beating, auc) / negatives
    precision = p @ (churned / rows) / positives
    precision_retained = r @ ((negatives - retained + r) / (rows[-1] - rows + p + r)) / negatives
    found = {"auc": on_logit_scale(auc, np.sqrt(variance))}
    for name, value, sought in (("", precision, positives), ("_retained", precision_retained, negatives)):
        error = 1 / np.sqrt(sought * max(value * (1 - value), 1e-12))
        found["average_precision" + name] = on_logit_scale(float(value), float(error * value * (1 - value)))
    captured = np.interp(np.arange(1, 10) / 10 * rows[-1], np.append(0, rows), np.append(0, churned))
    for tenth, within in enumerate(captured, start=1):
        gain = wilson(within, positives)
        found[f"gain_{tenth * 10}"] = gain
        found[f"lift_{tenth * 10}"] = tuple(part / (tenth / 10) for part in gain)
    return found


def spread(counts: np.ndarray, values: np.ndarray, mean: float) -> float:
    """The variance of values that occur so often."""
    return float(counts @ (values - mean) ** 2 / max(1, counts.sum() - 1))


def calibration_error(probability: np.ndarray, labels: np.ndarray) -> tuple:
    """Mean distance over ten bins; the interval by 1,000 draws of the bins' excess."""
    bins = np.clip(np.ceil(probability * BINS).astype(int) - 1, 0, BINS - 1)
    rows = np.bincount(bins, minlength=BINS)
    error = labels - probability
    excess = np.bincount(bins, error, BINS)
    squares = np.bincount(bins, error**2, BINS)
    deviation = np.sqrt(np.maximum(0, squares - excess**2 / np.maximum(1, rows)))
    value = np.abs(excess).sum() / rows.sum()
    draws = np.random.default_rng(1).normal(excess, deviation, (1000, BINS))
    low, high = np.percentile(np.abs(draws).sum(axis=1) / rows.sum(), [2.5, 97.5])
    return value, min(low, value), max(high, value)


def calibration_line(probability: np.ndarray, labels: np.ndarray) -> dict[str, tuple]:
    """Slope and intercept of the regression of the label on the logit, with Wald's intervals."""
    p = np.clip(probability, 1e-7, 1 - 1e-7)
    logits = np.log(p / (1 - p))
    line, loss = np.array([0.0, 1.0]), np.inf
    step = np.zeros(2)
    for _ in range(50):
        margins = line[0] + step[0] + (line[1] + step[1]) * logits
        tried = np.logaddexp(0, margins).sum() - margins[labels == 1].sum()
        if tried > loss * (1 + 1e-12):
            step /= 2
            continue
        line, loss = line + step, tried
        expected = expit(margins)
        weight = expected * (1 - expected)
        gradient = np.array([(labels - expected).sum(), ((labels - expected) * logits).sum()])
        crossed = (weight * logits).sum()
        information = np.array([[weight.sum(), crossed], [crossed, (weight * logits**2).sum()]])
        step = np.linalg.solve(information, gradient)
        if np.abs(step).max() < 1e-9:
            break
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return {
        name: (line[place], line[place] - Z * errors[place], line[place] + Z * errors[place])
        for place, name in enumerate(("calibration_intercept", "calibration_slope"))
    }


def segment_gaps(auc_of_all: float, segments: dict[str, dict[str, tuple]]) -> dict[str, tuple[float, float]]:
    """Segment to its AUC less that of all, and the p-value of the gap by Holm's adjustment."""
    gaps, p_values = {}, {}
    for name, found in segments.items():
        auc, low, high = found["auc"]
        logits = [np.log(bound / (1 - bound)) for bound in (low, high)]
        error = (logits[1] - logits[0]) / (2 * Z) * auc * (1 - auc)
        gaps[name] = auc - auc_of_all
        p_values[name] = float(erfc(abs(gaps[name] / error) / np.sqrt(2))) if error > 0 else 1.0
    return {name: (gaps[name], p) for name, p in holm(p_values).items()}


def holm(p_values: dict[str, float]) -> dict[str, float]:
    """P-values adjusted for how many there are (Holm 1979)."""
    adjusted, highest = {}, 0.0
    for place, (name, value) in enumerate(sorted(p_values.items(), key=lambda one: one[1])):
        highest = max(highest, min(1.0, value * (len(p_values) - place)))
        adjusted[name] = highest
    return adjusted


def wilson(successes: float, trials: float) -> tuple[float, float, float]:
    share, z2 = successes / trials, Z * Z / trials
    centre = (share + z2 / 2) / (1 + z2)
    half = Z * np.sqrt(share * (1 - share) / trials + z2 / (4 * trials)) / (1 + z2)
    return share, max(0.0, centre - half), min(1.0, centre + half)


def mean_loss(losses: np.ndarray) -> tuple[float, float, float]:
    mean = float(losses.mean())
    half = Z * losses.std(ddof=1) / np.sqrt(len(losses))
    return mean, max(0.0, mean - half), mean + half


def on_logit_scale(value: float, error: float) -> tuple[float, float, float]:
    if not 0 < value < 1:
        return value, value, value
    middle, width = np.log(value / (1 - value)), Z * error / (value * (1 - value))
    return value, float(expit(middle - width)), float(expit(middle + width))
