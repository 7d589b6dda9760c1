package org.churnwise.stats;

import java.util.Arrays;

/**
 * The sums of scored and labelled rows that the metrics need: a warehouse can aggregate them
 * without sending a row, or {@link #of(double[], int[], double)} computes them from arrays.
 * Positive means churned (label 1). A row is predicted to churn when its probability is at or above
 * the threshold.
 *
 * <p>Counts and {@code squaredErrorSum} of disjoint sets of rows can be added; {@code
 * positiveRankSum} cannot, because ranks are among all rows.
 *
 * @param rows labelled rows
 * @param positives rows that churned
 * @param truePositives rows that churned and were predicted to
 * @param falsePositives rows that stayed and were predicted to churn
 * @param squaredErrorSum sum of (probability - label) squared
 * @param positiveRankSum sum of the positives' 1-based ranks by ascending score, where rows with
 *     equal scores share the mean of their ranks
 */
public record ScoreSummary(
    long rows,
    long positives,
    long truePositives,
    long falsePositives,
    double squaredErrorSum,
    double positiveRankSum) {

  /** Refuses impossible sums. */
  public ScoreSummary {
    requireWithin("positives", positives, 0, rows);
    requireWithin("truePositives", truePositives, 0, positives);
    requireWithin("falsePositives", falsePositives, 0, rows - positives);
    requireWithin("squaredErrorSum", squaredErrorSum, 0, rows);
    double lowestRankSum = lowestRankSum(positives);
    double highestRankSum = lowestRankSum + (double) positives * (rows - positives);
    requireWithin("positiveRankSum", positiveRankSum, lowestRankSum, highestRankSum);
  }

  /**
   * Summary of rows ranked by their probability. Costs O(n log n) time and one copy of the array;
   * sums run in the order of the rows.
   *
   * @throws IllegalArgumentException if the arrays differ in length, a probability or the threshold
   *     is not in [0, 1], or a label is neither 0 nor 1
   */
  public static ScoreSummary of(double[] probability, int[] label, double threshold) {
    return of(probability, probability, label, threshold);
  }

  /**
   * Summary of rows ranked by one number and predicted by another, as in the recency rule: it ranks
   * by days since the last purchase and predicts 0 or 1.
   *
   * @throws IllegalArgumentException as {@link #of(double[], int[], double)}, or if a ranking score
   *     is not finite
   */
  public static ScoreSummary of(
      double[] rankingScore, double[] probability, int[] label, double threshold) {
    requireSameLength("probability", probability.length, label.length);
    requireSameLength("rankingScore", rankingScore.length, label.length);
    requireProbability("threshold", threshold);
    long positives = 0;
    long truePositives = 0;
    long falsePositives = 0;
    double squaredErrorSum = 0;
    for (int row = 0; row < label.length; row++) {
      requireProbability("probability of row " + row, probability[row]);
      requireLabel(row, label[row]);
      boolean flagged = probability[row] >= threshold;
      positives += label[row];
      truePositives += flagged && label[row] == 1 ? 1 : 0;
      falsePositives += flagged && label[row] == 0 ? 1 : 0;
      double error = probability[row] - label[row];
      squaredErrorSum += error * error;
    }
    double rankSum = positiveRankSum(rankingScore, label);
    return new ScoreSummary(
        label.length, positives, truePositives, falsePositives, squaredErrorSum, rankSum);
  }

  /** Rows that stayed. */
  public long negatives() {
    return rows - positives;
  }

  /** Rows that stayed and were predicted to stay. */
  public long trueNegatives() {
    return negatives() - falsePositives;
  }

  /** Rows that churned and were predicted to stay. */
  public long falseNegatives() {
    return positives - truePositives;
  }

  /** The rank sum if every positive stood below every negative: 1 + 2 + ... + positives. */
  static double lowestRankSum(long positives) {
    return positives * (positives + 1.0) / 2;
  }

  private static double positiveRankSum(double[] rankingScore, int[] label) {
    for (int row = 0; row < rankingScore.length; row++) {
      requireFinite(row, rankingScore[row]);
    }
    double[] ascending = rankingScore.clone();
    Arrays.sort(ascending);
    double sum = 0;
    for (int row = 0; row < rankingScore.length; row++) {
      if (label[row] == 1) {
        int below = countBelow(ascending, rankingScore[row]);
        int upTo = countBelow(ascending, Math.nextUp(rankingScore[row]));
        sum += (below + 1.0 + upTo) / 2;
      }
    }
    return sum;
  }

  /** The number of entries below the bound. */
  private static int countBelow(double[] ascending, double bound) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static void requireWithin(String name, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + " must be in [" + low + ", " + high + "], not " + value);
    }
  }

  private static void requireSameLength(String name, int length, int labels) {
    if (length != labels) {
      throw new IllegalArgumentException(
          name + " has " + length + " entries, but there are " + labels + " labels");
    }
  }

  private static void requireProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], not " + value);
    }
  }

  private static void requireFinite(int row, double score) {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException(
          "ranking score of row " + row + " must be finite, not " + score);
    }
  }

  private static void requireLabel(int row, int label) {
    if (label != 0 && label != 1) {
      throw new IllegalArgumentException("label of row " + row + " must be 0 or 1, not " + label);
    }
  }
}
