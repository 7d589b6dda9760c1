package org.churnwise.alerts;

import java.util.Optional;
import org.churnwise.cli.Console;
import org.churnwise.cli.Job;
import org.churnwise.cli.JobCommand;
import org.churnwise.cli.Version;
import org.churnwise.cli.WallClock;
import org.churnwise.config.AlertSettings;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.churnwise.notification.AlertNotifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code alerts test}: sends a message that is no alert, and says whether it got there. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Send a test message on a channel now, and say whether it got there.")
final class AlertsTrial extends JobCommand {
  @Parameters(paramLabel = "CHANNEL", description = "log, file, webhook or email.")
  private String channel;

  @Override
  protected Tables tables() {
    return Tables.READ_ONLY;
  }

  @Override
  protected void validate(Settings settings) {
    if (!AlertSettings.CHANNELS.contains(channel)) {
      throw ChurnException.usage(
          "there is no channel '%s'; give one of %s"
              .formatted(channel, String.join(", ", AlertSettings.CHANNELS)));
    }
  }

  @Override
  protected Optional<Record> answerWithoutWarehouse(Settings settings, Console console) {
    Optional<String> error =
        AlertNotifier.test(settings.alerts(), channel, WallClock.utc().instant());
    if (error.isPresent()) {
      throw new ChurnException(
          ExitCode.FAILED, "channel %s fails: %s".formatted(channel, error.get()));
    }
    console.line("a test message was sent by " + channel);
    return Optional.of(new TestResult(channel));
  }

  @Override
  protected Record run(Job job) {
    throw new IllegalStateException("it needs no warehouse");
  }

  /** The channel that works. */
  record TestResult(String channel) {}
}
