package org.churnwise.models;

import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.mlflow.ModelTracking;
import org.churnwise.mlflow.SyncResult;
import picocli.CommandLine.Command;

/** {@code models sync}: writes missing models, decisions and aliases to the MLflow server. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Write missing models, decisions and aliases to the MLflow server; what is already there is not written again.")
final class ModelsSync extends JobCommand {
  @Override
  protected void validate(Settings settings) {
    if (!settings.mlflow().isOn()) {
      throw ChurnException.usage(
          "no MLflow server: mlflow.tracking-uri is empty; set it with --set mlflow.tracking-uri=http://HOST:PORT or MLFLOW_TRACKING_URI");
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
