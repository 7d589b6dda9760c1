package org.churnwise.sample;

/** The mood of a comment. */
enum Mood {
  NEGATIVE,
  NEUTRAL,
  POSITIVE;

  private static final Mood[] ALL = values();

  /** -1, 0 or 1. */
  byte score() {
    return (byte) (ordinal() - 1);
  }

  static Mood of(int ordinal) {
    return ALL[ordinal];
  }

  static Mood any(RandomStream random) {
    return ALL[random.below(ALL.length)];
  }
}
