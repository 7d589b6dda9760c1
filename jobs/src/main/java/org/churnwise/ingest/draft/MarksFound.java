package org.churnwise.ingest.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.churnwise.ingest.contract.NumberMarks;
import org.churnwise.ingest.contract.NumberTexts;

/**
 * The marks that the numbers of a sample show.
 *
 * @param point how many numbers have a point before other than three decimals
 * @param comma the same for a comma
 * @param groups how many numbers are grouped by each mark
 * @param sign of the currency that stands at most numbers that have one; empty for none
 */
record MarksFound(long point, long comma, Map<Character, Long> groups, String sign) {
  private static final int FEWEST_TIMES = 3;
  private static final int GROUP = 4; // a mark and three digits
  private static final String SIGNS = "US\\$|CHF|EUR|USD|GBP|INR|Rs\\.?|Fr\\.|kr|zł|\\p{Sc}";
  private static final String SPACES = "[ \u00A0\u202F]*";
  private static final Pattern SIGNED =
      Pattern.compile(
          "[+(-]?%2$s(?<before>%1$s)%2$s[+-]?[0-9][^A-Za-z]*|[+(-]?%2$s[0-9][0-9.,'’ \u00A0\u202F-]*?(?<behind>%1$s)\\)?"
              .formatted(SIGNS, SPACES));
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<whole>[0-9]+|[1-9][0-9]{0,2}(?<mark>[.,'’ \u00A0\u202F])(?:[0-9]{2,3}\\k<mark>)*[0-9]{3})(?<decimals>[.,][0-9]+)?");

  static MarksFound in(List<SampleColumn> columns) {
    List<String> values = columns.stream().flatMap(column -> column.present().stream()).toList();
    String sign = sign(values);
    Map<Character, Long> groups = new HashMap<>();
    long point = 0;
    long comma = 0;
    for (String value : values) {
      Matcher number = NUMBER.matcher(bare(value, sign));
      if (!number.matches()) {
        continue;
      }
      String decimals = number.group("decimals");
      boolean isClear = isClear(number);
      String mark = isClear ? number.group("mark") : decimals.substring(0, 1);
      if (mark != null) {
        groups.merge(simple(mark.charAt(0)), 1L, Long::sum);
      }
      point += isClear && decimals != null && decimals.startsWith(".") ? 1 : 0;
      comma += isClear && decimals != null && decimals.startsWith(",") ? 1 : 0;
    }
    return new MarksFound(point, comma, Map.copyOf(groups), sign);
  }

  private static String sign(List<String> values) {
    Map<String, Long> found = new HashMap<>();
    for (String value : values) {
      Matcher signed = SIGNED.matcher(value);
      if (signed.matches()) {
        String before = signed.group("before");
        found.merge(before == null ? signed.group("behind") : before, 1L, Long::sum);
      }
    }
    return found.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static String bare(String value, String sign) {
    String plain = value.replaceAll("^[+(\u2212-]|[)-]$", "").replace(sign, "");
    return plain.replaceAll("^[-\u00A0\u202F ]+|[-\u00A0\u202F ]+$", "");
  }

  /** Whether it is one number only: 1.234 may have three decimals, or a group. */
  private static boolean isClear(Matcher number) {
    String decimals = number.group("decimals");
    return decimals == null
        || decimals.length() != GROUP
        || number.group("mark") != null
        || number.group("whole").length() >= GROUP
        || number.group("whole").startsWith("0");
  }

  private static char simple(char mark) {
    return switch (mark) {
      case '\u00A0', '\u202F' -> ' ';
      case '’' -> '\'';
      default -> mark;
    };
  }

  /** Whether the numbers show one of the marks; some lines of an export may be bad. */
  boolean areClear() {
    return Math.max(point, comma) > 0
        && Math.max(point, comma) >= FEWEST_TIMES * Math.min(point, comma);
  }

  private char decimal() {
    return areClear() && comma > point ? ',' : '.';
  }

  private char thousands() {
    return groups.entrySet().stream()
        .filter(group -> group.getKey() != decimal())
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(NumberMarks.NONE);
  }

  /** Marks that read the sample: the clear ones, or a point. */
  NumberTexts numbers() {
    return new NumberTexts(new NumberMarks(decimal(), true, thousands(), sign));
  }

  /** The lines of a contract. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (areClear()) {
      lines.add("decimal-mark = \"%s\"".formatted(decimal()));
      if (thousands() != NumberMarks.NONE) {
        lines.add("thousands-mark = \"%s\"".formatted(thousands()));
      }
    } else if (point + comma > 0 || groups.containsKey('.') || groups.containsKey(',')) {
      lines.add(
          "# decimal-mark = \",\"  # not clear: %d numbers have a point, %d a comma; say it, or thousands-mark: without them 1.234 and 1,234 are bad"
              .formatted(point, comma));
    } else if (thousands() == NumberMarks.NONE) {
      lines.add("# decimal-mark = \".\"  # no number has decimals; say it if 1.234 may come");
    } else {
      lines.add("thousands-mark = \"%s\"  # no number has decimals".formatted(thousands()));
    }
    if (!sign.isEmpty()) {
      lines.add("currency-sign = \"%s\"".formatted(sign));
    }
    return lines;
  }
}
