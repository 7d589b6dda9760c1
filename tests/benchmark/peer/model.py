"""The model: gradient boosting, a line that calibrates its log-odds, a threshold."""

from dataclasses import dataclass

import numpy as np
import xgboost
from sklearn.linear_model import LogisticRegression

from .rows import Rows
from .settings import INPUTS, number, whole

LEAST = 1e-7  # distance of probabilities from 0 and 1 where a logit is taken


@dataclass
class Model:
    """A fitted booster with the levels that it knows; levels that it does not know share one code."""

    booster: xgboost.Booster
    levels: dict[str, list[str]]
    slope: float = 1.0
    intercept: float = 0.0
    threshold: float = 0.5

    @staticmethod
    def fit(rows: Rows) -> "Model":
        """Fits on rows with labels; the settings are the product's."""
        levels = {
            name: [rows.levels[name][code] for code in np.unique(codes) if code < len(rows.levels[name])]
            for name, codes in rows.codes.items()
        }
        parameters = {
            "objective": "binary:logistic",
            "tree_method": "hist",
            "max_depth": whole("training.max-depth"),
            "eta": number("training.learning-rate"),
            "subsample": number("training.subsample"),
            "colsample_bytree": number("training.column-sample"),
            "min_child_weight": number("training.min-child-weight"),
            "lambda": number("training.lambda"),
            "seed": whole("training.seed"),
        }
        matrix = xgboost.QuantileDMatrix(
            inputs(rows, levels), label=rows.others["label"], feature_types=types(), enable_categorical=True
        )
        return Model(xgboost.train(parameters, matrix, whole("training.rounds")), levels)

    def matrix(self, rows: Rows) -> xgboost.DMatrix:
        return xgboost.DMatrix(inputs(rows, self.levels), feature_types=types(), enable_categorical=True)

    def probabilities(self, matrix: xgboost.DMatrix) -> np.ndarray:
        """Calibrated probabilities of churn."""
        raw = self.booster.predict(matrix).astype(float)
        return 1 / (1 + np.exp(-(self.slope * logit(raw) + self.intercept)))

    def calibrate(self, rows: Rows) -> None:
        """Learns the line (Platt) and the threshold of the best F1 from customers left out of the fit."""
        labels = rows.others["label"]
        raw = logit(self.booster.predict(self.matrix(rows)).astype(float))
        line = LogisticRegression(C=np.inf, tol=1e-8).fit(raw[:, None], labels)
        self.slope, self.intercept = float(line.coef_[0, 0]), float(line.intercept_[0])
        self.threshold = best_threshold(1 / (1 + np.exp(-(self.slope * raw + self.intercept))), labels)


def logit(probabilities: np.ndarray) -> np.ndarray:
    p = np.clip(probabilities, LEAST, 1 - LEAST)
    return np.log(p / (1 - p))


def types() -> list[str]:
    return ["c" if feature.is_category else "q" for feature in INPUTS]


def inputs(rows: Rows, levels: dict[str, list[str]]) -> np.ndarray:
    """The booster's matrix: numbers as they are, categories by the codes of these levels."""
    matrix = np.empty((len(rows), len(INPUTS)), dtype=np.float32)
    for place, feature in enumerate(INPUTS):
        if feature.is_category:
            matrix[:, place] = own_codes(rows, feature.name, levels[feature.name])
        else:
            matrix[:, place] = rows.numbers[feature.name]
    return matrix


def own_codes(rows: Rows, name: str, levels: list[str]) -> np.ndarray:
    own = {level: code for code, level in enumerate(levels)}
    table = np.array([own.get(level, len(levels)) for level in rows.levels[name]] + [len(levels)])
    return table[rows.codes[name]]


def best_threshold(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Halfway between two probabilities, where F1 is largest."""
    order = np.argsort(-probabilities)
    p, caught = probabilities[order], np.cumsum(labels[order])
    f1 = 2 * caught / (np.arange(1, len(p) + 1) + caught[-1])
    f1[:-1][p[:-1] == p[1:]] = 0  # equal probabilities never part
    best = int(np.argmax(f1))
    return 0.0 if best == len(p) - 1 else float((p[best] + p[best + 1]) / 2)


class LogisticBaseline:
    """A logistic regression on logarithms of the same features, which trees must beat; fitted on 50,000 rows at most."""

    MOST_ROWS = 50_000

    def __init__(self, rows: Rows, levels: dict[str, list[str]], seed: int) -> None:
        self.levels = levels
        if len(rows) > self.MOST_ROWS:
            chosen = np.random.default_rng(seed).random(len(rows)) < self.MOST_ROWS / len(rows)
            rows = rows.where(chosen)
        self.regression = LogisticRegression(C=1, fit_intercept=False, solver="newton-cholesky", tol=1e-8)
        self.regression.fit(self.columns(rows), rows.others["label"])

    def columns(self, rows: Rows) -> np.ndarray:
        """A number as sign(x) ln(1 + |x|) with a flag for a missing one, a flag for each level, a constant."""
        columns = []
        for feature in INPUTS:
            if feature.is_category:
                codes = own_codes(rows, feature.name, self.levels[feature.name])
                columns.append(np.eye(len(self.levels[feature.name]) + 1)[codes])
            else:
                values = rows.numbers[feature.name]
                missing = np.isnan(values)
                logs = np.where(missing, 0, np.sign(values) * np.log1p(np.abs(values)))
                columns.append(np.column_stack([logs, missing]))
        columns.append(np.ones((len(rows), 1)))
        return np.hstack(columns)

    def probabilities(self, rows: Rows) -> np.ndarray:
        return self.regression.predict_proba(self.columns(rows))[:, 1]
