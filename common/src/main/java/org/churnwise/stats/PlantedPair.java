package org.churnwise.stats;

import java.util.SplittableRandom;
import org.apache.commons.math3.special.Erf;

/**
 * Two simulated models whose true AUC is known: half of the customers churned, a model's score is
 * normal with variance 1 and d higher for those who churned, so that its AUC is the probability of
 * a normal value below d / sqrt(2) (the binormal model: Green and Swets 1966, Signal Detection
 * Theory). Both models see the same customers: their scores share most of their noise. The
 * probability is the posterior of the score, so both are perfectly calibrated.
 *
 * @param customers at least two
 * @param challengerAuc true AUC, in (0.5, 1)
 * @param championAuc true AUC, in (0.5, 1)
 * @param correlation of the two models' noise, in [0, 1]
 */
public record PlantedPair(
    int customers, double challengerAuc, double championAuc, double correlation) {

  /** One sample of customers. */
  public PairedRows draw(SplittableRandom chance) {
    double challengerShift = shift(challengerAuc);
    double championShift = shift(championAuc);
    double[] challenger = new double[customers];
    double[] champion = new double[customers];
    int[] label = new int[customers];
    for (int i = 0; i < customers; i++) {
      label[i] = i % 2;
      double shared = Math.sqrt(correlation) * chance.nextGaussian();
      challenger[i] = probability(challengerShift, label[i], shared, chance);
      champion[i] = probability(championShift, label[i], shared, chance);
    }
    return PairedRows.of(challenger, champion, label);
  }

  private double probability(double shift, int label, double shared, SplittableRandom chance) {
    double score = shift * label + shared + Math.sqrt(1 - correlation) * chance.nextGaussian();
    return Intervals.logistic(shift * score - shift * shift / 2);
  }

  /** The d that gives the requested AUC: sqrt(2) times the normal quantile of the AUC. */
  private static double shift(double auc) {
    return 2 * Erf.erfInv(2 * auc - 1);
  }
}
