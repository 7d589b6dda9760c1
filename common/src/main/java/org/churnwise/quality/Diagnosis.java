package org.churnwise.quality;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What has changed at a snapshot, and what to do.
 *
 * @param snapshotDate of which the customers are
 * @param evidence what it rests on
 * @param knownOn first watermark on which this evidence is complete
 * @param watermark when it was judged so first
 * @param modelVersion champion that the snapshot was judged by, or {@code none}
 * @param reason one sentence with figures
 * @param drifted names of the features that drifted, the farthest beyond its bound first
 * @param deadFeed a feed that has died and of which no load found it; empty if there is none
 */
public record Diagnosis(
    LocalDate snapshotDate,
    Evidence evidence,
    LocalDate knownOn,
    LocalDate watermark,
    String modelVersion,
    Cause cause,
    Action action,
    Confidence confidence,
    String reason,
    List<String> drifted,
    Optional<String> deadFeed) {
  public Diagnosis {
    drifted = List.copyOf(drifted);
  }

  /** What a diagnosis rests on; later ones know more. */
  public enum Evidence {
    /** Faults in the data, and drift. */
    DATA,
    /** These, and what the predictions came to. */
    LABELS
  }

  /** What has changed. */
  public enum Cause {
    /** Data are missing or wrong; nothing is known of the world. */
    FEED_FAULT,
    /** Newcomers differ, earlier customers do not. */
    POPULATION_CHANGE,
    /** The same customers moved. */
    COVARIATE_CHANGE,
    /** The model ranks as before, and its probabilities are too high or too low. */
    CALIBRATION_CHANGE,
    /** Customers like those before do something else. */
    CONCEPT_CHANGE,
    /** Nothing beyond chance. */
    NONE,
    /** There is nothing to compare with. */
    NO_EVIDENCE;

    /** For a person: {@code population change}. */
    public String spoken() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it is a change of which somebody should know. */
    public boolean isChange() {
      return this != NONE && this != NO_EVIDENCE;
    }
  }

  /** What to do. The last three are advice. */
  public enum Action {
    /** Start no retraining, and use no score without a look at the data. */
    STOP,
    /** Look at it; whether the model suffers is known when labels come. */
    ALERT,
    /** Fit the calibration again. */
    RECALIBRATE,
    /** Train a model on what came since. */
    RETRAIN,
    /** Keep the model. */
    HOLD
  }

  /** How far it can be relied on; jobs/README.md says how each is reached. */
  public enum Confidence {
    HIGH,
    MEDIUM,
    LOW
  }

  /** For a person: {@code population change (high), advice: RETRAIN}. */
  public String inBrief() {
    return "%s, %s".formatted(rated(), act());
  }

  /** The same with the reason. */
  public String spoken() {
    return "%s: %s; %s".formatted(rated(), reason, act());
  }

  private String rated() {
    return "%s (%s)".formatted(cause.spoken(), confidence.name().toLowerCase(Locale.ROOT));
  }

  private String act() {
    boolean isDone = action == Action.STOP || action == Action.ALERT;
    return (isDone ? "action: " : "advice: ") + action;
  }

  /** Whether another one says the same, whenever either was judged. */
  boolean saysTheSame(Diagnosis other) {
    return other.judgedAt(watermark).equals(this);
  }

  private Diagnosis judgedAt(LocalDate day) {
    return new Diagnosis(
        snapshotDate,
        evidence,
        knownOn,
        day,
        modelVersion,
        cause,
        action,
        confidence,
        reason,
        drifted,
        deadFeed);
  }
}
