package org.churnwise.sample;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** truth.csv: how likely each customer was to stay away. Has a header; no job reads it. */
final class TruthFile implements Closeable {
  static final int COUNT = 1;

  private static final double MILLION = 1_000_000;

  private final CsvWriter csv;
  private final Customers customers;
  private long rows;

  TruthFile(Path folder, Customers customers) throws IOException {
    this.customers = customers;
    csv = new CsvWriter(folder.resolve("truth.csv"));
    csv.text("snapshot_date").text("customer_id").text("churn_probability").endRow();
  }

  /** Writes the snapshot on a month's first day. */
  void write(SampleMonth month, ChurnSnapshot snapshot) throws IOException {
    for (int i = 0; i < snapshot.customers().length; i++) {
      csv.date(month.firstDay());
      CustomerFiles.writeId(csv, customers, snapshot.customers()[i])
          .millionths(Math.round(snapshot.probabilities()[i] * MILLION))
          .endRow();
    }
    rows += snapshot.customers().length;
  }

  /** Rows below the header. */
  long rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
