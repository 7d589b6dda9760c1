package org.churnwise.testkit;

import java.util.Optional;
import org.churnwise.config.SentimentSettings;

/** How tests score comments that are about something else: as conf/churn.conf says. */
public final class TestSentiment {
  /** The function is that of the warehouse. */
  public static final SentimentSettings SETTINGS =
      new SentimentSettings(Optional.empty(), 8192, 1500);

  private TestSentiment() {}
}
