package org.churnwise.submitting;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.churnwise.features.FeaturesJob;
import org.churnwise.ingest.IngestJob;
import org.churnwise.ingest.InitJob;
import org.churnwise.labels.LabelJob;
import org.churnwise.monitoring.MonitorJob;
import org.churnwise.pipeline.PipelineJob;
import org.churnwise.scoring.ScoreJob;
import org.churnwise.training.TrainJob;

/**
 * Where things lie in the project, and what its stages are. Tests run in the folder of their
 * module.
 */
final class Project {
  static final Path FOLDER = Path.of("").toAbsolutePath().getParent();
  static final Path SUBMIT = FOLDER.resolve("submit");
  static final Path PROBES = Path.of("src", "test", "submitting").toAbsolutePath();

  /** The stages and their main classes, in the order of a first run. */
  static final Map<String, Class<?>> STAGES = stages();

  private Project() {}

  private static Map<String, Class<?>> stages() {
    Map<String, Class<?>> stages = new LinkedHashMap<>();
    stages.put("init", InitJob.class);
    stages.put("ingest", IngestJob.class);
    stages.put("features", FeaturesJob.class);
    stages.put("label", LabelJob.class);
    stages.put("train", TrainJob.class);
    stages.put("score", ScoreJob.class);
    stages.put("monitor", MonitorJob.class);
    stages.put("pipeline", PipelineJob.class);
    return Collections.unmodifiableMap(stages);
  }
}
