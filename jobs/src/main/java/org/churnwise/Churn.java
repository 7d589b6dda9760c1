package org.churnwise;

import org.churnwise.alerts.AlertsCommand;
import org.churnwise.backtest.BacktestJob;
import org.churnwise.backtest.CompareReferenceJob;
import org.churnwise.backtest.PolicyCommand;
import org.churnwise.backup.BackupJob;
import org.churnwise.backup.RestoreJob;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Version;
import org.churnwise.erasing.ForgetJob;
import org.churnwise.features.FeaturesJob;
import org.churnwise.ingest.ContractCommand;
import org.churnwise.ingest.IngestJob;
import org.churnwise.ingest.InitJob;
import org.churnwise.ingest.QuarantineCommand;
import org.churnwise.inspection.DoctorJob;
import org.churnwise.inspection.SentimentCommand;
import org.churnwise.inspection.StatusJob;
import org.churnwise.labels.LabelJob;
import org.churnwise.leakage.LeakCheckJob;
import org.churnwise.models.ModelsCommand;
import org.churnwise.monitoring.MonitorJob;
import org.churnwise.pipeline.PipelineJob;
import org.churnwise.replay.ReplayJob;
import org.churnwise.report.ReportJob;
import org.churnwise.sample.SampleCommand;
import org.churnwise.scoring.ScoreJob;
import org.churnwise.show.CostsCommand;
import org.churnwise.show.LineageCommand;
import org.churnwise.show.MetricsCommand;
import org.churnwise.show.ShowCommand;
import org.churnwise.show.SqlCommand;
import org.churnwise.training.ComparatorCheckCommand;
import org.churnwise.training.TrainJob;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;

/** {@code churn}: all commands under one name. Each is also a main class of its own. */
@Command(
    name = "churn",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Predict which customers will leave.",
    subcommands = {
      SampleCommand.class,
      InitJob.class,
      IngestJob.class,
      ContractCommand.class,
      QuarantineCommand.class,
      FeaturesJob.class,
      LabelJob.class,
      TrainJob.class,
      ScoreJob.class,
      MonitorJob.class,
      PipelineJob.class,
      BacktestJob.class,
      PolicyCommand.class,
      LeakCheckJob.class,
      ReplayJob.class,
      ForgetJob.class,
      BackupJob.class,
      RestoreJob.class,
      CompareReferenceJob.class,
      ModelsCommand.class,
      AlertsCommand.class,
      ComparatorCheckCommand.class,
      SentimentCommand.class,
      DoctorJob.class,
      StatusJob.class,
      ReportJob.class,
      ShowCommand.class,
      LineageCommand.class,
      CostsCommand.class,
      MetricsCommand.class,
      SqlCommand.class,
      GenerateCompletion.class
    },
    footer = {
      "",
      "Start with:  churn pipeline --mode all",
      "Exit codes:  0 done, 2 usage or configuration, 3 data refused, 4 warehouse, 5 model refused,"
          + " 6 locked by another run, 7 a condition of --fail-on holds, 129, 130, 143 interrupted, 1 anything else"
    })
public final class Churn {
  private Churn() {}

  public static void main(String[] args) {
    CommandLines.main(new Churn(), args);
  }
}
