package org.churnwise.ingest.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.churnwise.ingest.contract.FilterTest.InRange.Bound;

/** Reads the filters of a feed's contract. */
final class RecordFilters {
  private static final String COLUMN = "column";
  private static final String WHOLE_SALE = "whole-sale";
  private static final Map<String, Bound> BOUNDS =
      Map.of(
          "less-than", Bound.LESS_THAN,
          "at-most", Bound.AT_MOST,
          "more-than", Bound.MORE_THAN,
          "at-least", Bound.AT_LEAST);
  private static final Set<String> TESTS = tests();

  private RecordFilters() {}

  private static Set<String> tests() {
    Set<String> tests =
        new HashSet<>(
            Set.of(
                "starts-with", "equals", "not-equals", "one-of", "not-one-of", "matches", "empty"));
    tests.addAll(BOUNDS.keySet());
    return Set.copyOf(tests);
  }

  /** The keys of a filter. */
  static Set<String> keys() {
    Set<String> keys = new HashSet<>(TESTS);
    keys.add(COLUMN);
    return keys;
  }

  /** The records to leave out. */
  static List<RecordFilter> dropped(ContractSection feed, NumberMarks marks) {
    boolean grouped = feed.has("one-sale-per");
    Set<String> known = keys();
    known.add(WHOLE_SALE);
    List<RecordFilter> filters = new ArrayList<>();
    for (ContractSection filter : feed.sections("drop", known)) {
      boolean wholeSale = filter.flag(WHOLE_SALE);
      if (wholeSale && !grouped) {
        throw filter.refused("'whole-sale' needs lines that are grouped by 'one-sale-per'");
      }
      filters.add(new RecordFilter(filter.column(COLUMN), test(filter, marks), wholeSale));
    }
    return filters;
  }

  /** A filter whose section may have other keys beside its own. */
  static RecordFilter filter(ContractSection section, NumberMarks marks) {
    return new RecordFilter(section.column(COLUMN), test(section, marks), false);
  }

  /** The one test of a filter. */
  static FilterTest test(ContractSection filter, NumberMarks marks) {
    List<String> given = filter.keys().stream().filter(TESTS::contains).toList();
    if (given.size() != 1) {
      throw filter.refused(
          "a filter needs 'column' and one of %s; found %s"
              .formatted(String.join(", ", TESTS.stream().sorted().toList()), given));
    }
    String key = given.get(0);
    return switch (key) {
      case "starts-with" -> new FilterTest.StartsWith(filter.text(key));
      case "equals" -> new FilterTest.OneOf(Set.of(filter.text(key)), true);
      case "not-equals" -> new FilterTest.OneOf(Set.of(filter.text(key)), false);
      case "one-of" -> new FilterTest.OneOf(texts(filter, key), true);
      case "not-one-of" -> new FilterTest.OneOf(texts(filter, key), false);
      case "matches" -> new FilterTest.Matches(pattern(filter, key));
      case "empty" -> new FilterTest.Empty(filter.flag(key));
      default ->
          new FilterTest.InRange(new NumberTexts(marks), BOUNDS.get(key), filter.number(key));
    };
  }

  private static Set<String> texts(ContractSection filter, String key) {
    return new HashSet<>(filter.texts(key, List.of()));
  }

  private static Pattern pattern(ContractSection filter, String key) {
    try {
      return Pattern.compile(filter.text(key));
    } catch (PatternSyntaxException e) {
      throw filter.refused(
          "'%s' is not a regular expression: %s".formatted(filter.text(key), e.getDescription()));
    }
  }
}
