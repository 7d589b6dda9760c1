package org.churnwise.config;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.churnwise.config.AllowedValue.WholeNumber;

/** Numbers of days, separated by commas, each from 1 to 3650. Sorted; empty for none. */
record DayNumbers() implements AllowedValue {
  private static final WholeNumber DAYS = new WholeNumber(1, 3650);

  @Override
  public String canonical(String text) throws Refused {
    TreeSet<Integer> days = new TreeSet<>();
    for (String part : Words.of(text)) {
      try {
        days.add(Integer.valueOf(DAYS.canonical(part)));
      } catch (Refused e) {
        throw new Refused(
            "is not a list of days, separated by commas: '" + part + "' " + e.getMessage());
      }
    }
    return days.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** The numbers of a canonical text. */
  static List<Integer> of(String canonical) {
    List<Integer> days = new ArrayList<>();
    Words.of(canonical).forEach(day -> days.add(Integer.valueOf(day)));
    return List.copyOf(days);
  }
}
