package org.churnwise.model.registry;

import java.time.LocalDate;
import java.util.Optional;
import org.churnwise.table.ColumnName;

/**
 * What was decided on a challenger, and why.
 *
 * @param id watermark and challenger, for example {@code 2024-09-01-v1}
 * @param champion the model in production before the decision
 * @param reason one line for a person
 * @param evidence JSON
 */
public record ModelDecision(
    @ColumnName("decision_id") String id,
    LocalDate watermark,
    String challenger,
    Optional<String> champion,
    Outcome outcome,
    String reason,
    String evidence) {

  /** The id of the decision that a training makes on its model. */
  public static String idOfTraining(LocalDate watermark, String challenger) {
    return watermark + "-" + challenger;
  }

  /** Whether a training made it, and no person. */
  public boolean isByTraining() {
    return id.equals(idOfTraining(watermark, challenger));
  }

  /** What becomes of the challenger. */
  public enum Outcome {
    /** It is the champion now. */
    PROMOTED,
    /** It won, and waits for a person's approval; the champion stays until then. */
    PROPOSED,
    /** It is sound but not better; the champion stays. */
    KEPT,
    /** It is not sound; nothing changes. */
    REFUSED,
    /** It scores beside the champion from now on, and is not used. */
    SHADOWED,
    /** It no longer does. */
    UNSHADOWED;

    /** Whether it says what the challenger is worth. */
    public boolean isVerdict() {
      return this != SHADOWED && this != UNSHADOWED;
    }
  }
}
