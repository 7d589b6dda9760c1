package org.churnwise.sample;

/** The purchases of a month: by everyone who neither stays away nor waits for the first one. */
final class PurchaseSimulator {
  private static final int MOST_FURTHER_ORDERS = 4;
  private static final double LEAST_EAGER = 0.1;
  private static final double EAGERNESS_RANGE = 0.4;

  /** Chance that one who stayed away for the window buys on the 31st, the day after it. */
  private static final double BACK_ON_31ST = 0.05;

  private final Customers customers;
  private final CustomerHistory history;
  private final long seed;

  PurchaseSimulator(Customers customers, CustomerHistory history, long seed) {
    this.customers = customers;
    this.history = history;
    this.seed = seed;
  }

  /** The purchases of a month; every day has one if enough customers buy. */
  EventList simulate(SampleMonth month) {
    EventList purchases = new EventList();
    for (int customer = 0; customer < customers.count(); customer++) {
      if (history.hasBought(customer) || customers.firstMonth(customer) == month.index()) {
        addOrders(purchases, month, customer);
      }
    }
    coverEveryDay(purchases, month);
    return purchases;
  }

  private void addOrders(EventList purchases, SampleMonth month, int customer) {
    RandomStream random = random(RandomStream.Purpose.PURCHASES, month, customer);
    int from = firstPossibleDay(month, customer);
    if (from >= month.windowEnd()) {
      if (from <= month.lastDay() && random.chance(BACK_ON_31ST)) {
        purchases.add(customer, month.lastDay());
      }
      return;
    }
    // The first order falls into the window, or the customer would count as churned.
    purchases.add(customer, random.between(from, Math.min(month.windowEnd() - 1, month.lastDay())));
    double eagerness = LEAST_EAGER + EAGERNESS_RANGE * customers.eagerness(customer);
    for (int more = random.successes(MOST_FURTHER_ORDERS, eagerness); more > 0; more--) {
      purchases.add(customer, random.between(from, month.lastDay()));
    }
  }

  /**
   * The first day of a month on which a customer may buy. A window can end after its month (that of
   * February does), so the answer depends on the window that began last, in whatever month.
   */
  private int firstPossibleDay(SampleMonth month, int customer) {
    int from = Math.max(month.firstDay(), customers.signupDay(customer));
    return Math.max(from, history.awayUntil(customer));
  }

  /** Gives each day without a sale one of a customer who buys in this month anyhow. */
  private void coverEveryDay(EventList purchases, SampleMonth month) {
    int buyers = purchases.size();
    int[] counts = purchases.countByDay(month);
    RandomStream random = random(RandomStream.Purpose.DAY_COVERAGE, month, 0);
    for (int day = month.firstDay(); day <= month.lastDay(); day++) {
      if (counts[day - month.firstDay()] == 0 && buyers > 0) {
        addOne(purchases, month, day, random.below(buyers), buyers);
      }
    }
  }

  private void addOne(EventList purchases, SampleMonth month, int day, int start, int buyers) {
    for (int i = 0; i < buyers; i++) {
      int customer = purchases.customer((start + i) % buyers);
      if (firstPossibleDay(month, customer) <= day) {
        purchases.add(customer, day);
        return;
      }
    }
  }

  private RandomStream random(RandomStream.Purpose purpose, SampleMonth month, int customer) {
    return RandomStream.of(seed, purpose, month.index(), customer);
  }
}
