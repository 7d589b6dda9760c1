package org.churnwise.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.churnwise.table.Tables;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;

/** Rows of a snapshot counted into the bins of a model's baseline. */
class BinCountsTest extends MonitoringRows {

  @Test
  void aNumberIsInTheBinWhoseUpperBoundItReaches() {
    given(
        Tables.MODEL_BASELINES,
        """
        subject | name | bin | lower_bound | upper_bound | expected_count
        feature | age  | 1   | null        | 20          | 5
        feature | age  | 2   | 20          | 40          | 6
        feature | age  | 3   | 40          | null        | 7
        """);
    given(
        Tables.CUSTOMER_FEATURES,
        """
        snapshot_date | customer_id | age
        2025-06-01    | A           | 19
        2025-06-01    | B           | 20
        2025-06-01    | C           | 21
        2025-06-01    | D           | 40
        2025-06-01    | E           | 30
        2025-06-01    | F           | 41
        2025-06-01    | G           | null
        2025-07-01    | H           | 41
        """);
    assertEquals(
        TextTable.expected(
            """
            subject | name | bin | expected_count | actual_count
            feature | age  | 1   | 5              | 2
            feature | age  | 2   | 6              | 3
            feature | age  | 3   | 7              | 1
            """),
        counts("feature"));
  }

  @Test
  void anEmptyBinCountsZero() {
    given(
        Tables.MODEL_BASELINES,
        """
        subject | name | bin | lower_bound | upper_bound | expected_count
        feature | age  | 1   | null        | 20          | 5
        feature | age  | 2   | 20          | null        | 6
        """);
    given(Tables.CUSTOMER_FEATURES, "snapshot_date | customer_id | age\n2025-06-01 | A | 19");
    assertEquals(
        TextTable.expected(
            """
            subject | name | bin | expected_count | actual_count
            feature | age  | 1   | 5              | 1
            feature | age  | 2   | 6              | 0
            """),
        counts("feature"));
  }

  @Test
  void unseenAndMissingCategoriesShareTheBinWithoutACategory() {
    given(
        Tables.MODEL_BASELINES,
        """
        subject | name             | bin | category | expected_count
        feature | customer_segment | 1   | Gold     | 5
        feature | customer_segment | 2   | Silver   | 6
        feature | customer_segment | 3   | null     | 0
        """);
    given(
        Tables.CUSTOMER_FEATURES,
        """
        snapshot_date | customer_id | customer_segment
        2025-06-01    | A           | Gold
        2025-06-01    | B           | Silver
        2025-06-01    | C           | Silver
        2025-06-01    | D           | Platinum
        2025-06-01    | E           | null
        2025-06-01    | F           | gold
        2025-06-01    | G           | -
        """);
    assertEquals(
        TextTable.expected(
            """
            subject | name             | bin | expected_count | actual_count
            feature | customer_segment | 1   | 5              | 1
            feature | customer_segment | 2   | 6              | 2
            feature | customer_segment | 3   | 0              | 4
            """),
        counts("feature"));
  }

  @Test
  void aFeatureWithoutABaselineIsNotCounted() {
    given(Tables.CUSTOMER_FEATURES, "snapshot_date | customer_id | age\n2025-06-01 | A | 19");
    assertEquals("\n", counts("feature"));
  }

  @Test
  void aFeatureThatTheWholeSnapshotLacksIsNotCounted() {
    given(
        Tables.MODEL_BASELINES,
        """
        subject | name        | bin | lower_bound | upper_bound | expected_count
        feature | age         | 1   | null        | null        | 5
        feature | tenure_days | 1   | null        | null        | 5
        """);
    given(Tables.CUSTOMER_FEATURES, "snapshot_date | customer_id | age\n2025-06-01 | A | null");
    assertEquals(
        TextTable.expected(
            """
            subject | name        | bin | expected_count | actual_count
            feature | tenure_days | 1   | 5              | 1
            """),
        counts("feature"));
  }

  @Test
  void baselinesOfOtherModelsDoNotCount() {
    given(
        Tables.MODEL_BASELINES,
        """
        model_version | subject | name | bin | expected_count
        v2            | feature | age  | 1   | 5
        """);
    given(Tables.CUSTOMER_FEATURES, "snapshot_date | customer_id | age\n2025-06-01 | A | 19");
    assertEquals("\n", counts("feature"));
  }

  @Test
  void onlyTheModelsOwnPredictionsAreCounted() {
    given(
        Tables.MODEL_BASELINES,
        """
        subject    | name              | bin | lower_bound | upper_bound | expected_count
        prediction | churn_probability | 1   | null        | 0.5         | 5
        prediction | churn_probability | 2   | 0.5         | null        | 6
        held_out   | churn_probability | 1   | null        | null        | 9
        """);
    given(Tables.CUSTOMER_FEATURES, "snapshot_date | customer_id\n2025-06-01 | A\n2025-06-01 | B");
    given(
        Tables.CHURN_PREDICTIONS,
        """
        snapshot_date | customer_id | model_version | churn_probability
        2025-06-01    | A           | v1            | 0.5
        2025-06-01    | B           | v1            | 0.51
        2025-06-01    | A           | v2            | 0.9
        2025-07-01    | A           | v1            | 0.9
        """);
    assertEquals(
        TextTable.expected(
            """
            subject    | name              | bin | expected_count | actual_count
            held_out   | churn_probability | 1   | 9              | 2
            prediction | churn_probability | 1   | 5              | 1
            prediction | churn_probability | 2   | 6              | 1
            """),
        counts("prediction"));
  }

  private String counts(String subject) {
    return temporary.rows(
        DriftDetector.BIN_COUNTS
            .with("snapshot_date", JUNE)
            .with("model_version", "v1")
            .with("subject", subject));
  }
}
