package org.churnwise.sample;

import java.io.IOException;
import java.nio.file.Path;

/**
 * feedback_raw_YYYY_MM.csv for the customers of the base months, new_feedback_raw2_YYYY_MM.csv for
 * new ones; ordered by day. New customers comment before the drift: they look around.
 */
final class FeedbackFiles {
  private static final int ID_DIGITS = 7;

  private final Path folder;
  private final Customers customers;
  private final CommentBook book;
  private final long seed;
  private long rows;
  private int files;

  FeedbackFiles(Path folder, Customers customers, CommentBook book, long seed) {
    this.folder = folder;
    this.customers = customers;
    this.book = book;
    this.seed = seed;
  }

  void write(SampleMonth month, EventList comments) throws IOException {
    String ending = month.fileSuffix() + ".csv";
    int number = 0;
    try (CsvWriter base = new CsvWriter(folder.resolve("feedback_raw_" + ending));
        CsvWriter later = new CsvWriter(folder.resolve("new_feedback_raw2_" + ending))) {
      for (int event : comments.byDay(month)) {
        number++;
        CsvWriter csv = customers.isNew(comments.customer(event)) ? later : base;
        writeRow(csv, month, number, comments, event);
      }
    }
    rows += number;
    files += 2;
  }

  long rows() {
    return rows;
  }

  int files() {
    return files;
  }

  private void writeRow(CsvWriter csv, SampleMonth month, int number, EventList comments, int event)
      throws IOException {
    RandomStream random =
        RandomStream.of(seed, RandomStream.Purpose.COMMENT_TEXT, month.index(), number);
    csv.date(comments.day(event)).encoded(book.encoded(comments.mood(event), random));
    CustomerFiles.writeId(csv, customers, comments.customer(event))
        .id("F" + month.number(), number, ID_DIGITS)
        .number(rows + number)
        .endRow();
  }
}
