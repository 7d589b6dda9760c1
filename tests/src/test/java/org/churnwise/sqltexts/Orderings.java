package org.churnwise.sqltexts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sort keys behind every {@code order by} of a statement. */
final class Orderings {
  private static final Pattern ORDER_BY = Pattern.compile("\\border\\s+by\\s+");
  private static final Pattern END = Pattern.compile("\\b(rows|range|limit|qualify|union)\\b");

  private Orderings() {}

  static List<String> keys(String code) {
    List<String> keys = new ArrayList<>();
    Matcher matcher = ORDER_BY.matcher(code);
    while (matcher.find()) {
      keys.addAll(keysFrom(code.substring(matcher.end())));
    }
    return keys;
  }

  private static List<String> keysFrom(String rest) {
    List<String> keys = new ArrayList<>();
    int depth = 0;
    int start = 0;
    int end = endOf(rest);
    for (int i = 0; i < end; i++) {
      char at = rest.charAt(i);
      depth += at == '(' ? 1 : at == ')' ? -1 : 0;
      if (at == ',' && depth == 0) {
        keys.add(rest.substring(start, i).strip());
        start = i + 1;
      }
    }
    keys.add(rest.substring(start, end).strip());
    return keys;
  }

  /** Where the enclosing parenthesis closes, or the next clause begins. */
  private static int endOf(String rest) {
    int depth = 0;
    int closed = rest.length();
    for (int i = 0; i < rest.length() && closed == rest.length(); i++) {
      depth += rest.charAt(i) == '(' ? 1 : rest.charAt(i) == ')' ? -1 : 0;
      closed = depth < 0 ? i : closed;
    }
    Matcher clause = END.matcher(rest).region(0, closed);
    return clause.find() ? clause.start() : closed;
  }
}
