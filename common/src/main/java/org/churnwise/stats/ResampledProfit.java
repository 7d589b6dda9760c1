package org.churnwise.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What the contact list of a model earns on resampled rows, in USD for each row: customers worth a
 * contact by the model's probability are contacted, the highest expected value first, until the
 * budget is spent, and contacted churners are saved at the save rate. The rows are sorted once; a
 * value costs one pass over them.
 */
final class ResampledProfit implements ResampledMetric {
  private final int[] listed;
  private final double[] earnedUsd;
  private final long most;

  ResampledProfit(Contacts contacts, double[] probability, int[] label) {
    ContactValue value = contacts.value();
    double[] marginUsd = contacts.marginUsd();
    double[] expectedUsd = new double[label.length];
    Arrays.setAll(expectedUsd, row -> value.expectedUsd(probability[row], marginUsd[row]));
    this.listed =
        IntStream.range(0, label.length)
            .filter(row -> expectedUsd[row] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -expectedUsd[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.earnedUsd =
        Arrays.stream(listed)
            .mapToDouble(row -> value.realisedUsd(label[row] == 1, marginUsd[row]))
            .toArray();
    this.most = contacts.most();
  }

  @Override
  public double[] of(DrawnRows drawn) {
    return drawn.values(this::value);
  }

  private double value(long[] copies, int shift, long mask) {
    double sum = 0;
    long left = most;
    for (int place = 0; place < listed.length && left > 0; place++) {
      long ofRow = Math.min(left, copies[listed[place]] >>> shift & mask);
      sum += ofRow * earnedUsd[place];
      left -= ofRow;
    }
    long rows = 0;
    for (long ofRow : copies) {
      rows += ofRow >>> shift & mask;
    }
    return rows == 0 ? Double.NaN : sum / rows;
  }
}
