package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.config.ChurnSettings;
import org.churnwise.config.Settings;
import org.churnwise.config.SettingsLoader;
import org.churnwise.config.SettingsSources;
import org.churnwise.features.FeatureEngineer;
import org.churnwise.ingest.DataIngestionPipeline;
import org.churnwise.ingest.FileDiscovery;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.run.SnapshotRules;
import org.churnwise.sample.SampleGenerator;
import org.churnwise.sample.SampleOptions;
import org.churnwise.scoring.ChurnScorer;
import org.churnwise.scoring.ScoringRules;
import org.churnwise.sql.Sql;
import org.churnwise.stats.ContactValue;
import org.churnwise.stats.Interval;
import org.churnwise.stats.ProfitCurve;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSentiment;
import org.churnwise.testkit.TestSpark;
import org.churnwise.warehouse.ResultRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The threshold that a training chose by profit, and the contact list, against the best that
 * anybody can do who knows the true probabilities of the sample.
 */
@Slow
class ThresholdProfitTest {
  private static final LocalDate WATERMARK = LocalDate.of(2024, 10, 1);

  /** The snapshot that the training at the watermark holds out. */
  private static final LocalDate HELD_OUT = LocalDate.of(2024, 9, 1);

  private static final Settings SETTINGS =
      SettingsLoader.load(
          new SettingsSources(
              Optional.empty(), Optional.empty(), List.of("training.threshold=profit"), Map.of()));

  private static final ContactValue VALUE =
      new ContactValue(SETTINGS.value().saveRate(), SETTINGS.value().contactCostUsd());

  @TempDir static Path folder;
  private static TemporaryWarehouse temporary;
  private static Map<String, Double> truth;
  private static double threshold;

  @BeforeAll
  static void trainOnASample() throws IOException {
    Path sample = folder.resolve("sample");
    new SampleGenerator(new SampleOptions(2000, 42, sample)).generate();
    truth = truth(sample);
    keepTheFirstMonths(sample);
    temporary = TemporaryWarehouse.in(folder);
    FeatureCatalogue catalogue = FeatureCatalogue.load();
    load(sample, catalogue);
    new TrainingStage(
            TestSpark::session,
            temporary.warehouse(),
            temporary.ledger(),
            TrainingRules.of(SETTINGS, catalogue))
        .train(WATERMARK, false);
    new ChurnScorer(
            TestSpark::session,
            temporary.warehouse(),
            temporary.ledger(),
            ScoringRules.of(SETTINGS, catalogue))
        .score(snapshots(), false);
    ModelVersion model = model();
    assertEquals("profit", model.card().answers().thresholdBy());
    threshold = model.card().threshold();
  }

  /** May to October 2024 are enough, and load in half the time. */
  private static void keepTheFirstMonths(Path sample) throws IOException {
    try (Stream<Path> files = Files.list(sample)) {
      for (Path file : files.filter(ThresholdProfitTest::isLater).toList()) {
        Files.delete(file);
      }
    }
  }

  private static boolean isLater(Path file) {
    return file.getFileName().toString().matches("new_.*|.*_2024_1[12]\\.csv");
  }

  private static void load(Path sample, FeatureCatalogue catalogue) {
    Contract contract = Contract.load("reference");
    new DataIngestionPipeline(
            temporary.warehouse(),
            temporary.ledger(),
            TestSpark::session,
            contract,
            TestSentiment.SETTINGS)
        .load(new FileDiscovery(contract).find(sample.toString()).files());
    new FeatureEngineer(temporary.warehouse(), temporary.ledger(), catalogue)
        .compute(snapshots(), false);
    ChurnSettings churn = SETTINGS.churn();
    new ChurnLabeler(
            temporary.warehouse(),
            temporary.ledger(),
            new SnapshotRules(churn.windowDays(), churn.graceDays()))
        .label(snapshots(), false);
  }

  private static List<LocalDate> snapshots() {
    return LocalDate.of(2024, 6, 1)
        .datesUntil(LocalDate.of(2024, 12, 1), Period.ofMonths(1))
        .toList();
  }

  private static ModelVersion model() {
    return new ModelRegistry(temporary.warehouse(), temporary.ledger()).version("v1");
  }

  private static Map<String, Double> truth(Path sample) throws IOException {
    Map<String, Double> truth = new HashMap<>();
    try (Stream<String> lines = Files.lines(sample.resolve("truth.csv"))) {
      lines
          .skip(1)
          .map(line -> line.split(","))
          .forEach(cells -> truth.put(cells[0] + cells[1], Double.valueOf(cells[2])));
    }
    return truth;
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  @Test
  void theSnapshotsThatAreJudgedTaughtTheModelNothing() {
    assertEquals(
        List.of(HELD_OUT.minusMonths(3), HELD_OUT.minusMonths(2), HELD_OUT.minusMonths(1)),
        model().card().data().fitSnapshots());
  }

  /**
   * No threshold on any probability earns more, on average, than the best one on the true
   * probabilities, for whoever a contact can pay for.
   */
  @ParameterizedTest
  @ValueSource(strings = {"2024-09-01", "2024-10-01"})
  void itsProfitIsWithinItsIntervalOfTheBestThatAnyThresholdCan(String snapshot) {
    List<ResultRow> rows = rows(snapshot);
    double[] truths = rows.stream().mapToDouble(ThresholdProfitTest::truth).toArray();
    ProfitCurve best = ProfitCurve.of(VALUE, truths, truths, column(rows, "margin_usd"));
    double possible = best.profitUsd(best.bestThreshold().orElseThrow());
    ProfitCurve curve = curve(rows);
    Interval interval = curve.interval(threshold);
    assertTrue(interval.contains(possible), interval + " without " + possible);
    assertTrue(curve.profitUsd(threshold) > curve.profitUsd(0), "contacting everyone is as good");
  }

  /**
   * The list asks each customer whether the expected value is above 0, which no threshold can. Who
   * knows the true probabilities and does so earns, on average, the sum of those values; nobody can
   * earn more.
   */
  @ParameterizedTest
  @ValueSource(strings = {"2024-09-01", "2024-10-01"})
  void theProfitOfTheContactListIsWithinItsIntervalOfTheBestPossible(String snapshot) {
    List<ResultRow> rows = rows(snapshot);
    double possible =
        rows.stream()
            .mapToDouble(row -> VALUE.expectedUsd(truth(row), row.doubleValue("margin_usd")))
            .filter(expected -> expected > 0)
            .sum();
    ProfitCurve list =
        curve(rows.stream().filter(row -> row.doubleValue("expected_value_usd") > 0).toList());
    Interval interval = list.interval(0);
    assertTrue(interval.contains(possible), interval + " without " + possible);
    assertTrue(list.profitUsd(0) > curve(rows).profitUsd(threshold), "a threshold is as good");
  }

  private static ProfitCurve curve(List<ResultRow> rows) {
    return ProfitCurve.of(
        VALUE,
        column(rows, "churn_probability"),
        column(rows, "churned"),
        column(rows, "margin_usd"));
  }

  private static double truth(ResultRow row) {
    return truth.get(row.date("snapshot_date") + row.string("customer_id"));
  }

  private static double[] column(List<ResultRow> rows, String name) {
    return rows.stream().mapToDouble(row -> row.doubleValue(name)).toArray();
  }

  private static List<ResultRow> rows(String snapshot) {
    return temporary
        .warehouse()
        .query(
            new Sql(
                "test",
                "select p.snapshot_date, p.customer_id, churn_probability, margin_usd,"
                    + " expected_value_usd, churned from"
                    + " churn_predictions p join customer_labels l using (snapshot_date, customer_id)"
                    + " where p.snapshot_date = date '"
                    + snapshot
                    + "' order by customer_id",
                Map.of()));
  }
}
