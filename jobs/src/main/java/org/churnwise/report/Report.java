package org.churnwise.report;

import org.churnwise.run.Ledger;
import org.churnwise.warehouse.Warehouse;

/** Writes the report of a warehouse. Starts no Spark session and changes no table. */
public final class Report {
  private final Warehouse warehouse;
  private final Ledger ledger;
  private final int customers;

  /**
   * @param customers how many of the contact list it names
   */
  public Report(Warehouse warehouse, Ledger ledger, int customers) {
    this.warehouse = warehouse;
    this.ledger = ledger;
    this.customers = customers;
  }

  /** The page, of about 1.2 MB. Costs some fifteen statements and half a second. */
  public String html() {
    return PageTemplate.render(ReportPage.of(ReportRows.read(warehouse, ledger, customers)));
  }
}
