package org.churnwise.sample;

/**
 * Random numbers named by what they are for, so that they do not depend on the order in which they
 * are drawn. SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA 2014), written out because the algorithms behind the JDK's classes may change.
 */
final class RandomStream {
  /** What the numbers decide; one stream per purpose, month and customer. */
  enum Purpose {
    ATTRIBUTES,
    PROFILE,
    PURCHASES,
    COMMENTS,
    STAYING_AWAY,
    DAY_COVERAGE,
    SALE,
    COMMENT_TEXT
  }

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private RandomStream(long state) {
    this.state = state;
  }

  static RandomStream of(long seed, Purpose purpose, int month, int index) {
    long place = (long) purpose.ordinal() << 56 | (long) month << 40 | index;
    return new RandomStream(mix(mix(seed + GOLDEN_GAMMA) ^ mix(place)));
  }

  /** The next 64 bits. */
  long bits() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in 0 to bound - 1. */
  int below(int bound) {
    return (int) ((bits() >>> 32) * bound >>> 32);
  }

  /** Uniform in low to high, both included. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** True with the given probability. */
  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** How many of the tries succeed. */
  int successes(int tries, double probability) {
    int count = 0;
    for (int i = 0; i < tries; i++) {
      count += chance(probability) ? 1 : 0;
    }
    return count;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
