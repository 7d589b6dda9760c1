package org.churnwise.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command lines of the launcher that a page shows, cut as a shell cuts them. */
final class CommandLineTexts {
  private static final Pattern COMMAND = Pattern.compile("submit/churn (.*)");
  private static final Pattern LOOP = Pattern.compile("for stage in ([a-z ]+); do");
  private static final Pattern STAGE = Pattern.compile("\"?\\$stage\"?");
  private static final Pattern MONTH = Pattern.compile("\"?\\$month\"?");
  private static final Pattern WORD =
      Pattern.compile("\\s*(#.*|[|;&<>()].*|(?:'[^']*'|\"[^\"]*\"|[^\\s'\"|;&<>()])+)");

  private CommandLineTexts() {}

  /** The words behind {@code submit/churn}, of every command line of a page. */
  static List<List<String>> of(Page page) {
    return Stream.concat(page.blocks().stream(), page.spans().stream())
        .flatMap(code -> withStages(code).stream())
        .flatMap(code -> COMMAND.matcher(code).results())
        .map(found -> words(found.group(1)))
        .filter(words -> !words.isEmpty() && !words.get(0).equals("COMMAND"))
        .toList();
  }

  /** A loop over stages, once for each of them. */
  private static List<String> withStages(String code) {
    String months = MONTH.matcher(code).replaceAll("2025-06");
    Matcher loop = LOOP.matcher(months);
    return loop.find()
        ? Stream.of(loop.group(1).split(" "))
            .map(stage -> STAGE.matcher(months).replaceAll(stage))
            .toList()
        : List.of(months);
  }

  /** The words up to a comment, a pipe or the next command; three dots stand for any options. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.lookingAt()) {
      String found = word.group(1);
      if ("#|;&<>()".indexOf(found.charAt(0)) >= 0) {
        break;
      }
      if (!found.equals("...")) {
        words.add(found.replaceAll("['\"]", ""));
      }
      word.region(word.end(), text.length());
    }
    return words;
  }
}
