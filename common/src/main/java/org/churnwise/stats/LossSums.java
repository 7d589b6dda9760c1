package org.churnwise.stats;

/**
 * Sums of losses per row, besides {@link ScoreSummary#squaredErrorSum}.
 *
 * @param logLossSum of -ln(probability of the actual class), with probabilities clipped to [LEAST,
 *     1 - LEAST], see {@link #LEAST}
 * @param squaredLogLossSum of its square
 * @param fourthErrorSum of (probability - label) to the power of four, the squared squared errors
 */
public record LossSums(double logLossSum, double squaredLogLossSum, double fourthErrorSum) {
  /** The distance of 1 to the next double above it, as in scikit-learn's log_loss. */
  public static final double LEAST = Math.ulp(1.0);

  /** Sums of no rows. */
  public static final LossSums NOTHING = new LossSums(0, 0, 0);

  /** The sums of rows with probabilities in [0, 1] and labels of 0 or 1, in the order of rows. */
  static LossSums of(double[] probability, int[] label) {
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    for (int row = 0; row < label.length; row++) {
      double loss = logLoss(probability[row], label[row]);
      double error = probability[row] - label[row];
      sum += loss;
      squares += loss * loss;
      fourth += error * error * error * error;
    }
    return new LossSums(sum, squares, fourth);
  }

  static double logLoss(double probability, int label) {
    double clipped = clipped(probability);
    return -Math.log(label == 1 ? clipped : 1 - clipped);
  }

  static double clipped(double probability) {
    return Math.min(1 - LEAST, Math.max(LEAST, probability));
  }
}
