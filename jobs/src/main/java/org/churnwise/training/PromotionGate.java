package org.churnwise.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.stats.PairedJudgement;
import org.churnwise.stats.PromotionRule;
import org.churnwise.training.HoldoutComparison.Evaluated;
import org.churnwise.training.ModelComparator.Comparison;
import org.churnwise.training.ModelValidator.Validation;

/**
 * What a challenger passes to become champion.
 *
 * @param rule by which it must be better
 * @param comparator that decides
 */
record PromotionGate(PromotionRule rule, ModelComparator comparator) {

  static PromotionGate of(TrainingRules rules) {
    PromotionRule rule = rules.promotionRule();
    return new PromotionGate(
        rule, new ModelComparator(rule.margin(), rules.models().approvalRequired()));
  }

  /**
   * A decision.
   *
   * @param judged empty if nothing was compared
   */
  record Passage(Comparison comparison, Optional<PairedJudgement> judged) {}

  /** Decides where there is no champion. */
  Comparison first(Validation validation) {
    return comparator.first(validation, "first champion");
  }

  /**
   * Decides between two models.
   *
   * @param name of the champion, in words
   * @param champion on the rows of the challenger
   */
  Passage pass(Validation validation, Evaluated challenger, String name, Evaluated champion) {
    if (champion.parts().heldOut().model().invalidScores() > 0) {
      return new Passage(
          comparator.first(validation, name + " returned invalid probabilities"), Optional.empty());
    }
    List<PairedJudgement> judged = new ArrayList<>();
    Comparison comparison =
        comparator.compare(
            validation,
            () -> {
              judged.add(
                  rule.judge(
                      challenger.rows().beside(champion.rows(), challenger.parts().segments())));
              return judged.get(0);
            });
    return new Passage(comparison, judged.stream().findFirst());
  }
}
