package org.churnwise.model.scoring;

import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * A row of customer_features and what a model says of it.
 *
 * @param row all columns
 * @param snapshotDate a LocalDate or a Date
 * @param probability of churn, calibrated
 * @param vector what the booster saw, in the order of {@link Preprocessing}
 * @param explanation empty if the probability is below the one from which rows are explained
 */
public record ScoredRow(
    Row row,
    Object snapshotDate,
    String customerId,
    double probability,
    float[] vector,
    Optional<Explanation> explanation) {

  /** Makes what is wanted of a scored row, in several threads at once. */
  public interface Reader extends Serializable {
    /** The values of a row. */
    Object[] valuesOf(ScoredRow scored);
  }
}
