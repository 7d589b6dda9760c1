package org.churnwise.show;

import java.util.List;
import org.churnwise.cli.Version;
import picocli.CommandLine.Command;

/** {@code show decisions}: the decisions on models and their reasons. */
@Command(
    name = "decisions",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Show the decisions on models and their reasons (--last counts decisions).")
final class ShowDecisions extends ShowTable {
  private static final List<Shown> COLUMNS =
      List.of(
          Shown.text("watermark", "watermark"),
          Shown.text("model_version", "model"),
          Shown.text("outcome", "decision"),
          Shown.text("champion_before", "champion before"),
          Shown.text("alias_now", "now"),
          Shown.below("reason"));

  ShowDecisions() {
    super(
        new Subject(
            "show/decisions",
            COLUMNS,
            "decisions",
            20,
            "no model yet: run submit/churn pipeline --mode all"));
  }
}
