package org.churnwise.sample;

import java.util.Arrays;

/** Purchases or comments of one month, in the order in which they were added. */
final class EventList {
  private int[] customers = new int[1 << 10];
  private int[] days = new int[1 << 10];
  private byte[] moods = new byte[1 << 10];
  private int size;
  private int[] byDay;

  /** Adds a purchase. */
  void add(int customer, int day) {
    add(customer, day, Mood.NEUTRAL);
  }

  /** Adds a comment. */
  void add(int customer, int day, Mood mood) {
    if (size == customers.length) {
      customers = Arrays.copyOf(customers, 2 * size);
      days = Arrays.copyOf(days, 2 * size);
      moods = Arrays.copyOf(moods, 2 * size);
    }
    customers[size] = customer;
    days[size] = day;
    moods[size] = (byte) mood.ordinal();
    size++;
    byDay = null;
  }

  int size() {
    return size;
  }

  int customer(int event) {
    return customers[event];
  }

  int day(int event) {
    return days[event];
  }

  /** The mood of a comment. */
  Mood mood(int event) {
    return Mood.of(moods[event]);
  }

  /** How many events each day of the month has, first day first. */
  int[] countByDay(SampleMonth month) {
    int[] counts = new int[month.lastDay() - month.firstDay() + 1];
    for (int event = 0; event < size; event++) {
      counts[days[event] - month.firstDay()]++;
    }
    return counts;
  }

  /** The events in the order of days; those of one day in the order in which they were added. */
  int[] byDay(SampleMonth month) {
    if (byDay == null) {
      int[] counts = countByDay(month);
      int[] next = new int[counts.length];
      for (int day = 1; day < counts.length; day++) {
        next[day] = next[day - 1] + counts[day - 1];
      }
      byDay = new int[size];
      for (int event = 0; event < size; event++) {
        byDay[next[days[event] - month.firstDay()]++] = event;
      }
    }
    return byDay;
  }
}
