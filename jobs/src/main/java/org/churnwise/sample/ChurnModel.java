package org.churnwise.sample;

/**
 * The score of staying away: a weighted sum of what is known at a snapshot, each part brought to
 * about mean 0 and deviation 1 by constants, so that one score means the same in every month.
 *
 * <p>The weights are scaled so that the best possible F1, averaged over the snapshots, is about
 * 0.82: those who know the probabilities cannot do better.
 *
 * @param mood weight of the last two comments' mood
 * @param recency weight of the days since the last purchase, on a log scale
 * @param frequency weight of the orders of the last three months
 * @param age weight of the age
 */
record ChurnModel(double mood, double recency, double frequency, double age) {
  /** Unhappy, long silent, rare and young customers stay away. */
  static final ChurnModel BASE = new ChurnModel(-1.65, 0.4, -0.25, -0.75);

  /** For new customers mood matters less, and older rather than younger ones stay away. */
  static final ChurnModel NEW = new ChurnModel(-0.85, 0.4, -0.5, 1.45);

  private static final double MOOD_DEVIATION = 0.65;
  private static final int LONGEST_SILENCE_DAYS = 60;
  private static final double LOG_SILENCE_MEAN = 3.3;
  private static final double LOG_SILENCE_DEVIATION = 0.9;
  private static final double ORDERS_MEAN = 3.3;
  private static final double ORDERS_DEVIATION = 2.3;
  private static final double AGE_MEAN = (Customers.YOUNGEST + Customers.OLDEST) / 2.0;
  private static final double AGE_DEVIATION = 18.2;

  /** The part of the score that a silence of so many days adds before its weight. */
  private static final double[] SILENCE = new double[LONGEST_SILENCE_DAYS + 1];

  static {
    for (int days = 0; days < SILENCE.length; days++) {
      // StrictMath: Math.log may differ in the last bit between machines.
      SILENCE[days] = (StrictMath.log1p(days) - LOG_SILENCE_MEAN) / LOG_SILENCE_DEVIATION;
    }
  }

  /** The score without the intercept; the higher, the more likely the customer stays away. */
  double score(double recentMood, int daysSinceLastPurchase, int recentOrders, int years) {
    return mood * recentMood / MOOD_DEVIATION
        + recency * SILENCE[Math.min(daysSinceLastPurchase, LONGEST_SILENCE_DAYS)]
        + frequency * (recentOrders - ORDERS_MEAN) / ORDERS_DEVIATION
        + age * (years - AGE_MEAN) / AGE_DEVIATION;
  }
}
