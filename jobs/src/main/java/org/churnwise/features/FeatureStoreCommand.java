package org.churnwise.features;

import java.util.List;
import org.churnwise.cli.JobCommand;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** A subcommand of {@code features}, which reads the feature store and changes nothing. */
abstract class FeatureStoreCommand extends JobCommand {
  @Spec private CommandSpec own;

  @Override
  protected final Tables tables() {
    return Tables.READ_ONLY;
  }

  /** An option before the subcommand's name would be one of {@code features}, without effect. */
  @Override
  protected final void validate(Settings settings) {
    if (own.parent() == null) {
      return;
    }
    List<String> misplaced =
        own.parent().commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .toList();
    if (!misplaced.isEmpty()) {
      throw ChurnException.usage(
          "options of 'features %s' stand behind its name: move %s there"
              .formatted(own.name(), String.join(", ", misplaced)));
    }
  }
}
