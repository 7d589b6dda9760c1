package org.churnwise.stats;

import java.util.ArrayList;
import java.util.List;

/** The names of the metrics of probabilities, in the order in which they are listed. */
public final class MetricName {
  public static final String F1 = "f1";
  public static final String PRECISION = "precision";
  public static final String RECALL = "recall";
  public static final String ACCURACY = "accuracy";
  public static final String AUC = "auc";
  public static final String BRIER = "brier";
  public static final String AVERAGE_PRECISION = "average_precision";
  public static final String AVERAGE_PRECISION_RETAINED = "average_precision_retained";
  public static final String LOG_LOSS = "log_loss";
  public static final String CALIBRATION_ERROR = "ece";
  public static final String CALIBRATION_SLOPE = "calibration_slope";
  public static final String CALIBRATION_INTERCEPT = "calibration_intercept";

  /**
   * What a model's contact list would have earned, in USD for each customer. It is not among {@link
   * #all}, which need no margins.
   */
  public static final String PROFIT = "profit";

  static final String GAIN = "gain_";
  static final String LIFT = "lift_";

  private MetricName() {}

  /** The share of all churned among the top {@code decile} tenths: {@code gain_10} to 90. */
  public static String gain(int decile) {
    return GAIN + 10 * decile;
  }

  /** Gain relative to a random order: {@code lift_10} to 90. */
  public static String lift(int decile) {
    return LIFT + 10 * decile;
  }

  /** Whether it is a gain or a lift. */
  public static boolean isByDecile(String name) {
    return name.startsWith(GAIN) || name.startsWith(LIFT);
  }

  /** The decile of a gain or a lift. */
  static int decile(String name) {
    return Integer.parseInt(name.substring(name.indexOf('_') + 1)) / 10;
  }

  /** Whether less of it is better. */
  public static boolean lowerIsBetter(String name) {
    return List.of(BRIER, LOG_LOSS, CALIBRATION_ERROR).contains(name);
  }

  /** Whether the best value is in the middle: a constant or a rule has no value of its own. */
  static boolean isCalibrationLine(String name) {
    return List.of(CALIBRATION_SLOPE, CALIBRATION_INTERCEPT).contains(name);
  }

  /** All names: first those of a single number, then gain and lift by decile. */
  public static List<String> all() {
    List<String> names =
        new ArrayList<>(
            List.of(
                F1,
                PRECISION,
                RECALL,
                ACCURACY,
                AUC,
                BRIER,
                AVERAGE_PRECISION,
                AVERAGE_PRECISION_RETAINED,
                LOG_LOSS,
                CALIBRATION_ERROR,
                CALIBRATION_SLOPE,
                CALIBRATION_INTERCEPT));
    for (int decile = 1; decile <= RankSums.DECILES; decile++) {
      names.add(gain(decile));
    }
    for (int decile = 1; decile <= RankSums.DECILES; decile++) {
      names.add(lift(decile));
    }
    return List.copyOf(names);
  }
}
