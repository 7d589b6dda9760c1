package org.churnwise.model.registry;

import java.util.Locale;
import org.churnwise.config.TrainingSettings;
import org.churnwise.sql.Sql;

/**
 * Which customers are left out of fits: those where the first 8 hexadecimal digits of md5(seed ':'
 * customer_id) are below a bound. Both warehouses write md5 in lower-case digits, so digits of
 * equal length compare like the numbers.
 *
 * @param seed of the hash
 * @param below 8 hexadecimal digits: the share times 2^32
 */
public record LeftOutShare(long seed, String below) {
  /** The FINAL labels: a query of snapshot_date, customer_id and churned. */
  public static final Sql FINAL_LABELS = Sql.named("training/final_labels");

  private static final Sql DRAWN = Sql.named("training/drawn_customers");

  /** The share that the settings leave out. */
  public static LeftOutShare of(TrainingSettings settings) {
    long bound = (long) (settings.testSize() * (1L << 32));
    return new LeftOutShare(settings.seed(), String.format(Locale.ROOT, "%08x", bound));
  }

  /**
   * A statement that reads {@code drawn_customers}: customers with their label, and whether they
   * are left out.
   *
   * @param labels a query of snapshot_date, customer_id and churned
   */
  public static Sql drawnFrom(Sql labels, String statement) {
    return Sql.named(statement).reading("drawn_customers", DRAWN.reading("known_labels", labels));
  }

  /** The same for the customers with a FINAL label. */
  public static Sql drawnFromFinalLabels(String statement) {
    return drawnFrom(FINAL_LABELS, statement);
  }

  /** The statement with seed and bound. */
  public Sql bind(Sql statement) {
    return statement.with("seed", seed).with("left_out_below", below);
  }
}
