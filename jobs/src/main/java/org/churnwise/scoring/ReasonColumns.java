package org.churnwise.scoring;

import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.model.scoring.FittedModel;
import org.churnwise.model.scoring.RowScoring;
import org.churnwise.model.scoring.ScoredRow;
import org.churnwise.table.Tables;

/** Turns rows of customer_features into rows of landing_scores, with reasons if explained. */
final class ReasonColumns implements ScoredRow.Reader {
  static final StructType SHAPE = Tables.LANDING_SCORES.sparkSchema();

  private static final long serialVersionUID = 1L;

  private final String scorer;
  private final Reasons reasons;
  private final int[] inputs;

  private ReasonColumns(String scorer, Reasons reasons, int[] inputs) {
    this.scorer = scorer;
    this.reasons = reasons;
    this.inputs = inputs;
  }

  /**
   * A scoring of rows.
   *
   * @param rows the columns of the rows
   * @param fromProbability churn probability from which on a customer has reasons
   */
  static RowScoring scoring(
      String scorer,
      FittedModel model,
      StructType rows,
      double fromProbability,
      FeatureCatalogue catalogue) {
    Reasons reasons = new Reasons(model.preprocessing(), catalogue);
    int[] inputs = model.preprocessing().names().stream().mapToInt(rows::fieldIndex).toArray();
    return new RowScoring(model, rows, fromProbability, new ReasonColumns(scorer, reasons, inputs));
  }

  @Override
  public Object[] valuesOf(ScoredRow scored) {
    Object[] values = new Object[SHAPE.size()];
    values[0] = scorer;
    values[1] = scored.snapshotDate();
    values[2] = scored.customerId();
    values[3] = scored.probability();
    int next = 4;
    for (Reason reason : reasonsOf(scored)) {
      values[next++] = reason.text();
      values[next++] = reason.value();
    }
    return values;
  }

  private List<Reason> reasonsOf(ScoredRow scored) {
    return scored
        .explanation()
        .map(
            explanation ->
                reasons.of(
                    scored.vector(),
                    explanation.contributions(),
                    input -> scored.row().isNullAt(inputs[input])))
        .orElse(List.of());
  }
}
