package org.churnwise.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.LocalDate;
import java.util.List;
import org.churnwise.config.ValueSettings;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.run.Json;
import org.churnwise.stats.PairedDifference;
import org.churnwise.stats.PairedJudgement;
import org.churnwise.stats.PromotionRule;

/**
 * The evidence for a decision: metrics of both models on the same rows.
 *
 * @param heldOutSnapshot the rows
 * @param rowsHash see {@link ComparedRows}
 * @param challenger its metrics over all held-out rows
 * @param champion the champion's metrics; empty if there was none to compare with
 * @param comparison null if there was none
 * @param logistic metrics of a logistic regression fitted on the same rows, at the configured
 *     threshold
 * @param besideLogistic the challenger's difference to it; null if the challenger is not sound
 * @param warnings findings to check that decide nothing
 */
record Evidence(
    LocalDate heldOutSnapshot,
    String rowsHash,
    List<ModelMetric> challenger,
    List<ModelMetric> champion,
    Paired comparison,
    List<ModelMetric> logistic,
    PairedDifference besideLogistic,
    List<String> warnings) {

  /**
   * How the two were compared.
   *
   * @param metric that decides
   * @param margin by which the lower end of its gain must exceed 0
   * @param confidence of that interval
   * @param draws of the bootstrap
   * @param seed of the draws, and of the sample
   * @param rowsHash see {@link ComparedRows}
   * @param customers compared
   * @param heldOutCustomers customers of the held-out snapshot
   * @param sample whether they are a sample
   * @param differences the deciding metric's first
   * @param brokenGuards guarded metrics that got worse beyond chance
   * @param worth the assumed value of a contact; null, and not in the JSON, if profit was not used
   */
  record Paired(
      String metric,
      double margin,
      double confidence,
      int draws,
      long seed,
      String rowsHash,
      int customers,
      long heldOutCustomers,
      boolean sample,
      List<PairedDifference> differences,
      List<String> brokenGuards,
      @JsonInclude(JsonInclude.Include.NON_NULL) Worth worth) {

    static Paired of(TrainingRules rules, ComparedRows rows, PairedJudgement paired) {
      PromotionRule rule = rules.promotionRule();
      return new Paired(
          rule.metric(),
          rule.margin(),
          rule.confidence(),
          rule.bootstrap().draws(),
          rule.bootstrap().seed(),
          rows.hash(),
          rows.labels().length,
          rows.heldOut(),
          rows.isSample(),
          paired.differences(),
          paired.brokenGuards(),
          rules.retrain().asksForProfit() ? Worth.of(rules.value()) : null);
    }
  }

  /** The assumed value of a contact, as configured. */
  record Worth(
      double saveRate,
      double marginShare,
      double horizonMonths,
      double contactCostUsd,
      double budgetUsd) {

    static Worth of(ValueSettings value) {
      return new Worth(
          value.saveRate(),
          value.marginShare(),
          value.horizonMonths(),
          value.contactCostUsd(),
          value.budgetUsd());
    }
  }

  String toJson() {
    try {
      return Json.mapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
