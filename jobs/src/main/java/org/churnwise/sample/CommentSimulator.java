package org.churnwise.sample;

/**
 * The comments of a month. Each customer has a mood that lasts for some months; most comments
 * express it.
 */
final class CommentSimulator {
  private static final double MOOD_CHANGE = 0.25;
  private static final double COMMENT_SHOWS_MOOD = 0.8;
  private static final int MOST_COMMENTS = 4;

  /** Chance of each possible comment of a customer, and of a new one who only looks around. */
  private static final double CUSTOMER_COMMENTS = 0.3;

  private static final double VISITOR_COMMENTS = 0.12;

  private final Customers customers;
  private final CustomerHistory history;
  private final long seed;
  private final byte[] moods;

  CommentSimulator(Customers customers, CustomerHistory history, long seed) {
    this.customers = customers;
    this.history = history;
    this.seed = seed;
    this.moods = new byte[customers.count()];
  }

  /** The comments of everyone who has signed up. */
  EventList simulate(SampleMonth month) {
    EventList comments = new EventList();
    for (int customer = 0; customer < customers.count(); customer++) {
      RandomStream random =
          RandomStream.of(seed, RandomStream.Purpose.COMMENTS, month.index(), customer);
      if (month.index() == 0 || random.chance(MOOD_CHANGE)) {
        moods[customer] = (byte) Mood.any(random).ordinal();
      }
      int from = Math.max(month.firstDay(), customers.signupDay(customer));
      if (from <= month.lastDay()) {
        addComments(comments, random, customer, from, month.lastDay());
      }
    }
    return comments;
  }

  private void addComments(
      EventList comments, RandomStream random, int customer, int from, int lastDay) {
    boolean visits = customers.isNew(customer) && !history.hasBought(customer);
    double chance = visits ? VISITOR_COMMENTS : CUSTOMER_COMMENTS;
    int count = random.successes(MOST_COMMENTS, chance);
    if (customers.numberInGroup(customer) == 1) {
      // Somebody always writes, so that no file of a small sample is empty.
      count = Math.max(count, 1);
    }
    for (; count > 0; count--) {
      Mood mood = random.chance(COMMENT_SHOWS_MOOD) ? Mood.of(moods[customer]) : Mood.any(random);
      comments.add(customer, random.between(from, lastDay), mood);
    }
  }
}
