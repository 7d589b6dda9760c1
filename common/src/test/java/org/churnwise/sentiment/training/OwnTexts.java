package org.churnwise.sentiment.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Texts written for this project, beside the class or at an absolute resource path. */
final class OwnTexts {
  private OwnTexts() {}

  /** The sentences without a mood that training sees. */
  static List<String> neutral() {
    return lines("neutral.txt");
  }

  /** The sentences without a mood that no training sees, but some decisions about it did. */
  static List<String> neutralHeldOut() {
    return lines("/org/churnwise/sentiment/neutral_held_out.txt");
  }

  /** The sentences without a mood that nothing but the final judgement sees. */
  static List<String> neutralFresh() {
    return lines("/org/churnwise/sentiment/neutral_fresh.txt");
  }

  static List<String> lines(String resource) {
    try (InputStream in = OwnTexts.class.getResourceAsStream(resource)) {
      Objects.requireNonNull(in, resource);
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
