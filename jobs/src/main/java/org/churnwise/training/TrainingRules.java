package org.churnwise.training;

import org.churnwise.config.ChurnSettings;
import org.churnwise.config.ModelsSettings;
import org.churnwise.config.MonitoringSettings;
import org.churnwise.config.RetrainSettings;
import org.churnwise.config.Settings;
import org.churnwise.config.TrainingSettings;
import org.churnwise.model.FeatureCatalogue;
import org.churnwise.run.SnapshotRules;
import org.churnwise.stats.MetricPolicy;
import org.churnwise.stats.PairedBootstrap;
import org.churnwise.stats.PromotionRule;

/**
 * What decides which model a training makes and whether it is promoted.
 *
 * @param hash of the configuration keys behind it
 */
public record TrainingRules(
    ChurnSettings churn,
    TrainingSettings training,
    RetrainSettings retrain,
    ModelsSettings models,
    MonitoringSettings monitoring,
    FeatureCatalogue catalogue,
    String hash) {

  /** The rules of a run. */
  public static TrainingRules of(Settings settings, FeatureCatalogue catalogue) {
    return new TrainingRules(
        settings.churn(),
        settings.training(),
        settings.retrain(),
        settings.models(),
        settings.monitoring(),
        catalogue,
        settings.resolved().hashOf("churn", "training", "retrain", "models", "monitoring"));
  }

  SnapshotRules snapshots() {
    return new SnapshotRules(churn.windowDays(), churn.graceDays());
  }

  PromotionRule promotionRule() {
    PairedBootstrap bootstrap = new PairedBootstrap(PairedBootstrap.DRAWS, training.seed());
    return new PromotionRule(retrain.metric(), retrain.margin(), bootstrap, metricPolicy());
  }

  MetricPolicy metricPolicy() {
    return new MetricPolicy(monitoring.minRows(), monitoring.minPositives());
  }
}
