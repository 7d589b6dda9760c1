package org.churnwise.ingest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.sql.Sql;
import org.churnwise.table.RowColumns;

/**
 * The statements that move one landed file into its feed's table.
 *
 * @param newRows the rows to append
 * @param duplicates notes which rows of the file the table had before, after appending
 * @param conflicting quarantine rows for those that contradict the table, after appending
 * @param contradictions what differs in the first of these; empty for customers, who have a history
 * @param days first and last day of the file's rows in the table; for customers, of their load, and
 *     only the first
 * @param sentiment rows of feedback_sentiment for the appended rows
 */
record FeedStatements(
    Sql newRows,
    Sql duplicates,
    Sql conflicting,
    Optional<Sql> contradictions,
    Sql days,
    Optional<Sql> sentiment) {
  static FeedStatements of(Feed feed) {
    String name = feed.label();
    Sql newRows = Sql.named("ingest/new_" + name);
    Sql duplicates = RowColumns.in(Sql.named("ingest/duplicate_" + name));
    Sql conflicting = Sql.named("ingest/conflicting_" + name);
    return switch (feed) {
      case CUSTOMERS ->
          new FeedStatements(
              newRows,
              duplicates,
              conflicting,
              Optional.empty(),
              Sql.named("ingest/first_day_of_customers"),
              Optional.empty());
      case SALES ->
          new FeedStatements(
              newRows,
              duplicates,
              conflicting,
              Optional.of(Sql.named("ingest/contradictions_of_sales")),
              Sql.named("ingest/days_of_sales"),
              Optional.empty());
      case FEEDBACK ->
          new FeedStatements(
              newRows,
              duplicates,
              conflicting,
              Optional.of(Sql.named("ingest/contradictions_of_feedback")),
              Sql.named("ingest/days_of_feedback"),
              Optional.of(Sql.named("ingest/sentiment_of_new_feedback")));
    };
  }

  /** All of them, for the key of the slice. */
  List<Sql> all() {
    return Stream.concat(
            Stream.of(newRows, LandedSales.ALL_NEW, duplicates, conflicting, days),
            Stream.concat(
                Stream.of(contradictions, sentiment).flatMap(Optional::stream),
                sentiment.stream().flatMap(scored -> CommentScoring.STATEMENTS.stream())))
        .toList();
  }
}
