package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers by the marks of a contract, strictly: with other marks, or with groups that are not
 * of three digits, a text is no number. In India groups before the last are of two. Digits are
 * those of ASCII; BigDecimal takes others too. 12- and (12), as accountants write them, are -12.
 */
public final class NumberTexts implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int WIDEST_EXPONENT = 100;

  /** What separates groups of three digits: 1.234 is 1,234 in one country and 1 in another. */
  private static final Pattern AMBIGUOUS = Pattern.compile("[+-]?[1-9][0-9]{0,2}\\.[0-9]{3}");

  private static final Pattern SURROUNDING =
      Pattern.compile("^[\\s\u00A0\u202F]+|[\\s\u00A0\u202F]+$");
  private static final Pattern TRAILING_MINUS = Pattern.compile("([0-9].*)-$");
  private static final char MINUS = '\u2212';
  private static final String SPACES = " \u00A0\u202F";
  private static final String INDIAN = "|[0-9]?,(?:[0-9]{2},)+";
  private static final String APOSTROPHES = "'\u2019";

  private final NumberMarks marks;
  private final Pattern plain;
  private final Pattern grouped;
  private final Pattern separator;
  private final Pattern signed;

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
            "[+-]?[1-9](?:[0-9]{0,2}(%s)(?:[0-9]{3}\\1)*%s)[0-9]{3}(?:%s[0-9]+)?"
                .formatted(thousands, marks.thousands() == ',' ? INDIAN : "", decimal));
    String sign = Pattern.quote(marks.currencySign());
    signed =
        Pattern.compile(
            "([+-]?)%2$s%1$s%2$s(.+)|(.+?)%2$s%1$s(-?)".formatted(sign, "[" + SPACES + "]*"));
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
    return !marks.isDeclared() && AMBIGUOUS.matcher(bare(text)).matches();
  }

  private static boolean isDigit(String text, int place) {
    return place >= 0
        && place < text.length()
        && text.charAt(place) >= '0'
        && text.charAt(place) <= '9';
  }

  /** The number without what stands around it, its sign in front. */
  private String bare(String text) {
    if (isDigit(text, 0) && isDigit(text, text.length() - 1)) {
      return text;
    }
    String number = SURROUNDING.matcher(text).replaceAll("").replace(MINUS, '-');
    if (number.startsWith("(") && number.endsWith(")") && !number.contains("-")) {
      number = '-' + bare(number.substring(1, number.length() - 1));
    }
    Matcher parts = signed.matcher(number);
    if (!marks.currencySign().isEmpty() && parts.matches()) {
      number =
          parts.group(2) == null
              ? parts.group(3) + parts.group(4)
              : parts.group(1) + parts.group(2);
    }
    return TRAILING_MINUS.matcher(number).replaceFirst("-$1");
  }

  /** Empty for a text that is not a number, and for absurd exponents. */
  public Optional<BigDecimal> read(String text) {
    String number = bare(text);
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
