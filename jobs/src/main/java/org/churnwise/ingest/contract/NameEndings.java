package org.churnwise.ingest.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the names that a pattern matches can end, read from its text as far as that is plain. */
final class NameEndings {
  private static final Pattern QUOTED = Pattern.compile("\\\\Q(.*?)\\\\E");
  private static final Pattern CLASS_OF_ONE = Pattern.compile("\\[\\\\?([^\\]^])]");
  private static final Pattern CLASS_OF_A_LETTER = Pattern.compile("\\[([a-z])([A-Z])]");
  private static final Pattern CLASS_OF_A_CAPITAL = Pattern.compile("\\[([A-Z])([a-z])]");

  /** A group without others in it at the end, and whether it may be absent. */
  private static final Pattern LAST_GROUP =
      Pattern.compile("^(.*)\\((?:\\?:)?([^()]*)\\)(\\??)$", Pattern.DOTALL);

  /** A character at the end that may be absent. */
  private static final Pattern LAST_OPTION = Pattern.compile("^(.*)([^)])\\?$", Pattern.DOTALL);

  private NameEndings() {}

  /** One text for each alternative at the end of a pattern; what stands before it is left as is. */
  static List<String> of(Pattern names) {
    String text = QUOTED.matcher(names.pattern()).replaceAll("$1");
    text = CLASS_OF_ONE.matcher(text).replaceAll("$1");
    text = oneCase(CLASS_OF_A_CAPITAL, oneCase(CLASS_OF_A_LETTER, text));
    List<String> endings = new ArrayList<>();
    add(text.replace("\\", "").replaceFirst("\\$$", ""), endings);
    return endings;
  }

  /** [jJ] is a j. */
  private static String oneCase(Pattern both, String text) {
    return both.matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1).equalsIgnoreCase(found.group(2))
                        ? found.group(1)
                        : found.group()));
  }

  private static void add(String text, List<String> endings) {
    Matcher group = LAST_GROUP.matcher(text);
    Matcher option = LAST_OPTION.matcher(text);
    if (group.matches()) {
      Stream.of(group.group(2).split("\\|", -1)).forEach(end -> add(group.group(1) + end, endings));
      if (!group.group(3).isEmpty()) {
        add(group.group(1), endings);
      }
    } else if (option.matches()) {
      add(option.group(1) + option.group(2), endings);
      add(option.group(1), endings);
    } else {
      endings.addAll(alternatives(text));
    }
  }

  /** The parts between bars that stand in no group. */
  private static List<String> alternatives(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      depth += one == '(' ? 1 : one == ')' ? -1 : 0;
      if (one == '|' && depth == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }
}
