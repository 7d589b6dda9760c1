package org.churnwise.inspection;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Commands;
import org.churnwise.cli.Console;
import org.churnwise.cli.Version;
import org.churnwise.sentiment.SentimentScorer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentiment}: scores texts as the embedded warehouse does; reads no table. */
@Command(
    name = "sentiment",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Print the sentiment of English texts, from -1 (negative) to 1 (positive). Without a text, scores the lines of standard input.")
public final class SentimentCommand implements Callable<Integer> {
  private static final int DIGITS = 4;
  private static final String WIDEST = "-0.0000";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "TEXT",
      description = "A text, in quotes. One that starts with '-' needs -- before it.")
  private List<String> texts = new ArrayList<>();

  public static void main(String[] args) {
    CommandLines.main(new SentimentCommand(), args);
  }

  @Override
  public Integer call() {
    return Commands.run(spec, false, this::score);
  }

  private SentimentCounts score(Console console) {
    SentimentScorer scorer = SentimentScorer.load();
    long scored =
        (texts.isEmpty() ? standardInput() : texts.stream())
            .peek(text -> console.line("  " + shown(scorer.score(text)) + "  " + text))
            .mapToLong(text -> 1)
            .sum();
    return new SentimentCounts(scored);
  }

  private static Stream<String> standardInput() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).lines();
  }

  private static String shown(Double score) {
    String number = score == null ? "null" : Console.number(score, DIGITS);
    return " ".repeat(WIDEST.length() - number.length()) + number;
  }

  /** How many texts were scored. */
  record SentimentCounts(long texts) {}
}
