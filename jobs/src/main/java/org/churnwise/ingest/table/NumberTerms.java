package org.churnwise.ingest.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.churnwise.ingest.contract.ColumnRule;
import org.churnwise.ingest.contract.NumberMarks;
import org.churnwise.ingest.contract.NumberRule;
import org.churnwise.ingest.table.SourceFields.Field;

/**
 * Numbers as SQL, exact as far as it calls them good: decimals of limited width, which both
 * warehouses multiply and round alike. What is wider, or stands on the edge of a rounding, is left
 * to the rules in Java.
 *
 * @param marks how texts write numbers
 * @param isReturn whether a record is one of money that goes back, as SQL; then its sign is none
 * @param readings of texts
 */
record NumberTerms(NumberMarks marks, String isReturn, Readings readings) {
  private static final String WIDE = "decimal(26,8)";
  private static final String FACTOR = "decimal(16,4)";
  private static final String MONEY = "decimal(18,4)";

  /**
   * A number and whether it is exact.
   *
   * @param isFinal whether it needs no scale, and where it holds is in the range and of the kind of
   *     its column
   */
  private record Exact(String value, String holds, boolean isFinal) {
    Exact(String value, String holds) {
      this(value, holds, false);
    }
  }

  /** A column of a table, or a text. */
  Term of(ColumnRule rule, Field field) {
    Exact number =
        switch (field.kind()) {
          case WHOLE, DECIMAL -> exact(field, WIDE, "99999999999999");
          case DOUBLE -> approximate(rule, field);
          case TEXT -> ofText(rule, field.text());
          default -> new Exact("cast(null as " + WIDE + ")", "1 = 0");
        };
    boolean cut = rule.numbers().countsParts() && !isWhole(field);
    return inRange(rule, cut ? new Exact(number.value(), "1 = 0") : number);
  }

  /** Texts are cut by their own pattern. */
  private static boolean isWhole(Field field) {
    return switch (field.kind()) {
      case WHOLE, TEXT -> true;
      default -> false;
    };
  }

  /** A text that is in no column as it stands. */
  Term read(ColumnRule rule, String text) {
    return inRange(rule, ofText(rule, text));
  }

  Term product(ColumnRule rule, Field left, Field right) {
    Exact one = factor(left);
    Exact other = factor(right);
    // Of two narrow decimals DuckDB makes one of 18 digits, and fails where they are too few.
    String product = "(cast(%s as decimal(20,4)) * %s)".formatted(one.value(), other.value());
    return inRange(
        rule,
        new Exact(bounded(product, WIDE, "99999999999999"), one.holds() + " and " + other.holds()));
  }

  private Exact factor(Field field) {
    return switch (field.kind()) {
      case WHOLE, DECIMAL -> exact(field, FACTOR, "999999999999");
      case DOUBLE -> exactDouble(field, FACTOR, "99999999999");
      case TEXT -> {
        String text = field.text();
        yield new Exact(
            readings.of("try_cast(%s as %s)".formatted(text, FACTOR)),
            matches(text, "{1,12}", "[0-9]"));
      }
      default -> new Exact("cast(null as " + FACTOR + ")", "1 = 0");
    };
  }

  private static Exact exact(Field field, String type, String bound) {
    String value = bounded(field.alias(), type, bound);
    return new Exact(value, "%s = %s".formatted(value, field.alias()));
  }

  private static Exact exactDouble(Field field, String type, String bound) {
    String value = bounded(field.alias(), type, bound);
    return new Exact(value, "cast(%s as double) = %s".formatted(value, field.alias()));
  }

  private static String bounded(String column, String type, String bound) {
    return "cast(iff(%1$s between -%2$s and %2$s, %1$s, null) as %3$s)"
        .formatted(column, bound, type);
  }

  /** Also one that is not exact, where nothing but its rounding counts and is not in doubt. */
  private static Exact approximate(ColumnRule rule, Field field) {
    Exact exact = exactDouble(field, WIDE, "10000000");
    NumberRule limits = rule.numbers();
    boolean rounds =
        rule.type().startsWith("decimal")
            && limits.scale().compareTo(BigDecimal.ONE) == 0
            && limits.min() == null
            && limits.max() == null;
    if (!rounds) {
      return exact;
    }
    String ten = "abs(%s) * 10000".formatted(field.alias());
    return new Exact(
        exact.value(),
        "(%1$s or (abs(%2$s) between 0.001 and 10000000 and abs(%3$s - floor(%3$s) - 0.5) > 0.001))"
            .formatted(exact.holds(), field.alias(), ten));
  }

  /**
   * Only one that is written without blanks, and in a type of 64 bits: what a wider one costs,
   * DuckDB would spend on every row.
   */
  private Exact ofText(ColumnRule rule, String text) {
    boolean isScaled = isScaled(rule);
    String decimal = isInteger(rule) && !isScaled ? "0" : "[0-9]";
    return new Exact(
        readings.of("try_cast(%s as %s)".formatted(text, MONEY)),
        rule.numbers().countsParts()
            ? "regexp_like(%s, '^-?[0-9]{1,13}$')".formatted(text)
            : matches(text, "{1,13}", decimal),
        !isScaled);
  }

  private static boolean isScaled(ColumnRule rule) {
    return rule.numbers().scale().compareTo(BigDecimal.ONE) != 0;
  }

  private static boolean isInteger(ColumnRule rule) {
    return rule.type().equals("bigint");
  }

  /** Three decimals may be thousands, unless the contract names the mark. */
  private String matches(String text, String digits, String decimal) {
    String decimals = (marks.isDeclared() ? "%s{1,4}" : "(%1$s{1,2}|%1$s{4})").formatted(decimal);
    return "regexp_like(%s, '^-?[0-9]%s([.]%s)?$')".formatted(text, digits, decimals);
  }

  private Term inRange(ColumnRule rule, Exact number) {
    NumberRule limits = rule.numbers();
    String scaled =
        isScaled(rule)
            ? "(cast(%s as %s) * %s)".formatted(number.value(), WIDE, factor(limits.scale()))
            : number.value();
    String bounded = isReturn.equals("1 = 1") ? "abs(" + scaled + ")" : signed(scaled);
    List<String> conditions = new ArrayList<>();
    conditions.add(number.holds());
    if (!number.isFinal()) {
      conditions.add("%s between -99999999999999 and 99999999999999".formatted(scaled));
    }
    if (limits.notNegative()) {
      conditions.add(bounded + " >= 0");
    }
    if (limits.min() != null) {
      conditions.add(bounded + " >= " + limits.min().toPlainString());
    }
    if (limits.max() != null) {
      conditions.add(bounded + " <= " + limits.max().toPlainString());
    }
    if (isInteger(rule) && !number.isFinal()) {
      conditions.add("round(%1$s, 0) = %1$s".formatted(scaled));
    }
    return new Term(
        number.isFinal() ? asColumn(rule, scaled) : rounded(rule, scaled),
        String.join(" and ", conditions));
  }

  private static String rounded(ColumnRule rule, String number) {
    String inRange =
        "iff(%1$s between -99999999999999 and 99999999999999, %1$s, null)".formatted(number);
    return isInteger(rule)
        ? asColumn(rule, "round(" + inRange + ", 0)")
        : "cast(round(%s, 4) as %s)".formatted(inRange, MONEY);
  }

  /** Money is of the type of its column. */
  private static String asColumn(ColumnRule rule, String number) {
    return isInteger(rule) ? "cast(%s as bigint)".formatted(number) : number;
  }

  private String signed(String number) {
    return isReturn.equals("1 = 0")
        ? number
        : "iff(%s, abs(%2$s), %2$s)".formatted(isReturn, number);
  }

  private static String factor(BigDecimal scale) {
    BigDecimal plain = scale.stripTrailingZeros();
    return plain.scale() > 0
        ? plain.toPlainString()
        : "cast(%s as decimal(10,0))".formatted(plain.toPlainString());
  }
}
