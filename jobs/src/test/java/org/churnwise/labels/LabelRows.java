package org.churnwise.labels;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import org.churnwise.run.SnapshotRules;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given sales, expect rows of customer_labels. The watermark is the day after the newest sale,
 * unless a test declares one.
 */
abstract class LabelRows {
  static final SnapshotRules THIRTY_DAYS = new SnapshotRules(30, 0);

  @TempDir Path folder;

  TemporaryWarehouse temporary;

  @BeforeEach
  void openWarehouse() {
    temporary = TemporaryWarehouse.in(folder);
  }

  @AfterEach
  void closeWarehouse() {
    temporary.close();
  }

  /** A purchase per line: customer and day. */
  void sales(String customersAndDays) {
    StringBuilder rows =
        new StringBuilder("transaction_id | customer_id | transaction_date | total_amount\n");
    long number = temporary.count(Tables.SALES);
    for (String line : customersAndDays.lines().toList()) {
      String[] words = line.strip().split("\\s+");
      rows.append("T" + ++number + " | " + words[0] + " | " + words[1] + " | 1.00\n");
    }
    temporary.insert(Tables.SALES, rows.toString());
  }

  void loadedTo(String day) {
    temporary.insert(
        Tables.DECLARED_WATERMARKS,
        "loaded_to | declared_at | run_id\n" + day + " | 2026-01-01T00:00:00Z | r0");
  }

  void file(String name, String firstDay) {
    temporary.insert(
        Tables.FILES_INGESTED,
        """
        file_type | file_name | stage_name | content_hash | rows_read | rows_loaded | rows_quarantined | rows_duplicate | first_day | ingested_at          | run_id
        sales     | %s        | in         | hash         | 1         | 1           | 0                | 0              | %s        | 2025-12-01T00:00:00Z | r0
        """
            .formatted(name, firstDay));
  }

  ChurnLabeler labeler(String runId, SnapshotRules rules) {
    return new ChurnLabeler(
        temporary.warehouse(), temporary.ledger(runId, LocalDate.of(2025, 12, 31)), rules);
  }

  LabelResult label(String runId, SnapshotRules rules, String... snapshots) {
    return labeler(runId, rules)
        .label(Arrays.stream(snapshots).map(LocalDate::parse).toList(), false);
  }

  String labels() {
    return temporary.rows(Tables.CUSTOMER_LABELS);
  }
}
