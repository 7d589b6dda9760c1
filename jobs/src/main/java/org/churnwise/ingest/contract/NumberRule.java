package org.churnwise.ingest.contract;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rules for a column of numbers.
 *
 * @param scale a power of ten that the number is multiplied by, 0.01 for cents
 * @param notNegative whether a number below 0 is bad
 * @param min the smallest allowed number after scaling, or null
 * @param max the largest allowed number after scaling, or null
 */
public record NumberRule(BigDecimal scale, boolean notNegative, BigDecimal min, BigDecimal max)
    implements Serializable {
  /** Whether the file counts in parts of a unit, so that each number must be whole. */
  public boolean countsParts() {
    return scale.compareTo(BigDecimal.ONE) < 0;
  }

  boolean isDefault() {
    return !notNegative && min == null && max == null && scale.compareTo(BigDecimal.ONE) == 0;
  }
}
