package org.churnwise.training;

import java.time.LocalDate;
import java.util.List;
import org.churnwise.config.ValueSettings;
import org.churnwise.model.scoring.CustomerMargins;
import org.churnwise.model.scoring.LandedScores;
import org.churnwise.sql.Sql;
import org.churnwise.stats.ContactValue;
import org.churnwise.stats.ProfitCurve;
import org.churnwise.stats.ProfitGroup;
import org.churnwise.warehouse.ResultRow;
import org.churnwise.warehouse.Warehouse;

/**
 * The profit curve of the customers left out of a fit, from their landed scores: it chooses a
 * threshold without using the held-out snapshot.
 */
public final class LeftOutProfit {
  public static final Sql GROUPS = CustomerMargins.readBy("training/profit_groups");

  private final Warehouse warehouse;
  private final ValueSettings settings;

  LeftOutProfit(Warehouse warehouse, ValueSettings settings) {
    this.warehouse = warehouse;
    this.settings = settings;
  }

  /**
   * The curve of landed scores, the held-out snapshot aside, by thresholds of 4 digits. One query;
   * at most 10,001 sums reach the driver.
   */
  ProfitCurve of(LandedScores scores, LocalDate heldOut) {
    ContactValue value = new ContactValue(settings.saveRate(), settings.contactCostUsd());
    return new ProfitCurve(value, groups(scores, heldOut));
  }

  private List<ProfitGroup> groups(LandedScores scores, LocalDate heldOut) {
    Sql groups =
        CustomerMargins.bind(scores.bind(GROUPS), settings)
            .with("held_out", heldOut)
            .with("save_rate", settings.saveRate())
            .with("contact_cost", settings.contactCostUsd());
    return warehouse.query(groups).stream().map(LeftOutProfit::group).toList();
  }

  private static ProfitGroup group(ResultRow row) {
    return new ProfitGroup(
        row.doubleValue("churn_probability"),
        row.longValue("customers"),
        row.longValue("churned"),
        row.doubleValue("churned_margin_usd"),
        row.doubleValue("churned_margin_squares"));
  }
}
