package org.churnwise.training;

import java.util.ArrayList;
import java.util.List;
import org.churnwise.config.ChurnSettings;
import org.churnwise.config.CustomerAttributes;
import org.churnwise.config.ModelsSettings;
import org.churnwise.config.MonitoringSettings;
import org.churnwise.config.RetrainSettings;
import org.churnwise.config.Settings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.config.ValueSettings;
import org.churnwise.model.features.FeatureCatalogue;
import org.churnwise.run.SnapshotRules;
import org.churnwise.stats.MetricName;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.PairedBootstrap;
import org.churnwise.stats.PromotionRule;

/**
 * The settings that determine the model of a training and its promotion.
 *
 * @param value the value of a contact, for a threshold or a comparison by profit
 * @param attributes what the contract says of the attributes of customers
 * @param hash of the configuration keys behind it
 */
public record TrainingRules(
    ChurnSettings churn,
    TrainingSettings training,
    RetrainSettings retrain,
    ModelsSettings models,
    MonitoringSettings monitoring,
    ValueSettings value,
    FeatureCatalogue catalogue,
    CustomerAttributes attributes,
    String hash) {

  /**
   * The rules of a run.
   *
   * @throws org.churnwise.error.ChurnException (exit 2) if training.without-features names anything
   *     but an input
   */
  public static TrainingRules of(Settings settings, FeatureCatalogue catalogue) {
    ModelTrainer.switchedOff(settings.training(), catalogue); // a wrong name ends the run here
    return new TrainingRules(
        settings.churn(),
        settings.training(),
        settings.retrain(),
        settings.models(),
        settings.monitoring(),
        settings.value(),
        catalogue,
        CustomerAttributes.of(settings.ingest().contract()),
        hash(settings));
  }

  /** The value of a contact is part of it only if threshold or promotion depend on it. */
  private static String hash(Settings settings) {
    List<String> keys =
        new ArrayList<>(
            List.of(
                "churn",
                "training",
                "retrain.threshold",
                "retrain.margin",
                "retrain.confidence",
                "retrain.metric",
                "retrain.profit-guard",
                "models",
                "monitoring"));
    boolean comparesProfits = settings.retrain().asksForProfit();
    if (comparesProfits || settings.training().answers().thresholdBy().equals("profit")) {
      keys.addAll(
          List.of(
              "value.save-rate",
              "value.margin-share",
              "value.horizon-months",
              "value.contact-cost"));
    }
    if (comparesProfits) {
      keys.add("value.budget");
    }
    return settings.resolved().hashOf(keys.toArray(String[]::new));
  }

  /**
   * The same where challengers are compared by log loss, whose gain has to be beyond chance and no
   * more: the configured margin is one of another metric.
   */
  TrainingRules byLogLoss() {
    RetrainSettings byLogLoss =
        new RetrainSettings(
            retrain.when(),
            retrain.threshold(),
            0,
            retrain.confidence(),
            MetricName.LOG_LOSS,
            retrain.profitGuard());
    return new TrainingRules(
        churn, training, byLogLoss, models, monitoring, value, catalogue, attributes, hash);
  }

  SnapshotRules snapshots() {
    return new SnapshotRules(churn.windowDays(), churn.graceDays());
  }

  PromotionRule promotionRule() {
    PairedBootstrap bootstrap = new PairedBootstrap(PairedBootstrap.DRAWS, training.seed());
    List<String> guards = new ArrayList<>(PromotionRule.GUARDS);
    if (retrain.profitGuard()) {
      guards.add(MetricName.PROFIT);
    }
    return new PromotionRule(
        retrain.metric(),
        retrain.margin(),
        retrain.confidence(),
        guards,
        bootstrap,
        metricPolicy());
  }

  /** What trees and a logistic regression are compared by; training.logistic-margin is no money. */
  String logisticMetric() {
    return retrain.decidesByProfit() ? MetricName.AUC : retrain.metric();
  }

  MetricPolicy metricPolicy() {
    return new MetricPolicy(monitoring.minRows(), monitoring.minPositives());
  }
}
