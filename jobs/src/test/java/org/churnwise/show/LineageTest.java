package org.churnwise.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.cli.CommandLines;
import org.churnwise.table.Tables;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was made from what, back to the bytes of files. */
class LineageTest {
  @TempDir static Path folder;

  private static final String EDGES =
      """
      run_id | stage    | input_name        | input_slice | input_hash   | output_name        | output_slice  | output_hash
      r1     | ingest   | file              | may.csv     | aaaaaaaaaaaa | sales              | may.csv       | aaaaaaaaaaaa
      r1     | ingest   | file              | words.csv   | bbbbbbbbbbbb | feedback_raw       | words.csv     | bbbbbbbbbbbb
      r1     | ingest   | feedback_raw      | words.csv   | bbbbbbbbbbbb | feedback_sentiment | words.csv     | bbbbbbbbbbbb
      r1     | ingest   | file              | gone.csv    | dddddddddddd | sales              | gone.csv      | dddddddddddd
      r1     | features | sales             | may.csv     | aaaaaaaaaaaa | customer_features  | 2025-06-01    | old
      r2     | features | sales             | may.csv     | aaaaaaaaaaaa | customer_features  | 2025-06-01    | f1
      r2     | features | feedback_sentiment| words.csv   | bbbbbbbbbbbb | customer_features  | 2025-06-01    | f1
      r2     | ingest   | file              | june.csv    | cccccccccccc | sales              | june.csv      | cccccccccccc
      r2     | label    | sales             | may.csv     | aaaaaaaaaaaa | customer_labels    | 2025-06-01    | l1
      r2     | label    | sales             | june.csv    | cccccccccccc | customer_labels    | 2025-06-01    | l1
      r2     | train    | customer_features | 2025-06-01  | f1           | training_datasets  | 2025-07-01    | d1
      r2     | train    | customer_labels   | 2025-06-01  | l1           | training_datasets  | 2025-07-01    | d1
      r2     | train    | training_datasets | 2025-07-01  | d1           | model_versions     | v1            | eeeeeeeeeeee
      r2     | features | sales             | may.csv     | aaaaaaaaaaaa | customer_features  | 2025-07-01    | f2
      r2     | features | sales             | june.csv    | cccccccccccc | customer_features  | 2025-07-01    | f2
      r2     | score    | customer_features | 2025-07-01  | f2           | churn_predictions  | 2025-07-01 v1 | p1
      r2     | score    | model_versions    | v1          | eeeeeeeeeeee | churn_predictions  | 2025-07-01 v1 | p1
      """;

  @BeforeAll
  static void makeWarehouse() {
    try (TemporaryWarehouse made = TemporaryWarehouse.in(folder)) {
      made.insert(Tables.LINEAGE_EDGES, EDGES);
      made.insert(
          Tables.PIPELINE_RUNS,
          """
          run_id | command  | arguments           | config_hash | code_version | started_at           | ended_at             | seconds | status | error
          r1     | pipeline | pipeline            | c           | v            | 2025-07-01T08:00:10Z | 2025-07-01T08:00:52Z | 42.04   | DONE   | null
          r2     | pipeline | pipeline --mode all | c           | v            | 2025-07-02T08:00:10Z | 2025-07-02T08:00:52Z | 42.04   | DONE   | null
          """);
      made.insert(
          Tables.STAGE_RUNS,
          """
          run_id | stage    | slice         | stage_key | started_at           | ended_at             | seconds | rows_in | rows_out | status
          r1     | ingest   | may.csv       | i1        | 2025-07-01T08:00:11Z | 2025-07-01T08:00:12Z | 1       | 1201    | 1200     | DONE
          r1     | ingest   | words.csv     | i2        | 2025-07-01T08:00:11Z | 2025-07-01T08:00:12Z | 1       | 7       | 7        | DONE
          r1     | ingest   | gone.csv      | i4        | 2025-07-01T08:00:11Z | 2025-07-01T08:00:12Z | 1       | 5       | 5        | DONE
          r2     | ingest   | gone.csv      | taken back | 2025-07-02T08:00:11Z | 2025-07-02T08:00:12Z | 1      | 0       | 0        | DONE
          r1     | features | 2025-06-01    | old       | 2025-07-01T08:00:13Z | 2025-07-01T08:00:14Z | 1       | 3       | 3        | DONE
          r2     | ingest   | june.csv      | i3        | 2025-07-02T08:00:11Z | 2025-07-02T08:00:12Z | 1       | 900     | 900      | DONE
          r2     | features | 2025-06-01    | f1        | 2025-07-02T08:00:13Z | 2025-07-02T08:00:14Z | 1       | 3       | 3        | DONE
          r2     | features | 2025-07-01    | f2        | 2025-07-02T08:00:13Z | 2025-07-02T08:01:14Z | 1       | 4       | 4        | DONE
          r2     | label    | 2025-06-01    | l1        | 2025-07-02T08:00:13Z | 2025-07-02T08:01:15Z | 1       | 3       | 3        | DONE
          r2     | train    | 2025-07-01    | d1        | 2025-07-02T08:00:13Z | 2025-07-02T08:01:16Z | 1       | 3       | 1        | DONE
          r2     | score    | 2025-07-01 v1 | p1        | 2025-07-02T08:00:13Z | 2025-07-02T08:01:17Z | 1       | 4       | 4        | DONE
          """);
    }
  }

  private record Said(int exitCode, List<String> out, String err) {
    String table() {
      return String.join("\n", out.subList(0, out.size() - 1)) + "\n";
    }
  }

  private static Said lineage(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream failed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(failed, true, StandardCharsets.UTF_8));
    try {
      List<String> all = new ArrayList<>(List.of(arguments));
      all.add("--set=warehouse.path=" + folder.resolve("test.duckdb"));
      int code = CommandLines.of(new LineageCommand()).execute(all.toArray(String[]::new));
      return new Said(
          code,
          said.toString(StandardCharsets.UTF_8).lines().toList(),
          failed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void predictionsLeadBackToTheFilesAndWhatStandsAboveIsNotRepeated() {
    assertEquals(
        """
        slice                               sha256     rows  made on     run
        churn_predictions 2025-07-01 v1                   4  2025-07-02    1
          customer_features 2025-07-01                    4  2025-07-02    1
            sales: 2 files
              june.csv                      cccccccc    900  2025-07-02    1
              may.csv                       aaaaaaaa  1,200  2025-07-01    2
          model_versions v1                 eeeeeeee                       1
            training_datasets 2025-07-01                  3  2025-07-02    1
              customer_features 2025-06-01                3  2025-07-02    1
                feedback_sentiment: 1 file
                  feedback_raw: 1 file
                    words.csv               bbbbbbbb      7  2025-07-01    2
                sales: 1 file (above)
              customer_labels 2025-06-01                  3  2025-07-02    1
                sales: 2 files (above)
        run 1: r2 pipeline --mode all
        run 2: r1 pipeline
        """
            .indent(2)
            .replace("  run 1", "run 1")
            .replace("  run 2", "run 2"),
        lineage("--of", "churn_predictions").table());
  }

  @Test
  void aFileLeadsToWhatWasMadeFromItAndSaysWhatIsOld() {
    assertEquals(
        """
        slice                                       sha256     rows  made on     run
        may.csv                                     aaaaaaaa  1,200  2025-07-01    1
          sales may.csv                                       1,200  2025-07-01    1
            customer_features 2025-06-01                          3  2025-07-02    2
              training_datasets 2025-07-01                        3  2025-07-02    2
                model_versions v1                   eeeeeeee                       2
                  churn_predictions 2025-07-01 v1                 4  2025-07-02    2
            customer_features 2025-06-01 (old)                    3  2025-07-01    1
            customer_features 2025-07-01                          4  2025-07-02    2
              churn_predictions 2025-07-01 v1                     4  2025-07-02    2
            customer_labels 2025-06-01                            3  2025-07-02    2
              training_datasets 2025-07-01 (above)                3  2025-07-02    2
        run 1: r1 pipeline
        run 2: r2 pipeline --mode all
        """
            .indent(2)
            .replace("  run 1", "run 1")
            .replace("  run 2", "run 2"),
        lineage("--of", "may.csv").table());
  }

  @Test
  void aModelLeadsToWhatItWasTrainedOn() {
    String tree = lineage("--model", "1").table();
    assertTrue(tree.contains("  model_versions v1"), tree);
    assertTrue(tree.contains("june.csv"), tree);
  }

  @Test
  void theChartOfMermaidHasEachFileOnceAndSetsOfFilesLeadOn() {
    assertEquals(
        """
        flowchart LR
          n1["customer_features<br/>2025-07-01"]
          n2["churn_predictions<br/>2025-07-01 v1"]
          n1 --> n2
          n3["model_versions<br/>v1"]
          n3 --> n2
          n4["sales<br/>2 files"]
          n4 --> n1
          n5["training_datasets<br/>2025-07-01"]
          n5 --> n3
          n6["customer_features<br/>2025-06-01"]
          n6 --> n5
          n7["customer_labels<br/>2025-06-01"]
          n7 --> n5
          n8["feedback_sentiment<br/>1 file"]
          n8 --> n6
          n9["sales<br/>1 file"]
          n9 --> n6
          n4 --> n7
          n10[/"words.csv<br/>bbbbbbbbbbbb"/]
          n10 --> n8
          n11[/"may.csv<br/>aaaaaaaaaaaa"/]
          n11 --> n9
          n9 --> n4
          n12[/"june.csv<br/>cccccccccccc"/]
          n12 --> n4
        """,
        String.join("\n", lineage("--of", "churn_predictions", "--mermaid").out()) + "\n");
  }

  @Test
  void theChartOfATableOfFilesHasAllOfThem() {
    String chart = String.join("\n", lineage("--of", "sales", "--mermaid").out());
    assertTrue(chart.contains("sales<br/>3 files"), chart);
    assertTrue(chart.contains("may.csv") && chart.contains("june.csv"), chart);
  }

  @Test
  void whatWasRemovedSinceIsSaidToBe() {
    String tree = lineage("--of", "gone.csv").table();
    assertTrue(tree.contains("gone.csv (taken back)"), tree);
    assertTrue(tree.contains("sales gone.csv (taken back)"), tree);
    assertFalse(lineage("--of", "may.csv").table().contains("taken back"));
  }

  @Test
  void aFileHasNoSnapshotAndSalesHaveNoModel() {
    Said file = lineage("--of", "may.csv", "--model", "v1");
    assertEquals(2, file.exitCode());
    assertTrue(file.err().contains("a file has neither snapshot nor model"), file.err());
    Said sales = lineage("--of", "sales", "--model", "v1");
    assertEquals(2, sales.exitCode());
    assertTrue(sales.err().contains("the rows of sales are of no model"), sales.err());
  }

  @Test
  void programsReadTheEdges() throws Exception {
    List<String> csv = lineage("--of", "customer_labels", "--csv").out();
    assertEquals(
        "stage,input_name,input_slice,input_hash,output_name,output_slice,output_hash,run_id,command,made_at,row_count",
        csv.get(0));
    assertEquals(5, csv.size());
    List<String> out = lineage("--of", "customer_labels", "--json").out();
    JsonNode rows = new ObjectMapper().readTree(out.get(out.size() - 1)).get("rows");
    assertEquals(4, rows.size());
  }

  @Test
  void whatIsNotThereIsSaidWithWhatIs() {
    assertTrue(
        lineage("--of", "churn_prediction")
            .err()
            .contains(
                "lineage knows no table or file 'churn_prediction'; did you mean churn_predictions? The tables are churn_predictions, customer_features,"));
    assertTrue(
        lineage("--of", "customer_features", "--snapshot-date", "2025-08-01")
            .err()
            .contains(
                "customer_features has no slice of 2025-08-01; it has 2025-06-01, 2025-07-01"));
    assertTrue(
        lineage("--of", "churn_predictions", "--model", "v9")
            .err()
            .contains("churn_predictions has no slice of v9; it has 2025-07-01 v1"));
    Said bare = lineage();
    assertEquals(2, bare.exitCode());
    assertTrue(bare.err().contains("--of TABLE"), bare.err());
  }
}
