package org.churnwise.sample;

import java.io.IOException;
import java.nio.file.Path;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;

/**
 * Writes a sample: customers, sales and feedback of 2024-05 to 2025-05, with a drift in 2025-01.
 *
 * <p>On the first day S of each month every customer who has bought before either stays away for
 * the days [S, S + 30) or buys on at least one of them. The probability of staying away is written
 * to {@code truth.csv} (snapshot_date, customer_id, churn_probability), which no job reads, so that
 * a model can be compared with the best possible one.
 *
 * <p>The folder appears whole or not at all. Cost: one pass over the months on one thread, about 4
 * KB of files per customer; half a million customers take less than 1 GB of heap.
 */
public final class SampleGenerator {
  private final SampleOptions options;
  private final SampleFolder folder;

  /**
   * Refuses an output folder that holds something or cannot be created.
   *
   * @throws ChurnException with exit code USAGE
   */
  public SampleGenerator(SampleOptions options) {
    this.options = options;
    this.folder = SampleFolder.at(options.out());
  }

  /**
   * Generates the sample.
   *
   * @throws ChurnException if the folder cannot be written; then nothing is left behind
   */
  public SampleResult generate() {
    try {
      return folder.fill(this::write);
    } catch (IOException e) {
      throw new ChurnException(
          ExitCode.FAILED,
          "cannot write the sample to %s: %s; check free space and rights of the folder, then run again"
              .formatted(options.out(), e),
          e);
    }
  }

  private SampleResult write(Path target) throws IOException {
    Customers customers = new Customers(options.customers(), options.seed());
    CustomerHistory history = new CustomerHistory(customers);
    MonthSimulator simulator = new MonthSimulator(customers, history, options.seed());
    CustomerFiles.write(target, customers);
    CommentBook comments = CommentBook.load();
    SampleResult counts;
    try (TruthFile truth = new TruthFile(target, customers)) {
      SalesFiles sales = new SalesFiles(target, customers, options.seed());
      FeedbackFiles feedback = new FeedbackFiles(target, customers, comments, options.seed());
      for (SampleMonth month : SampleMonth.all()) {
        MonthEvents events = simulator.next(month, truth);
        sales.write(month, events.purchases());
        feedback.write(month, events.comments());
      }
      counts = result(sales, feedback, truth);
    }
    return counts;
  }

  private SampleResult result(SalesFiles sales, FeedbackFiles feedback, TruthFile truth) {
    return new SampleResult(
        options.out(),
        options.customers(),
        options.customers(),
        sales.rows(),
        feedback.rows(),
        truth.rows(),
        CustomerFiles.COUNT + sales.files() + feedback.files() + TruthFile.COUNT);
  }
}
