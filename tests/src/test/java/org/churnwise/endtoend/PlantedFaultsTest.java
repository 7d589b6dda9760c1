package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.churnwise.replay.ReplayJob;
import org.churnwise.testkit.Slow;
import org.churnwise.training.TrainJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults in August 2024 of a small sample; three months are loaded and a model is trained before.
 */
@Slow
class PlantedFaultsTest {
  private static final String AUGUST = "2024_08.csv";

  @TempDir private Path temporary;
  private Workplace place;

  @BeforeEach
  void trainedAtAugust1() throws Exception {
    place = FirstModel.copy(temporary);
  }

  /** Changes the lines of a file; null removes one. */
  private void change(String file, UnaryOperator<String> line) throws IOException {
    Path path = place.source().resolve(file);
    List<String> changed =
        Files.readAllLines(path).stream().map(line).filter(text -> text != null).toList();
    Files.write(path, changed);
  }

  private Outcome nextMonths(int months, String... options) {
    String[] arguments = new String[options.length + 4];
    System.arraycopy(
        new String[] {"--mode", "all", "--max-iterations", String.valueOf(months)},
        0,
        arguments,
        0,
        4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    return place.pipeline(arguments);
  }

  private List<String> query(String sql) throws Exception {
    return new WarehouseContent(place.database()).query(sql);
  }

  private void assertNothingFinalOn(String first, String last) throws Exception {
    assertEquals(
        List.of("0"),
        query(
            "select count(*) from customer_labels where label_state = 'FINAL'"
                + " and snapshot_date <= date '%s' and snapshot_date + 30 > date '%s'"
                    .formatted(last, first)));
  }

  @Test
  void aMonthThatStopsOnTheTenth() throws Exception {
    change("sales_" + AUGUST, line -> line.split(",")[2].compareTo("2024-08-10") > 0 ? null : line);
    Outcome august = nextMonths(1).requireDone();
    assertTrue(
        august.out().contains("no sale in 2024-08-11..2024-08-31: 21 silent days"), august.out());
    assertEquals("2024-08-11", august.json().at("/counts/watermark").asText());
    nextMonths(1).requireRefusal(3, "2024-08-10", "2024-09-01", "2024-08-11..2024-08-31");
    assertNothingFinalOn("2024-08-11", "2024-08-31");

    nextMonths(1, "--accept", "2024-08: the rest is lost").requireDone();
    assertNothingFinalOn("2024-08-11", "2024-08-31");
    assertEquals(
        List.of("NO_EVIDENCE"),
        query(
            "select distinct label_state from customer_labels where snapshot_date = '2024-08-01'"));
    assertEquals(
        List.of("FINAL"),
        query(
            "select distinct label_state from customer_labels where snapshot_date = '2024-09-01'"));
    assertEquals(
        List.of("0"),
        query("select count(*) from model_performance where snapshot_date = '2024-08-01'"));
    place.run(new ReplayJob()).requireDone();
  }

  @Test
  void twoRegionsAreMissing() throws Exception {
    Set<String> regions = Set.of("London", "Sydney");
    Set<String> customers =
        Files.readAllLines(place.source().resolve("customers.csv")).stream()
            .map(line -> line.split(","))
            .filter(words -> regions.contains(words[4]))
            .map(words -> words[0])
            .collect(Collectors.toSet());
    change("sales_" + AUGUST, line -> customers.contains(line.split(",")[1]) ? null : line);
    Outcome august = nextMonths(1).requireDone();
    for (String region : regions) {
      assertTrue(
          august.out().contains("no sale of location=" + region + " in 2024-08"), august.out());
    }
    assertNothingFinalOn("2024-08-01", "2024-08-31");
    nextMonths(1).requireRefusal(3, "no sale of location=", "2024-08", "--accept");
    assertNothingFinalOn("2024-08-01", "2024-08-31");
  }

  @Test
  void amountsOfAHundredTimesTheScaleAndMissingFeedback() throws Exception {
    change(
        "sales_" + AUGUST,
        line -> {
          int last = line.lastIndexOf(',') + 1;
          return line.substring(0, last)
              + new BigDecimal(line.substring(last)).multiply(BigDecimal.valueOf(100));
        });
    Files.delete(place.source().resolve("feedback_raw_2024_08.csv"));
    Outcome months = nextMonths(3).requireDone();
    assertTrue(months.out().contains("total_amount of another scale in 2024-08"), months.out());
    assertTrue(months.out().contains("no feedback in 2024-08"), months.out());
    Outcome training = place.run(new TrainJob(), "--force");
    assertTrue(
        training
            .out()
            .contains(
                "nothing is learned from 2024-09-01, 2024-10-01: no feedback in 2024-08, total_amount of another scale in 2024-08"),
        training.out());
    assertEquals(
        List.of("0"),
        query(
            "select count(*) from lineage_edges where stage = 'train' and input_name <> 'training_datasets'"
                + " and input_slice in ('2024-09-01', '2024-10-01', '2024-11-01')"));
  }
}
