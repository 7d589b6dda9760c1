package org.churnwise.training;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.churnwise.error.ChurnException;
import org.churnwise.run.LabelledSnapshots.LabelledSnapshot;
import org.churnwise.run.SnapshotRules;

/**
 * The snapshots that a training at a watermark uses: the newest matured one is held out whole, and
 * the model is fitted on those whose labels were known by then, so that no label of the fit
 * overlaps one of the held-out snapshot.
 *
 * @param watermark first day not known to be loaded
 * @param heldOut evaluated on
 * @param fit fitted on, oldest first; never empty
 */
public record TrainingPlan(LocalDate watermark, LocalDate heldOut, List<LocalDate> fit) {
  public TrainingPlan {
    fit = List.copyOf(fit);
  }

  /**
   * The plan for a watermark.
   *
   * @throws ChurnException (exit 5) naming watermark and maturity dates if nothing can be held out
   *     or nothing is left to fit; (exit 3) if labels have another churn window
   */
  public static TrainingPlan of(
      LocalDate watermark, List<LabelledSnapshot> labelled, SnapshotRules rules) {
    labelled.forEach(snapshot -> refuseOtherWindow(snapshot, rules));
    List<LabelledSnapshot> matured =
        labelled.stream()
            .filter(snapshot -> snapshot.isFinal() && !snapshot.maturesOn().isAfter(watermark))
            .sorted(Comparator.comparing(LabelledSnapshot::date))
            .toList();
    if (matured.isEmpty()) {
      throw ChurnException.modelRefused(nothingMatured(watermark, labelled));
    }
    LocalDate heldOut = matured.get(matured.size() - 1).date();
    List<LocalDate> fit =
        matured.stream()
            .filter(snapshot -> !snapshot.maturesOn().isAfter(heldOut))
            .map(LabelledSnapshot::date)
            .toList();
    if (fit.isEmpty()) {
      throw ChurnException.modelRefused(nothingToFit(watermark, matured, rules));
    }
    return new TrainingPlan(watermark, heldOut, fit);
  }

  /** Every snapshot that is read: those of the fit and the held-out one. */
  public List<LocalDate> snapshots() {
    List<LocalDate> all = new ArrayList<>(fit);
    all.add(heldOut);
    return all;
  }

  private static void refuseOtherWindow(LabelledSnapshot snapshot, SnapshotRules rules) {
    LocalDate expected = rules.maturesOn(snapshot.date());
    if (!snapshot.maturesOn().equals(expected)) {
      throw ChurnException.dataRefused(
          "the labels of snapshot %s have another churn window: they mature on %s, but by churn.window-days = %d and churn.grace-days = %d on %s; run label --snapshot-date %s, or restore the setting"
              .formatted(
                  snapshot.date(),
                  snapshot.maturesOn(),
                  rules.windowDays(),
                  rules.graceDays(),
                  expected,
                  snapshot.date()));
    }
  }

  private static String nothingMatured(LocalDate watermark, List<LabelledSnapshot> labelled) {
    Optional<LabelledSnapshot> first =
        labelled.stream().min(Comparator.comparing(LabelledSnapshot::date));
    if (first.isEmpty()) {
      return "no snapshot has labels at watermark " + watermark + "; run features and label first";
    }
    LocalDate maturesOn = first.get().maturesOn();
    String whatToDo =
        maturesOn.isAfter(watermark)
            ? "load sales up to then, label, and train again"
            : "run label --snapshot-date "
                + first.get().date()
                + ", and train again; labels with a hole in their sales never become FINAL, see 'submit/churn status'";
    return "no labels have matured at watermark %s: the first snapshot %s matures on %s; %s"
        .formatted(watermark, first.get().date(), maturesOn, whatToDo);
  }

  private static String nothingToFit(
      LocalDate watermark, List<LabelledSnapshot> matured, SnapshotRules rules) {
    LabelledSnapshot first = matured.get(0);
    String known =
        matured.stream()
            .map(snapshot -> snapshot.date() + " (matured on " + snapshot.maturesOn() + ")")
            .collect(Collectors.joining(", "));
    return "no snapshot is left to fit at watermark %s: matured are %s; the newest is held out, and a fit may use only labels known before it. %s can be fitted once %s is held out, which matures on %s; load sales up to then, label, and train again"
        .formatted(
            watermark, known, first.date(), first.maturesOn(), rules.maturesOn(first.maturesOn()));
  }
}
