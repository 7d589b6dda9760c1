package org.churnwise.model.registry;

import java.time.LocalDate;
import java.util.Optional;
import org.churnwise.table.ColumnName;

/**
 * The decision on a challenger, with its reason.
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

  /** Whether a training made it rather than a person. */
  public boolean isByTraining() {
    return id.equals(idOfTraining(watermark, challenger));
  }

  /** What happens to the challenger. */
  public enum Outcome {
    /** It is the champion now. */
    PROMOTED,
    /** It won, and waits for a person's approval; the champion stays until then. */
    PROPOSED,
    /** It is sound but not better; the champion stays. */
    KEPT,
    /** It is not sound; nothing changes. */
    REFUSED,
    /** It scores alongside the champion from now on; its predictions are not used. */
    SHADOWED,
    /** It no longer scores alongside the champion. */
    UNSHADOWED;

    /** Whether it rates the challenger. */
    public boolean isVerdict() {
      return this != SHADOWED && this != UNSHADOWED;
    }
  }
}
