package org.churnwise.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.ScoringSettings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.scoring.Importance;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.training.PlantedData;
import org.churnwise.training.TestRules;
import org.churnwise.training.TrainingStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class ContributionFilesTest {
  private static final FeatureCatalogue CATALOGUE = FeatureCatalogue.load();
  private static final LocalDate SEPTEMBER = LocalDate.of(2024, 9, 1);

  @TempDir static Path folder;
  private static TemporaryWarehouse temporary;
  private static Dataset<Row> all;
  private static Dataset<Row> flagged;

  @BeforeAll
  static void write() {
    temporary = TemporaryWarehouse.in(folder);
    PlantedData.learnable(temporary, 150)
        .withFinal("2024-06-01", "2024-07-01", "2024-08-01")
        .withPending("2024-09-01");
    new TrainingStage(
            TestSpark::session, temporary.warehouse(), temporary.ledger(), TestRules.rules())
        .train(SEPTEMBER, false);
    all = TestSpark.inMemory(written("all", "all", SEPTEMBER));
    flagged = TestSpark.inMemory(written("flagged", "flagged", SEPTEMBER));
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  private static Dataset<Row> written(String name, String reasons, LocalDate snapshot) {
    String target = folder.resolve(name).toString();
    files(reasons).write(List.of(snapshot), target);
    return TestSpark.session().read().parquet(target);
  }

  private static ContributionFiles files(String reasons) {
    return new ContributionFiles(
        TestSpark::session,
        temporary.warehouse(),
        temporary.ledger(),
        CATALOGUE,
        new ScoringSettings(reasons, "none", 90));
  }

  @Test
  void theColumnsAreKeyMarginBiasAndEveryInput() {
    List<String> expected =
        new ArrayList<>(List.of("snapshot_date", "customer_id", "model_version", "margin", "bias"));
    expected.addAll(CATALOGUE.inputNames());
    assertEquals(expected, List.of(all.columns()));
  }

  @Test
  void everyCustomerIsExplainedIfAllAreAskedFor() {
    assertEquals(150, all.select("customer_id").distinct().count());
  }

  @Test
  void contributionsAndBiasAddUpToTheMarginOfEveryRow() {
    for (Row row : all.collectAsList()) {
      double sum = row.<Double>getAs("bias");
      for (String input : CATALOGUE.inputNames()) {
        sum += row.<Double>getAs(input);
      }
      assertEquals(row.<Double>getAs("margin"), sum, 1e-4, row.toString());
    }
  }

  /** The threshold is 0.5, log-odds of 0. */
  @Test
  void flaggedAreThoseWithAMarginOfZeroAndAbove() {
    assertEquals(0, flagged.where("margin < 0").count());
    assertEquals(all.where("margin >= 0").count(), flagged.count());
    assertTrue(flagged.count() > 0 && flagged.count() < 150);
  }

  @Test
  void theModelMovesForDaysOfSilenceAndForTheSegment() {
    assertTrue(all.where("abs(days_since_last_purchase) > 0.1").count() > 75);
    assertTrue(all.where("abs(customer_segment) > 0.1").count() > 75);
  }

  /** August was held out, and it has fewer customers than are drawn. */
  @Test
  void theImportanceOfTheCardIsTheMeanSizeOfTheContributionsOfTheHeldOutRows() {
    Importance importance =
        new ModelRegistry(temporary.warehouse(), temporary.ledger())
            .champion()
            .orElseThrow()
            .card()
            .importance();
    Dataset<Row> august = written("august", "all", LocalDate.of(2024, 8, 1));
    assertEquals(150, importance.rows());
    List<String> sizes = new ArrayList<>();
    importance.features().forEach(feature -> sizes.add("abs(" + feature.name() + ")"));
    sizes.add("abs(age + gender + location + customer_segment + tenure_days)");
    Row means = means(august, sizes);
    for (int i = 0; i < importance.features().size(); i++) {
      Importance.Share feature = importance.features().get(i);
      assertEquals(means.getDouble(i), feature.meanAbsolute(), 1e-12, feature.name());
    }
    double profile = means.getDouble(sizes.size() - 1);
    assertTrue(
        importance.concepts().stream()
            .anyMatch(
                concept ->
                    concept.name().equals("profile")
                        && Math.abs(concept.meanAbsolute() - profile) < 1e-12),
        importance.toString());
  }

  /** All in one Spark job. */
  private static Row means(Dataset<Row> rows, List<String> expressions) {
    return rows.selectExpr(
            expressions.stream().map(text -> "avg(" + text + ")").toArray(String[]::new))
        .first();
  }

  @Test
  void aFolderThatExistsIsRefused() throws Exception {
    Path there = Files.createDirectory(folder.resolve("there"));
    ChurnException refused =
        assertThrows(ChurnException.class, () -> files("all").requireWritable(there.toString()));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertEquals(
        "--contributions " + there + ": the folder exists; choose a new name or remove it",
        refused.getMessage());
  }

  @Test
  void toExplainNobodyIsRefused() {
    String target = folder.resolve("nobody").toString();
    ChurnException refused =
        assertThrows(ChurnException.class, () -> files("none").requireWritable(target));
    assertEquals(ExitCode.USAGE, refused.exitCode());
    assertTrue(refused.getMessage().contains("scoring.reasons = none"), refused.getMessage());
  }
}
