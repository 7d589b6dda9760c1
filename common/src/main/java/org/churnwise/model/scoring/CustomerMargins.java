package org.churnwise.model.scoring;

import org.churnwise.config.ValueSettings;
import org.churnwise.sql.Sql;

/**
 * The margin that is kept if a customer stays, for every statement about money: it reads {@code
 * customer_margins}.
 */
public final class CustomerMargins {
  private static final Sql QUERY = Sql.named("scoring/customer_margins");

  private CustomerMargins() {}

  /** The statement of that name, which reads {@code customer_margins}. */
  public static Sql readBy(String statement) {
    return Sql.named(statement).reading("customer_margins", QUERY);
  }

  /** The statement with the settings of the margin. */
  public static Sql bind(Sql statement, ValueSettings value) {
    return statement
        .with("margin_share", value.marginShare())
        .with("horizon_months", value.horizonMonths());
  }
}
