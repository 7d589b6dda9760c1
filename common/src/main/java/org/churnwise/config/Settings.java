package org.churnwise.config;

import org.churnwise.error.ChurnException;

/**
 * All settings of one run, valid by construction. Each part belongs to one concern; {@code
 * resolved} has the origin of every value.
 */
public record Settings(
    WarehouseSettings warehouse,
    SnowflakeSettings snowflake,
    IngestSettings ingest,
    SentimentSettings sentiment,
    ChurnSettings churn,
    TrainingSettings training,
    RetrainSettings retrain,
    ModelsSettings models,
    MlflowSettings mlflow,
    ScoringSettings scoring,
    ValueSettings value,
    MonitoringSettings monitoring,
    DiagnosisSettings diagnosis,
    AlertSettings alerts,
    OpenLineageSettings openLineage,
    SparkSettings spark,
    ReportSettings report,
    MetricsSettings metrics,
    ResolvedKeys resolved) {

  /** Refuses parts that contradict each other. */
  public Settings {
    if (retrain.asksForProfit()) {
      value
          .sameListForAll()
          .ifPresent(
              why -> {
                throw ChurnException.usage(
                    "retrain.metric = profit and retrain.profit-guard compare the profit of contact lists, but %s; change one of them"
                        .formatted(why));
              });
    }
  }
}
