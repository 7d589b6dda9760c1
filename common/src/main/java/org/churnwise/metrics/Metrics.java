package org.churnwise.metrics;

import java.util.List;
import java.util.Map;
import org.churnwise.config.Settings;
import org.churnwise.notification.AlertNotifier;
import org.churnwise.run.Ledger;
import org.churnwise.sql.Sql;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The metrics of a warehouse as its tables have them, whichever command has written them. They name
 * features, models and counts, no customer.
 */
public final class Metrics {
  private final Exposition exposition;

  private Metrics(Exposition exposition) {
    this.exposition = exposition;
  }

  /**
   * Reads them in some nine small queries, and one for the loaded files unless this run has read
   * them.
   */
  public static Metrics read(Warehouse warehouse, Ledger ledger, Settings settings) {
    Exposition exposition = new Exposition(settings.warehouse().shortName());
    RunMetrics runs = new RunMetrics(exposition);
    runs.commands(rows(warehouse, "commands"));
    runs.stages(rows(warehouse, "stages"));
    ModelMetrics model = new ModelMetrics(exposition);
    List<ResultRow> champion = rows(warehouse, "champion");
    model.champion(champion);
    model.performance(rows(warehouse, "performance"));
    model.estimates(
        warehouse.query(Sql.named("monitoring/newest_estimates")),
        champion.stream().findFirst().map(row -> row.string("model_version")));
    model.drift(rows(warehouse, "drift"));
    DataMetrics data = new DataMetrics(exposition);
    data.loaded(ledger.view().loaded(), ledger.run().asOf(), settings.alerts().maxAgeDays());
    data.faults(ledger.view().faults().all());
    data.counts(rows(warehouse, "counts"));
    Map<String, String> failing = AlertNotifier.failing(warehouse);
    data.channels(settings.alerts(), failing.keySet());
    return new Metrics(exposition);
  }

  private static List<ResultRow> rows(Warehouse warehouse, String name) {
    return warehouse.query(Sql.named("metrics/" + name));
  }

  /** How many series there are. */
  public int series() {
    return exposition.size();
  }

  /** In Prometheus' text format. */
  public String text() {
    return exposition.text();
  }
}
