package org.churnwise.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.churnwise.sentiment.SentimentScorer;
import org.churnwise.testkit.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sentiment} in a process of its own. Texts without a known word have the score 0. */
@Slow
class SentimentCommandTest {
  private static final String ZERO_AND_NOTHING = "   0.0000  12345\n     null  \n";

  @TempDir private Path folder;

  @Test
  void eachTextOfTheCommandLineGetsALine() throws Exception {
    PackedJobs jobs = PackedJobs.runIn(folder);
    Outcome outcome = jobs.run(jobs.churn(List.of("sentiment", "12345", ""))).requireDone();
    assertEquals(ZERO_AND_NOTHING, scores(outcome));
    assertEquals(2, outcome.json().path("counts").path("texts").asInt());
  }

  @Test
  void theScoresAreThoseOfTheScorer() throws Exception {
    PackedJobs jobs = PackedJobs.runIn(folder);
    List<String> command = List.of("sentiment", "--", "I love it", "not good", "-1 star");
    Outcome outcome = jobs.run(jobs.churn(command)).requireDone();
    assertEquals(line("I love it") + line("not good") + line("-1 star"), scores(outcome));
  }

  private static String line(String text) {
    double score = SentimentScorer.sentiment(text);
    return String.format(Locale.ROOT, "  %7.4f  %s%n", score, text);
  }

  @Test
  void withoutATextTheLinesOfStandardInputAreScored() throws Exception {
    Path lines = Files.writeString(folder.resolve("texts.txt"), "12345\n\n");
    PackedJobs jobs = PackedJobs.runIn(folder.resolve("run"));
    ProcessBuilder command = jobs.churn(List.of("sentiment")).redirectInput(lines.toFile());
    assertEquals(ZERO_AND_NOTHING, scores(jobs.run(command).requireDone()));
  }

  private static String scores(Outcome outcome) {
    return outcome.out().substring(0, outcome.out().indexOf('{'));
  }
}
