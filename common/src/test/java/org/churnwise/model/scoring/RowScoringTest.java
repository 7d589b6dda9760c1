package org.churnwise.model.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.churnwise.model.features.FeatureType;
import org.churnwise.warehouse.RowFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that are scored together get what each gets from the booster by itself. */
class RowScoringTest {
  private static final LocalDate DAY = LocalDate.of(2025, 5, 1);
  private static final StructType COLUMNS =
      new StructType()
          .add("customer_id", "string")
          .add("location", "string")
          .add("snapshot_date", "date")
          .add("last_purchase_date", "date")
          .add("silent", "bigint")
          .add("spend", "double");
  private static final Preprocessing PREPROCESSING =
      new Preprocessing(
          List.of(
              ModelInput.numeric("spend"),
              ModelInput.numeric("silent"),
              new ModelInput("location", FeatureType.CATEGORICAL, List.of("Bergen", "Oslo"))));
  private static final Calibration CALIBRATION = Calibration.platt(1.5, -0.25);
  private static final List<Row> ROWS = rows();

  private static Booster booster;
  private static FittedModel model;

  @BeforeAll
  static void fit() throws XGBoostError {
    DMatrix matrix = matrix(ROWS);
    float[] labels = new float[ROWS.size()];
    for (int i = 0; i < labels.length; i++) {
      boolean isUnknown = i % 4 == 0 || i % 3 == 2; // see rows
      labels[i] = isUnknown == i % 7 < 3 ? 1 : 0;
    }
    matrix.setLabel(labels);
    Map<String, Object> parameters =
        Map.of("objective", "binary:logistic", "max_depth", 3, "min_child_weight", 0, "nthread", 1);
    booster = XGBoost.train(matrix, parameters, 5, Map.of(), null, null);
    model = new FittedModel(PREPROCESSING, booster.toByteArray("ubj"), CALIBRATION);
  }

  @Test
  void probabilitiesAreThoseOfSingleRowsCalibrated() throws XGBoostError {
    List<ScoredRow> scored = scored(RowScoring.NOTHING);
    for (int i = 0; i < ROWS.size(); i++) {
      float raw = booster.predict(matrix(List.of(ROWS.get(i))))[0][0];
      assertEquals(CALIBRATION.of(raw), scored.get(i).probability(), "row " + i);
      assertEquals(Optional.empty(), scored.get(i).explanation());
    }
    long distinct = scored.stream().map(ScoredRow::probability).distinct().count();
    assertTrue(distinct > 5, distinct + " probabilities");
  }

  @Test
  void onlyRowsFromTheProbabilityOnAreExplainedAndEachByItsOwnContributions() throws XGBoostError {
    int explained = 0;
    List<ScoredRow> scored = scored(0.4);
    for (int i = 0; i < ROWS.size(); i++) {
      boolean isExplained = scored.get(i).probability() >= 0.4;
      assertEquals(isExplained, scored.get(i).explanation().isPresent(), "row " + i);
      if (isExplained) {
        explained++;
        float[] own = booster.predictContrib(matrix(List.of(ROWS.get(i))), 0)[0];
        double[] contributions = scored.get(i).explanation().get().contributions();
        assertArrayEquals(new double[] {own[0], own[1], own[2]}, contributions, 0, "row " + i);
      }
    }
    assertTrue(explained > 0 && explained < ROWS.size(), explained + " explained");
  }

  /**
   * By hand: spend is never missing and weighs 0.5, a missing silent weighs 2, Oslo 1, the constant
   * -1; contributions count from the means.
   */
  @Test
  void aBlendAddsTheShareOfItsLinearPartToMarginsAndContributions() throws XGBoostError {
    LinearPart part =
        new LinearPart(
            0.25,
            List.of(0.5, 0.0, 0.0, 2.0, 0.0, 1.0, 0.0, -1.0),
            List.of(0.75, 0.0, 0.0, 0.25, 0.0, 0.5, 0.0, 1.0));
    FittedModel blend = model.blendedWith(part);
    List<ScoredRow> scored = scored(blend, 0);
    for (int i = 0; i < ROWS.size(); i++) {
      Row row = ROWS.get(i);
      double spend = 0.5 * Math.log1p((float) row.getDouble(5));
      double silent = row.isNullAt(4) ? 2 : 0;
      double place = "Oslo".equals(row.get(1)) ? 1 : 0;
      float trees = booster.predict(matrix(List.of(row)), true)[0][0];
      double margin = 0.75 * trees + 0.25 * (spend + silent + place - 1);
      assertEquals(1 / (1 + Math.exp(-margin)), scored.get(i).probability(), 1e-12, "row " + i);

      float[] own = booster.predictContrib(matrix(List.of(row)), 0)[0];
      Explanation explanation = scored.get(i).explanation().orElseThrow();
      assertEquals(margin, explanation.margin(), 1e-12);
      assertArrayEquals(
          new double[] {
            0.75 * own[0] + 0.25 * (spend - 0.375),
            0.75 * own[1] + 0.25 * (silent - 0.5),
            0.75 * own[2] + 0.25 * (place - 0.5)
          },
          explanation.contributions(),
          1e-12,
          "row " + i);
      assertTrue(explanation.addsUp(), "row " + i);
    }
    assertEquals(part, LinearPart.ofJson(part.toJson()));
    assertNotEquals(model.calibratedBy(Calibration.NONE).sha256(), blend.sha256());
  }

  @Test
  void theKeyIsTheRows() {
    ScoredRow last = scored(RowScoring.NOTHING).get(ROWS.size() - 1);
    assertEquals("C59", last.customerId());
    assertEquals(DAY, last.snapshotDate());
  }

  private static List<ScoredRow> scored(double explainedFrom) {
    return scored(model, explainedFrom);
  }

  private static List<ScoredRow> scored(FittedModel by, double explainedFrom) {
    RowScoring scoring =
        new RowScoring(by, COLUMNS, explainedFrom, scored -> new Object[] {scored});
    try (RowFunction.Worker worker = scoring.open()) {
      return worker.made(ROWS).stream().map(row -> (ScoredRow) row.get(0)).toList();
    }
  }

  /** Missing numbers, an unseen category and none among them. */
  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String location = i % 4 == 0 ? null : List.of("Oslo", "Bergen", "Rome").get(i % 3);
      Long silent = i % 5 == 0 ? null : (long) i;
      rows.add(RowFactory.create("C" + i, location, DAY, DAY, silent, i % 7 + i / 100.0));
    }
    return rows;
  }

  /** By hand: spend, silent, the code of the location, which is 2 unless it is known. */
  private static DMatrix matrix(List<Row> rows) throws XGBoostError {
    float[] values = new float[rows.size() * 3];
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      values[3 * i] = (float) row.getDouble(5);
      values[3 * i + 1] = row.isNullAt(4) ? Float.NaN : row.getLong(4);
      String location = row.isNullAt(1) ? "" : row.getString(1);
      values[3 * i + 2] = location.equals("Bergen") ? 0 : location.equals("Oslo") ? 1 : 2;
    }
    DMatrix matrix = new DMatrix(values, rows.size(), 3, Float.NaN);
    matrix.setFeatureTypes(new String[] {"q", "q", "c"});
    return matrix;
  }
}
