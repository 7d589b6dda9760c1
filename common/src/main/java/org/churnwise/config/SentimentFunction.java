package org.churnwise.config;

import java.util.Locale;

/** A function of the warehouse that gives a comment its sentiment. */
public enum SentimentFunction {
  /** AI_SENTIMENT(text): its overall category, as one of three values. */
  AI_SENTIMENT("AI_SENTIMENT"),
  /** SNOWFLAKE.CORTEX.SENTIMENT(text): a number. */
  CORTEX("SNOWFLAKE.CORTEX.SENTIMENT");

  private final String call;

  SentimentFunction(String call) {
    this.call = call;
  }

  /** The function of a name as the setting and the tables have it. */
  public static SentimentFunction named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The name that SQL calls it by. */
  public String call() {
    return call;
  }

  /** The one that is not this one. */
  public SentimentFunction other() {
    return this == CORTEX ? AI_SENTIMENT : CORTEX;
  }

  /** The name in the setting and the tables: {@code ai_sentiment}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
