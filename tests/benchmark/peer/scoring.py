"""Scores the customers of a snapshot: probability, class, reasons of the flagged, whom to contact."""

import datetime
import re
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from .model import inputs
from .rows import of_snapshot
from .settings import INPUTS, SETTINGS, Feature, number
from .training import Champion

ONE_OR_MANY = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")

SCHEMA = """
create table churn_predictions (snapshot_date date, customer_id varchar, model_version varchar,
  churn_probability double, churn_predicted bigint, threshold double, reason_1 varchar, reason_1_value double,
  reason_2 varchar, reason_2_value double, reason_3 varchar, reason_3_value double, margin_usd double,
  expected_value_usd double, contact_group varchar)
"""

PREDICTIONS = """
insert into churn_predictions
with first_sale as (select min(first_day) as day from files where feed = 'sales'),
valued as (
  select
    s.*,
    greatest(0, f.sum_total_amount_total) * 30
      / greatest(30, least(f.tenure_days, f.snapshot_date - d.day)) * $margin_share * $months as margin_usd,
    churn_probability * $save_rate * margin_usd - $cost as expected_value_usd
  from scored s
  join customer_features f on f.snapshot_date = $day and f.customer_id = s.customer_id
  cross join first_sale d
),
candidates as (
  select *,
    expected_value_usd > 0 and row_number() over (order by expected_value_usd desc, customer_id) <= $most as candidate,
    md5($seed || ':contact:' || $day::date || ':' || customer_id) as draw
  from valued
),
drawn as (
  select *,
    row_number() over (partition by candidate order by draw, customer_id) as place,
    count(*) over (partition by candidate) as candidates
  from candidates
)
select $day, customer_id, $version, churn_probability, (churn_probability >= $threshold)::bigint, $threshold,
  reason_1, reason_1_value, reason_2, reason_2_value, reason_3, reason_3_value, margin_usd, expected_value_usd,
  case when not candidate then 'none'
    when place <= candidates - floor(candidates * $holdout) then 'contact' else 'holdout' end
from drawn
"""


class Scoring:
    """Writes churn_predictions, one snapshot at a time."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        connection.execute(SCHEMA)

    def score(self, snapshot: datetime.date, champion: Champion) -> str:
        """Scores with the champion; returns a line for the console."""
        rows = of_snapshot(self.connection, snapshot)
        probabilities = champion.model.probabilities(rows)
        flagged = probabilities >= champion.model.threshold
        scored = pd.DataFrame({"customer_id": rows.others["customer_id"], "churn_probability": probabilities})
        explained = rows.where(flagged)
        contributions = champion.model.contributions(explained)
        given = reasons(inputs(explained, champion.model.levels), contributions, champion.model.levels)
        scored = scored.join(given.set_index(np.flatnonzero(flagged)))
        self.connection.execute("begin")
        self.connection.execute(PREDICTIONS, self._terms(snapshot, champion))
        self.connection.execute("commit")
        contacts = self.connection.execute(
            "select count(*) from churn_predictions where snapshot_date = ? and contact_group = 'contact'", [snapshot]
        ).fetchone()[0]
        return f"{len(scored):,} customers by {champion.version}, {flagged.sum():,} flagged, {contacts:,} to contact"

    @staticmethod
    def _terms(snapshot: datetime.date, champion: Champion) -> dict:
        budget, cost = number("value.budget"), number("value.contact-cost")
        return {
            "day": snapshot,
            "version": champion.version,
            "threshold": champion.model.threshold,
            "margin_share": number("value.margin-share"),
            "months": number("value.horizon-months"),
            "save_rate": number("value.save-rate"),
            "cost": cost,
            "most": int(budget / cost) if budget else 2**62,
            "seed": SETTINGS["value.seed"],
            "holdout": number("value.holdout-share"),
        }

    def contact_list(self, snapshot: datetime.date, file: Path) -> None:
        """Writes who is to be contacted, the highest expected value first."""
        self.connection.execute(
            f"""
            copy (
              select customer_id, churn_probability, expected_value_usd, margin_usd, reason_1, reason_2, reason_3
              from churn_predictions where snapshot_date = date '{snapshot}' and contact_group = 'contact'
              order by expected_value_usd desc, customer_id
            ) to '{file}' (header)
            """
        )


def reasons(matrix: np.ndarray, contributions: np.ndarray, levels: dict[str, list[str]]) -> pd.DataFrame:
    """The three concepts that moved each answer most, each in the words of its strongest feature."""
    concepts = list(dict.fromkeys(feature.concept for feature in INPUTS))
    sums = np.empty((len(matrix), len(concepts)))
    texts = np.empty((len(matrix), len(concepts)), dtype=object)
    for place, concept in enumerate(concepts):
        members = [column for column, feature in enumerate(INPUTS) if feature.concept == concept]
        own = contributions[:, members].astype(float)
        sums[:, place] = own.sum(axis=1)
        strongest = np.argmax(own * np.sign(sums[:, [place]]), axis=1)
        for nth, column in enumerate(members):
            chosen = strongest == nth
            values, codes = np.unique(matrix[chosen, column], return_inverse=True)
            words = [f"{concept}: {in_words(INPUTS[column], value, levels)}" for value in values]
            texts[chosen, place] = np.array(words, dtype=object)[codes] if len(words) else None
    order = np.argsort(-np.abs(sums), axis=1, kind="stable")[:, :3]
    found = {}
    for rank in range(3):
        found[f"reason_{rank + 1}"] = np.take_along_axis(texts, order[:, [rank]], axis=1)[:, 0]
        found[f"reason_{rank + 1}_value"] = np.take_along_axis(sums, order[:, [rank]], axis=1)[:, 0]
    return pd.DataFrame(found)


def in_words(feature: Feature, value: float, levels: dict[str, list[str]]) -> str:
    """As the catalogue words it: no purchase for 64 days."""
    if feature.is_category:
        known = levels[feature.name]
        text = known[int(value)] if value < len(known) else "unknown"
    elif np.isnan(value):
        if feature.reason_missing:
            return feature.reason_missing
        text = "unknown"
    else:
        text = f"{value:.0f}" if value == round(value) else f"{value:.2f}"
    return ONE_OR_MANY.sub(lambda words: words.group(1 if text == "1" else 2), feature.reason).replace("{value}", text)
