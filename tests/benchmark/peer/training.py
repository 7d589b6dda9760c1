"""Trains a challenger, evaluates it beside the champion and a logistic regression, and decides."""

import datetime
import json
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from . import bootstrap, metrics
from .model import LogisticBaseline, Model
from .rows import CATEGORIES, NUMBERS, Rows, of_training
from .settings import INPUTS, SEGMENTS, number, whole

MOST_COMPARED = 50_000
MOST_EXPLAINED = 2_000

SCHEMA = """
create table models (model_version varchar, trained_on_watermark date, held_out_snapshot date, fit_snapshots date[],
  threshold double, slope double, intercept double, booster blob, evaluation varchar, importance varchar);
create table model_baselines (model_version varchar, name varchar, bin integer, upper_bound double, category varchar,
  expected_count bigint);
create table model_decisions (watermark date, challenger varchar, champion varchar, outcome varchar, reason varchar,
  differences varchar);
"""


@dataclass
class Champion:
    """The model in production."""

    version: str
    model: Model
    held_out: datetime.date
    fit: list[datetime.date]
    line: dict[str, tuple]
    baselines: pd.DataFrame


class Training:
    """Trains at a watermark; the newest matured snapshot is held out whole."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.seed = whole("training.seed")
        connection.execute(SCHEMA)

    def train(self, watermark: datetime.date, champion: Champion | None) -> tuple[Champion | None, str]:
        """The champion that results, and the decision in words."""
        plan = self._plan(watermark)
        if plan is None:
            return champion, "no model: too few matured snapshots"
        fit, held_out = plan
        rows = of_training(self.connection, [*fit, held_out], self.seed, number("training.test-size"))
        is_held_out = rows.others["place"] == len(fit)
        left_out = rows.others["left_out"] & ~is_held_out
        fitted = rows.where(~rows.others["left_out"] & ~is_held_out)
        model = Model.fit(fitted)
        logistic = LogisticBaseline(fitted, model.levels, self.seed)
        model.blend(logistic, rows.where(left_out))
        model.calibrate(rows.where(left_out))

        held = rows.where(is_held_out)
        probabilities = model.probabilities(rows)
        evaluation = evaluate_parts(rows, probabilities, model.threshold, is_held_out, left_out)
        outcome, reason, differences = self._judge(
            held, probabilities[is_held_out], evaluation["held_out"], logistic.probabilities(held), champion
        )
        version = f"v{self.connection.execute('select count(*) + 1 from models').fetchone()[0]}"
        baselines = distributions(fitted, probabilities[~rows.others["left_out"] & ~is_held_out], version)
        challenger = Champion(version, model, held_out, fit, evaluation["held_out"]["all"], baselines)
        self._store(watermark, challenger, evaluation, importance(model, held, self.seed))
        decided = [watermark, version, champion.version if champion else None, outcome, reason]
        texts = json.dumps([vars(one) for one in differences], default=float)
        self.connection.execute("insert into model_decisions values (?, ?, ?, ?, ?, ?)", [*decided, texts])
        return (challenger if outcome == "PROMOTED" else champion), f"{version} {outcome}, {reason}"

    def _plan(self, watermark: datetime.date) -> tuple[list[datetime.date], datetime.date] | None:
        matured = self.connection.execute(
            """
            select distinct snapshot_date, matures_on from customer_labels
            where label_state = 'FINAL' and matures_on <= ? order by 1
            """,
            [watermark],
        ).fetchall()
        if not matured:
            return None
        held_out = matured[-1][0]
        fit = [day for day, matures_on in matured if matures_on <= held_out]
        return (fit, held_out) if fit else None

    def _judge(self, held: Rows, probabilities, evaluation, logistic, champion: Champion | None):
        """Outcome, reason and the differences to the logistic regression and to the champion."""
        labels = held.others["label"].astype(int)
        auc, brier = evaluation["all"]["auc"][0], evaluation["all"]["brier"][0]
        if not (auc > evaluation["all"]["recency_auc"][0] > 0 and brier < evaluation["all"]["constant_brier"][0]):
            return "REFUSED", f"AUC {auc:.4f}, Brier score {brier:.4f}: not better than the baselines", []
        compared = np.arange(len(labels))
        if len(labels) > MOST_COMPARED:
            compared = np.sort(np.random.default_rng(self.seed).choice(len(labels), MOST_COMPARED, replace=False))
        beside = bootstrap.differences(
            probabilities[compared], logistic[compared], labels[compared], {}, self.seed, guards=False
        )
        if beside[0].high < -number("training.logistic-margin"):
            return "REFUSED", f"the logistic regression is better by {-beside[0].gain:.4f} of AUC", beside
        if champion is None:
            return "PROMOTED", f"first champion: AUC {auc:.4f}, Brier score {brier:.4f}", beside
        rows = held.where(compared)
        theirs = champion.model.probabilities(rows)
        evaluate_segments(rows, theirs, champion.model.threshold)
        found = bootstrap.differences(
            probabilities[compared], theirs, labels[compared], segments_of(rows), self.seed,
            confidence=number("retrain.confidence"),
        )  # fmt: skip
        better, reason = bootstrap.promotes(found, number("retrain.margin"))
        return "PROMOTED" if better else "KEPT", reason, beside + found

    def _store(self, watermark, challenger: Champion, evaluation: dict, shares: dict[str, float]) -> None:
        model = challenger.model
        self.connection.execute(
            "insert into models values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                challenger.version, watermark, challenger.held_out, challenger.fit, model.threshold, model.slope,
                model.intercept, bytes(model.booster.save_raw("ubj")), json.dumps(evaluation, default=float),
                json.dumps(shares),
            ],
        )  # fmt: skip
        baselines = challenger.baselines  # read by name
        self.connection.execute("insert into model_baselines by name select * from baselines")


def segments_of(rows: Rows) -> dict[str, np.ndarray]:
    """Segment to the places of its customers."""
    members = {}
    for name in SEGMENTS:
        for code in np.unique(rows.codes[name]):
            level = rows.levels[name][code] if code < len(rows.levels[name]) else "unknown"
            members[f"{name}={level}"] = np.flatnonzero(rows.codes[name] == code)
    return members


def evaluate_parts(rows: Rows, probabilities, threshold: float, is_held_out, left_out) -> dict:
    """The metrics of what was fitted, of each snapshot of the customers left out, and of the held-out segments."""
    fitted = ~is_held_out & ~rows.others["left_out"]
    parts = {
        "fitted": {"all": both(rows.where(fitted), probabilities[fitted], threshold)},
        "left_out": {"all": both(rows.where(left_out), probabilities[left_out], threshold)},
    }
    for place in np.unique(rows.others["place"][left_out]):
        chosen = left_out & (rows.others["place"] == place)
        if chosen.sum() >= whole("monitoring.segment-min-rows"):
            parts["left_out"][f"snapshot {place}"] = both(rows.where(chosen), probabilities[chosen], threshold)
    parts["held_out"] = evaluate_segments(rows.where(is_held_out), probabilities[is_held_out], threshold)
    return parts


def evaluate_segments(rows: Rows, probabilities: np.ndarray, threshold: float) -> dict[str, dict[str, tuple]]:
    """The metrics over all customers and over each segment with enough of them, with the gap of its AUC."""
    found = {"all": both(rows, probabilities, threshold)}
    segments = {}
    for name, members in segments_of(rows).items():
        labels = rows.others["label"][members]
        if len(members) >= whole("monitoring.segment-min-rows") and metrics.enough(
            labels, whole("monitoring.min-rows"), whole("monitoring.min-positives")
        ):
            segments[name] = both(rows.where(members), probabilities[members], threshold)
    for name, (gap, p_value) in metrics.segment_gaps(found["all"]["auc"][0], segments).items():
        segments[name] |= {"auc_gap": (gap, None, None), "auc_gap_p": (p_value, None, None)}
    return found | segments


def both(rows: Rows, probabilities: np.ndarray, threshold: float) -> dict[str, tuple]:
    """The model's metrics, and beside them those of the rule that who has not bought in the window will leave."""
    labels = rows.others["label"].astype(int)
    silent_days = rows.numbers["days_since_last_purchase"]
    silent = silent_days > whole("churn.window-days")
    found = metrics.evaluate(probabilities, probabilities, probabilities >= threshold, labels)
    rule = metrics.classes(silent, labels) | metrics.ranking(silent_days, labels)
    return found | {f"recency_{name}": value for name, value in rule.items()}


def distributions(fitted: Rows, probabilities: np.ndarray, version: str) -> pd.DataFrame:
    """Tenths of every number and of the predictions, and counts of every category, of the rows fitted on."""
    parts = []
    bins = whole("monitoring.psi-bins")
    for name, values in {**{name: fitted.numbers[name] for name in NUMBERS}, "prediction": probabilities}.items():
        known = values[~np.isnan(values)]
        edges = np.unique(np.quantile(known, np.arange(1, bins) / bins, method="inverted_cdf")) if len(known) else []
        counts = np.bincount(np.searchsorted(edges, known, "left"), minlength=len(edges) + 1)
        frame = pd.DataFrame({"bin": range(1, len(counts) + 1), "expected_count": counts})
        frame["upper_bound"] = [*edges, None]
        parts.append(frame.assign(name=name, category=None))
    for name in CATEGORIES:
        counts = np.bincount(fitted.codes[name], minlength=len(fitted.levels[name]) + 1)
        frame = pd.DataFrame({"bin": range(1, len(counts) + 1), "expected_count": counts})
        parts.append(frame.assign(name=name, category=[*fitted.levels[name], None], upper_bound=None))
    frame = pd.concat(parts, ignore_index=True).astype({"upper_bound": float, "category": object})
    return frame.assign(model_version=version)


def importance(model: Model, held: Rows, seed: int) -> dict[str, float]:
    """Mean absolute contribution of each input, over some customers."""
    count = min(len(held), MOST_EXPLAINED)
    chosen = np.random.default_rng(seed).choice(len(held), count, replace=False)
    means = np.abs(model.contributions(held.where(chosen))).mean(axis=0)
    return {feature.name: float(mean) for feature, mean in zip(INPUTS, means, strict=True)}
