package org.churnwise.leakage;

import java.time.LocalDate;
import org.churnwise.model.features.Feature;
import org.churnwise.model.features.FeatureType;

/**
 * How well one feature alone ranks the customers of a snapshot by the label: counts of pairs of a
 * churned and a retained customer.
 *
 * @param rows customers
 * @param positives the churned ones
 * @param pairs that were compared
 * @param orderedPairs those in which the churned customer has the higher value, equal ones half
 * @param pairsOfChurned over the compared pairs: the other churned customers compared with the same
 *     retained one
 * @param pairsOfRetained over the compared pairs: the other retained customers compared with the
 *     same churned one
 */
record FeatureRanking(
    LocalDate snapshot,
    Feature feature,
    long rows,
    long positives,
    double pairs,
    double orderedPairs,
    double pairsOfChurned,
    double pairsOfRetained) {
  /** Whether either class has so many customers. */
  boolean hasAtLeast(long fewest) {
    return Math.min(positives, rows - positives) >= fewest && pairs > 0;
  }

  /** Whether the value comes with a customer's record, and not from dated sales or comments. */
  boolean isAttribute() {
    return feature.type() == FeatureType.CATEGORICAL || feature.concept().equals("profile");
  }

  /**
   * The AUC in the better direction, at least 0.5. The rates of levels have only one direction,
   * because they were learned from other customers.
   */
  double auc() {
    double ascending = orderedPairs / pairs;
    return feature.type() == FeatureType.CATEGORICAL
        ? Math.max(0.5, ascending)
        : Math.max(ascending, 1 - ascending);
  }

  /** What to do if the feature knows the outcome. */
  String remedy() {
    return isAttribute()
        ? "its values were written after the outcome was known: declare in the contract when they were known (valid-from of the customers feed), or leave the feature out (input = false in conf/features.conf)"
        : "the feature holds the label: compute it from days before the snapshot, or leave it out (input = false in conf/features.conf)";
  }

  /**
   * By how many standard errors this AUC is above another, were the other's the true one of both.
   * The two count as independent; the same customers make them alike, so this is rather too small.
   */
  double standardErrorsAbove(FeatureRanking other) {
    double supposed = other.auc();
    return (auc() - supposed) / Math.sqrt(variance(supposed) + other.variance(supposed));
  }

  /**
   * Hanley and McNeil 1982, Radiology 143, summed over the cells whose customers are compared: with
   * one cell of a churned and b retained, pairsOfChurned is a b (a - 1).
   */
  private double variance(double supposed) {
    double square = supposed * supposed;
    double twoChurned = supposed / (2 - supposed);
    double twoRetained = 2 * square / (1 + supposed);
    return (supposed * (1 - supposed) * pairs
            + (twoChurned - square) * pairsOfChurned
            + (twoRetained - square) * pairsOfRetained)
        / (pairs * pairs);
  }
}
