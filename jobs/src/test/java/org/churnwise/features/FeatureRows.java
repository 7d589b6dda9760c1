package org.churnwise.features;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.features.FeatureViews;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given rows of sales, customers and comments, expect rows of customer_features. Sales are declared
 * loaded up to 2026-01-01.
 */
abstract class FeatureRows {
  @TempDir Path folder;

  TemporaryWarehouse temporary;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
    temporary.insert(
        Tables.DECLARED_WATERMARKS,
        """
        loaded_to  | declared_at          | run_id
        2026-01-01 | 2026-01-01T00:00:00Z | r0
        """);
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  /** A purchase of one unit of money per line: customer and day. */
  void sales(String customersAndDays) {
    StringBuilder rows =
        new StringBuilder("transaction_id | customer_id | transaction_date | total_amount\n");
    List<String> lines = customersAndDays.lines().filter(line -> !line.isBlank()).toList();
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).strip().split("\\s+");
      rows.append(
          "T"
              + (temporary.count(Tables.SALES) + i + 1)
              + " | "
              + words[0]
              + " | "
              + words[1]
              + " | 1.00\n");
    }
    temporary.insert(Tables.SALES, rows.toString());
  }

  FeatureResult compute(String runId, boolean force, String... snapshots) {
    return engineer(runId, FeatureCatalogue.load())
        .compute(Arrays.stream(snapshots).map(LocalDate::parse).toList(), force);
  }

  FeatureEngineer engineer(String runId, FeatureCatalogue catalogue) {
    return new FeatureEngineer(
        temporary.warehouse(), temporary.ledger(runId, LocalDate.of(2025, 12, 31)), catalogue);
  }

  FeatureViews views() {
    return new FeatureViews(temporary.warehouse(), temporary.ledger());
  }

  /** The features of one snapshot. */
  String features(String snapshot, String... columns) {
    compute("r1", false, snapshot);
    return temporary.rows(Tables.CUSTOMER_FEATURES, columns);
  }
}
