package org.churnwise.scoring;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.churnwise.cli.Console;
import org.churnwise.config.ValueSettings;
import org.churnwise.model.registry.ModelWorth;
import org.churnwise.model.scoring.CustomerMargins;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The contact list while the champion is stopped: customers by the days since their last purchase.
 * The probability is the share that churned, on the snapshot that stopped the champion, among the
 * customers of the same tenth of these days; from there on the value of a contact is that of any
 * other list. Nobody is held out, since no prediction is stored that an effect could be measured
 * on. The first reason of each row says whose list it is.
 */
final class RecencyList {
  static final Sql LIST = CustomerMargins.readBy("scoring/recency_list");

  private final Warehouse warehouse;
  private final ValueSettings value;

  RecencyList(Warehouse warehouse, ValueSettings value) {
    this.warehouse = warehouse;
    this.value = value;
  }

  /**
   * Writes a new file with at most the first {@code most} customers of the list, the highest
   * expected value first, and returns how many. Costs a query per 50,000 customers.
   */
  long write(LocalDate snapshot, ModelWorth stopped, int most, Path file) {
    long written = 0;
    try (NewCsvFile csv = new NewCsvFile(file, ContactList.HEADER)) {
      List<ResultRow> page;
      do {
        page = page(snapshot, stopped, written, Math.min(most, written + ContactList.PAGE));
        page.forEach(row -> csv.row(cells(row, stopped)));
        written += page.size();
      } while (page.size() == ContactList.PAGE && written < most);
      csv.finish();
    }
    return written;
  }

  private List<ResultRow> page(LocalDate snapshot, ModelWorth stopped, long after, long upTo) {
    return warehouse.query(
        CustomerMargins.bind(LIST, value)
            .with("snapshot_date", snapshot)
            .with("reference_date", stopped.snapshotDate())
            .with("model_version", stopped.modelVersion())
            .with("save_rate", value.saveRate())
            .with("contact_cost", value.contactCostUsd())
            .with("most_contacts", value.mostContacts())
            .with("after", after)
            .with("up_to", upTo));
  }

  private static List<String> cells(ResultRow row, ModelWorth stopped) {
    String reason =
        "recency rule, model %s is stopped: no purchase for %s"
            .formatted(stopped.modelVersion(), Console.count(row.longValue("silent_days"), "day"));
    return ContactList.cells(row, List.of(reason, "", ""));
  }
}
