package org.churnwise.training;

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
 * threshold without the customers that models are compared on.
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
   * The curve of landed scores of the customers that a threshold is learned from, by thresholds of
   * 4 digits. One query; at most 10,001 sums reach the driver.
   */
  ProfitCurve of(LandedScores scores, RowPart part) {
    ContactValue value = new ContactValue(settings.saveRate(), settings.contactCostUsd());
    return new ProfitCurve(value, groups(scores, part));
  }

  private List<ProfitGroup> groups(LandedScores scores, RowPart part) {
    Sql groups =
        part.bind(CustomerMargins.bind(scores.bind(GROUPS), settings))
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
