package org.churnwise.sample;

import java.util.Arrays;

/** What each customer has done before the month that comes next. */
final class CustomerHistory {
  /** Complete calendar months over which {@link #recentOrders} counts. */
  static final int ORDER_MONTHS = 3;

  private static final int NO_DAY = Integer.MIN_VALUE;

  private final int[] lastPurchaseDay;
  private final int[] awayUntil;
  private final byte[][] ordersByMonth;
  private final byte[] commentsKnown;
  private final byte[] newestMood;
  private final byte[] secondMood;

  CustomerHistory(Customers customers) {
    int count = customers.count();
    lastPurchaseDay = new int[count];
    Arrays.fill(lastPurchaseDay, NO_DAY);
    awayUntil = new int[count];
    Arrays.fill(awayUntil, NO_DAY);
    ordersByMonth = new byte[ORDER_MONTHS][count];
    commentsKnown = new byte[count];
    newestMood = new byte[count];
    secondMood = new byte[count];
  }

  /** Whether the customer has bought: the condition for being in a snapshot. */
  boolean hasBought(int customer) {
    return lastPurchaseDay[customer] != NO_DAY;
  }

  int lastPurchaseDay(int customer) {
    return lastPurchaseDay[customer];
  }

  /** Orders of the last three calendar months. */
  int recentOrders(int customer) {
    int orders = 0;
    for (byte[] ofMonth : ordersByMonth) {
      orders += ofMonth[customer];
    }
    return orders;
  }

  /** Average mood of the last two comments, from -1 to 1; 0 without a comment. */
  double recentMood(int customer) {
    return switch (commentsKnown[customer]) {
      case 0 -> 0;
      case 1 -> newestMood[customer];
      default -> (newestMood[customer] + secondMood[customer]) / 2.0;
    };
  }

  /** First day on which the customer may buy; a day long ago for one who never stayed away. */
  int awayUntil(int customer) {
    return awayUntil[customer];
  }

  /** The customer buys on no day before this one. */
  void stayAway(int customer, int untilDay) {
    awayUntil[customer] = untilDay;
  }

  /** Takes in the month that has happened. */
  void add(SampleMonth month, MonthEvents events) {
    byte[] orders = ordersByMonth[month.index() % ORDER_MONTHS];
    Arrays.fill(orders, (byte) 0);
    EventList purchases = events.purchases();
    for (int event : purchases.byDay(month)) {
      int customer = purchases.customer(event);
      lastPurchaseDay[customer] = purchases.day(event);
      orders[customer] = (byte) Math.min(orders[customer] + 1, Byte.MAX_VALUE);
    }
    EventList comments = events.comments();
    for (int event : comments.byDay(month)) {
      int customer = comments.customer(event);
      secondMood[customer] = newestMood[customer];
      newestMood[customer] = comments.mood(event).score();
      commentsKnown[customer] = (byte) Math.min(commentsKnown[customer] + 1, 2);
    }
  }
}
