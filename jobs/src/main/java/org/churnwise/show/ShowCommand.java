package org.churnwise.show;

import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code show}: looks at what the runs have written, as tables, CSV or JSON. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Look at results in the terminal, as tables, CSV or JSON.",
    subcommands = {
      ShowPerformance.class,
      ShowDrift.class,
      ShowQuality.class,
      ShowDecisions.class,
      ShowAlerts.class,
      ShowRuns.class,
      ShowQuarantine.class,
      ShowCustomers.class,
      ShowCustomer.class,
      ShowFeatures.class
    })
public final class ShowCommand implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLines.main(new ShowCommand(), args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
