package org.churnwise.sample;

import java.util.Arrays;

/** Decides at each snapshot who stays away for the window that follows. */
final class ChurnProcess {
  /** Share of those who have bought before that is expected to stay away, each month. */
  static final double SHARE = 0.5;

  private final Customers customers;
  private final CustomerHistory history;
  private final long seed;

  ChurnProcess(Customers customers, CustomerHistory history, long seed) {
    this.customers = customers;
    this.history = history;
    this.seed = seed;
  }

  /** Decides for everyone who has bought before the month, and returns the probabilities. */
  ChurnSnapshot decide(SampleMonth month) {
    int[] population = population();
    double[] values = scores(population, month.firstDay());
    double intercept = Intercept.solve(values, SHARE);
    for (int i = 0; i < values.length; i++) {
      values[i] = Intercept.probability(values[i] + intercept);
    }
    SystematicDraw.draw(
        values,
        RandomStream.of(seed, RandomStream.Purpose.STAYING_AWAY, month.index(), 0),
        place -> history.stayAway(population[place], month.windowEnd()));
    return new ChurnSnapshot(population, values);
  }

  private int[] population() {
    int[] found = new int[customers.count()];
    int size = 0;
    for (int customer = 0; customer < found.length; customer++) {
      if (history.hasBought(customer)) {
        found[size++] = customer;
      }
    }
    return Arrays.copyOf(found, size);
  }

  private double[] scores(int[] population, int snapshot) {
    double[] scores = new double[population.length];
    for (int i = 0; i < scores.length; i++) {
      int customer = population[i];
      ChurnModel model = customers.isNew(customer) ? ChurnModel.NEW : ChurnModel.BASE;
      scores[i] =
          model.score(
              history.recentMood(customer),
              snapshot - history.lastPurchaseDay(customer),
              history.recentOrders(customer),
              customers.age(customer));
    }
    return scores;
  }
}
