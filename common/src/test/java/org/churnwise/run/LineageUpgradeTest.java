package org.churnwise.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.churnwise.table.Migration;
import org.churnwise.table.Migrations;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edges of an older release become those that this one would have written. */
class LineageUpgradeTest {
  private static final long LINEAGE = 20;

  private static final String OLD =
      """
      run_id | stage    | input_name        | input_slice   | input_hash | output_name       | output_slice           | output_hash
      r1     | ingest   | sales             | a.csv         | h1         | sales             | a.csv                  | k1
      r1     | ingest   | feedback          | w.csv         | h2         | feedback_raw      | w.csv                  | k2
      r1     | ingest   | sales             | bad.csv       | h3         | sales             | bad.csv                | taken back
      r1     | ingest   | sales             | a.csv         | h4         | sales             | a.csv                  | k3
      r1     | features | feedback          | w.csv         | h2         | customer_features | 2025-06-01             | f1
      r1     | features | sales             | a.csv         | h1         | customer_features | 2025-06-01             | f1
      r1     | train    | customer_features | 2025-06-01    | f1         | model_versions    | 2025-07-01             | t1
      r1     | monitor  | features          | 2025-06-01    | f1         | feature_drift     | feature drift 2025-06-01 | m1
      r1     | monitor  | label             | 2025-06-01    | l1         | model_performance | performance 2025-06-01 | m2
      r1     | monitor  | score             | 2025-06-01 v1 | p1         | feature_drift     | prediction drift 2025-06-01 | m3
      """;

  private static final String NEW =
      """
      run_id | stage    | input_name         | input_slice   | input_hash | output_name        | output_slice           | output_hash
      r1     | features | feedback_sentiment | w.csv         | h2         | customer_features  | 2025-06-01             | f1
      r1     | features | sales              | a.csv         | h1         | customer_features  | 2025-06-01             | f1
      r1     | ingest   | feedback_raw       | w.csv         | h2         | feedback_sentiment | w.csv                  | h2
      r1     | ingest   | file               | a.csv         | h1         | sales              | a.csv                  | h1
      r1     | ingest   | file               | w.csv         | h2         | feedback_raw       | w.csv                  | h2
      r1     | ingest   | quarantine         | a.csv         | h4         | sales              | a.csv                  | h4
      r1     | monitor  | churn_predictions  | 2025-06-01 v1 | p1         | feature_drift      | prediction drift 2025-06-01 | m3
      r1     | monitor  | customer_features  | 2025-06-01    | f1         | feature_drift      | feature drift 2025-06-01 | m1
      r1     | monitor  | customer_labels    | 2025-06-01    | l1         | model_performance  | performance 2025-06-01 | m2
      r1     | train    | customer_features  | 2025-06-01    | f1         | training_datasets  | 2025-07-01             | t1
      r1     | train    | training_datasets  | 2025-07-01    | t1         | model_versions     | v1                     | sha
      """;

  @TempDir private Path folder;

  @Test
  void edgesLeadFromFilesToPredictionsAndAgainChangesNothing() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      temporary.insert(Tables.LINEAGE_EDGES, OLD);
      temporary.insert(
          Tables.MODEL_VERSIONS,
          """
          model_version | trained_on_watermark | card | artifact_path | artifact_sha256 | created_at           | run_id
          v1            | 2025-07-01           | {}   | p             | sha             | 2025-07-01T00:00:00Z | r1
          """);
      temporary.insert(
          Tables.FILES_INGESTED,
          """
          file_type | file_name | stage_name | content_hash | rows_read | rows_loaded | rows_quarantined | rows_duplicate | ingested_at          | run_id | load_number | released_from
          sales     | a.csv     | s          | h1           | 1         | 1           | 0                | 0              | 2025-07-01T00:00:00Z | r1     | 1           | null
          sales     | a.csv     | s          | h4           | 1         | 1           | 0                | 0              | 2025-07-01T00:00:00Z | r1     | 2           | 1
          """);
      Migration migration =
          Migrations.all().stream()
              .filter(each -> each.version() == LINEAGE)
              .findFirst()
              .orElseThrow();
      for (int time = 0; time < 2; time++) {
        migration.statements().forEach(temporary.warehouse()::execute);
        assertEquals(TextTable.expected(NEW), temporary.rows(Tables.LINEAGE_EDGES));
      }
    }
  }
}
