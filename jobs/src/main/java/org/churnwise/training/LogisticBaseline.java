package org.churnwise.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Row;
import org.churnwise.model.scoring.FeatureVectors;
import org.churnwise.model.scoring.LinearPart;
import org.churnwise.model.scoring.LogFeatures;
import org.churnwise.model.scoring.Preprocessing;
import org.churnwise.warehouse.RowFunction;

/**
 * A logistic regression on the logarithms of the same features: the baseline that a challenger must
 * beat, and its linear part where it has one (training.model).
 *
 * <p>With a hundred coefficients it gains almost nothing from more than {@link #MOST_ROWS} rows, so
 * beyond that a share of customers is sampled by hash. {@link NewtonFit} fits them in the driver.
 */
final class LogisticBaseline {
  /** Approximate maximum of rows to fit on. */
  static final int MOST_ROWS = 50_000;

  private final Preprocessing preprocessing;
  private final LogFeatures logarithms;
  private final double[] weights;
  private final double[] means;

  private LogisticBaseline(
      Preprocessing preprocessing, LogFeatures logarithms, double[] weights, double[] means) {
    this.preprocessing = preprocessing;
    this.logarithms = logarithms;
    this.weights = weights;
    this.means = means;
  }

  /**
   * Fits on the rows of a fit, of both classes. They are read, in one pass, before this returns;
   * the fit itself, of some tenths of a second, goes on beside the caller.
   *
   * @param draw of the customers whose rows to fit on; see {@link #MOST_ROWS}
   * @param isFitted which rows to fit on
   */
  static CompletableFuture<LogisticBaseline> fit(
      RowSource source, RowSource.Filter isFitted, CustomerDraw draw, Preprocessing preprocessing) {
    LogFeatures logarithms = new LogFeatures(preprocessing);
    FitRows read = FitRows.collect(source, preprocessing, isFitted, draw);
    return CompletableFuture.supplyAsync(
        () -> {
          LogRows rows = LogRows.of(logarithms, read.values(), read.labels());
          return new LogisticBaseline(
              preprocessing, logarithms, NewtonFit.weights(rows), rows.means());
        });
  }

  /** The regression as part of a model. */
  LinearPart part(double share) {
    return new LinearPart(
        share, Arrays.stream(weights).boxed().toList(), Arrays.stream(means).boxed().toList());
  }

  /** Makes landed scores of training rows. */
  RowFunction scoring(String scorer) {
    return new Scoring(
        scorer,
        new FeatureVectors(preprocessing, TrainingData.shape()),
        logarithms,
        weights,
        LandedRow.of(scorer).withoutSegments());
  }

  private record Scoring(
      String scorer,
      FeatureVectors features,
      LogFeatures logarithms,
      double[] weights,
      LandedRow landed)
      implements RowFunction {
    @Override
    public Worker open() {
      return rows -> {
        List<Row> made = new ArrayList<>(rows.size());
        float[] vector = new float[features.width()];
        for (Row row : rows) {
          features.write(row, vector, 0);
          made.add(landed.with(row, probability(vector)));
        }
        return made;
      };
    }

    private double probability(float[] vector) {
      return 1 / (1 + StrictMath.exp(-logarithms.margin(vector, 0, weights)));
    }
  }
}
