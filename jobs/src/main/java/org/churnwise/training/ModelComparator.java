package org.churnwise.training;

import java.util.Locale;
import java.util.function.Supplier;
import org.churnwise.model.registry.ModelDecision.Outcome;
import org.churnwise.stats.Interval;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricStatus;
import org.churnwise.stats.PairedDifference;
import org.churnwise.stats.PairedJudgement;
import org.churnwise.stats.Verdict;
import org.churnwise.training.ModelValidator.Validation;

/** Decides whether a challenger becomes champion. */
public final class ModelComparator {
  private final double margin;
  private final Outcome won;

  /**
   * @param margin the least gain that the promotion rule requires
   * @param approvalRequired whether a winning challenger is only proposed
   */
  public ModelComparator(double margin, boolean approvalRequired) {
    this.margin = margin;
    this.won = approvalRequired ? Outcome.PROPOSED : Outcome.PROMOTED;
  }

  /** Decides on a challenger when there is no champion to compare it with: a sound one wins. */
  public Comparison first(Validation challenger, String why) {
    return challenger.verdict() == Verdict.OK
        ? new Comparison(won, why + ": " + challenger.reason())
        : new Comparison(Outcome.REFUSED, challenger.reason());
  }

  /**
   * Decides between two models: a sound challenger wins if it is better beyond chance and margin,
   * and breaks no guard. Too little evidence keeps the champion.
   */
  public Comparison compare(Validation validation, Supplier<PairedJudgement> comparison) {
    if (validation.verdict() == Verdict.NO_EVIDENCE) {
      return new Comparison(Outcome.KEPT, validation.reason() + "; the champion stays");
    }
    if (validation.verdict() != Verdict.OK) {
      return new Comparison(Outcome.REFUSED, validation.reason());
    }
    PairedJudgement paired = comparison.get();
    if (paired.status() != MetricStatus.OK) {
      return new Comparison(
          Outcome.KEPT, "not enough compared rows (" + paired.status() + "); the champion stays");
    }
    String figures =
        figures(paired.differences().get(0), "the champion's")
            + String.format(Locale.ROOT, ", margin %.4f", margin);
    if (!paired.better()) {
      return new Comparison(Outcome.KEPT, "not better beyond chance: " + figures);
    }
    if (!paired.brokenGuards().isEmpty()) {
      String guards = String.join(", ", paired.brokenGuards());
      return new Comparison(Outcome.KEPT, "better, but " + guards + ": " + figures);
    }
    return new Comparison(won, "better: " + figures);
  }

  /** Describes a difference. */
  static String figures(PairedDifference difference, String other) {
    Interval interval = difference.interval();
    String unit = difference.metric().equals(MetricName.PROFIT) ? " USD a customer" : "";
    return String.format(
        Locale.ROOT,
        "%s %.4f%s against %s %.4f, gain %.4f to %.4f",
        difference.metric().equals(MetricName.AUC) ? "AUC" : difference.metric(),
        difference.challenger(),
        unit,
        other,
        difference.champion(),
        interval.low(),
        interval.high());
  }

  /** The decision and its reason in one line. */
  public record Comparison(Outcome outcome, String reason) {}
}
