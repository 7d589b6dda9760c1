package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.cli.CommandLines;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.Test;

/** What {@code features list|describe|diff} print and end with. */
@Slow
class FeaturesCommandsTest extends FeatureRows {
  private static final String DATASET =
      "aaaa1111bbbb2222cccc3333dddd4444eeee5555ffff6666aaaa7777bbbb8888";

  @Test
  void aSchemaWithoutFeaturesHasNoVersion() {
    Printed list = run("list");
    assertEquals(0, list.code());
    assertTrue(
        list.out().contains("the next 'features' registers the current SQL"),
        () -> String.join("\n", list.all()));
    assertTrue(list.last().contains("\"counts\":{\"versions\":0,\"current\":null,\"datasets\":0}"));
    Printed describe = run("describe");
    assertEquals(2, describe.code());
    assertTrue(describe.err().contains("is registered yet; run 'submit/churn features' first"));
  }

  @Test
  void theListShowsVersionsAndWhatTheyComputed() {
    twoVersions();
    Printed list = run("list");
    assertEquals(0, list.code(), () -> String.join("\n", list.all()));
    assertEquals(
        List.of("V1 0 -", "V2 2 current"),
        list.all().stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(words -> words[0].matches("V\\d+"))
            .map(words -> words[0] + " " + words[4] + " " + (words.length > 7 ? words[7] : "-"))
            .toList());
    assertTrue(list.last().contains("{\"versions\":2,\"current\":\"V2\",\"datasets\":0}"));
  }

  @Test
  void aVersionIsDescribedColumnByColumn() {
    twoVersions();
    Printed describe = run("describe", "v2");
    assertEquals(0, describe.code(), () -> String.join("\n", describe.all()));
    assertTrue(
        describe.all().stream()
            .map(line -> line.strip().replaceAll("\\s+", " "))
            .anyMatch(
                "days_since_last_purchase numeric yes yes recency sales-data Days from the last purchase to the snapshot; at least 1."
                    ::equals));
    assertTrue(describe.last().contains("{\"version\":\"V2\",\"columns\":27,\"inputs\":25}"));
    assertEquals(describe.last().split("counts")[1], run("describe").last().split("counts")[1]);
  }

  @Test
  void theDifferenceNamesColumnsAndLines() {
    twoVersions();
    Printed diff = run("diff", "V1", "V2");
    assertEquals(0, diff.code(), () -> String.join("\n", diff.all()));
    assertTrue(diff.all().contains("  - select 1"));
    assertTrue(diff.all().contains("  + with snapshots as ("));
    assertTrue(diff.last().contains("\"removed\":[\"shoe_size\"],"), diff.last());
    assertTrue(diff.last().contains("\"changed\":[\"age\"],\"sql_changed\":true"), diff.last());
  }

  @Test
  void whatIsNotKnownEndsWithTwoAndTheKnownNames() {
    twoVersions();
    Printed version = run("diff", "V1", "V3");
    assertEquals(2, version.code());
    assertTrue(
        version
            .err()
            .contains("unknown version V3 of feature view CUSTOMER_FEATURES; known: V1, V2"));
    Printed dataset = run("describe", "cafe");
    assertEquals(2, dataset.code());
    assertTrue(
        dataset.err().contains("known versions: V1, V2; known training datasets: none"),
        dataset.err());
  }

  @Test
  void anOptionBeforeTheSubcommandIsRefused() {
    Printed refused = run("--force", "list");
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("move --force there"), refused.err());
  }

  @Test
  void rowsThatAreNotThoseOfTheTrainingAreNamed() {
    sales("C1 2025-05-20");
    compute("r1", false, "2025-06-01");
    temporary.insert(
        Tables.TRAINING_DATASETS,
        """
        dataset | model_version | held_out_snapshot | slices | left_out_seed | left_out_below | rows_fitted | rows_left_out | rows_held_out | registered_at        | run_id
        %s      | v1            | 2025-06-01        | [{"snapshot":"2025-06-01","features_key":"k","labels_key":"l","content":{"rows":1,"left_out":0,"features":"f","labels":"l"}}] | 42 | 33333333 | 0 | 0 | 1 | 2026-01-01T00:00:00Z | r1
        """
            .formatted(DATASET));
    Printed verified = run("describe", "aaaa1111");
    assertEquals(0, verified.code(), () -> String.join("\n", verified.all()));
    assertTrue(verified.all().contains("CHANGED: 2025-06-01"));
    assertTrue(
        verified.last().contains("\"verdict\":\"CHANGED\",\"changed\":[\"2025-06-01\"]"),
        verified.last());
  }

  /** The first version had other SQL, a column that is gone, and age as no input. */
  private void twoVersions() {
    temporary.insert(
        Tables.FEATURE_VIEWS,
        """
        entity   | view_name         | version | sql_hash     | catalogue_hash | catalogue | statement | registered_at        | run_id
        CUSTOMER | CUSTOMER_FEATURES | V1      | 0123456789abcdef | older      | [%s, %s]  | select 1  | 2025-01-01T00:00:00Z | r0
        """
            .formatted(column("shoe_size", true), column("age", false)));
    sales("C1 2025-05-20");
    compute("r1", false, "2025-06-01", "2025-07-01");
  }

  private static String column(String name, boolean input) {
    return """
    {"name":"%s","type":"numeric","input":%s,"monitored":true,"owner":"o","concept":"profile","meaning":"m"}"""
        .formatted(name, input);
  }

  /** Another process would read the file, so it is closed first. */
  private Printed run(String... arguments) {
    temporary.close();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--set", "warehouse.path=" + folder.resolve("test.duckdb")));
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream failed = new ByteArrayOutputStream();
    PrintStream failures = new PrintStream(failed, true, StandardCharsets.UTF_8);
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(failures);
    try {
      int code =
          CommandLines.of(new FeaturesJob())
              .setErr(new PrintWriter(failures, true, StandardCharsets.UTF_8))
              .execute(all.toArray(String[]::new));
      return new Printed(
          code,
          printed.toString(StandardCharsets.UTF_8).lines().toList(),
          failed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
      temporary = TemporaryWarehouse.in(folder);
    }
  }

  /** What a shell sees. */
  private record Printed(int code, List<String> all, String err) {
    String out() {
      return String.join("\n", all);
    }

    String last() {
      return all.get(all.size() - 1);
    }
  }
}
