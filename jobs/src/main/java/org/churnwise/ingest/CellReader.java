package org.churnwise.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;
import org.churnwise.ingest.contract.ColumnRule;
import org.churnwise.ingest.contract.DateTexts;
import org.churnwise.ingest.contract.Feed;

/** Parses a text into a value of a column's type and checks the column's rules. */
final class CellReader {
  private static final int MONEY_DECIMALS = 4;
  private static final BigDecimal MONEY_BOUND = BigDecimal.TEN.pow(14); // decimal(18,4)
  private static final int WIDEST_EXPONENT = 100;

  /**
   * Digits of ASCII only: BigDecimal takes those of any script. A number that ends with its point
   * has been cut.
   */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private final Feed feed;
  private final YearMonth month;
  private final LocalDate asOf;
  private final DateTexts dates;
  private final boolean returns;

  /**
   * A reader of one file's cells.
   *
   * @param returns whether a negative number may be that of a return: the rules then hold for what
   *     it is without its sign
   */
  CellReader(FileTask task, boolean returns) {
    feed = Feed.named(task.contract().feed());
    month = task.month();
    asOf = task.asOf();
    dates = new DateTexts(task.contract().format().dateFormats());
    this.returns = returns;
  }

  /** The value of a text that is not missing. */
  ParsedValue read(ColumnRule rule, String text) {
    return switch (rule.type()) {
      case "string" -> text(rule, text);
      case "boolean" -> truth(text.strip());
      case "date" -> day(rule, text.strip());
      default -> {
        Optional<BigDecimal> number = number(text);
        yield number.isEmpty() ? ParsedValue.bad("not_a_number") : number(rule, number.get());
      }
    };
  }

  /** The product of two texts. */
  ParsedValue product(ColumnRule rule, String left, String right) {
    Optional<BigDecimal> first = number(left);
    Optional<BigDecimal> second = number(right);
    if (first.isEmpty() || second.isEmpty()) {
      return ParsedValue.bad("not_a_number");
    }
    return number(rule, first.get().multiply(second.get()));
  }

  private static ParsedValue text(ColumnRule rule, String text) {
    if (rule.required() && text.isBlank()) {
      return ParsedValue.bad("missing_value");
    }
    String plain = text;
    if (rule.wholeNumber()) {
      Optional<BigDecimal> number = number(text).filter(CellReader::isWhole);
      if (number.isEmpty()) {
        return ParsedValue.bad("not_a_number");
      }
      plain = number.get().setScale(0).toPlainString();
    }
    boolean allowed = rule.values().isEmpty() || rule.values().contains(plain);
    return allowed ? ParsedValue.good(plain) : ParsedValue.bad("not_allowed");
  }

  private static ParsedValue truth(String text) {
    if (text.equalsIgnoreCase("true")) {
      return ParsedValue.good(Boolean.TRUE);
    }
    return text.equalsIgnoreCase("false")
        ? ParsedValue.good(Boolean.FALSE)
        : ParsedValue.bad("not_a_boolean");
  }

  private ParsedValue day(ColumnRule rule, String text) {
    Optional<LocalDate> day = dates.read(text);
    if (day.isEmpty()) {
      return ParsedValue.bad("not_a_date");
    }
    boolean inMonth = month == null || YearMonth.from(day.get()).equals(month);
    if (feed.isDay(rule.target()) && !inMonth) {
      return ParsedValue.bad("outside_month");
    }
    if (day.get().isAfter(asOf)) {
      return ParsedValue.bad("after_as_of");
    }
    return ParsedValue.good(day.get().toString());
  }

  /** Empty for a text that is not a number, and for absurd exponents. */
  private static Optional<BigDecimal> number(String text) {
    String plain = text.strip();
    if (!NUMBER.matcher(plain).matches()) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(plain);
      // 1e-999999999 is a number, but rounding it would take forever
      return Optional.of(number).filter(n -> Math.abs((long) n.scale()) <= WIDEST_EXPONENT);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private ParsedValue number(ColumnRule rule, BigDecimal number) {
    BigDecimal bounded = returns ? number.abs() : number;
    if (rule.notNegative() && bounded.signum() < 0) {
      return ParsedValue.bad("not_negative");
    }
    boolean below = rule.min() != null && bounded.compareTo(rule.min()) < 0;
    boolean above = rule.max() != null && bounded.compareTo(rule.max()) > 0;
    if (below || above || !isMoney(number)) {
      return ParsedValue.bad("out_of_range");
    }
    if (!rule.type().equals("bigint")) {
      return ParsedValue.good(number.setScale(MONEY_DECIMALS, RoundingMode.HALF_UP));
    }
    return isWhole(number)
        ? ParsedValue.good(number.longValueExact())
        : ParsedValue.bad("not_a_number");
  }

  /** Whether a number has the size of an amount of money. */
  static boolean isMoney(BigDecimal number) {
    return number.abs().compareTo(MONEY_BOUND) < 0;
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }
}
