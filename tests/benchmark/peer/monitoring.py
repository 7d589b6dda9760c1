"""Realised performance, drift of features and predictions, and the performance to expect before there are labels."""

import datetime
import json
from dataclasses import dataclass
from functools import lru_cache

import duckdb
import numpy as np
import pandas as pd
from scipy.special import chdtri, expit

from . import metrics
from .rows import Rows, read
from .settings import MONITORED, SEGMENTS, Feature, number, whole
from .training import Champion, evaluate_segments

DRAWS = 500
FEWEST_OF_A_CATEGORY = 10

SCHEMA = """
create table model_performance (snapshot_date date, model_version varchar, segment varchar, metric varchar,
  value double, low double, high double, recency_value double);
create table contact_effects (snapshot_date date, model_version varchar, contacts bigint, held_out bigint,
  effect double, low double, high double);
create table feature_drift (snapshot_date date, subject varchar, name varchar, segment varchar, reference_date date,
  psi_excess double, psi double, js_distance double, mean_difference double, psi_since_training double,
  threshold double, verdict varchar);
create table estimated_performance (snapshot_date date, model_version varchar, metric varchar, value double,
  low double, high double, status varchar, answers_of date);
create table diagnoses (snapshot_date date, evidence varchar, cause varchar, reason varchar);
"""


@dataclass
class Realised:
    """What the model in production came to on a snapshot."""

    snapshot: datetime.date
    version: str
    found: dict[str, tuple]


class Monitoring:
    """Writes what was found; keeps the verdicts that later references depend on."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.breaches: dict[tuple[str, str, datetime.date], bool] = {}
        self.scored_by: dict[datetime.date, str] = {}
        self.lines: dict[tuple[datetime.date, str], dict[str, tuple]] = {}
        self._grouped_for: tuple | None = None
        self._kept_groupings: list = []
        connection.execute(SCHEMA)

    def performance(self, snapshot: datetime.date, champions: dict[str, Champion]) -> Realised | None:
        """Evaluates the predictions of a snapshot with final labels; None if nothing was predicted for it."""
        query = """
            select f.*, p.churn_probability as probability, p.churn_predicted, p.threshold, p.contact_group,
              l.churned::int as label
            from churn_predictions p
            join customer_labels l using (snapshot_date, customer_id)
            join customer_features f using (snapshot_date, customer_id)
            where snapshot_date = $day and l.label_state = 'FINAL'
        """
        rows = read(self.connection, query, {"day": snapshot}, ["label", "probability", "contact_group"])
        if len(rows) == 0:
            return None
        version = self.scored_by[snapshot]
        found = evaluate_segments(rows, rows.others["probability"], champions[version].model.threshold)
        frame = pd.DataFrame(
            [
                (snapshot, version, segment, name, *value, values.get(f"recency_{name}", (None,))[0])
                for segment, values in found.items()
                for name, value in values.items()
                if not name.startswith(("recency_", "constant_"))
            ],
            columns=["snapshot_date", "model_version", "segment", "metric", "value", "low", "high", "recency_value"],
        )
        self.connection.execute("delete from model_performance where snapshot_date = ?", [snapshot])
        self.connection.execute("insert into model_performance by name select * from frame")
        self._effect(snapshot, version, rows)
        self.lines[snapshot, version] = found["all"]
        return Realised(snapshot, version, found["all"])

    def _effect(self, snapshot: datetime.date, version: str, rows: Rows) -> None:
        """How many more of the contacted stayed than of those held out."""
        stayed = {
            group: 1 - rows.others["label"][rows.others["contact_group"] == group] for group in ("contact", "holdout")
        }
        sizes = [len(values) for values in stayed.values()]
        if min(sizes) < whole("monitoring.min-rows"):
            return
        effect = stayed["contact"].mean() - stayed["holdout"].mean()
        half = metrics.Z * np.sqrt(sum(values.var() / len(values) for values in stayed.values()))
        self.connection.execute("delete from contact_effects where snapshot_date = ?", [snapshot])
        self.connection.execute(
            "insert into contact_effects values (?, ?, ?, ?, ?, ?, ?)",
            [snapshot, version, *sizes, effect, effect - half, effect + half],
        )

    def feature_drift(self, snapshot: datetime.date, champion: Champion, computed: list[datetime.date]) -> str:
        """Compares every monitored feature with its reference, over all customers and over parts of them."""
        references = {}
        for feature in MONITORED:
            earlier = champion.held_out if feature.kind == "attribute" else self._newest_sound(
                "feature", feature.name, [day for day in computed if day < snapshot], champion
            )
            if earlier is not None:
                references[feature.name] = earlier
        sides = {day: self._side(day) for day in {snapshot, *references.values()}}
        findings = []
        for feature in MONITORED:
            if feature.name in references:
                attribute = feature.kind == "attribute"
                threshold = number(f"monitoring.{'attribute-' if attribute else ''}psi-threshold")
                day = references[feature.name]
                findings += self._compared(
                    snapshot, feature, day, sides[day], sides[snapshot], threshold, champion.baselines
                )
        self._store("feature", snapshot, findings)
        drifted = {one["name"]: one["psi_excess"] for one in findings if one["segment"] == "all" and one["verdict"] == "BREACH"}
        self._diagnose(snapshot, drifted, findings)
        return f"{len(drifted)} of {len(MONITORED)} drifted" if references else "not judged"

    def prediction_drift(self, snapshot: datetime.date, champion: Champion) -> str:
        """Compares the predictions of a snapshot with those of the newest sound one by the same model."""
        self.scored_by[snapshot] = champion.version
        own = [day for day, version in self.scored_by.items() if version == champion.version and day < snapshot]
        reference = self._newest_sound("prediction", "churn_probability", own, champion)
        if reference is None:
            return "not judged"
        old, new = (self._probabilities(day) for day in (reference, snapshot))
        edges = cuts(old)
        finding = {
            "subject": "prediction", "name": "churn_probability", "segment": "all", "reference_date": reference,
            "threshold": number("monitoring.psi-threshold"), "mean_difference": float(new.mean() - old.mean()),
            "psi_since_training": since_training(new, champion.baselines, "prediction"),
        } | binned_drift(counts_of(old, edges), counts_of(new, edges))  # fmt: skip
        finding["verdict"] = "BREACH" if finding["psi_excess"] > finding["threshold"] else "OK"
        self._store("prediction", snapshot, [finding])
        return finding["verdict"]

    def estimate(self, snapshot: datetime.date, champion: Champion) -> str:
        """AUC and Brier score to expect if customers still answer as on the newest snapshot with labels."""
        known = [day for day, version in self.lines if version == champion.version and day < snapshot]
        answers_of = max(known, default=champion.held_out)
        line = self.lines[answers_of, champion.version] if known else champion.line
        attributes = [feature.name for feature in MONITORED if feature.kind == "attribute"]
        verdicts = [self.breaches.get(("feature", name, snapshot)) for name in attributes]
        status = "UNTRUSTED" if any(verdicts) or all(one is None for one in verdicts) else "OK"
        found = expected_performance(self._probabilities(snapshot), line)
        for name, (value, low, high) in found.items():
            self.connection.execute(
                "insert into estimated_performance values (?, ?, ?, ?, ?, ?, ?, ?)",
                [snapshot, champion.version, name, value, low, high, status, answers_of],
            )
        return f"auc {found['auc'][0]:.3f}, brier {found['brier'][0]:.3f}, {status}"

    def _newest_sound(self, subject: str, name: str, days: list[datetime.date], champion: Champion):
        """The newest snapshot without a breach, or the held-out one, with enough days of sales before it."""
        first = self.connection.execute("select min(first_day) from files where feed = 'sales'").fetchone()[0]
        settled = first + datetime.timedelta(days=whole("monitoring.history-days"))
        return max(
            (
                day
                for day in days
                if day >= settled
                and (day == champion.held_out or not self._stands_out(subject, name, day, days))
            ),
            default=None,
        )

    def _stands_out(self, subject: str, name: str, day: datetime.date, days: list[datetime.date]) -> bool:
        """A breach, unless it is at least the third in a row."""
        row = [other for other in sorted(days, reverse=True) if other <= day][:3]
        found = [self.breaches.get((subject, name, other), False) for other in row]
        return found[0] and not (len(found) == 3 and all(found))

    def _side(self, day: datetime.date) -> Rows:
        query = "select * from customer_features where snapshot_date = $day"
        return read(self.connection, query, {"day": day}, ["customer_id"])

    def _probabilities(self, day: datetime.date) -> np.ndarray:
        query = "select churn_probability from churn_predictions where snapshot_date = ?"
        return np.asarray(self.connection.execute(query, [day]).fetchnumpy()["churn_probability"])

    def _compared(self, snapshot, feature, day, old: Rows, new: Rows, threshold: float, baselines) -> list[dict]:
        """The findings of one feature: bins are cut on the reference, then counted in each part."""
        if feature.is_category:
            old_bins, new_bins, bins = category_bins(old, new, feature.name)
        else:
            edges = cuts(old.numbers[feature.name])
            old_bins = places(old.numbers[feature.name], edges)
            new_bins = places(new.numbers[feature.name], edges)
            bins = len(edges) + 2
        findings = []
        for names, of_old, of_new in self._groupings(day, snapshot, old, new):
            expected = counted(of_old, old_bins, len(names), bins)
            actual = counted(of_new, new_bins, len(names), bins)
            if names[0] == "customers=new":  # newcomers and earlier ones are compared with all of the reference
                expected = np.repeat(expected.sum(axis=0, keepdims=True), len(names), axis=0)
            sides = () if feature.is_category else (
                (of_old, old.numbers[feature.name]), (of_new, new.numbers[feature.name])
            )  # fmt: skip
            means = [group_means(groups, values, len(names)) for groups, values in sides]
            for place, segment in enumerate(names):
                finding = self._judged(feature, segment, expected[place], actual[place], threshold)
                if finding:
                    finding["reference_date"] = day
                    finding["mean_difference"] = float(means[1][place] - means[0][place]) if means else None
                    findings.append(finding)
        if findings and not feature.is_category:
            findings[0]["psi_since_training"] = since_training(new.numbers[feature.name], baselines, feature.name)
        return findings

    @staticmethod
    def _judged(feature: Feature, segment: str, expected: np.ndarray, actual: np.ndarray, threshold: float):
        """The finding of one part of the customers; None if it has too few."""
        few = min(expected.sum(), actual.sum())
        is_level = segment != "all" and not segment.startswith("customers=")
        if few == 0 or (is_level and few < whole("monitoring.segment-min-rows")):
            return None
        found = {"subject": "feature", "name": feature.name, "segment": segment, "threshold": threshold}
        found |= binned_drift(expected, actual)
        young = segment == "customers=new" and feature.kind != "attribute"
        breach = "BREACH" if found["psi_excess"] > threshold else "OK"
        return found | {"verdict": "NO_EVIDENCE" if young or few < whole("monitoring.min-rows") else breach}

    def _groupings(self, day, snapshot, old: Rows, new: Rows) -> list[tuple[list[str], np.ndarray, np.ndarray]]:
        """Ways to part the customers: names of the parts, and the part of each row of either side."""
        if self._grouped_for != (day, snapshot):
            known = pd.Index(old.others["customer_id"])
            is_earlier = pd.Index(new.others["customer_id"]).isin(known).astype(int)
            nobody = np.zeros(len(old), dtype=int)
            found = [(["all"], nobody, np.zeros(len(new), dtype=int))]
            for name in SEGMENTS:
                names = [f"{name}={level}" for level in [*new.levels[name], "unknown"]]
                found.append((names, old.codes[name], new.codes[name]))
            found.append((["customers=new", "customers=earlier"], nobody, is_earlier))
            self._grouped_for, self._kept_groupings = (day, snapshot), found
        return self._kept_groupings

    def _store(self, subject: str, snapshot: datetime.date, findings: list[dict]) -> None:
        for one in findings:
            if one["segment"] == "all":
                self.breaches[subject, one["name"], snapshot] = one["verdict"] == "BREACH"
        if findings:
            frame = pd.DataFrame(findings).assign(snapshot_date=snapshot)
            self.connection.execute("insert into feature_drift by name select * from frame")

    def _diagnose(self, snapshot: datetime.date, drifted: dict[str, float], findings: list[dict]) -> None:
        """Whether newcomers differ, or those who were there before have moved."""
        if not drifted:
            return
        moved = {
            part: [one["name"] for one in findings if one["segment"] == f"customers={part}" and one["psi_excess"] > one["threshold"]]
            for part in ("new", "earlier")
        }
        cause = "population change" if moved["new"] else "behaviour change"
        self.connection.execute(
            "insert into diagnoses values (?, 'DATA', ?, ?)", [snapshot, cause, json.dumps(moved | {"all": drifted})]
        )


def cuts(values: np.ndarray) -> np.ndarray:
    """The upper edges of the tenths of the known values; equal values never part."""
    bins = whole("monitoring.psi-bins")
    known = values[~np.isnan(values)]
    return np.unique(np.quantile(known, np.arange(1, bins) / bins, method="inverted_cdf")) if len(known) else known


def places(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """The bin of each value; bin 0 holds missing ones."""
    return np.where(np.isnan(values), 0, np.searchsorted(edges, values, "left") + 1)


def counted(groups: np.ndarray, binned: np.ndarray, names: int, bins: int) -> np.ndarray:
    """Rows by group and bin."""
    return np.bincount(groups * bins + binned, minlength=names * bins).reshape(names, bins)


def group_means(groups: np.ndarray, values: np.ndarray, names: int) -> np.ndarray:
    """The mean of the known values of each group; NaN for a group without any."""
    known = ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        return np.bincount(groups[known], values[known], names) / np.bincount(groups[known], minlength=names)


def counts_of(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    return np.bincount(places(values, edges), minlength=len(edges) + 2)


def category_bins(old: Rows, new: Rows, name: str) -> tuple[np.ndarray, np.ndarray, int]:
    """Codes as bins; categories with few rows share the last one."""
    levels = len(new.levels[name]) + 1
    sizes = np.bincount(old.codes[name], minlength=levels) + np.bincount(new.codes[name], minlength=levels)
    bins = np.where(sizes < FEWEST_OF_A_CATEGORY, levels, np.arange(levels))
    return bins[old.codes[name]], bins[new.codes[name]], levels + 1


def binned_drift(expected: np.ndarray, actual: np.ndarray) -> dict[str, float]:
    """Population stability index, what of it is no chance (Yurdakul 2018), and the Jensen-Shannon distance."""
    filled = int(((expected + actual) > 0).sum())
    e, a = expected / expected.sum(), actual / actual.sum()
    floor = number("monitoring.psi-floor")
    e_raised, a_raised = np.maximum(e, floor), np.maximum(a, floor)
    psi = float(np.sum((a_raised - e_raised) * np.log(a_raised / e_raised)))
    rows = 1 / expected.sum() + 1 / actual.sum()
    chance = quantile_of_chance(filled - 1) * rows
    middle = (e + a) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        divergence = sum(np.nansum(side * np.log(side / middle)) for side in (e, a)) / 2
    return {"psi": psi, "psi_excess": psi - chance, "js_distance": float(np.sqrt(max(0.0, divergence)))}


@lru_cache
def quantile_of_chance(degrees_of_freedom: int) -> float:
    return float(chdtri(degrees_of_freedom, 0.01)) if degrees_of_freedom > 0 else 0.0


def since_training(values: np.ndarray, baselines: pd.DataFrame, name: str) -> float | None:
    """The index against the rows that the champion was fitted on."""
    own = baselines[baselines["name"] == name].sort_values("bin")
    edges = own["upper_bound"].to_numpy()[:-1]
    known = values[~np.isnan(values)]
    if len(own) < 2 or len(known) == 0:
        return None
    actual = np.bincount(np.searchsorted(edges, known, "left"), minlength=len(own))
    return binned_drift(own["expected_count"].to_numpy(), actual)["psi"]


def expected_performance(probabilities: np.ndarray, line: dict[str, tuple]) -> dict[str, tuple]:
    """Confidence-based estimates with bands by draws of the line and of who churns, over cells of the logit."""
    p = np.clip(probabilities, 1e-7, 1 - 1e-7)
    cells, place = np.unique(np.floor(np.log(p / (1 - p)) * 128), return_inverse=True)
    rows = np.bincount(place)
    mean = np.bincount(place, probabilities) / rows
    logits = np.bincount(place, np.log(p / (1 - p))) / rows
    (intercept, _, high_intercept), (slope, _, high_slope) = line["calibration_intercept"], line["calibration_slope"]
    errors = (high_intercept - intercept) / metrics.Z, (high_slope - slope) / metrics.Z
    right = expit(intercept + slope * logits)
    weight = rows * right * (1 - right)
    correlation = -(weight @ logits) / np.sqrt(weight.sum() * (weight @ logits**2))
    chance = np.random.default_rng(42)
    common, own = chance.normal(size=(2, DRAWS, 1))
    slopes = slope + errors[1] * common
    intercepts = intercept + errors[0] * (correlation * common + np.sqrt(1 - correlation**2) * own)
    churned = chance.binomial(rows, expit(intercepts + slopes * logits)).astype(float)
    every = np.vstack([rows * right, churned])  # the first is the expectation itself
    retained = rows - every
    below = np.cumsum(retained, axis=1) - retained / 2
    auc = np.einsum("ij,ij->i", every, below) / (every.sum(axis=1) * retained.sum(axis=1))
    brier = (every @ (1 - 2 * mean) + rows @ mean**2) / rows.sum()
    return {
        name: (values[0], *np.percentile(values[1:], [2.5, 97.5])) for name, values in (("auc", auc), ("brier", brier))
    }
