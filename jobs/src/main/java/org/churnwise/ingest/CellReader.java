package org.churnwise.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.churnwise.ingest.contract.ColumnRule;
import org.churnwise.ingest.contract.DateTexts;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FileFormat;
import org.churnwise.ingest.contract.NumberRule;
import org.churnwise.ingest.contract.NumberTexts;
import org.churnwise.ingest.csv.Characters;

/** Parses a text into a value of a column's type and checks the column's rules. */
final class CellReader {
  private static final int MONEY_DECIMALS = 4;
  private static final BigDecimal MONEY_BOUND = BigDecimal.TEN.pow(14); // decimal(18,4)

  /** A text with what is no character. */
  static final String NOT_A_TEXT = "not_a_text";

  static final String NOT_A_NUMBER = "not_a_number";

  /** 19.99, where the contract says that the file counts cents. */
  static final String NOT_WHOLE_PARTS = "not_whole_parts";

  /** A day that has not come yet on the run's day. */
  static final String TOO_EARLY = "after_as_of";

  /** 1.234, where the contract does not say whether a point separates decimals or thousands. */
  static final String AMBIGUOUS = "ambiguous_number";

  private static final List<String> ISO =
      List.of("yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssX", "yyyy-MM-dd'T'HH:mm:ss");

  private final Feed feed;
  private final YearMonth month;
  private final LocalDate asOf;
  private final DateTexts dates;
  private final DateTexts typedDates;
  private final NumberTexts numbers;
  private final Pattern saved;
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
    FileFormat format = task.contract().format();
    dates = new DateTexts(format.dates());
    typedDates = new DateTexts(format.dates().with(ISO));
    numbers = new NumberTexts(format.numbers());
    saved = Pattern.compile("(-?[0-9]+)(?:[%s]0+)?".formatted(format.numbers().decimal()));
    this.returns = returns;
  }

  /** The value of a text that is not missing, as {@code TextRule} leaves it. */
  ParsedValue read(ColumnRule rule, String text) {
    return switch (rule.type()) {
      case "string" -> text(rule, text);
      case "boolean" ->
          rule.truth()
              .read(text.strip())
              .map(ParsedValue::good)
              .orElse(ParsedValue.bad("not_a_boolean"));
      case "date" -> day(rule, dates.read(text.strip()), dates.readTime(text.strip()));
      default -> number(rule, text);
    };
  }

  /** The product of two texts. */
  ParsedValue product(ColumnRule rule, String left, String right) {
    if (numbers.isAmbiguous(left) || numbers.isAmbiguous(right)) {
      return ParsedValue.bad(AMBIGUOUS);
    }
    Optional<BigDecimal> first = numbers.read(left);
    Optional<BigDecimal> second = numbers.read(right);
    if (first.isEmpty() || second.isEmpty()) {
      return ParsedValue.bad(NOT_A_NUMBER);
    }
    return inRange(rule, first.get().multiply(second.get()));
  }

  private ParsedValue text(ColumnRule rule, String text) {
    if (rule.required() && text.isBlank()) {
      return ParsedValue.bad("missing_value");
    }
    String plain = text;
    if (!Characters.isText(text)) {
      return ParsedValue.bad(NOT_A_TEXT);
    }
    if (rule.texts().wholeNumber()) {
      Matcher number = saved.matcher(text.strip());
      if (!number.matches()) {
        return ParsedValue.bad(NOT_A_NUMBER);
      }
      plain = number.group(1);
    }
    Set<String> allowed = rule.texts().allowed();
    return allowed.isEmpty() || allowed.contains(plain)
        ? ParsedValue.good(plain)
        : ParsedValue.bad("not_allowed");
  }

  /** A day that is no text: as ISO 8601 has it, or as the contract does. */
  ParsedValue typedDay(ColumnRule rule, String text) {
    DateTexts texts = typedDates.read(text).isPresent() ? typedDates : dates;
    return day(rule, texts.read(text), texts.readTime(text));
  }

  private ParsedValue day(ColumnRule rule, Optional<LocalDate> day, Optional<LocalTime> time) {
    if (day.isEmpty()) {
      return ParsedValue.bad("not_a_date");
    }
    List<String> broken = new ArrayList<>();
    boolean inMonth = month == null || YearMonth.from(day.get()).equals(month);
    if (feed.isDay(rule.target()) && !inMonth) {
      broken.add("outside_month");
    }
    boolean isEarly = day.get().isAfter(asOf);
    if (isEarly) {
      broken.add(TOO_EARLY);
    }
    return broken.isEmpty()
        ? ParsedValue.day(day.get(), time)
        : ParsedValue.badDay(broken, isEarly ? day.get() : null);
  }

  private ParsedValue number(ColumnRule rule, String text) {
    if (numbers.isAmbiguous(text)) {
      return ParsedValue.bad(AMBIGUOUS);
    }
    Optional<BigDecimal> number = numbers.read(text);
    // 5.00 cents are more likely 5 of the unit; 5.0 is a whole number that was saved as a decimal
    boolean cutParts =
        rule.numbers().countsParts()
            && number.map(n -> n.scale() > 1 || !NumberTexts.isWhole(n)).orElse(false);
    if (number.isEmpty()) {
      return ParsedValue.bad(NOT_A_NUMBER);
    }
    return cutParts ? ParsedValue.bad(NOT_WHOLE_PARTS) : inRange(rule, number.get());
  }

  private ParsedValue inRange(ColumnRule rule, BigDecimal unscaled) {
    NumberRule limits = rule.numbers();
    BigDecimal number = unscaled.multiply(limits.scale());
    BigDecimal bounded = returns ? number.abs() : number;
    if (limits.notNegative() && bounded.signum() < 0) {
      return ParsedValue.bad("not_negative");
    }
    boolean below = limits.min() != null && bounded.compareTo(limits.min()) < 0;
    boolean above = limits.max() != null && bounded.compareTo(limits.max()) > 0;
    if (below || above || !isMoney(number)) {
      return ParsedValue.bad("out_of_range");
    }
    if (!rule.type().equals("bigint")) {
      return ParsedValue.good(number.setScale(MONEY_DECIMALS, RoundingMode.HALF_UP));
    }
    return NumberTexts.isWhole(number)
        ? ParsedValue.good(number.longValueExact())
        : ParsedValue.bad(NOT_A_NUMBER);
  }

  /** Whether a number has the size of an amount of money. */
  static boolean isMoney(BigDecimal number) {
    return number.abs().compareTo(MONEY_BOUND) < 0;
  }
}
