package org.churnwise.sample;

import java.io.IOException;

/** Simulates the months one after the other. */
final class MonthSimulator {
  private final CustomerHistory history;
  private final ChurnProcess churn;
  private final PurchaseSimulator purchases;
  private final CommentSimulator comments;

  MonthSimulator(Customers customers, CustomerHistory history, long seed) {
    this.history = history;
    this.churn = new ChurnProcess(customers, history, seed);
    this.purchases = new PurchaseSimulator(customers, history, seed);
    this.comments = new CommentSimulator(customers, history, seed);
  }

  /** The events of the next month; its first day is a snapshot if anybody has bought before. */
  MonthEvents next(SampleMonth month, TruthFile truth) throws IOException {
    ChurnSnapshot snapshot = churn.decide(month);
    truth.write(month, snapshot);
    MonthEvents events = new MonthEvents(purchases.simulate(month), comments.simulate(month));
    history.add(month, events);
    return events;
  }
}
