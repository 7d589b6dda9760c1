"""Writes expected_metrics.json: metrics of random rows as scikit-learn, scipy and numpy give them.

Made once with scikit-learn 1.9.1, scipy 1.17.1 and numpy 2.4.6:

    pip install scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6
    python expected_metrics.py > expected_metrics.json

No weights. Probabilities of at least 0.5 are predicted to churn. What no library has is computed
here by another way than in the program: DeLong's variance from all pairs of rows, Holm's
adjustment by its definition, gain by interpolating the curve of captured positives.
"""

import json
import math

import numpy as np
from scipy import stats
from scipy.optimize import minimize
from sklearn import metrics
from sklearn.calibration import calibration_curve

Z = stats.norm.ppf(0.975)


def wilson(successes, trials):
    low, high = stats.binomtest(int(successes), int(trials)).proportion_ci(0.95, "wilson")
    return [low, high]


def wilson_of_share(successes, trials):
    """The same for a number of successes that is not whole."""
    share = successes / trials
    centre = (share + Z**2 / (2 * trials)) / (1 + Z**2 / trials)
    half = Z / (1 + Z**2 / trials) * math.sqrt(share * (1 - share) / trials + (Z / 2 / trials) ** 2)
    return [max(0.0, centre - half), min(1.0, centre + half)]


def on_logit_scale(value, error):
    logit = math.log(value / (1 - value))
    return [1 / (1 + math.exp(-(logit - Z * error))), 1 / (1 + math.exp(-(logit + Z * error)))]


def delong(label, score):
    pos, neg = score[label == 1], score[label == 0]
    wins = (pos[:, None] > neg[None, :]) + 0.5 * (pos[:, None] == neg[None, :])
    return np.var(wins.mean(1), ddof=1) / len(pos) + np.var(wins.mean(0), ddof=1) / len(neg)


def mean_interval(losses):
    half = Z * losses.std(ddof=1) / math.sqrt(len(losses))
    return [max(0.0, losses.mean() - half), losses.mean() + half]


def calibration_error(label, probability):
    shares, means = calibration_curve(label, probability, n_bins=10, strategy="uniform")
    edges = np.linspace(0, 1, 11)
    counts = np.bincount(np.searchsorted(edges[1:-1], probability), minlength=10)
    return float(np.sum(counts[counts > 0] * np.abs(shares - means)) / len(label))


def recalibration(label, probability):
    """Logistic regression without penalty, and its standard errors from the inverse information."""
    eps = np.finfo(float).eps
    clipped = np.clip(probability, eps, 1 - eps)
    x = np.log(clipped / (1 - clipped))
    design = np.column_stack([np.ones_like(x), x])

    def loss(beta):
        eta = design @ beta
        return float(np.sum(np.logaddexp(0, eta) - label * eta))

    def gradient(beta):
        return design.T @ (1 / (1 + np.exp(-design @ beta)) - label)

    def hessian(beta):
        p = 1 / (1 + np.exp(-design @ beta))
        return (design * (p * (1 - p))[:, None]).T @ design

    beta = minimize(loss, np.array([0.0, 1.0]), jac=gradient, hess=hessian, method="trust-exact",
                    options={"gtol": 1e-10}).x
    for _ in range(5):
        beta = beta - np.linalg.solve(hessian(beta), gradient(beta))
    errors = np.sqrt(np.diag(np.linalg.inv(hessian(beta))))
    return beta, errors


def gain(label, score, decile):
    distinct = np.unique(score)[::-1]
    rows = np.concatenate([[0], np.cumsum([(score == s).sum() for s in distinct])])
    captured = np.concatenate([[0], np.cumsum([label[score == s].sum() for s in distinct])])
    return float(np.interp(decile * len(label) / 10, rows, captured))


def expected(label, probability):
    flagged = (probability >= 0.5).astype(int)
    p, n = int(label.sum()), len(label)
    tp = int((label & flagged).sum())
    fp, fn = int(flagged.sum()) - tp, p - tp
    auc = metrics.roc_auc_score(label, probability)
    ap = metrics.average_precision_score(label, probability)
    ap0 = metrics.average_precision_score(1 - label, -probability)
    eps = np.finfo(float).eps
    clipped = np.clip(probability, eps, 1 - eps)
    log_losses = -np.where(label == 1, np.log(clipped), np.log(1 - clipped))
    jaccard = wilson(tp, tp + fp + fn)
    beta, errors = recalibration(label, probability)
    values = {
        "f1": [metrics.f1_score(label, flagged), *[2 * j / (1 + j) for j in jaccard]],
        "precision": [metrics.precision_score(label, flagged), *wilson(tp, tp + fp)],
        "recall": [metrics.recall_score(label, flagged), *wilson(tp, p)],
        "accuracy": [metrics.accuracy_score(label, flagged), *wilson(n - fp - fn, n)],
        "auc": [auc, *on_logit_scale(auc, math.sqrt(delong(label, probability)) / (auc * (1 - auc)))],
        "brier": [metrics.brier_score_loss(label, probability),
                  *mean_interval((probability - label) ** 2)],
        "average_precision": [ap, *on_logit_scale(ap, 1 / math.sqrt(p * ap * (1 - ap)))],
        "average_precision_retained": [
            ap0, *on_logit_scale(ap0, 1 / math.sqrt((n - p) * ap0 * (1 - ap0)))],
        "log_loss": [metrics.log_loss(label, probability), *mean_interval(log_losses)],
        "ece": [calibration_error(label, probability)],
        "calibration_slope": [beta[1], beta[1] - Z * errors[1], beta[1] + Z * errors[1]],
        "calibration_intercept": [beta[0], beta[0] - Z * errors[0], beta[0] + Z * errors[0]],
    }
    for decile in range(1, 10):
        captured = gain(label, probability, decile)
        interval = wilson_of_share(captured, p)
        values[f"gain_{10 * decile}"] = [captured / p, *interval]
        values[f"lift_{10 * decile}"] = [
            v * 10 / decile for v in [captured / p, *interval]]
    return {name: [float(v) for v in triple] for name, triple in values.items()}


def case(name, label, probability):
    label = np.asarray(label, dtype=int)
    probability = np.asarray(probability, dtype=float)
    return {
        "name": name,
        "label": label.tolist(),
        "probability": probability.tolist(),
        "expected": expected(label, probability),
    }


def holm(p_values):
    order = np.argsort(p_values)
    adjusted = [0.0] * len(p_values)
    for place, row in enumerate(order):
        adjusted[row] = min(1.0, max((len(p_values) - k) * p_values[order[k]]
                                     for k in range(place + 1)))
    return adjusted


def main():
    random = np.random.default_rng(20250601)
    cases = []
    for size, base in [(40, 0.5), (200, 0.5), (300, 0.93), (400, 0.08), (1000, 0.3)]:
        logit = random.normal(math.log(base / (1 - base)), 1.5, size)
        probability = 1 / (1 + np.exp(-logit))
        label = (random.random(size) < 1 / (1 + np.exp(-(0.2 + 0.7 * logit)))).astype(int)
        cases.append(case(f"{size} rows, base rate near {base}", label, probability))
    tied = random.integers(1, 20, 250) / 20
    cases.append(case("ties", (random.random(250) < tied).astype(int), tied))
    coarse = random.integers(1, 4, 120) / 4
    cases.append(case("three scores", (random.random(120) < coarse).astype(int), coarse))
    extreme = np.concatenate([[0.0, 1.0, 0.0, 1.0, 1e-300, 1 - 1e-16], random.beta(0.2, 0.2, 194)])
    label = (random.random(200) < 0.1 + 0.8 * extreme).astype(int)
    label[:4] = [0, 1, 1, 0]
    cases.append(case("extreme probabilities", label, extreme))
    edges = np.repeat(np.arange(1, 11) / 10, 12)
    cases.append(case("borders of bins", (random.random(120) < edges).astype(int), edges))
    p_values = [random.random(k).tolist() for k in (1, 2, 5, 12)] + [[0.01, 0.04, 0.03, 0.005]]
    z_values = [0.0, 0.1, 1.0, 1.959963984540054, 2.9, 3.1, 5.0, 8.0]
    adjusted = [{"p": p, "adjusted": holm(p)} for p in p_values]
    two_sided = [{"z": z, "p": float(2 * stats.norm.sf(z))} for z in z_values]
    lines = ",\n".join(json.dumps(c) for c in cases)
    print(f'{{"cases": [\n{lines}\n],')
    print(f'"holm": {json.dumps(adjusted)},')
    print(f'"two_sided": {json.dumps(two_sided)}}}')


main()
