package org.churnwise.sentiment.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.churnwise.sentiment.SentimentScorer;

/** The files beside the scorer. */
final class ShippedModel {
  private ShippedModel() {}

  static String text() {
    return new String(bytes("model.txt"), StandardCharsets.UTF_8);
  }

  static byte[] bytes() {
    return bytes("model.txt");
  }

  /** The card, with each run of blanks as one. */
  static String card() {
    return new String(bytes("card.md"), StandardCharsets.UTF_8).replaceAll("[ \n]+", " ");
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = SentimentScorer.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
