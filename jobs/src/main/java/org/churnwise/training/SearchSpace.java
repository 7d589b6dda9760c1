package org.churnwise.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.churnwise.config.Hyperparameters;

/**
 * The distribution of search candidates. Learning rate, least leaf weight and lambda are
 * log-uniform, the others uniform; numbers have three digits, so that what is printed is what was
 * fitted. The number of trees is not drawn: it is read off the loss of each candidate, up to 10 /
 * learning rate.
 */
final class SearchSpace {
  private static final double TREES_TIMES_RATE = 10;
  private static final MathContext DIGITS = new MathContext(3);

  private final SplittableRandom chance;

  SearchSpace(long seed) {
    this.chance = new SplittableRandom(seed);
  }

  /**
   * The configured parameters and as many drawn ones as are missing to {@code count}. The first n
   * candidates do not depend on the count.
   */
  List<Hyperparameters> candidates(Hyperparameters configured, int count) {
    List<Hyperparameters> candidates = new ArrayList<>(List.of(configured));
    while (candidates.size() < count) {
      candidates.add(draw(configured.positiveWeight()));
    }
    return candidates;
  }

  private Hyperparameters draw(double positiveWeight) {
    int maxDepth = chance.nextInt(2, 7);
    double learningRate = logUniform(0.03, 0.3);
    return new Hyperparameters(
        (int) Math.ceil(TREES_TIMES_RATE / learningRate),
        maxDepth,
        learningRate,
        rounded(chance.nextDouble(0.6, 1)),
        rounded(chance.nextDouble(0.4, 1)),
        logUniform(1, 100),
        logUniform(0.1, 100),
        positiveWeight);
  }

  private double logUniform(double low, double high) {
    return rounded(Math.exp(chance.nextDouble(Math.log(low), Math.log(high))));
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
