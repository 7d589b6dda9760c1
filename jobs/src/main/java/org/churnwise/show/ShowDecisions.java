package org.churnwise.show;

import java.util.List;
import org.churnwise.cli.Version;
import org.churnwise.sql.Sql;
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

  @Override
  Sql query() {
    return Sql.named("show/decisions");
  }

  @Override
  List<Shown> columns() {
    return COLUMNS;
  }

  @Override
  String counted() {
    return "decisions";
  }

  @Override
  int usually() {
    return 20;
  }

  @Override
  String nothing() {
    return "no model yet: run submit/churn pipeline --mode all";
  }
}
