package org.churnwise.models;

import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.mlflow.ModelTracking;
import org.churnwise.mlflow.SyncResult;
import picocli.CommandLine.Command;

/** {@code models sync}: writes to the MLflow server what it lacks of models and aliases. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Write to the MLflow server what it lacks: models, decisions on them, aliases. What is there is not written again.")
final class ModelsSync extends JobCommand {
  @Override
  protected void validate(Settings settings) {
    if (!settings.mlflow().isOn()) {
      throw ChurnException.usage(
          "there is no MLflow server to write to: mlflow.tracking-uri is empty; set it with --set"
              + " mlflow.tracking-uri=http://HOST:PORT or MLFLOW_TRACKING_URI");
    }
  }

  @Override
  protected SyncResult run(Job job) {
    SyncResult result =
        new ModelTracking(job.settings().mlflow(), job.warehouse(), job.ledger())
            .sync(job.console()::line);
    job.console().line(job.settings().mlflow().trackingUri() + ": " + result.inWords());
    return result;
  }
}
