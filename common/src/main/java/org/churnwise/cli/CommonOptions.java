package org.churnwise.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.churnwise.config.SettingsSources;
import picocli.CommandLine.Option;

/** The options that every job takes. */
public final class CommonOptions {
  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "Settings of an environment: dev, test, prod or snowflake (conf/NAME.conf).")
  private String env;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "A HOCON file of settings; overrides --env.")
  private Path conf;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; overrides all other sources. Repeatable.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description =
          "The last date that the data may contain (default: today in the time-zone of the"
              + " contract). Later rows are quarantined.")
  private LocalDate asOf;

  @Option(names = "--debug", description = "Print stack traces of failures.")
  private boolean debug;

  @Option(
      names = "--quiet",
      description =
          "Print only what was asked for, errors and the JSON line; the log tells the rest.")
  private boolean quiet;

  boolean quiet() {
    return quiet;
  }

  Optional<LocalDate> asOf() {
    return Optional.ofNullable(asOf);
  }

  boolean debug() {
    return debug;
  }

  SettingsSources sources() {
    return new SettingsSources(
        Optional.ofNullable(env), Optional.ofNullable(conf), List.copyOf(sets), System.getenv());
  }
}
