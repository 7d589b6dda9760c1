package org.churnwise.config;

/**
 * All settings of one run, valid by construction. Each part belongs to one concern; {@code
 * resolved} tells where every value came from.
 */
public record Settings(
    WarehouseSettings warehouse,
    SnowflakeSettings snowflake,
    IngestSettings ingest,
    ChurnSettings churn,
    TrainingSettings training,
    RetrainSettings retrain,
    ModelsSettings models,
    MlflowSettings mlflow,
    ScoringSettings scoring,
    ValueSettings value,
    MonitoringSettings monitoring,
    SparkSettings spark,
    ReportSettings report,
    ResolvedKeys resolved) {}
