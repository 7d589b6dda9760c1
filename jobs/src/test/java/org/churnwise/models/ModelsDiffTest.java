package org.churnwise.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.churnwise.error.ExitCode;
import org.churnwise.model.features.FeatureSet;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.models.CardDifferences.Difference;
import org.churnwise.run.Input;
import org.churnwise.stats.MetricStatus;
import org.churnwise.testkit.TemporaryWarehouse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsDiffTest {
  private static final LocalDate JUNE = LocalDate.of(2025, 6, 1);
  private static final LocalDate JULY = LocalDate.of(2025, 7, 1);
  private static final List<String> TWO_INPUTS = List.of("age NUMERIC", "gender CATEGORICAL");

  @TempDir Path folder;

  @Test
  void equalCardsHaveNoDifference() {
    assertEquals(
        List.of(), shown(model(JUNE, TWO_INPUTS, 6, 0.8), model(JUNE, TWO_INPUTS, 6, 0.8)));
  }

  @Test
  void anotherParameterIsTheOnlyDifference() {
    assertEquals(
        List.of("parameters max_depth: 6, 4"),
        shown(model(JUNE, TWO_INPUTS, 6, 0.8), model(JUNE, TWO_INPUTS, 4, 0.8)));
  }

  @Test
  void aMetricStandsWithItsIntervalBesideTheOthers() {
    assertEquals(
        List.of("evaluation held_out auc: 0.8000 [0.7500, 0.8500], 0.9000 [0.8500, 0.9500]"),
        shown(model(JUNE, TWO_INPUTS, 6, 0.8), model(JUNE, TWO_INPUTS, 6, 0.9)));
  }

  @Test
  void anInputThatOnlyOneHasIsNamed() {
    assertEquals(
        List.of(
            "features inputs gender CATEGORICAL: yes, -",
            "features inputs in order: [\"age NUMERIC\",\"gender CATEGORICAL\"], [\"age NUMERIC\"]"),
        shown(model(JUNE, TWO_INPUTS, 6, 0.8), model(JUNE, List.of("age NUMERIC"), 6, 0.8)));
  }

  @Test
  void slicesAreComparedByWhatTheyAreSlicesOf() {
    assertEquals(
        List.of(
            "data fit_snapshots 2025-06-01: yes, -",
            "data fit_snapshots in order: [\"2025-06-01\"], [\"2025-07-01\"]",
            "data slices customer_features 2025-06-01: hash of it, -",
            "data fit_snapshots 2025-07-01: -, yes",
            "data slices customer_features 2025-07-01: -, hash of it"),
        shown(model(JUNE, TWO_INPUTS, 6, 0.8), model(JULY, TWO_INPUTS, 6, 0.8)));
  }

  @Test
  void anUnknownVersionIsAUsageErrorAndAKnownPairIsNone() {
    try (TemporaryWarehouse temporary = TemporaryWarehouse.in(folder)) {
      new ModelRegistry(temporary.warehouse(), temporary.ledger())
          .add(model(JUNE, TWO_INPUTS, 6, 0.8), List.of());
    }
    assertEquals(ExitCode.USAGE.code(), diff("v1", "v9"));
    assertEquals(ExitCode.DONE.code(), diff("v1", "v1"));
  }

  private int diff(String left, String right) {
    String path = "warehouse.path=" + folder.resolve("test.duckdb");
    return new CommandLine(new ModelsDiff()).execute(left, right, "--set", path);
  }

  private static List<String> shown(ModelVersion left, ModelVersion right) {
    return CardDifferences.between(left, right).stream().map(ModelsDiffTest::text).toList();
  }

  private static String text(Difference difference) {
    return (difference.part() + " " + difference.name()).strip()
        + ": "
        + ModelsDiff.cell(difference.left())
        + ", "
        + ModelsDiff.cell(difference.right());
  }

  private static ModelVersion model(LocalDate fitOn, List<String> inputs, int depth, double auc) {
    ModelMetric metric =
        new ModelMetric("auc", MetricStatus.OK, auc, auc - 0.05, auc + 0.05, 0.5, 0.7, 100, 50);
    ModelCard card =
        new ModelCard(
            new ModelCard.Data(
                JULY,
                JULY,
                List.of(fitOn),
                List.of(new Input("customer_features", fitOn.toString(), "hash of it")),
                100,
                50),
            new FeatureSet("hash", inputs),
            Map.of("max_depth", depth),
            0.5,
            new ModelCard.Versions("code", "spark", "xgboost", 17),
            new ModelCard.Evaluation(List.of(), List.of(), List.of(metric)));
    return new ModelVersion("v1", JULY, card, "path", "sha");
  }
}
