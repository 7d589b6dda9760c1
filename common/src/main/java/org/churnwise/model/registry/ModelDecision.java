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
 * @param trainedBecause why the month loop trained the challenger; empty where a person did
 */
public record ModelDecision(
    @ColumnName("decision_id") String id,
    LocalDate watermark,
    String challenger,
    Optional<String> champion,
    Outcome outcome,
    String reason,
    String evidence,
    Optional<String> trainedBecause) {

  /** A decision that no retraining of the month loop led to. */
  public ModelDecision(
      String id,
      LocalDate watermark,
      String challenger,
      Optional<String> champion,
      Outcome outcome,
      String reason,
      String evidence) {
    this(id, watermark, challenger, champion, outcome, reason, evidence, Optional.empty());
  }

  /** The same of a challenger that the month loop trained. */
  public ModelDecision because(Optional<String> why) {
    return new ModelDecision(id, watermark, challenger, champion, outcome, reason, evidence, why);
  }

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
