package org.churnwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.churnwise.config.CalibrationSettings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.config.TuningSettings;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.scoring.Calibration;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.ScoreLanding;
import org.churnwise.stats.Recalibration;
import org.churnwise.stats.ScoreSums;
import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TemporaryWarehouse;
import org.churnwise.testkit.TestSpark;
import org.churnwise.training.CalibrationFit.Learned;
import org.churnwise.training.FormChoice.Chosen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Slow
class CalibrationFitTest {
  private static final List<LocalDate> SNAPSHOTS =
      List.of(LocalDate.of(2024, 6, 1), LocalDate.of(2024, 7, 1));
  private static final RowPart PART = RowPart.of(LocalDate.of(2024, 8, 1));

  @TempDir static Path folder;
  private static TemporaryWarehouse temporary;
  private static FittedModel model;

  /** Of customers left out of the fit, with their labels. */
  private static List<Row> scored;

  /** 50 deep trees know their 1,000 customers by heart and are too sure about others. */
  @BeforeAll
  static void fit() {
    temporary = TemporaryWarehouse.in(folder);
    PlantedData.learnable(temporary, 1000).withFinal("2024-06-01", "2024-07-01");
    TrainingSettings settings = settings("off", "fixed");
    Dataset<Row> rows =
        TestSpark.inMemory(
            new TrainingRows(temporary.warehouse(), settings).read(TestSpark.session(), SNAPSHOTS));
    model = new ModelTrainer(settings, FeatureCatalogue.load()).fit(rows.where("not left_out"));
    Dataset<Row> leftOut = rows.where("left_out");
    scored =
        leftOut
            .join(model.score(leftOut), new String[] {"snapshot_date", "customer_id"})
            .select("churn_probability", "churned", "customer_id")
            .collectAsList();
  }

  @AfterAll
  static void close() {
    temporary.close();
  }

  @Test
  void plattMakesTooSureAnswersOfUnseenCustomersRight() {
    Learning learning = learn("platt", "fixed");
    Recalibration before = learning.line(Calibration.NONE);
    assertTrue(before.slope() < 0.7, () -> "the booster is not too sure: " + before);
    Recalibration after = learning.line(learning.learned().model().calibration());
    assertEquals(1, after.slope(), 1e-3); // the fit is over cells of a two-hundredth
    assertEquals(0, after.intercept(), 1e-3);
  }

  @Test
  void isotonicAgreesWithTheShareThatChurned() {
    Learning learning = learn("isotonic", "fixed");
    Calibration calibration = learning.learned().model().calibration();
    double mean = Arrays.stream(learning.calibrated(calibration)).average().orElseThrow();
    double share = Arrays.stream(learning.labels()).average().orElseThrow();
    assertEquals("isotonic", calibration.method());
    assertEquals(share, mean, 0.01); // points are joined by lines
  }

  @Test
  void noThresholdHasALargerF1OnTheCustomersLeftOut() {
    Learning learning = learn("platt", "f1");
    double[] answers = learning.calibrated(learning.learned().model().calibration());
    double best = 0;
    for (double threshold : answers) {
      best = Math.max(best, f1(answers, learning.labels(), threshold));
    }
    double learned = learning.learned().threshold();
    assertEquals(best, f1(answers, learning.labels(), learned), 0.003); // cells, not rows
    assertEquals("f1", learning.learned().answers().thresholdBy());
  }

  /** What the contacts earn is nothing here: nobody spends enough to pay for one. */
  @Test
  void whereNoContactPaysTheThresholdStays() {
    Learned learned = learn("platt", "profit").learned();
    assertEquals(0.5, learned.threshold());
    assertEquals("no best threshold by profit, using the configured one", learned.answers().note());
  }

  @Test
  void fewCustomersAreNoEvidenceAndTeachNothing(@TempDir Path other) {
    try (TemporaryWarehouse small = TemporaryWarehouse.in(other)) {
      PlantedData.learnable(small, 100).withFinal("2024-06-01", "2024-07-01");
      Learned learned = learn(small, settings("platt", "f1")); // about 40 rows are left out
      assertEquals(Calibration.NONE, learned.model().calibration());
      assertEquals(0.5, learned.threshold());
      assertEquals("fixed", learned.answers().thresholdBy());
      assertEquals("not enough left-out customers to calibrate: TOO_FEW", learned.answers().note());
    }
  }

  @Test
  void nothingIsLearnedWhereNothingIsAskedFor() {
    Learned learned = learn("off", "fixed").learned();
    assertEquals(Calibration.NONE, learned.model().calibration());
    assertEquals(0, learned.answers().rows());
    assertNull(learned.answers().note());
  }

  @Test
  void rowsLeftOutAreScoredByAllModelsInOnePass() {
    FittedModel calibrated = model.calibratedBy(Calibration.platt(0.5, 1));
    LeftOutScores scores =
        LeftOutScores.of(
            data(temporary, settings("off", "fixed")).sourceOfLeftOut(PART),
            PART::isLeftOut,
            List.of(model, calibrated));
    List<String> found = new ArrayList<>();
    for (int row = 0; row < scores.rows(); row++) {
      double probability = scores.probability()[0][row];
      assertEquals(
          calibrated.calibration().of(probability), scores.ofModel(1).probability()[0][row]);
      found.add(told(scores.customer()[row], probability, scores.churned()[row]));
    }
    List<String> expected =
        scored.stream()
            .map(
                row ->
                    told(
                        row.getString(2).hashCode() & Integer.MAX_VALUE,
                        row.getDouble(0),
                        row.getLong(1) == 1))
            .sorted()
            .toList();
    assertEquals(expected, found.stream().sorted().toList());
  }

  private static String told(int customer, double probability, boolean churned) {
    return customer + " " + probability + " " + churned;
  }

  @Test
  void scoresThatAreKnownAreNotMadeAgain() {
    LeftOutScores known =
        new LeftOutScores(new int[2000], new boolean[2000], new double[][] {new double[2000]});
    for (int row = 0; row < known.rows(); row++) {
      known.churned()[row] = row % 4 == 0;
      known.probability()[0][row] = row % 2 == 0 ? 0.25 : 0.75;
    }
    TrainingSettings settings = settings("platt", "fixed");
    Learned learned =
        fit(temporary, settings)
            .learn(new Chosen(model, Optional.of(known)), data(temporary, settings));
    assertEquals(2000, learned.answers().rows());
    assertEquals(500, learned.answers().positives());
  }

  private record Learning(Learned learned, double[] scores, int[] labels) {
    double[] calibrated(Calibration calibration) {
      return Arrays.stream(scores).map(calibration::of).toArray();
    }

    Recalibration line(Calibration calibration) {
      return ScoreSums.of(calibrated(calibration), labels, 0.5).recalibration().orElseThrow();
    }
  }

  private static Learning learn(String calibration, String thresholdBy) {
    return new Learning(
        learn(temporary, settings(calibration, thresholdBy)),
        scored.stream().mapToDouble(row -> row.getDouble(0)).toArray(),
        scored.stream().mapToInt(row -> (int) row.getLong(1)).toArray());
  }

  private static Learned learn(TemporaryWarehouse place, TrainingSettings settings) {
    return fit(place, settings).learn(new Chosen(model, Optional.empty()), data(place, settings));
  }

  private static CalibrationFit fit(TemporaryWarehouse place, TrainingSettings settings) {
    return new CalibrationFit(
        place.warehouse(),
        new ScoreLanding(place.warehouse(), Tables.LANDING_PREDICTIONS),
        TrainingStageTest.rules(settings),
        PART);
  }

  private static TrainingData data(TemporaryWarehouse place, TrainingSettings settings) {
    return new TrainingData(place.warehouse(), settings, TestSpark::session, SNAPSHOTS);
  }

  private static TrainingSettings settings(String calibration, String thresholdBy) {
    return new TrainingSettings(
        42,
        0.2,
        50,
        5,
        0.3,
        1,
        1,
        1,
        1,
        1,
        0.5,
        new CalibrationSettings(calibration, thresholdBy),
        TuningSettings.NONE);
  }

  private static double f1(double[] answers, int[] labels, double threshold) {
    int flagged = 0;
    int caught = 0;
    for (int i = 0; i < answers.length; i++) {
      flagged += answers[i] >= threshold ? 1 : 0;
      caught += answers[i] >= threshold ? labels[i] : 0;
    }
    return 2.0 * caught / (flagged + Arrays.stream(labels).sum());
  }
}
