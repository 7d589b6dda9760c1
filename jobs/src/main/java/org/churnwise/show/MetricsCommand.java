package org.churnwise.show;

import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.metrics.Metrics;
import picocli.CommandLine.Command;

/** {@code metrics}: what a node exporter would collect, on standard output. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Print the metrics for Prometheus, and nothing else; runs write them where metrics.textfile says.")
public final class MetricsCommand extends JobCommand {
  public static void main(String[] args) {
    CommandLines.main(new MetricsCommand(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.LOOKED_AT;
  }

  @Override
  protected boolean outputIsData() {
    return true;
  }

  @Override
  protected Printed run(Job job) {
    Metrics metrics = Metrics.read(job.warehouse(), job.ledger(), job.settings());
    metrics.text().lines().forEach(job.console()::data);
    return new Printed(metrics.series());
  }

  /**
   * What was printed.
   *
   * @param series lines that are no comment
   */
  record Printed(int series) {}
}
