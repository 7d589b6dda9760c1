package org.churnwise.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.churnwise.table.Tables;
import org.churnwise.testkit.Slow;
import org.churnwise.testkit.TextTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sentiment over the newest 2, 3 and 4 comments before the snapshot 2025-06-15. */
@Slow
class FeatureMoodTest extends FeatureRows {
  private static final String[] MOOD = {
    "sentiment_min_2",
    "sentiment_min_3",
    "sentiment_min_4",
    "sentiment_avg_2",
    "sentiment_avg_3",
    "sentiment_avg_4"
  };

  @BeforeEach
  void oneBuyer() {
    sales("C1 2025-06-01");
  }

  /** Newest first: 0.5, 0.25, -0.75, 1; the fifth, -1, is too old for all. */
  @Test
  void theNewestCommentsCount() {
    comments(
        """
        chat_date  | feedback_id | customer_id | sentiment
        2025-06-01 | F5          | C1          | -1
        2025-06-02 | F4          | C1          | 1
        2025-06-03 | F3          | C1          | -0.75
        2025-06-04 | F2          | C1          | 0.25
        2025-06-05 | F1          | C1          | 0.5
        """);
    assertEquals(
        expected("0.25 | -0.75 | -0.75 | 0.375 | 0.0 | 0.25"), features("2025-06-15", MOOD));
  }

  @Test
  void withoutCommentsAllIsZero() {
    assertEquals(expected("0.0 | 0.0 | 0.0 | 0.0 | 0.0 | 0.0"), features("2025-06-15", MOOD));
  }

  @Test
  void oneCommentIsItsOwnLeastAndMean() {
    comments(
        """
        chat_date  | feedback_id | customer_id | sentiment
        2025-06-05 | F1          | C1          | 0.5
        """);
    assertEquals(expected("0.5 | 0.5 | 0.5 | 0.5 | 0.5 | 0.5"), features("2025-06-15", MOOD));
  }

  /** Mean of 3 and of 4 are over the two there are: (0.5 - 0.25) / 2. */
  @Test
  void fewerCommentsAreDividedByTheirNumber() {
    comments(
        """
        chat_date  | feedback_id | customer_id | sentiment
        2025-06-05 | F1          | C1          | 0.5
        2025-06-06 | F2          | C1          | -0.25
        """);
    assertEquals(
        expected("-0.25 | -0.25 | -0.25 | 0.125 | 0.125 | 0.125"), features("2025-06-15", MOOD));
  }

  @Test
  void aCommentOnTheDayBeforeCountsAndOneOnTheSnapshotDoesNot() {
    comments(
        """
        chat_date  | feedback_id | customer_id | sentiment
        2025-06-14 | F1          | C1          | 0.5
        2025-06-15 | F2          | C1          | -1
        """);
    assertEquals(expected("0.5 | 0.5 | 0.5 | 0.5 | 0.5 | 0.5"), features("2025-06-15", MOOD));
  }

  /** As text F9 is after F10; newest first are F10, F9, F2, F1. */
  @Test
  void commentsOfOneDayAreOrderedByTheLengthOfFeedbackIdsBeforeTheirText() {
    comments(
        """
        chat_date  | feedback_id | customer_id | sentiment
        2025-06-10 | F1          | C1          | -0.5
        2025-06-10 | F10         | C1          | 0.25
        2025-06-10 | F2          | C1          | 0.5
        2025-06-10 | F9          | C1          | 0.75
        """);
    assertEquals(expected("0.25 | 0.25 | -0.5 | 0.5 | 0.5 | 0.25"), features("2025-06-15", MOOD));
  }

  /** As text 9 is after 13, and 0008 is longer than both; newest first are 13, 12, 9, 0008. */
  @Test
  void feedbackIdsThatAreNumbersAreOrderedAsNumbers() {
    comments(
        """
        chat_date  | feedback_id | customer_id | sentiment
        2025-06-10 | 9           | C1          | -1
        2025-06-10 | 0008        | C1          | -0.5
        2025-06-10 | 12          | C1          | 0.75
        2025-06-10 | 13          | C1          | 0.25
        """);
    assertEquals(expected("0.25 | -1.0 | -1.0 | 0.5 | 0.0 | -0.125"), features("2025-06-15", MOOD));
  }

  /** By number the newest would be 3; newest first are 1, 2, 3, and 9, which has no time. */
  @Test
  void commentsOfOneDayAreOrderedByTimeBeforeTheirNumber() {
    comments(
        """
        chat_date  | chat_time    | feedback_id | customer_id | sentiment
        2025-06-10 | 09:00:00.000 | 3           | C1          | -1
        2025-06-10 | 09:00:00.001 | 2           | C1          | 0.75
        2025-06-10 | null         | 9           | C1          | -0.5
        2025-06-10 | 23:59:00.000 | 1           | C1          | 0.25
        """);
    assertEquals(expected("0.25 | -1.0 | -1.0 | 0.5 | 0.0 | -0.125"), features("2025-06-15", MOOD));
  }

  @Test
  void theDayCountsBeforeTheFeedbackId() {
    comments(
        """
        chat_date  | feedback_id | customer_id | sentiment
        2025-06-10 | F9          | C1          | -1
        2025-06-11 | F1          | C1          | 0.5
        2025-06-12 | F2          | C1          | 0.25
        """);
    assertEquals(
        TextTable.expected("sentiment_min_2 | sentiment_avg_2\n0.25 | 0.375"),
        features("2025-06-15", "sentiment_min_2", "sentiment_avg_2"));
  }

  /**
   * Were the two null comments counted, the least of 2 would be 0 and the mean of 3 would be 0.5.
   */
  @Test
  void aCommentWithoutASentimentIsNotAmongTheNewest() {
    comments(
        """
        chat_date  | feedback_id | customer_id | sentiment
        2025-06-10 | F1          | C1          | -0.25
        2025-06-11 | F2          | C1          | 0.5
        2025-06-12 | F3          | C1          | null
        2025-06-13 | F4          | C1          | null
        """);
    assertEquals(
        expected("-0.25 | -0.25 | -0.25 | 0.125 | 0.125 | 0.125"), features("2025-06-15", MOOD));
  }

  @Test
  void commentsOfOtherCustomersDoNotCount() {
    comments(
        """
        chat_date  | feedback_id | customer_id | sentiment
        2025-06-10 | F1          | C1          | 0.5
        2025-06-11 | F2          | C2          | -1
        """);
    assertEquals(
        TextTable.expected("customer_id | sentiment_min_4\nC1 | 0.5"),
        features("2025-06-15", "customer_id", "sentiment_min_4"));
  }

  private void comments(String rows) {
    temporary.insert(Tables.FEEDBACK_SENTIMENT, rows);
  }

  private static String expected(String numbers) {
    return TextTable.expected(String.join(" | ", MOOD) + "\n" + numbers);
  }
}
