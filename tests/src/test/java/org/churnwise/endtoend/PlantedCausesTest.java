package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.churnwise.sample.SampleGenerator;
import org.churnwise.sample.SampleOptions;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One cause at a time in November 2024 of samples of other seeds and sizes, and whether it is
 * diagnosed; the table is written to target/planted-causes.md. {@code -Dcauses.samples=7x500} makes
 * it of fewer samples, {@code -Dcauses.planted=amounts.*} of fewer plants.
 */
@Slow
@Tag("full")
class PlantedCausesTest {
  private static final String SAMPLES =
      System.getProperty("causes.samples", "7x500,11x500,42x500,7x3000,11x3000,42x3000");
  private static final String PLANTED = System.getProperty("causes.planted", ".*");
  private static final String SALES = "sales_2024_11.csv";
  private static final String FEEDBACK = "feedback_raw_2024_11.csv";
  private static final int CUSTOMER = 1;
  private static final int DAY = 2;

  @TempDir private Path temporary;

  private final List<String> table = new ArrayList<>();
  private int planted;
  private int right;
  private int quiet;
  private int alarms;

  /** Changes the lines of a month's file. */
  private interface Plant {
    void into(Path source) throws IOException;
  }

  private record Expected(String cause, String snapshot, Plant plant) {}

  @Test
  void causesAreNamed() throws Exception {
    for (String sample : SAMPLES.split(",")) {
      String[] parts = sample.split("x");
      diagnose(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }
    Files.write(Files.createDirectories(Path.of("target")).resolve("planted-causes.md"), table);
    assertTrue(right >= 0.9 * planted, () -> right + " of " + planted + " right:\n" + text());
    assertTrue(alarms <= 1, () -> alarms + " alarms in " + quiet + " quiet months:\n" + text());
  }

  private String text() {
    return String.join("\n", table);
  }

  private void diagnose(long seed, int customers) throws Exception {
    String name = seed + "x" + customers;
    Path source = Files.createDirectories(temporary.resolve(name).resolve("source"));
    new SampleGenerator(new SampleOptions(customers, seed, source)).generate();
    Path database = Files.createDirectories(temporary.resolve(name).resolve("to-october"));
    Workplace base = new Workplace(source, database.resolve("x.duckdb")).retrainingOnBreach();
    base.pipeline("--mode", "continuous", "--max-iterations", "2").requireDone();
    if ("undisturbed".matches(PLANTED)) {
      undisturbed(name, base);
    }
    for (Map.Entry<String, Expected> one : plants().entrySet()) {
      if (one.getKey().matches(PLANTED)) {
        plant(name, base, one.getKey(), one.getValue());
      }
    }
  }

  private Map<String, Expected> plants() {
    Map<String, Expected> plants = new LinkedHashMap<>();
    String fault = "FEED_FAULT";
    plants.put(
        "a month's feedback missing", of(fault, source -> Files.delete(file(source, FEEDBACK))));
    plants.put("all sentiments 0", of(fault, source -> change(source, FEEDBACK, this::neutral)));
    plants.put("comments emptied", of(fault, source -> change(source, FEEDBACK, this::emptied)));
    plants.put("amounts x 100", of(fault, source -> change(source, SALES, times(100))));
    plants.put("a region's sales missing", of(fault, this::withoutRegion));
    plants.put("the last week's sales missing", of(fault, this::untilTheWeekBeforeItsEnd));
    plants.put("all buy twice as often", of("COVARIATE_CHANGE", PlantedCausesTest::twiceAsOften));
    plants.put(
        "who buys is drawn by lot", new Expected("CONCEPT_CHANGE", "2024-11-01", this::drawnByLot));
    return plants;
  }

  private static Expected of(String cause, Plant plant) {
    return new Expected(cause, "2024-12-01", plant);
  }

  /** Two quiet months, and that of the sample's own newcomers. */
  private void undisturbed(String sample, Workplace base) throws Exception {
    Workplace place = base.copyTo(temporary.resolve(sample).resolve("undisturbed"));
    place.pipeline("--mode", "drift", "--max-iterations", "3").requireDone();
    for (String snapshot : List.of("2024-10-01", "2024-11-01", "2024-12-01", "2025-01-01")) {
      Diagnosed found = diagnosed(place, snapshot);
      quiet++;
      alarms += found.cause().equals("NONE") && found.firstCause().equals("NONE") ? 0 : 1;
      add(sample, "nothing, " + snapshot, "NONE", found);
    }
    judge(sample, "newcomers of another kind", "POPULATION_CHANGE", diagnosed(place, "2025-02-01"));
  }

  private void plant(String sample, Workplace base, String what, Expected expected)
      throws Exception {
    Path folder = temporary.resolve(sample).resolve(what.replace(' ', '-'));
    Workplace place = base.copyTo(folder.resolve("db")).withCopiedSource(folder.resolve("source"));
    expected.plant().into(place.source());
    boolean isFault = expected.cause().equals("FEED_FAULT");
    Outcome outcome =
        place
            .pipeline(
                "--mode",
                "continuous",
                "--max-iterations",
                isFault ? "2" : "1",
                "--accept",
                "2024-11: planted")
            .requireDone();
    judge(sample, what, expected.cause(), diagnosed(place, expected.snapshot()));
    if (isFault) {
      assertTrue(!outcome.out().contains("  train "), outcome.out());
      assertTrue(outcome.out().contains("warning: feed fault at 2024-12-01"), outcome.out());
    }
  }

  private record Diagnosed(String cause, String firstCause, String reason) {}

  private static Diagnosed diagnosed(Workplace place, String snapshot) throws Exception {
    String[] row =
        new WarehouseContent(place.database())
            .query(
                "select cause, first_cause, reason from snapshot_diagnosis where snapshot_date = '%s'"
                    .formatted(snapshot))
            .get(0)
            .split(" \\| ", 3);
    return new Diagnosed(row[0], row[1], row[2]);
  }

  private void judge(String sample, String what, String expected, Diagnosed found) {
    planted++;
    right += found.cause().equals(expected) ? 1 : 0;
    add(sample, what, expected, found);
  }

  private void add(String sample, String what, String expected, Diagnosed found) {
    table.add(
        "| %s | %s | %s | %s | %s |"
            .formatted(sample, what, expected, found.cause(), found.reason()));
  }

  private static Path file(Path source, String name) {
    return source.resolve(name);
  }

  private interface Line {
    Optional<String> changed(String line);
  }

  private static void change(Path source, String name, Line line) throws IOException {
    Path path = file(source, name);
    Files.write(
        path,
        Files.readAllLines(path).stream().flatMap(one -> line.changed(one).stream()).toList());
  }

  /** The comment stands between the day and the last three fields, in quotes or not. */
  private static String comment(String line, String other) {
    int end = line.length();
    for (int field = 0; field < 3; field++) {
      end = line.lastIndexOf(',', end - 1);
    }
    return line.substring(0, line.indexOf(',') + 1) + other + line.substring(end);
  }

  private Optional<String> neutral(String line) {
    return Optional.of(comment(line, "ok"));
  }

  private Optional<String> emptied(String line) {
    return Optional.of(comment(line, ""));
  }

  private static Line times(int factor) {
    return line -> {
      int last = line.lastIndexOf(',') + 1;
      return Optional.of(
          line.substring(0, last)
              + new BigDecimal(line.substring(last)).multiply(BigDecimal.valueOf(factor)));
    };
  }

  /** Every sale again, under a number of its own. */
  private static void twiceAsOften(Path source) throws IOException {
    List<String> sales = new ArrayList<>(Files.readAllLines(file(source, SALES)));
    List<String> again = sales.stream().map(line -> "A" + line).toList();
    sales.addAll(again);
    Files.write(file(source, SALES), sales);
  }

  private void untilTheWeekBeforeItsEnd(Path source) throws IOException {
    change(
        source,
        SALES,
        line -> Optional.of(line).filter(one -> one.split(",")[DAY].compareTo("2024-11-24") < 0));
  }

  private void withoutRegion(Path source) throws IOException {
    Set<String> customers =
        Files.readAllLines(file(source, "customers.csv")).stream()
            .map(line -> line.split(","))
            .filter(words -> words[4].equals("Berlin"))
            .map(words -> words[0])
            .collect(Collectors.toSet());
    change(
        source,
        SALES,
        line -> Optional.of(line).filter(one -> !customers.contains(one.split(",")[CUSTOMER])));
  }

  /** As many customers buy as often as before, but others. */
  private void drawnByLot(Path source) throws IOException {
    List<String> everybody =
        new ArrayList<>(
            Files.readAllLines(file(source, "customers.csv")).stream()
                .map(line -> line.split(",")[0])
                .toList());
    Collections.shuffle(everybody, new Random(1));
    Map<String, String> others = new TreeMap<>();
    change(
        source,
        SALES,
        line -> {
          String[] words = line.split(",");
          words[CUSTOMER] =
              others.computeIfAbsent(words[CUSTOMER], buyer -> everybody.get(others.size()));
          return Optional.of(String.join(",", words));
        });
  }
}
