package org.churnwise.features;

import java.util.List;
import org.churnwise.cli.JobCommand;
import org.churnwise.config.Settings;
import org.churnwise.error.ChurnException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** A read-only subcommand of {@code features} on the feature store. */
abstract class FeatureStoreCommand extends JobCommand {
  @Spec private CommandSpec own;

  @Override
  protected final Tables tables() {
    return Tables.LOOKED_AT;
  }

  /** An option before the subcommand's name belongs to {@code features} and has no effect. */
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
          "options of 'features %s' must follow its name: move %s there"
              .formatted(own.name(), String.join(", ", misplaced)));
    }
  }
}
