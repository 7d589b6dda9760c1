package org.churnwise.ingest;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * A contract by chance for a file of {@link RandomLines}, whose keys are those that SQL knows. It
 * is never refused.
 */
final class RandomContract {
  private static final YearMonth MONTH = YearMonth.of(2025, 3);

  /** A contract must say of sales, whatever else it is about. */
  private static final String OTHER_SALES =
      """
      feeds.sales {
        files = [ { name = none } ]
        columns { transaction_id.from = 1, customer_id.from = 2, transaction_date.from = 3, total_amount.from = 4 }
      }
      """;

  private final Chance chance;
  private final String feed;
  private final boolean hasHeader;
  private final boolean hasQuotes;
  private final String delimiter;
  private final YearMonth month;
  private final boolean areNegativesReturns;
  private final List<String> missing;
  private final RandomRules rules;
  private final String text;

  RandomContract(Chance chance) {
    this.chance = chance;
    feed = chance.one("sales", "sales", "sales", "sales", "customers", "feedback");
    hasHeader = chance.is(0.6);
    hasQuotes = chance.is(0.85);
    delimiter = chance.one(",", ";", "|");
    month = chance.is(0.3) ? MONTH : null;
    areNegativesReturns = isOfSales() && chance.is(0.3);
    missing = chance.is(0.75) ? missing() : List.of("");
    rules = new RandomRules(chance, hasHeader, areNegativesReturns, missing);
    text = draw();
  }

  /** Of the file: sales, customers or feedback. */
  String feed() {
    return feed;
  }

  private boolean isOfSales() {
    return feed.equals("sales");
  }

  boolean hasHeader() {
    return hasHeader;
  }

  boolean hasQuotes() {
    return hasQuotes;
  }

  String delimiter() {
    return delimiter;
  }

  /** That all days of the file must lie in, or null. */
  YearMonth month() {
    return month;
  }

  /** What it says of the values of a column of the file. */
  List<String> words(String column) {
    return rules.words(column);
  }

  /** In HOCON. */
  String text() {
    return text;
  }

  private List<String> missing() {
    List<String> words = chance.some(4, RandomLines.NOTHING);
    return chance.is(0.1) ? List.of() : chance.with(0.9, "", words);
  }

  private String draw() {
    List<String> keys = format();
    if (isOfSales()) {
      keys.addAll(returns());
      keys.addAll(currency());
    }
    if (chance.is(0.3)) {
      keys.add("drop = " + chance.some(2, () -> rules.filter("")));
    }
    return "feeds.%s {\n  %s\n  columns {\n    %s\n  }\n}\n%s"
        .formatted(
            feed,
            String.join("\n  ", keys),
            String.join("\n    ", columns()),
            isOfSales() ? "" : OTHER_SALES);
  }

  private List<String> format() {
    List<String> keys = new ArrayList<>();
    keys.add("files = [ { name = \".*\" } ]");
    keys.add("header = " + hasHeader);
    keys.add("delimiter = \"" + delimiter + "\"");
    keys.add("missing = " + RandomRules.list(missing));
    if (!hasHeader) {
      keys.add("column-count = " + RandomLines.COLUMNS.size());
    }
    if (!hasQuotes) {
      keys.add("quote = \"\"");
    }
    if (chance.is(0.5)) {
      keys.add("decimal-mark = \".\"");
    }
    return keys;
  }

  private List<String> returns() {
    List<String> marks = new ArrayList<>();
    if (chance.is(0.6)) {
      marks.addAll(chance.some(3, () -> rules.filter(chance.one("", ", void = true"))));
    }
    if (areNegativesReturns) {
      marks.add("{ negative = true }");
    }
    return marks.isEmpty() ? List.of() : List.of("returns = " + marks);
  }

  private List<String> currency() {
    return chance.is(0.3)
        ? List.of(
            "currency { from = " + rules.ref("money") + chance.one(" }", ", constant = EUR }"))
        : List.of();
  }

  private List<String> columns() {
    return switch (feed) {
      case "sales" -> sales();
      case "customers" -> customers();
      default -> feedback();
    };
  }

  private List<String> sales() {
    List<String> columns = new ArrayList<>();
    columns.add("transaction_id " + rules.id("id"));
    columns.add("customer_id " + rules.id("client"));
    columns.add("transaction_date " + rules.day("day"));
    columns.add("total_amount " + rules.money("price", "pieces"));
    addSome(
        columns,
        "discount_applied " + rules.truth("offer"),
        "num_items " + rules.pieces("pieces", "back"),
        "payment_method " + rules.word("paid"),
        "refunded_amount " + rules.money("back", "price"));
    return columns;
  }

  private List<String> customers() {
    List<String> columns = new ArrayList<>();
    columns.add("customer_id " + rules.id("client"));
    addSome(
        columns,
        "age " + rules.pieces("pieces", "back"),
        "customer_segment " + rules.word("state"),
        "gender " + rules.word("paid"),
        "location " + rules.word("town"),
        "signup_date " + rules.day("since"),
        "valid_from " + rules.day("day"));
    return columns;
  }

  private List<String> feedback() {
    List<String> columns = new ArrayList<>();
    columns.add("feedback_id " + rules.id("id"));
    columns.add("customer_id " + rules.id("client"));
    columns.add("chat_date " + rules.day("day"));
    columns.add("comment " + rules.word("note"));
    addSome(columns, "internal_id " + rules.word("town"));
    return columns;
  }

  private void addSome(List<String> columns, String... optional) {
    for (String column : optional) {
      if (chance.is(0.7)) {
        columns.add(column);
      }
    }
  }
}
