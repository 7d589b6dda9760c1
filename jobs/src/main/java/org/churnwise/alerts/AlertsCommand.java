package org.churnwise.alerts;

import org.churnwise.cli.CommandLines;
import org.churnwise.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code alerts}: lists and shows alerts, takes decisions about them, and tests channels. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "List alerts, acknowledge, snooze or resolve them, and test how they are sent.",
    subcommands = {
      AlertsList.class,
      AlertsShow.class,
      AlertsDecision.Acknowledge.class,
      AlertsDecision.Snooze.class,
      AlertsDecision.Resolve.class,
      AlertsTrial.class
    })
public final class AlertsCommand implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLines.main(new AlertsCommand(), args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
