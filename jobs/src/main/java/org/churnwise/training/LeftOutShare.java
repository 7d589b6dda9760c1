package org.churnwise.training;

import java.util.Locale;
import org.churnwise.config.TrainingSettings;
import org.churnwise.sql.Sql;

/**
 * Which customers are left out of fits: those where the first 8 hexadecimal digits of md5(seed ':'
 * customer_id) are below a bound. Both warehouses write md5 in lower-case digits, so digits of
 * equal length compare as the numbers do.
 *
 * @param seed of the hash
 * @param below 8 hexadecimal digits: the share times 2^32
 */
record LeftOutShare(long seed, String below) {

  static LeftOutShare of(TrainingSettings settings) {
    long bound = (long) (settings.testSize() * (1L << 32));
    return new LeftOutShare(settings.seed(), String.format(Locale.ROOT, "%08x", bound));
  }

  Sql bind(Sql statement) {
    return statement.with("seed", seed).with("left_out_below", below);
  }
}
