package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads numbers by the marks of a contract, strictly: with other marks, or with groups that are not
 * of three digits, a text is no number. Digits are those of ASCII; BigDecimal takes others too.
 */
public final class NumberTexts implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int WIDEST_EXPONENT = 100;

  /** What separates groups of three digits: 1.234 is 1,234 in one country and 1 in another. */
  private static final Pattern AMBIGUOUS = Pattern.compile("[+-]?[1-9][0-9]{0,2}\\.[0-9]{3}");

  private static final String SPACES = " \u00A0\u202F";
  private static final String APOSTROPHES = "'\u2019";

  private final NumberMarks marks;
  private final Pattern plain;
  private final Pattern grouped;
  private final Pattern separator;

  public NumberTexts(NumberMarks marks) {
    this.marks = marks;
    String decimal = Pattern.quote(String.valueOf(marks.decimal()));
    // a number that ends with its mark has been cut
    plain =
        Pattern.compile(
            "[+-]?(?:[0-9]+(?:%1$s[0-9]+)?|%1$s[0-9]+)(?:[eE][+-]?[0-9]+)?".formatted(decimal));
    String thousands = "[" + alternatives(marks.thousands()) + "]";
    separator = Pattern.compile(thousands);
    grouped =
        Pattern.compile(
            "[+-]?[1-9][0-9]{0,2}(%s)[0-9]{3}(?:\\1[0-9]{3})*(?:%s[0-9]+)?"
                .formatted(thousands, decimal));
  }

  /** A shop that groups by spaces or apostrophes may use any of their forms. */
  private static String alternatives(char mark) {
    for (String forms : new String[] {SPACES, APOSTROPHES}) {
      if (forms.indexOf(mark) >= 0) {
        return forms;
      }
    }
    return Pattern.quote(String.valueOf(mark));
  }

  /** Whether a text is a number in two countries, and the contract does not name the mark. */
  public boolean isAmbiguous(String text) {
    return !marks.isDeclared() && AMBIGUOUS.matcher(text.strip()).matches();
  }

  /** Empty for a text that is not a number, and for absurd exponents. */
  public Optional<BigDecimal> read(String text) {
    String number = text.strip();
    if (marks.thousands() != NumberMarks.NONE && grouped.matcher(number).matches()) {
      number = separator.matcher(number).replaceAll("");
    } else if (!plain.matcher(number).matches()) {
      return Optional.empty();
    }
    try {
      BigDecimal read = new BigDecimal(number.replace(marks.decimal(), '.'));
      // 1e-999999999 is a number, but rounding it would take forever
      return Optional.of(read).filter(n -> Math.abs((long) n.scale()) <= WIDEST_EXPONENT);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether a number has no decimals but zeros. */
  public static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }
}
