package org.churnwise.config;

import java.util.Optional;

/**
 * How comments are scored.
 *
 * @param function that scores them; empty for the one that has scored those before, or else for one
 *     that the warehouse has
 * @param chunkRows texts that one statement scores at most
 * @param maxCharacters of a comment that are sent; the rest is cut off
 */
public record SentimentSettings(
    Optional<SentimentFunction> function, int chunkRows, int maxCharacters) {
  static final String AUTO = "auto";

  public SentimentSettings {
    SettingKey.SENTIMENT_FUNCTION.require(function.map(Object::toString).orElse(AUTO));
    SettingKey.SENTIMENT_CHUNK_ROWS.require(chunkRows);
    SettingKey.SENTIMENT_MAX_CHARACTERS.require(maxCharacters);
  }

  /** The same by a function. */
  public SentimentSettings by(SentimentFunction other) {
    return new SentimentSettings(Optional.of(other), chunkRows, maxCharacters);
  }
}
