package org.churnwise.sample;

import java.nio.file.Path;
import java.util.Objects;
import org.churnwise.error.ChurnException;

/**
 * What to generate.
 *
 * @param customers customers of the base months; as many new ones appear at the drift. From 20 on
 *     every day has a sale, from 500 on 45 to 55 % churn each month
 * @param seed the same seed and customers give the same bytes
 * @param out the folder to write; absent or empty
 */
public record SampleOptions(int customers, long seed, Path out) {
  /** With more customers, numbers within a month would exceed the seven digits of an id. */
  static final int MAX_CUSTOMERS = 2_000_000;

  public SampleOptions {
    Objects.requireNonNull(out, "out");
    if (customers < 1 || customers > MAX_CUSTOMERS) {
      throw ChurnException.usage(
          "--customers %s is out of range; give a number from 1 to %s"
              .formatted(customers, MAX_CUSTOMERS));
    }
  }
}
