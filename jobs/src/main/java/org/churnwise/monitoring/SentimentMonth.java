package org.churnwise.monitoring;

import java.time.YearMonth;
import org.churnwise.warehouse.ResultRow;

/**
 * A month of comments.
 *
 * @param comments that have a sentiment
 * @param commonest of them with the sentiment that most have
 */
record SentimentMonth(YearMonth month, long comments, long commonest) {
  /** What the rows of drift_counts say of it. */
  static final String COMPARED = "comments";

  static SentimentMonth of(ResultRow row) {
    long month = row.longValue("bin");
    return new SentimentMonth(
        YearMonth.of((int) (month / 100), (int) (month % 100)),
        row.longValue("reference_rows"),
        row.longValue("snapshot_rows"));
  }

  /** Whether so many have one and the same sentiment. */
  boolean isOfOneValue(double share, int minRows) {
    return comments >= minRows && commonest >= share * comments;
  }

  /** For a person. */
  String spoken() {
    return "%d of %d comments in %s have one and the same sentiment"
        .formatted(commonest, comments, month);
  }
}
