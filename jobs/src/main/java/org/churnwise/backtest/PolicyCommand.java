package org.churnwise.backtest;

import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code policy}: what rules of retraining come to. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show what the policies of retrain.when come to over loaded history.",
    subcommands = {PolicyBacktestJob.class})
public final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLines.main(new PolicyCommand(), args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
