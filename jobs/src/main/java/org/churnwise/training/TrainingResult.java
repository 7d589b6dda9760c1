package org.churnwise.training;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.churnwise.error.ChurnException;
import org.churnwise.model.registry.ModelCard;
import org.churnwise.model.registry.ModelDecision;
import org.churnwise.model.registry.ModelMetric;
import org.churnwise.model.registry.ModelVersion;
import org.churnwise.stats.MetricName;

/**
 * The result of a training.
 *
 * @param upToDate whether the watermark was trained before from the same data and settings, so that
 *     nothing was done
 * @param modelVersion the challenger
 * @param heldOutSnapshot evaluated on
 * @param fitSnapshots fitted on
 * @param rowsFitted rows fitted on
 * @param rowsHeldOut rows evaluated on
 * @param outcome PROMOTED, PROPOSED, KEPT or REFUSED
 * @param reason one line
 * @param auc of the challenger on the held-out snapshot; null without evidence
 * @param championAuc of the champion on the same rows; null if there was none to compare with
 * @param brier of the challenger on the held-out snapshot; null without evidence
 * @param logisticAuc of a logistic regression on the same rows; null without evidence
 * @param threshold churn probability from which the challenger predicts churn; null if up to date
 * @param warnings one line each
 * @param leftOut attributes of customers and categories that it does not see, and why, one line;
 *     null if none
 * @param recalibrationOf the model whose booster it has with a new calibration; null if its own was
 *     fitted, or if up to date
 * @param search how its hyperparameters were chosen, one line; null if they are as configured
 */
public record TrainingResult(
    boolean upToDate,
    LocalDate watermark,
    String modelVersion,
    LocalDate heldOutSnapshot,
    int fitSnapshots,
    long rowsFitted,
    long rowsHeldOut,
    String outcome,
    String reason,
    Double auc,
    Double championAuc,
    Double brier,
    Double logisticAuc,
    Double threshold,
    List<String> warnings,
    String leftOut,
    String recalibrationOf,
    String search) {

  /** The result of a training that produced a model. */
  static TrainingResult of(
      ModelVersion version,
      HoldoutComparison.Result result,
      Evidence evidence,
      Optional<SearchReport> search,
      String leftOut) {
    ModelCard card = version.card();
    List<ModelMetric> heldOut = evidence.challenger();
    return new TrainingResult(
        false,
        card.data().watermark(),
        version.version(),
        card.data().heldOutSnapshot(),
        card.data().fitSnapshots().size(),
        card.data().rows(),
        heldOut.get(0).rows(),
        result.comparison().outcome().name(),
        result.comparison().reason(),
        value(heldOut, MetricName.AUC),
        value(evidence.champion(), MetricName.AUC),
        value(heldOut, MetricName.BRIER),
        value(evidence.logistic(), MetricName.AUC),
        card.threshold(),
        evidence.warnings(),
        leftOut,
        version.recalibrationOf().orElse(null),
        search.map(SearchReport::line).orElse(null));
  }

  /** The result of a training that was up to date: the earlier decision. */
  static TrainingResult upToDate(TrainingPlan plan, ModelDecision decision) {
    return new TrainingResult(
        true,
        plan.watermark(),
        decision.challenger(),
        plan.heldOut(),
        plan.fit().size(),
        0,
        0,
        decision.outcome().name(),
        decision.reason(),
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null);
  }

  /** Why there is no champion after the training, as the end of the run. */
  ChurnException refusal() {
    if (outcome.equals(ModelDecision.Outcome.PROPOSED.name())) {
      return ChurnException.modelRefused(
          "model %1$s is sound and there is no champion, but models.approval-required = true; run 'submit/churn models approve %1$s --reason TEXT'"
              .formatted(modelVersion));
    }
    return ChurnException.modelRefused(
        "model %s was refused and there is no champion: %s; load more months and train again, or check the features and churn.window-days%s"
            .formatted(
                modelVersion,
                reason,
                leftOut == null ? "" : ". " + StringUtils.capitalize(leftOut)));
  }

  private static Double value(List<ModelMetric> metrics, String name) {
    return metrics.stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .map(ModelMetric::value)
        .orElse(null);
  }
}
