package org.churnwise.sentiment.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.churnwise.sentiment.SentimentScorer;

/** Prints how long the model takes to load, and how many texts one thread scores in a second. */
public final class SentimentSpeed {
  private static final int ROUNDS = 5;
  private static final int TEXTS = 300_000;

  private SentimentSpeed() {}

  /** The argument is a file with one text a line. */
  public static void main(String[] args) throws IOException {
    List<String> texts =
        Files.readAllLines(Path.of(args[0])).stream().filter(line -> !line.isBlank()).toList();
    long started = System.nanoTime();
    SentimentScorer scorer = SentimentScorer.load();
    System.out.printf(Locale.ROOT, "loaded in %.0f ms%n", (System.nanoTime() - started) / 1e6);
    for (int round = 1; round <= ROUNDS; round++) {
      started = System.nanoTime();
      double sum = 0;
      for (int i = 0; i < TEXTS; i++) {
        sum += scorer.score(texts.get(i % texts.size()));
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      System.out.printf(
          Locale.ROOT, "%,.0f texts/s (mean score %.3f)%n", TEXTS / seconds, sum / TEXTS);
    }
  }
}
