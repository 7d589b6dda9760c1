package org.churnwise.pipeline;

import org.churnwise.features.FeatureEngineer;
import org.churnwise.ingest.DataIngestionPipeline;
import org.churnwise.labels.ChurnLabeler;
import org.churnwise.mlflow.ModelTracking;
import org.churnwise.model.registry.ModelRegistry;
import org.churnwise.monitoring.ModelMonitor;
import org.churnwise.scoring.ChurnScorer;
import org.churnwise.training.TrainingStage;

/** The stages that a pipeline chains; each class also runs as a job of its own. */
record Stages(
    DataIngestionPipeline ingestion,
    FeatureEngineer features,
    ChurnLabeler labeler,
    ModelMonitor monitor,
    TrainingStage training,
    ModelTracking tracking,
    ChurnScorer scorer,
    ModelRegistry registry) {}
