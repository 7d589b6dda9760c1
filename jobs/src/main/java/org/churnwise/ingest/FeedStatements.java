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
 * @param replaced removes the rows that the file replaces
 * @param newRows the rows to append
 * @param duplicates notes which rows of the file the table had before, after appending
 * @param conflicting quarantine rows for those that contradict the table, after appending
 * @param days first and last day of the file's rows in the table
 * @param sentiment rows of feedback_sentiment for the appended rows
 */
record FeedStatements(
    Optional<Sql> replaced,
    Sql newRows,
    Optional<Sql> duplicates,
    Sql conflicting,
    Optional<Sql> days,
    Optional<Sql> sentiment) {

  static FeedStatements of(Feed feed) {
    String name = feed.label();
    Sql newRows = Sql.named("ingest/new_" + name);
    Sql conflicting = Sql.named("ingest/conflicting_" + name);
    return switch (feed) {
      case CUSTOMERS ->
          new FeedStatements(
              Optional.of(Sql.named("ingest/replaced_customers")),
              newRows,
              Optional.empty(),
              conflicting,
              Optional.empty(),
              Optional.empty());
      case SALES ->
          new FeedStatements(
              Optional.empty(),
              newRows,
              Optional.of(duplicates(name)),
              conflicting,
              Optional.of(Sql.named("ingest/days_of_sales")),
              Optional.empty());
      case FEEDBACK ->
          new FeedStatements(
              Optional.empty(),
              newRows,
              Optional.of(duplicates(name)),
              conflicting,
              Optional.of(Sql.named("ingest/days_of_feedback")),
              Optional.of(Sql.named("ingest/sentiment_of_new_feedback")));
    };
  }

  private static Sql duplicates(String feed) {
    return RowColumns.in(Sql.named("ingest/duplicate_" + feed));
  }

  /** All of them, for the key of the slice. */
  List<Sql> all() {
    return Stream.concat(
            Stream.of(newRows, conflicting),
            Stream.of(replaced, duplicates, days, sentiment).flatMap(Optional::stream))
        .toList();
  }
}
