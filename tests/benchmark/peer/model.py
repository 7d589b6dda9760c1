"""The model: gradient boosting, blended with a logistic regression or not, calibrated, with a threshold."""

from dataclasses import dataclass

import numpy as np
import xgboost
from sklearn.linear_model import LogisticRegression

from .rows import Rows
from .settings import INPUTS, number, whole


@dataclass
class Model:
    """A fitted booster with the levels that it knows; levels that it does not know share one code."""

    booster: xgboost.Booster
    levels: dict[str, list[str]]
    slope: float = 1.0
    intercept: float = 0.0
    threshold: float = 0.5
    regression: "LogisticBaseline | None" = None

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

    def log_odds(self, rows: Rows) -> np.ndarray:
        """Before calibration: those of the trees, or the mean of theirs and the regression's."""
        trees = self.booster.predict(self.matrix(rows), output_margin=True).astype(float)
        return trees if self.regression is None else (trees + self.regression.log_odds(rows)) / 2

    def probabilities(self, rows: Rows) -> np.ndarray:
        """Calibrated probabilities of churn."""
        return 1 / (1 + np.exp(-(self.slope * self.log_odds(rows) + self.intercept)))

    def contributions(self, rows: Rows) -> np.ndarray:
        """Of each input to the log-odds, for each row."""
        trees = self.booster.predict(self.matrix(rows), pred_contribs=True)[:, :-1]
        return trees if self.regression is None else (trees + self.regression.contributions(rows)) / 2

    def blend(self, regression: "LogisticBaseline", left_out: Rows) -> None:
        """Blends, unless the trees have a lower log loss on customers left out, beyond chance."""
        sign = 2 * left_out.others["label"].astype(float) - 1
        trees = np.log1p(np.exp(-sign * self.log_odds(left_out)))
        self.regression = regression
        gain = np.log1p(np.exp(-sign * self.log_odds(left_out))) - trees
        groups = np.bincount(left_out.others["customer_group"], gain, minlength=1000)
        if groups.sum() > 1.96 * groups.std(ddof=1) * np.sqrt(len(groups)):
            self.regression = None

    def calibrate(self, rows: Rows) -> None:
        """Learns the line (Platt) and the threshold of the best F1 from customers left out of the fit."""
        labels = rows.others["label"]
        raw = self.log_odds(rows)
        line = LogisticRegression(C=np.inf, tol=1e-8).fit(raw[:, None], labels)
        self.slope, self.intercept = float(line.coef_[0, 0]), float(line.intercept_[0])
        self.threshold = best_threshold(1 / (1 + np.exp(-(self.slope * raw + self.intercept))), labels)


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
        self.regression = LogisticRegression(C=1, solver="newton-cholesky", tol=1e-8)
        columns = self.columns(rows)
        self.means = columns.mean(axis=0)
        self.regression.fit(columns, rows.others["label"])

    def columns(self, rows: Rows) -> np.ndarray:
        """A number as sign(x) ln(1 + |x|) with a flag for a missing one, a flag for each level."""
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
        return np.hstack(columns)

    def log_odds(self, rows: Rows) -> np.ndarray:
        return self.regression.decision_function(self.columns(rows))

    def contributions(self, rows: Rows) -> np.ndarray:
        """Of each input, counted from its mean."""
        moved = (self.columns(rows) - self.means) * self.regression.coef_[0]
        widths = [len(self.levels[each.name]) + 1 if each.is_category else 2 for each in INPUTS]
        return np.add.reduceat(moved, np.cumsum([0, *widths[:-1]]), axis=1)

    def probabilities(self, rows: Rows) -> np.ndarray:
        return self.regression.predict_proba(self.columns(rows))[:, 1]
