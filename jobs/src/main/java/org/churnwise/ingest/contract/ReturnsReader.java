package org.churnwise.ingest.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads which records of sales a contract takes for returns. */
final class ReturnsReader {
  static final String KEY = "returns";
  private static final String NEGATIVE = "negative";
  private static final String VOID = "void";

  private ReturnsReader() {}

  /**
   * The returns of a feed.
   *
   * @param columns those of the feed
   */
  static Returns read(ContractSection section, Feed feed, List<ColumnRule> columns) {
    if (feed != Feed.SALES) {
      if (section.has(KEY)) {
        throw section.refused("'" + KEY + "' is only for sales");
      }
      return Returns.NONE;
    }
    ColumnRule refunded = ColumnRules.refunded(section);
    if (!section.has(KEY) || !section.isList(KEY)) {
      return checked(section, new Returns(section.flag(KEY), List.of(), refunded), columns);
    }
    NumberMarks numbers = FileFormats.numbers(section);
    boolean negative = false;
    List<Returns.Mark> marks = new ArrayList<>();
    for (ContractSection entry : section.sections(KEY, known())) {
      if (entry.has(NEGATIVE)) {
        negative |= onlyNegative(entry);
      } else {
        marks.add(new Returns.Mark(RecordFilters.filter(entry, numbers), entry.flag(VOID)));
      }
    }
    return checked(section, new Returns(negative, marks, refunded), columns);
  }

  private static Set<String> known() {
    Set<String> known = RecordFilters.keys();
    known.add(NEGATIVE);
    known.add(VOID);
    return known;
  }

  private static boolean onlyNegative(ContractSection entry) {
    if (entry.keys().size() != 1 || !entry.flag(NEGATIVE)) {
      throw entry.refused("'negative' stands alone, and can only be true");
    }
    return true;
  }

  private static Returns checked(
      ContractSection section, Returns returns, List<ColumnRule> columns) {
    for (ColumnRule column : columns) {
      if (returns.negative() && column.numbers().notNegative()) {
        throw section.refused(
            "negative numbers are returns, and 'columns.%s' is not-negative; remove one of the two"
                .formatted(column.target()));
      }
    }
    ColumnRule refunded = returns.refunded();
    if (refunded != null && refunded.repeats() && !section.has("one-sale-per")) {
      throw section.refused("'repeats' needs lines that are grouped by 'one-sale-per'");
    }
    return returns;
  }
}
