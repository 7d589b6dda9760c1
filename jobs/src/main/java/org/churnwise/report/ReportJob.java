package org.churnwise.report;

import java.nio.file.Path;
import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code report}: one HTML file about model and data. Changes no table. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Write one HTML file about the state of model and data; it names customers, and only you may read it.")
public final class ReportJob extends JobCommand {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file (default: a file of the folder report.path).")
  private Path out;

  public static void main(String[] args) {
    CommandLines.main(new ReportJob(), args);
  }

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  @Override
  protected void validate(Settings settings) {
    file(settings).requireReplaceable();
  }

  private ReportFile file(Settings settings) {
    return out == null ? ReportFile.ofWarehouse(settings) : new ReportFile(out);
  }

  @Override
  protected ReportResult run(Job job) {
    ReportFile file = file(job.settings());
    file.write(html(job));
    job.console().line("report " + file.path().toAbsolutePath());
    return new ReportResult(file.path().toString());
  }

  private static String html(Job job) {
    int customers = job.settings().report().customers();
    return new Report(job.warehouse(), job.ledger(), customers).html();
  }

  /** The written file. */
  record ReportResult(String file) {}
}
