package org.churnwise.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exposed of planted tables. */
class MetricsTest {
  @TempDir private static Path folder;

  private static String text;

  @BeforeAll
  static void read() {
    text = PlantedMetrics.text(folder.resolve("planted"));
  }

  /** The value of a series, by name and labels as the text has them. */
  private static double value(String series) {
    List<String> found =
        text.lines().filter(line -> line.startsWith(series + " ")).collect(Collectors.toList());
    assertEquals(1, found.size(), () -> series + " in\n" + text);
    return Double.parseDouble(found.get(0).substring(series.length() + 1));
  }

  private static boolean has(String beginning) {
    return text.lines().anyMatch(line -> line.startsWith(beginning));
  }

  @Test
  void everyFamilyIsThereWithItsHelpAndItsLabels() {
    for (Family family : Family.values()) {
      assertTrue(has("# HELP " + family.exposed() + " " + family.help()), family::exposed);
      Set<String> labels = new TreeSet<>(family.labels());
      labels.add(Family.WAREHOUSE);
      String series =
          text.lines().filter(line -> line.startsWith(family.exposed() + "{")).findFirst().get();
      String[] shown = series.substring(series.indexOf('{') + 1, series.indexOf('}')).split(",");
      assertEquals(
          labels,
          Arrays.stream(shown)
              .map(label -> label.substring(0, label.indexOf('=')))
              .collect(Collectors.toCollection(TreeSet::new)),
          series);
    }
  }

  @Test
  void namesFollowTheConventions() {
    Pattern name = Pattern.compile("churnwise(_[a-z]+)+");
    for (Family family : Family.values()) {
      assertTrue(name.matcher(family.exposed()).matches(), family::exposed);
      assertEquals(
          family.kind() == Family.Kind.COUNTER,
          family.exposed().endsWith("_total"),
          family::exposed);
      assertTrue(family.help().endsWith("."), family::help);
    }
  }

  @Test
  void aFailedRunKeepsTheTimeOfTheLastSuccess() {
    String pipeline = "{command=\"pipeline\",warehouse=\"test\"}";
    assertEquals( // 2025-06-02T06:01:00Z
        1748844060.0, value("churnwise_command_last_success_timestamp_seconds" + pipeline));
    assertEquals(30.0, value("churnwise_command_last_duration_seconds" + pipeline));
    String status =
        "churnwise_command_last_status{command=\"pipeline\",status=\"%s\",warehouse=\"test\"}";
    assertEquals(1, value(status.formatted("failed")));
    assertEquals(0, value(status.formatted("done")));
  }

  @Test
  void whatIsWrittenTogetherCostsOnce() {
    String ingest = "{stage=\"ingest\",warehouse=\"test\"}";
    assertEquals(4.0 + 2.0, value("churnwise_stage_duration_seconds_total" + ingest));
    assertEquals(6.5 + 1.5, value("churnwise_stage_cpu_seconds_total" + ingest));
    assertEquals(29, value("churnwise_stage_written_rows_total" + ingest));
    assertEquals(1.5, value("churnwise_stage_last_cpu_seconds" + ingest));
    assertEquals(50, value("churnwise_stage_last_read_bytes" + ingest));
    assertEquals( // 2025-06-02T06:00:05Z
        1748844005.0, value("churnwise_stage_last_success_timestamp_seconds" + ingest));
  }

  @Test
  void aRowIsCountedOnceWhateverRulesItBreaks() {
    assertEquals(1, value("churnwise_quarantined_rows{feed=\"sales\",warehouse=\"test\"}"));
    assertEquals(0, value("churnwise_quarantined_rows{feed=\"feedback\",warehouse=\"test\"}"));
  }

  @Test
  void driftIsThatOfAllCustomersAtTheNewestSnapshot() {
    assertEquals(1, value("churnwise_drift_breaches{subject=\"feature\",warehouse=\"test\"}"));
    assertEquals(
        0.2,
        value("churnwise_drift_psi_excess{name=\"age\",subject=\"feature\",warehouse=\"test\"}"));
    assertEquals(
        1, value("churnwise_drift_no_evidence{subject=\"prediction\",warehouse=\"test\"}"));
    assertFalse(has("churnwise_drift_psi_excess{name=\"churn_probability\""), text);
  }

  @Test
  void performanceIsThatOfTheNewestSnapshotWithAValue() {
    String auc = "churnwise_realised_performance{metric=\"auc\",source=\"%s\",warehouse=\"test\"}";
    assertEquals(0.8, value(auc.formatted("champion")));
    assertEquals(0.75, value(auc.formatted("champion_low")));
    assertEquals(0.7, value(auc.formatted("recency_rule")));
    assertEquals( // 2025-04-01
        1743465600.0,
        value(
            "churnwise_realised_snapshot_timestamp_seconds{model_version=\"v1\",warehouse=\"test\"}"));
  }

  @Test
  void theEstimateIsThatOfTheChampionWithWhatItIsWorth() {
    String auc = "churnwise_estimated_performance{metric=\"auc\",source=\"%s\",warehouse=\"test\"}";
    assertEquals(0.79, value(auc.formatted("estimate")));
    assertEquals(0.74, value(auc.formatted("estimate_low")));
    String status = "churnwise_estimate_status{metric=\"auc\",status=\"%s\",warehouse=\"test\"}";
    assertEquals(1, value(status.formatted("ok")));
    assertEquals(0, value(status.formatted("untrusted")));
  }

  @Test
  void alertsAndChannelsAreCountedByState() {
    String alerts =
        "churnwise_unresolved_alerts{severity=\"%s\",state=\"open\",warehouse=\"test\"}";
    assertEquals(1, value(alerts.formatted("critical")));
    assertEquals(0, value(alerts.formatted("warning")));
    assertEquals(1, value("churnwise_alert_channel_failing{channel=\"log\",warehouse=\"test\"}"));
  }

  @Test
  void theFileIsWholeAndForEveryReader() throws IOException {
    Path file = folder.resolve("churn.prom");
    new MetricsFile(file).write("old");
    new MetricsFile(file).write(text);
    assertEquals(text, Files.readString(file));
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertFalse(Files.exists(folder.resolve("churn.prom.unfinished")));
  }
}
