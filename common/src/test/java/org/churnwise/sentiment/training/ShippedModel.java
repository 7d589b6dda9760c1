package org.churnwise.sentiment.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** The factor of the log odds that the card names. */
  static double slope() {
    Matcher factor =
        Pattern.compile("one factor fitted on held-out sources, ([0-9.]+)[.] ").matcher(card());
    if (!factor.find()) {
      throw new IllegalStateException("card.md names no factor");
    }
    return Double.parseDouble(factor.group(1));
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = SentimentScorer.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
