package org.churnwise.ingest;

import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quarantine}: looks at bad rows, hands them out for repair, and lets them in. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Look at bad rows, export them for repair, and release those that are good now.",
    subcommands = {
      QuarantineList.class,
      QuarantineShow.class,
      QuarantineExport.class,
      QuarantineReleaseJob.class
    })
public final class QuarantineCommand implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLines.main(new QuarantineCommand(), args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
