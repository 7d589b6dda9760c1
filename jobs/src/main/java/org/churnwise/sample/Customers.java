package org.churnwise.sample;

/**
 * What stays the same about each customer, drawn from the seed. Customers 0 to base - 1 are those
 * of the base months, as many new ones follow. Ids rise with the sign-up date.
 */
final class Customers {
  static final int YOUNGEST = 18;
  static final int OLDEST = 80;

  /** The month of the first purchase of a customer who never buys. */
  static final int NEVER = Integer.MAX_VALUE;

  /** Share of the customers who first buy in the first, second, ... month of their group. */
  private static final double[] FIRST_MONTH_SHARES = {0.86, 0.06, 0.03, 0.02, 0.01};

  private static final int BASE_SIGNUP_FROM = SampleMonth.day(2022, 1, 1);
  private static final int BASE_SIGNUP_TO = SampleMonth.day(2024, 5, 20);
  private static final int NEW_SIGNUP_FROM = SampleMonth.day(2024, 3, 1);
  private static final int NEW_SIGNUP_TO = SampleMonth.day(2025, 1, 20);

  private final int base;
  private final byte[] age;
  private final int[] signupDay;
  private final byte[] firstMonth;
  private final byte[] eagerness;
  private final byte[] spending;
  private final long seed;

  Customers(int base, long seed) {
    this.base = base;
    this.seed = seed;
    int count = 2 * base;
    age = new byte[count];
    signupDay = new int[count];
    firstMonth = new byte[count];
    eagerness = new byte[count];
    spending = new byte[count];
    for (int i = 0; i < count; i++) {
      draw(i, RandomStream.of(seed, RandomStream.Purpose.ATTRIBUTES, 0, i));
    }
  }

  private void draw(int customer, RandomStream random) {
    age[customer] = (byte) random.between(YOUNGEST, OLDEST);
    int from = isNew(customer) ? NEW_SIGNUP_FROM : BASE_SIGNUP_FROM;
    int to = isNew(customer) ? NEW_SIGNUP_TO : BASE_SIGNUP_TO;
    double place = (numberInGroup(customer) - 1 + random.uniform()) / base;
    signupDay[customer] = from + (int) (place * (to - from + 1));
    SampleMonth start = isNew(customer) ? SampleMonth.firstOfDrift() : SampleMonth.firstOfBase();
    firstMonth[customer] = (byte) firstMonth(start.index(), random.uniform());
    eagerness[customer] = (byte) random.below(100);
    spending[customer] = (byte) random.below(100);
  }

  private static int firstMonth(int start, double draw) {
    double passed = 0;
    for (int later = 0; later < FIRST_MONTH_SHARES.length; later++) {
      passed += FIRST_MONTH_SHARES[later];
      if (draw < passed) {
        return start + later;
      }
    }
    return -1;
  }

  /** How many there are in both groups. */
  int count() {
    return age.length;
  }

  /** How many belong to the base months: customers 0 to base - 1. */
  int base() {
    return base;
  }

  boolean isNew(int customer) {
    return customer >= base;
  }

  /** 1 for the first customer of each group. */
  int numberInGroup(int customer) {
    return isNew(customer) ? customer - base + 1 : customer + 1;
  }

  /** In years. */
  int age(int customer) {
    return age[customer];
  }

  int signupDay(int customer) {
    return signupDay[customer];
  }

  /** Index of the month of the first purchase, or {@link #NEVER}. */
  int firstMonth(int customer) {
    return firstMonth[customer] < 0 ? NEVER : firstMonth[customer];
  }

  /** How often one buys, in [0, 1). */
  double eagerness(int customer) {
    return eagerness[customer] / 100.0;
  }

  /** How much one spends, in [0, 1). */
  double spending(int customer) {
    return spending[customer] / 100.0;
  }

  /** Decides what is written once and used nowhere else: gender, segment and location. */
  RandomStream profile(int customer) {
    return RandomStream.of(seed, RandomStream.Purpose.PROFILE, 0, customer);
  }
}
